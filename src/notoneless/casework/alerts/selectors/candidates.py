"""Whom an alert may be about: children in reach, the likeliest first, each with what speaks for and against it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.casework.alerts.rules.alike import Likeness, Told, likeness
from notoneless.casework.cases.models import Case
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.models import Child, SearchedName
from notoneless.foundation.people.rules import BEFORE
from notoneless.foundation.people.selectors import READ, ChildLine, lines_of
from notoneless.kernel.names.cleaning import clean_name
from notoneless.kernel.names.readings import initials

SHOWN = 8
LOOKED_AT = 3000
"""Children whose names begin with the same sounds or characters, of whom the likeliest are shown."""

NEAREST = 40
"""Of these the places are looked up."""

_TURNED = str.maketrans("ln", "nl")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A child that an alert may be about; `case_state`: how its case stands, if there is one in reach."""

    line: ChildLine
    likeness: Likeness
    case_state: str


def candidates_for(ctx: Context, told: Told, day: date) -> tuple[Candidate, ...]:
    """The children in reach that an alert may be about, the likeliest first. The list leaves an entry."""
    name = clean_name(told.name)
    if not name:
        return ()
    told = Told(name, told.age, told.place)
    found: list[tuple[Likeness, ChildLine]] = []
    for line in lines_of(ctx, _alike(ctx, told, day)):
        places = [text for place in line.places for text in (place.name, place.above)]
        how = likeness(told, line.name, line.born_on, places, day)
        if how is not None:
            found.append((how, line))
    found.sort(key=lambda each: -each[0].points)
    shown = found[:SHOWN]
    ids = [line.id for _, line in shown]
    states = _case_states(ctx, ids)
    listed(ctx, READ, ids, {})
    return tuple(Candidate(line, how, states.get(line.id, "")) for how, line in shown)


def _alike(ctx: Context, told: Told, day: date) -> list[UUID]:
    """The likeliest by name and age, of those whose names share the first letters of pinyin, or all characters but one."""
    begins = initials(told.name)
    tokens = {begins, begins.translate(_TURNED)}
    if len(told.name) > 2:
        tokens |= {told.name[:-1], told.name[1:]}
    asked = Q()
    for token in sorted(tokens):
        asked |= Q(beginnings__contains=f"{BEFORE}{token}")
    names = SearchedName._base_manager.filter(asked).values("child_id")
    rows = visible_to(ctx, READ, Child).filter(pk__in=names).order_by("sort_key", "id")
    found = [
        (how.points, child)
        for child, name, born_on in rows.values_list("pk", "name", "born_on")[:LOOKED_AT]
        if (how := likeness(told, name, born_on, (), day)) is not None
    ]
    return [child for _, child in sorted(found, key=lambda each: -each[0])[:NEAREST]]


def _case_states(ctx: Context, children: list[UUID]) -> dict[UUID, str]:
    if not ctx.may("case.read"):
        return {}
    rows = visible_to(ctx, "case.read", Case).filter(child_id__in=children)
    return dict(rows.values_list("child_id", "state"))
