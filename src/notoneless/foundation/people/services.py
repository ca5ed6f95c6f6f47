"""Children and guardians: how they come, where they belong, how they are reached."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import TRACK_OF, Track, UnitKind
from notoneless.foundation.people.events import ChildPlaced, ChildRegistered, GuardianPhoneCorrected
from notoneless.foundation.people.models import Child, ChildUnit, Guardian, SearchedName
from notoneless.foundation.people.rules import beginnings, sort_key
from notoneless.foundation.places.models import Household
from notoneless.foundation.sealing.models import Plain, search_keys
from notoneless.kernel.codes.sexes import parse_sex
from notoneless.kernel.phones import phone_number
from notoneless.kernel.problems import Problem
from notoneless.kernel.resident_id import IdKind, parse_resident_id
from notoneless.kernel.student_number import StudentNumberKind, parse_student_number


@action("child.register", words="登记儿童", english="Register a child")
def register_child(
    ctx: Context,
    *,
    unit: Unit,
    name: str,
    from_on: date,
    sex: str | None,
    born_on: date | None,
    id_number: str | None,
    student_number: str | None,
    household: Household | None,
) -> UUID:
    """Enter a child in a unit. Raises Unusable for what cannot be a child's data, Refused for a number already there."""
    child = Child(id=ctx.ids.new(), name=name, sort_key=sort_key(name), household=household, registered_at=ctx.at)
    child.sex = _sex(sex) or ""
    child.born_on = _born_on(ctx, born_on)
    child.id_number = _new_number("id_number", _id_number(id_number))
    child.student_number = _new_number("student_number", _student_number(student_number))
    child.save(force_insert=True)
    _join(ctx, child, unit, from_on)
    SearchedName(child=child, beginnings=beginnings(name)).save(force_insert=True)
    publish(ctx, ChildRegistered(child=child.id))
    return child.id


def _sex(text: str | None) -> str | None:
    found = parse_sex(text)
    if text and found is None:
        raise Unusable(Problem("people.no_sex", {"text": text}))
    return found


def _born_on(ctx: Context, day: date | None) -> date | None:
    if day is not None and not date(ctx.today.year - 100, 1, 1) <= day <= ctx.today:
        raise Unusable(Problem("people.no_birth_date", {"day": day.isoformat()}))
    return day


def _id_number(text: str | None) -> str | None:
    read = parse_resident_id(text)
    if read.kind not in (IdKind.VALID, IdKind.MISSING):
        raise Unusable(Problem("people.no_id_number", {"why": read.problem or ""}))
    return read.value or None


def _student_number(text: str | None) -> str | None:
    read = parse_student_number(text)
    if read.problem is not None:
        raise Unusable(read.problem)
    return None if read.kind is StudentNumberKind.MISSING else read.kind + read.body


def _new_number(field: str, number: str | None) -> Plain | None:
    if number is None:
        return None
    if Child._base_manager.filter(**{f"{field}_index__in": search_keys(Child, field, number)}).exists():
        raise Refused(Problem(f"people.{field}_taken"))
    return Plain(number)


@action("child.place", words="登记所属单位", english="Place a child in a unit")
def place_child(ctx: Context, *, child: Child, unit: Unit, from_on: date) -> UUID:
    """Let a child belong to another unit of a track from a day on; the former membership ends with that day."""
    membership = _join(ctx, child, unit, from_on)
    publish(ctx, ChildPlaced(child=child.id, unit=unit.id))
    return membership


def _join(ctx: Context, child: Child, unit: Unit, from_on: date) -> UUID:
    track = TRACK_OF[UnitKind(unit.kind)]
    if track is None:
        raise Unusable(Problem("people.unit_has_no_track", {"unit": unit.name}))
    former = ChildUnit._base_manager.filter(child=child, track=track, until_on__isnull=True).first()
    if former is None:
        return _membership(ctx, child, unit, track, from_on).id
    if from_on < former.from_on:
        raise Unusable(Problem("access.backwards"))
    # the new one comes first, with an end, since only one is open: between the two the child would be out of everybody's reach
    new = _membership(ctx, child, unit, track, from_on, until_on=date.max)
    former.until_on, new.until_on = from_on, None
    former.save(update_fields=["until_on"])
    new.save(update_fields=["until_on"])
    return new.id


def _membership(
    ctx: Context, child: Child, unit: Unit, track: Track, from_on: date, until_on: date | None = None
) -> ChildUnit:
    new = ChildUnit(id=ctx.ids.new(), child=child, unit=unit, track=track, from_on=from_on, until_on=until_on)
    new.save(force_insert=True)
    return new


@action("guardian.add", words="登记监护人", english="Add a guardian")
def add_guardian(ctx: Context, *, child: Child, name: str, relation: str, phone: str | None) -> UUID:
    """Enter a guardian of a child. Raises Unusable for a phone number that can be none."""
    guardian = Guardian(id=ctx.ids.new(), child=child, name=name, relation=relation)
    guardian.phone = Plain(_phone(phone)) if phone else None
    guardian.save(force_insert=True)
    return guardian.id


@action("guardian.correct_phone", words="更正监护人电话", english="Correct a guardian's phone number")
def correct_phone(ctx: Context, *, guardian: Guardian, phone: str) -> None:
    """Set the number by which a guardian is reached. Raises Unusable for what can be no phone number."""
    guardian.phone = Plain(_phone(phone))
    guardian.save(update_fields=["phone", "phone_index"])
    publish(ctx, GuardianPhoneCorrected(guardian=guardian.id))


def _phone(text: str) -> str:
    number = phone_number(text)
    if number is None:
        raise Unusable(Problem("people.no_phone"))
    return number
