"""The statistics of a unit, by the units beneath it: number, share, composition, distribution, traits, family situation."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.casework.left_behind.models import LeftBehindFile, LeftBehindSurvey
from notoneless.casework.left_behind.rules.counting import Groups, groups_of, share
from notoneless.casework.left_behind.selectors import READ_LEFT_BEHIND
from notoneless.casework.left_behind.selectors.knowing import counted, fileless_on, files_on
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit, UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import ChildUnit


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A unit beneath: how many are left behind there, of how many pupils, and how many more have no file."""

    unit: UUID
    name: str
    count: int
    pupils: int
    share: str
    fileless: int


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A survey as it was signed."""

    term_from: date
    on: date
    by: str
    number: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the files of a unit add up to today; `total` is the line of all."""

    unit: UUID
    unit_name: str
    is_school: bool
    term_from: date
    total: PlaceLine
    places: tuple[PlaceLine, ...]
    groups: Groups
    surveys: tuple[SurveyLine, ...]

    @property
    def signed(self) -> bool:
        """Whether the survey of this term is signed."""
        return any(each.term_from == self.term_from for each in self.surveys)


def units_told(ctx: Context) -> list[tuple[UUID, str]]:
    """The units in reach that have statistics, the widest first."""
    kinds = (UnitKind.COUNTY, UnitKind.TOWNSHIP, UnitKind.SCHOOL)
    rows = visible_to(ctx, READ_LEFT_BEHIND, Unit).filter(in_force(ctx.today), kind__in=kinds)
    order = {kind: at for at, kind in enumerate(kinds)}
    found = sorted(rows, key=lambda row: (order[UnitKind(row.kind)], row.sort_key, row.pk))
    return [(row.pk, row.name) for row in found]


def statistics_of(ctx: Context, unit: UUID) -> Statistics:
    """The statistics of a unit in reach. It leaves an entry with how many children were counted. Raises NotFound."""
    row = visible_to(ctx, READ_LEFT_BEHIND, Unit).filter(in_force(ctx.today), pk=unit).first()
    if row is None:
        raise NotFound
    found = statistics(ctx, READ_LEFT_BEHIND, row)
    listed(ctx, READ_LEFT_BEHIND, [], {"unit": str(unit), "count": found.total.count})
    return found


def statistics(ctx: Context, code: str, unit: Unit) -> Statistics:
    """The same for whoever asks by `code`."""
    day = ctx.today
    names, places = _places(unit, day)
    files = list(
        visible_to(ctx, code, LeftBehindFile)
        .filter(pk__in=files_on(day).values("pk"), child_id__in=places.keys())
        .select_related("child")
    )
    told = list(counted(files, day, places))
    per_place = Counter(each.place for each in told)
    pupils, fileless = Counter(places.values()), Counter(places[each] for each in fileless_on(day) if each in places)
    lines = tuple(_line(pk, name, per_place[pk], pupils[pk], fileless[pk]) for pk, name in names.items())
    total = _line(unit.pk, unit.name, len(told), len(places), sum(fileless.values()))
    is_school = unit.kind == UnitKind.SCHOOL
    return Statistics(unit.pk, unit.name, is_school, begins_on(day), total, lines, groups_of(told), _surveys(ctx, unit))


def as_kept(found: Statistics) -> dict[str, Any]:
    """What a signed survey keeps: numbers alone."""
    places = [[each.name, each.count, each.pupils] for each in found.places]
    groups = {name: dict(kinds) for name, kinds in found.groups.items()}
    return {"number": found.total.count, "pupils": found.total.pupils, "places": places, "groups": groups}


def _line(unit: UUID, name: str, count: int, pupils: int, fileless: int) -> PlaceLine:
    return PlaceLine(unit, name, count, pupils, share(count, pupils), fileless)


def _places(unit: Unit, day: date) -> tuple[dict[UUID, str], Mapping[UUID, UUID]]:
    """The units right beneath, by name, and in which of them, or in the unit itself, each pupil is."""
    children = Unit._base_manager.filter(in_force(day), parent=unit).order_by("sort_key", "id")
    names = dict(children.values_list("pk", "name"))
    closure = UnitClosure.objects.filter(ancestor_id__in=names)
    above = dict(closure.values_list("descendant_id", "ancestor_id"))
    rows = ChildUnit._base_manager.filter(in_force(day), track=Track.SCHOOL, unit_id__in=[unit.pk, *above])
    found = {child: above.get(room, unit.pk) for child, room in rows.values_list("child_id", "unit_id")}
    used = set(found.values())
    return {pk: name for pk, name in {**names, unit.pk: unit.name}.items() if pk in used}, found


def _surveys(ctx: Context, unit: Unit) -> tuple[SurveyLine, ...]:
    if not ctx.may(READ_LEFT_BEHIND):
        return ()
    rows = list(visible_to(ctx, READ_LEFT_BEHIND, LeftBehindSurvey).filter(unit=unit).order_by("-on", "-at", "-id"))
    people = dict(Account._base_manager.filter(pk__in={row.by_id for row in rows}).values_list("pk", "name"))
    return tuple(SurveyLine(row.term_from, row.on, people.get(row.by_id, ""), row.counts["number"]) for row in rows)
