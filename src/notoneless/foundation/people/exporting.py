"""Children as rows of a form: what a list shows of them, and, for whom it is permitted, their sealed numbers in bulk."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotAllowed, Refused, SecondFactorNeeded, Unusable
from notoneless.foundation.access.revealing import StepUpNeeded
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.foundation.people.selectors import EXPORT, READ
from notoneless.foundation.sealing.models import opened
from notoneless.kernel.problems import Problem
from notoneless.tabular.fields import Field

MOST: Final = 5000
"""Children in one form."""

SEALED: Final = {Field.ID_NO: "id_number", Field.STUDENT_NO: "student_number", Field.PHONE: "phone"}
"""The fields that no list shows, and the columns they lie in; a phone is the first guardian's."""

FILLED: Final = (
    Field.NAME,
    Field.SEX,
    Field.DOB,
    Field.ID_NO,
    Field.STUDENT_NO,
    Field.GUARDIAN_NAME,
    Field.GUARDIAN_REL,
    Field.PHONE,
    Field.COUNTY,
    Field.TOWNSHIP,
    Field.VILLAGE,
    Field.VILLAGE_GROUP,
    Field.ADDRESS,
    Field.SCHOOL,
    Field.GRADE,
    Field.CLASS_NAME,
)
"""The fields that a form can be filled with."""

_OF_HOUSEHOLD = {UnitKind.COUNTY: Field.COUNTY, UnitKind.TOWNSHIP: Field.TOWNSHIP, UnitKind.VILLAGE: Field.VILLAGE,
                 UnitKind.GROUP: Field.VILLAGE_GROUP}  # fmt: skip
_OF_SCHOOL = {UnitKind.SCHOOL: Field.SCHOOL, UnitKind.CLASS: Field.CLASS_NAME}
_CHAIN = [f"unit__{'parent__' * up}{name}" for up in range(4) for name in ("kind", "name")]
"""Kind and name of a unit and of the three above it: a village group has no more."""
_REASON = range(4, 201)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One child: the fields that a list may show."""

    id: UUID
    values: Mapping[Field, str]


def children_for_form(ctx: Context, unit: UUID, keep: Callable[[date | None], bool]) -> list[FormRow]:
    """The children in reach who belong to a unit or one beneath it, by their names; `keep` asks the birth date.

    Leaves an entry with their count and a hash of their ids. Raises Refused for more than MOST.
    """
    beneath = UnitClosure._base_manager.filter(ancestor_id=unit).values("descendant_id")
    members = ChildUnit._base_manager.filter(in_force(ctx.today), unit_id__in=beneath).values("child_id")
    found = visible_to(ctx, READ, Child).filter(pk__in=members).select_related("household").order_by("sort_key", "id")
    rows = [row for row in found[: 4 * MOST] if keep(row.born_on)]
    if len(rows) > MOST:
        raise Refused(Problem("people.too_many_for_form", {"most": MOST}))
    listed(ctx, READ, [row.id for row in rows], {"form": str(unit)})
    return rows_for_form(ctx, rows)


def rows_for_form(ctx: Context, rows: Sequence[Child]) -> list[FormRow]:
    """Children in reach, read with their households, as rows of a form. Leaves no entry: that is done by whoever lists them."""
    ids = [row.id for row in rows]
    places, guardians = places_of(ctx, ids), first_guardians(ctx, READ, ids)
    return [FormRow(row.id, _plain(row, guardians.get(row.id)) | places.get(row.id, {})) for row in rows]


def _plain(row: Child, guardian: Guardian | None) -> dict[Field, str]:
    values = {Field.NAME: row.name, Field.SEX: row.sex, Field.DOB: row.born_on.isoformat() if row.born_on else ""}
    if row.household is not None:
        values[Field.ADDRESS] = row.household.address
    if guardian is not None:
        values |= {Field.GUARDIAN_NAME: guardian.name, Field.GUARDIAN_REL: guardian.relation}
    return values


def first_guardians(ctx: Context, code: str, ids: Collection[UUID]) -> dict[UUID, Guardian]:
    """The first guardian of each child whom `code` reaches."""
    first: dict[UUID, Guardian] = {}
    for row in visible_to(ctx, code, Guardian).filter(child_id__in=ids).order_by("id"):
        first.setdefault(row.child_id, row)
    return first


def places_of(ctx: Context, ids: Collection[UUID]) -> dict[UUID, dict[Field, str]]:
    """The names of the units that each child belongs to today and of those above them."""
    periods = ChildUnit._base_manager.filter(in_force(ctx.today), child_id__in=ids)
    named: dict[tuple[UUID, str], dict[Field, str]] = {}
    found: dict[UUID, dict[Field, str]] = {}
    for child, unit, track, *chain in periods.values_list("child_id", "unit_id", "track", *_CHAIN):
        if (unit, track) not in named:
            named[unit, track] = _named(track, chain)
        found[child] = named[unit, track] | found.get(child, {})
    for values in found.values():
        grade = values.get(Field.CLASS_NAME, "").partition("年级")
        if grade[1]:
            values[Field.GRADE] = grade[0] + grade[1]
    return found


def _named(track: str, chain: Sequence[str | None]) -> dict[Field, str]:
    """What a unit and those above it are called as places of a child: kind and name of each, the nearest first."""
    known = _OF_SCHOOL if track == Track.SCHOOL else _OF_HOUSEHOLD
    found: dict[Field, str] = {}
    for kind, name in zip(chain[::2], chain[1::2], strict=True):
        field = known.get(UnitKind(kind)) if kind else None
        if field is not None and name is not None:
            found.setdefault(field, name)
    return found


def home_words(values: Mapping[Field, str]) -> str:
    """Where a child lives, by its places and the address of its household; an address that names the village stands alone."""
    address, village = values.get(Field.ADDRESS, ""), values.get(Field.VILLAGE, "")
    if village and village in address:
        township = values.get(Field.TOWNSHIP, "")
        return address if township in address else f"{township}{address}"
    return "".join(values.get(each, "") for each in (Field.TOWNSHIP, Field.VILLAGE, Field.VILLAGE_GROUP)) + address


def sealed_for_form(
    ctx: Context, ids: Collection[UUID], fields: Iterable[Field], reason: str, proof: timedelta
) -> dict[UUID, dict[Field, str]]:
    """The sealed values of children, for a form, with a stated reason; recorded with their count and a hash of their ids.

    Raises Refused without the permission, without having proved again within `proof` who one is, or without a reason.
    """
    _permitted(ctx, reason, proof)
    wanted = sorted(set(fields) & SEALED.keys())
    values: dict[UUID, dict[Field, str]] = {}
    for row in visible_to(ctx, EXPORT, Child).filter(pk__in=ids):
        texts = {field: opened(row, SEALED[field]) for field in wanted if field is not Field.PHONE}
        values[row.id] = {field: text for field, text in texts.items() if text}
    if Field.PHONE in wanted:
        for child, guardian in first_guardians(ctx, EXPORT, values).items():
            if phone := opened(guardian, "phone"):
                values[child][Field.PHONE] = phone
    given = {"fields": [field.value for field in wanted], "reason": reason.strip(), "content": _digest(values)}
    listed(ctx, EXPORT, values, given)
    return values


def _permitted(ctx: Context, reason: str, proof: timedelta) -> None:
    if not ctx.may(EXPORT):
        raise SecondFactorNeeded if ctx.lacks_second_factor(EXPORT) else NotAllowed(EXPORT)
    if ctx.channel != "web":
        raise NotAllowed(EXPORT)
    if len(reason.strip()) not in _REASON:
        raise Unusable(Problem("people.export_reason"))
    if not ctx.confirmed_within(proof):
        raise StepUpNeeded


def _digest(values: Mapping[UUID, Mapping[Field, str]]) -> str:
    """A hash of all that went out, by which a file that turns up can be told to be this one."""
    text = "\n".join(f"{child}:{field}:{found[field]}" for child, found in values.items() for field in sorted(found))
    return hashlib.sha256(text.encode()).hexdigest()
