"""The points of all pupils, reckoned together; those of a term that is over go."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from notoneless.casework.early_warning.models import ConcernScore
from notoneless.casework.early_warning.rules.points import PointReason, Score, points
from notoneless.casework.early_warning.selectors.numbers import points_in_force
from notoneless.casework.early_warning.selectors.pupils import pupil_facts
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.bulk import insert_many
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.kernel.problems import Problem

_ROWS = UUID("0c9a6a34-3a2f-5f8e-9b60-5b8f0a4f0c11")
_FIELDS = ("id", "child", "on", "expires_on", "total", "is_listed", "groups", "reasons", "protective")


@action("concern.reckon", words="核算需要关心的分值", english="Reckon points of concern")
def reckon_points(ctx: Context, *, unit: Unit) -> None:
    """Reckon the points of every pupil from what is known today, in place of those before; between terms there are none.

    Raises Unusable for a unit that is not the county.
    """
    if unit.parent_id is not None:
        raise Unusable(Problem("early_warning.county_only"))
    rows = list(_rows(ctx.today))
    ConcernScore._base_manager.all().delete()
    insert_many(ConcernScore, _FIELDS, rows)


def _rows(day: date) -> Iterator[tuple[Any, ...]]:
    """The rows of those who have points: of nobody else anything is kept."""
    calendar, given = load_calendar(day, day), points_in_force(day)
    term = calendar.term_of(day)
    if term is None:
        return
    for facts in pupil_facts(calendar, term, given, day):
        score = points(facts, given, day)
        if score.total:
            yield _row(facts.child, score, day, term.last_day, score.total >= given.listed_from)


def _row(child: UUID, score: Score, day: date, expires_on: date, is_listed: bool) -> tuple[Any, ...]:
    return (
        uuid5(_ROWS, child.hex).hex,
        child.hex,
        day.isoformat(),
        expires_on.isoformat(),
        score.total,
        is_listed,
        json.dumps(dict(score.groups)),
        json.dumps([_reason(each) for each in score.reasons], ensure_ascii=False),
        json.dumps(_reason(score.protective)) if score.protective else None,
    )


def _reason(reason: PointReason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "group": reason.group,
        "points": reason.points,
        "on": reason.on.isoformat(),
        "values": dict(reason.values),
    }
