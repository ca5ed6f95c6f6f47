"""A plan of a month as its card shows it: what is reckoned of it, its duties and targets, and the clauses that have none."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from notoneless.casework.cases.selectors import READ_CASE
from notoneless.foundation.access.context import Context
from notoneless.interfaces.duties.pages.targeting import target
from notoneless.interfaces.duties.pages.wording import BADGES, GROUPS, Asked, counts, state_words, told, words_of
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.calendar import last_day_of_month
from notoneless.kernel.problems import sentence
from notoneless.oversight.duties.rules.targets import TargetLine
from notoneless.oversight.duties.selectors.clauses import sort_clauses
from notoneless.oversight.duties.selectors.compliance import ClauseLine, DutyLine, PlanLine
from notoneless.policy import telling
from notoneless.policy.model import Clause

_SHORT = 12
"""Figures of a fingerprint that are shown where the whole one has no room."""


def card(
    ctx: Context,
    line: PlanLine,
    targets: Sequence[tuple[Clause, TargetLine]],
    wanted: Asked,
    is_print: bool,
    last: datetime | None,
) -> dict[str, Any]:
    """A plan of a month. `targets`: those that stand beside it; of a version that gave way within the month there are none.

    `last`: when everything was reckoned last. What a version adopted since then asks for is not counted yet.
    """
    may_list = ctx.may(READ_CASE) and wanted.month == ctx.today.replace(day=1)
    clauses = sort_clauses(line, targets)
    is_whole = line.until_on is None or line.until_on > last_day_of_month(wanted.month)
    return {
        "line": line,
        "is_waiting": last is None or line.adopted_at >= last,
        "title": words_of(line.plan.title),
        "number": told("plans.number", n=line.number),
        "days": sentence(telling.days_bound(line.from_on, line.until_on), language_of()),
        "short": line.sha256[:_SHORT],
        "clauses": sentence(clauses.told, language_of()),
        "duties": [row for each in line.clauses for row in _duties(each, line.version, wanted)],
        "value_head": told("duties.value_of", unit=targets[0][1].here.name) if targets else "",
        "targets": [
            (clause, words_of(each.target.title), target(each, wanted, is_print, may_list)) for clause, each in targets
        ],
        "silent": [
            (each.clause, words_of(each.clause.title), why_nothing(each, is_of_others=is_whole))
            for each in clauses.silent
        ],
        "pending": [
            (each.clause, words_of(each.clause.title), why_nothing(each, is_of_others=is_whole))
            for each in clauses.pending
        ],
        "omitted": [
            (each.clause, words_of(each.clause.title), why_nothing(each, is_of_others=is_whole))
            for each in clauses.omitted
        ],
    }


def _duties(line: ClauseLine, version: UUID, wanted: Asked) -> Iterator[dict[str, Any]]:
    for duty in line.duties:
        if duty.total:
            state = duty.state
            yield {
                "clause": line.clause,
                "title": words_of(line.clause.title),
                "duty": words_of(duty.title),
                "href": replace(wanted, version=version).address("duty", duty=duty.duty),
                "state": state_words(state),
                "badge": BADGES[state],
                "counts": list(_counts(duty)),
            }


def _counts(duty: DutyLine) -> Iterator[tuple[str, int, int]]:
    """For each column its heading, the number of periods, and of how many units these are where a unit has several."""
    for (name, _), number, units in zip(GROUPS, counts(duty.states), counts(duty.units), strict=True):
        yield told(f"duties.count_{name}"), number, units if units != number else 0


def why_nothing(line: ClauseLine, *, is_of_others: bool = False) -> str:
    """Why nothing is counted of a clause in a month: it is left out, its room is to come, nothing fell due or is asked for.

    Targets stand with the version that binds on the last day of the month; `is_of_others`: this one does, and other units
    bear them.
    """
    if line.clause.is_omitted:
        return told("telling.state_omitted")
    if line.clause.pending:
        return told("duties.pending", area=telling.area(line.clause.pending))
    if line.clause.duties:
        return told("duties.nothing_due")
    if line.clause.targets:
        return told("duties.targets_of_others" if is_of_others else "duties.targets_later")
    return told("duties.nothing_asked")
