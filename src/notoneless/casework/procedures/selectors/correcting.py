"""What may be taken back of a procedure, and what the form says before it is."""

from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.procedures.rules.correcting import Entered, resting_paper, why_not_corrected
from notoneless.casework.procedures.rules.keeping import fact_of
from notoneless.casework.procedures.selectors.holding import holding
from notoneless.casework.procedures.selectors.numbers import counting
from notoneless.foundation.access.context import Context
from notoneless.kernel.problems import Problem

ENFORCING = "procedure.enter"
"""By what an authority acts, which may take back what others entered."""


def entered_of(procedure: Procedure) -> list[Entered]:
    """The entries of a procedure that hold, in their order, each with the number of the paper that it issued."""
    rows = holding(ProcedureEvent._base_manager.filter(procedure=procedure)).select_related("paper").order_by("number")
    return [
        Entered(
            row.number,
            fact_of(row.move, row.on, row.by, row.details),
            row.paper.number if row.paper is not None and row.unit_id is not None else "",
        )
        for row in rows
    ]


def correctable(ctx: Context, procedure: Procedure) -> frozenset[int]:
    """The numbers of the entries that this person may try to take back: no later paper rests on them."""
    entries = entered_of(procedure)
    return frozenset(
        each.number
        for place, each in enumerate(entries)
        if (each.fact.by == ctx.actor or ctx.may(ENFORCING)) and not resting_paper(each, entries[place + 1 :])
    )


def why_not_taken_back(ctx: Context, procedure: Procedure, number: int) -> Problem | None:
    """Why an entry cannot be taken back now."""
    entries = entered_of(procedure)
    by = counting((each.fact for each in entries), ctx.today)
    return why_not_corrected(entries, number, by.limits, by.calendar, ctx.today)
