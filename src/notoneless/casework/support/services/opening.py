"""Help is opened for one trouble of a pupil, planned, and closed with the reason."""

from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.support.models import HelpMark, HelpScheme
from notoneless.casework.support.rules.helping import Standing, why_not_closed, why_not_opened, why_not_valued
from notoneless.casework.support.rules.kinds import CONFIDENTIAL, Change, Closing, Means, Trouble
from notoneless.casework.support.services.checking import must_be_open, refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem


@action("help.open", words="开展帮扶", english="Open help for a pupil")
def open_scheme(ctx: Context, *, child: Child, trouble: Trouble, help_means: Means, case: Case | None) -> UUID:
    """Open help with one trouble of a pupil by means that fit it; the scheme. `case`: the pupil's, whose cause it answers.

    Raises Refused while help with the same trouble stands, for means that do not fit, and for a case of another child.
    """
    refuse(Problem("helping.other_case") if case is not None and case.child_id != child.pk else None)
    rows = HelpScheme._base_manager.filter(child=child, closed_on__isnull=True).select_related("mentor")
    known = [Standing(Trouble(row.trouble), row.opened_on, row.mentor.name if row.mentor else "") for row in rows]
    refuse(why_not_opened(trouble, help_means, known))
    row = HelpScheme(id=ctx.ids.new(), child=child, trouble=trouble, means=help_means, case=case, opened_on=ctx.today)
    row.opened_by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("help.plan", words="制定帮扶方案", english="Plan the help for a pupil")
def plan_scheme(
    ctx: Context,
    *,
    help_scheme: HelpScheme,
    help_goal: Line,
    approach: Line | None,
    help_measures: Passage,
    measured_by: Line,
    begin_value: int,
) -> None:
    """Say what help is to reach and how, and what tells whether it does, with its value now; it stands as last said.

    What is done about the trouble of a family is sealed. Raises Refused for a closed scheme, for values out of range, and for
    another beginning once something was measured against it.
    """
    must_be_open(help_scheme)
    refuse(why_not_valued(begin_value))
    if help_scheme.begin not in (None, begin_value) and HelpMark._base_manager.filter(scheme=help_scheme).exists():
        refuse(Problem("helping.begun_already", {"begin": help_scheme.begin or 0}))
    sealed = Trouble(help_scheme.trouble) in CONFIDENTIAL
    help_scheme.goal, help_scheme.approach = help_goal, approach or ""
    help_scheme.measures = "" if sealed else help_measures
    help_scheme.confidential = Plain(help_measures) if sealed else None
    help_scheme.measured_by, help_scheme.begin, help_scheme.planned_on = measured_by, begin_value, ctx.today
    told = ["goal", "approach", "measures", "confidential", "measured_by", "begin", "planned_on"]
    help_scheme.save(update_fields=told)


@action("help.close", words="结束帮扶", english="Close the help for a pupil")
def close_scheme(ctx: Context, *, help_scheme: HelpScheme, closing: Closing, reason: Line) -> None:
    """End help, with the reason. Raises Refused for a closed scheme, and where its goal is said to be reached although nothing
    measured and agreed to shows a change for the better."""
    must_be_open(help_scheme)
    marks = HelpMark._base_manager.filter(scheme=help_scheme).values_list("change", "agreed")
    refuse(why_not_closed(closing, [(Change(change), agreed) for change, agreed in marks]))
    help_scheme.closed_on, help_scheme.closed_by_id = ctx.today, ctx.actor
    help_scheme.closing, help_scheme.because = closing, reason
    help_scheme.save(update_fields=["closed_on", "closed_by", "closing", "because"])
