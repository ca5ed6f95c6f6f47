"""The pupils of a school or class as the national template asks for them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import UnitProfile
from notoneless.foundation.organizations.selectors import READ as READ_ORGANIZATION
from notoneless.foundation.people.exporting import sealed_for_form
from notoneless.foundation.people.models import Guardian as GuardianRow
from notoneless.foundation.people.selectors import EXPORT, READ
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.national_template import Guardian, Known, TemplatePupil
from notoneless.records.enrolment.rules.standing import State
from notoneless.records.enrolment.selectors.standings import READ_ROLL, standings_on
from notoneless.tabular.fields import Field

_HERE = (State.ON_ROLL, State.SUSPENDED, State.NOT_CONFIRMED)
"""Whose entry is still of this school; a place that is kept is none yet."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Why sealed numbers go out, and how fresh the proof must be of who takes them."""

    reason: str
    proof: timedelta


def pupils_for_template(
    ctx: Context, unit: UUID, told: Mapping[UUID, Mapping[Known, str]], asked: Asked | None = None
) -> tuple[Unit, list[TemplatePupil]]:
    """A school or class in reach with its pupils, in the order of classes and names. The list leaves an entry.

    `told`: what other rooms say of some of them, in the words of the template. Numbers are blank without `asked`, and
    where whoever asks may not export them. Raises NotFound out of reach, and what `sealed_for_form` raises.
    """
    row = visible_to(ctx, READ_ROLL, Unit).select_related("parent").filter(pk=unit).first()
    if row is None or row.kind not in (UnitKind.SCHOOL, UnitKind.CLASS):
        raise NotFound
    entries = visible_to(ctx, READ_ROLL, RollEntry).filter(left_on__isnull=True, state__in=_HERE)
    entries = entries.filter(place=row) if row.kind == UnitKind.CLASS else entries.filter(unit=row)
    rows = list(
        entries.select_related("child__household", "place").order_by("place__sort_key", "child__sort_key", "id")
    )
    children = [entry.child_id for entry in rows]
    listed(ctx, READ_ROLL, children, {"template": str(unit)})
    standings, guardians = standings_on(rows, ctx.today), _guardians(ctx, children)
    numbers = _numbers(ctx, children, asked)
    return row, [
        _pupil(
            entry,
            standings[entry.pk].grade,
            guardians.get(entry.child_id, ()),
            told.get(entry.child_id, {}),
            numbers.get(entry.child_id, {}),
        )
        for entry in rows
    ]


def school_code_of(ctx: Context, unit: Unit) -> str:
    """The code of a school, or of a class's, for the heading of the template; empty where none is known or in reach."""
    school = unit.parent_id if unit.kind == UnitKind.CLASS else unit.pk
    rows = visible_to(ctx, READ_ORGANIZATION, UnitProfile).filter(unit=school)
    return rows.values_list("school_code", flat=True).first() or ""


def _pupil(
    entry: RollEntry,
    grade: int | None,
    guardians: Sequence[Guardian],
    told: Mapping[Known, str],
    numbers: Mapping[Field, str],
) -> TemplatePupil:
    child = entry.child
    return TemplatePupil(
        name=child.name,
        sex=child.sex,
        born_on=child.born_on,
        grade=grade,
        room=entry.place.name if entry.place and entry.place.kind == UnitKind.CLASS else "",
        entered_on=entry.entered_on,
        movement=entry.how_entered,
        address=child.household.address if child.household else "",
        guardians=tuple(guardians),
        told=told,
        id_number=numbers.get(Field.ID_NO, ""),
        phone=numbers.get(Field.PHONE, ""),
    )


def _guardians(ctx: Context, children: Sequence[UUID]) -> Mapping[UUID, Sequence[Guardian]]:
    found: dict[UUID, list[Guardian]] = defaultdict(list)
    rows = visible_to(ctx, READ, GuardianRow).filter(child_id__in=children).order_by("id")
    for child, name, relation in rows.values_list("child_id", "name", "relation"):
        found[child].append(Guardian(name, relation))
    return found


def _numbers(ctx: Context, children: Sequence[UUID], asked: Asked | None) -> Mapping[UUID, Mapping[Field, str]]:
    if asked is None or not ctx.may(EXPORT):
        return {}
    return sealed_for_form(ctx, children, (Field.ID_NO, Field.PHONE), asked.reason, asked.proof)
