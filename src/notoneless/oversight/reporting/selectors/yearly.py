"""Yearly statistics of children with disabilities beside the files: whom a school counts, whom files have, what differs."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.people.selectors import READ
from notoneless.foundation.sealing.models import opened
from notoneless.oversight.reporting.models import YearlyReturn
from notoneless.oversight.reporting.rules.feeding import Difference, Disability, differences
from notoneless.oversight.reporting.selectors.disability import disability_files
from notoneless.oversight.reporting.selectors.facts import own_units

READ_YEARLY = reading("yearly_return.read", words="查看年报核对", english="See yearly returns beside the files")
REVEAL_YEARLY = reading(
    "yearly_return.reveal",
    words="查看年报与残疾儿童档案的差异",
    english="Reveal how a yearly return differs from the files",
)
ENTER, EXPLAIN_YEARLY, SIGN_YEARLY = "yearly_return.enter", "yearly_return.explain", "yearly_return.sign"


def pupils_of(ctx: Context, school: UUID) -> Mapping[UUID, tuple[str, str]]:
    """The pupils of a school in reach: name and class."""
    places = visible_to(ctx, READ, ChildUnit).filter(
        in_force(ctx.today), unit__in=own_units(school), track=Track.SCHOOL
    )
    rows = places.values_list("child_id", "child__name", "unit__name")
    return {child: (name, room) for child, name, room in rows}


def known_lines(ctx: Context, school: UUID, lines: Sequence[tuple[str, str, str]]) -> list[Disability]:
    """Lines of the statistics, each with the pupil whom it means: by name, and by class where names are alike."""
    pupils = pupils_of(ctx, school)
    found = []
    for number, (name, room, kind) in enumerate(lines, start=1):
        named = [child for child, (known, _) in pupils.items() if known == name]
        right = [child for child in named if pupils[child][1] == room] or named
        child = str(right[0]) if len(right) == 1 else f"line {number}"
        found.append(Disability(child, name, room, kind))
    return found


def compared(ctx: Context, school: UUID, lines: Sequence[Disability]) -> tuple[tuple[Difference, ...], int]:
    """Where lines of the statistics and the files of a school's pupils differ today, and how many files there are."""
    pupils = pupils_of(ctx, school)
    kinds = disability_files(ctx, list(pupils))
    files = {str(child): Disability(str(child), *pupils[child], kind) for child, kind in kinds.items()}
    return differences(lines, files), len(files)


def key_of(difference: Difference) -> str:
    """What names a difference without saying it."""
    return hashlib.sha256(difference.key.encode()).hexdigest()[:16]


def lines_in(row: YearlyReturn) -> list[Disability]:
    """The lines that a return seals."""
    return [Disability(**each) for each in json.loads(opened(row, "lines") or "[]")]


def explained_in(row: YearlyReturn) -> dict[str, str]:
    """What was said of its differences, by key."""
    found: dict[str, str] = json.loads(opened(row, "explained") or "{}")
    return found


@dataclass(frozen=True, slots=True)
class YearlyLine:
    """A school in a year: how many it counts, how many files there are, how many differences, and how many are open."""

    unit: UUID
    name: str
    id: UUID | None
    listed: int
    filed: int
    apart: int
    open: int
    entered_on: date | None
    by: str
    signed_on: date | None
    signer: str
    may_enter: bool
    may_reveal: bool
    may_sign: bool


def list_yearly(ctx: Context, year: int) -> tuple[YearlyLine, ...]:
    """The schools in reach in a year. Numbers name nobody. It leaves an entry."""
    schools = list(visible_to(ctx, READ_YEARLY, Unit).filter(kind=UnitKind.SCHOOL).order_by("sort_key", "id"))
    rows = visible_to(ctx, READ_YEARLY, YearlyReturn).filter(year=year).select_related("by", "signer")
    found = {row.unit_id: row for row in rows}
    may = {code: set(_units(ctx, code)) for code in (ENTER, REVEAL_YEARLY, SIGN_YEARLY)}
    listed(ctx, READ_YEARLY, [unit.pk for unit in schools], {"year": year})
    return tuple(_line(unit, found.get(unit.pk), may) for unit in schools)


def _units(ctx: Context, code: str) -> list[UUID]:
    return list(visible_to(ctx, code, Unit).filter(kind=UnitKind.SCHOOL).values_list("pk", flat=True))


def _line(unit: Unit, row: YearlyReturn | None, may: Mapping[str, set[UUID]]) -> YearlyLine:
    is_open = row is None or row.signed_on is None
    return YearlyLine(
        unit=unit.pk,
        name=unit.name,
        id=row.pk if row else None,
        listed=row.count_listed if row else 0,
        filed=row.count_filed if row else 0,
        apart=row.count_apart if row else 0,
        open=row.count_open if row else 0,
        entered_on=row.entered_on if row else None,
        by=row.by.name if row else "",
        signed_on=row.signed_on if row else None,
        signer=row.signer.name if row and row.signer else "",
        may_enter=is_open and unit.pk in may[ENTER],
        may_reveal=row is not None and unit.pk in may[REVEAL_YEARLY],
        may_sign=row is not None and is_open and unit.pk in may[SIGN_YEARLY],
    )


def yearly_in_reach(ctx: Context, yearly_return: UUID, code: str) -> YearlyReturn:
    """A return on which something may be done. Raises NotFound out of reach."""
    row = visible_to(ctx, code, YearlyReturn).filter(pk=yearly_return).select_related("unit").first()
    if row is None:
        raise NotFound
    return row
