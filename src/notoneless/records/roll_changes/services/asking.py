"""A change is applied for: of a pupil by its entry, or of a child without one."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.measures import ages_on
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.refusing import (
    why_no_grade,
    why_not_deferred,
    why_not_resumed,
    why_not_suspended,
)
from notoneless.records.enrolment.rules.standing import Standing
from notoneless.records.enrolment.selectors import roll_numbers, standing_of
from notoneless.records.enrolment.services.recording import not_on_the_roll
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.rules.kinds import OF_CHILD, PLACED, ChangeKind, Level
from notoneless.records.roll_changes.rules.refusing import (
    Asked,
    why_not_asked,
    why_not_from,
    why_not_of_age,
    why_not_on,
    why_not_put_off,
)
from notoneless.records.roll_changes.rules.settings import ChangeNumbers
from notoneless.records.roll_changes.rules.standing import OPEN, State
from notoneless.records.roll_changes.selectors.knowing import levels_of, numbers_on
from notoneless.records.roll_changes.services.checking import class_named, refuse, school_named, step

APPLY, APPLY_FOR_CHILD = "roll_change.apply", "roll_change.apply_for_child"


@action("roll_change.apply", words="申请学籍变动", english="Apply for a change of the roll", law="义务教育法 11")
def apply(  # noqa: PLR0913 (what a form asks for)
    ctx: Context,
    *,
    entry: RollEntry,
    change_kind: ChangeKind,
    on: date,
    until_on: date | None,
    reason: str | None,
    statement: Passage | None,
    guardian: Guardian | None,
    signed_on: date | None,
    room: UUID | None,
    grade: int | None,
    receiving_school: UUID | None,
    destination: Line | None,
) -> UUID:
    """Apply for a change of a pupil's entry; the application. Reason (a code) and statement are sealed.

    room: the class in which the child then learns; receiving_school: that of the county which receives it, destination: one
    elsewhere. Raises Refused where law or the county forbids it, where the guardian has not signed, for too long, and while
    another application is open.
    """
    standing, numbers = standing_of(entry), numbers_on(ctx.today)
    receiving = _receiving(entry, receiving_school, ctx.today)
    goes = receiving.name if receiving is not None else destination or ""
    asked = Asked(
        change_kind, on, until_on, reason or "", guardian is not None, signed_on, bool(room and grade), bool(goes)
    )
    refuse(why_not_asked(asked, numbers, ctx.today))
    refuse(why_not_from(change_kind, standing))
    refuse(why_not_on(asked, standing.last_on, entry.child.born_on, ctx.today))
    refuse(_why_not_of_entry(asked, standing, grade))
    row = ChangeRequest(id=ctx.ids.new(), kind=change_kind, child_id=entry.child_id, entry=entry, on=on)
    row.name, row.until_on = entry.child.name, until_on
    row.unit_id = entry.place_id or entry.unit_id
    row.also_unit_id = receiving.pk if receiving is not None else row.unit_id
    row.room_id = class_named(room, entry.unit_id, ctx.today).pk if room else None
    row.grade, row.destination = grade, goes
    _signed(row, guardian, signed_on, entry.child_id)
    return _made(ctx, row, numbers, reason, statement)


@action(
    "roll_change.apply_for_child",
    words="申请延缓入学或回国复学",
    english="Apply to defer enrolment, or to enter after a stay abroad",
    law="义务教育法 11",
)
def apply_for_child(  # noqa: PLR0913 (what a form asks for)
    ctx: Context,
    *,
    child: Child,
    change_kind: ChangeKind,
    entry_school: UUID,
    on: date,
    until_on: date | None,
    reason: str | None,
    statement: Passage | None,
    guardian: Guardian | None,
    signed_on: date | None,
    room: UUID | None,
    grade: int | None,
) -> UUID:
    """Apply for what begins a child's entry at a school: enrolment deferred, or entry after a stay abroad; the application.

    Raises Refused for a child on the roll, for one who has reached the age at which it must be in school, and as `apply`.
    """
    numbers, place = numbers_on(ctx.today), school_named(entry_school, ctx.today)
    if change_kind not in OF_CHILD:
        raise Unusable(Problem("roll_changes.with_entry", {"kind": Problem(f"roll_changes.kind_{change_kind}")}))
    asked = Asked(change_kind, on, until_on, reason or "", guardian is not None, signed_on, bool(room and grade))
    refuse(why_not_asked(asked, numbers, ctx.today))
    refuse(why_not_on(asked, None, child.born_on, ctx.today))
    ages = ages_on(ctx.today)
    refuse(why_not_of_age(change_kind, child.born_on, on, ages.as_of, ages.rule))
    if change_kind is ChangeKind.DEFERRAL and until_on is not None:
        refuse(why_not_deferred(on, until_on, reason, roll_numbers(ctx.today)))
        refuse(why_not_put_off(child.born_on, on, until_on, ages.as_of, numbers.entry_age))
    refuse(why_no_grade(grade) if grade is not None else None)
    not_on_the_roll(child.pk)
    row = ChangeRequest(id=ctx.ids.new(), kind=change_kind, child=child, unit=place, on=on)
    row.name, row.until_on = child.name, until_on
    row.also_unit_id = _home_of(child, ctx.today) or place.pk
    row.room_id = class_named(room, place.pk, ctx.today).pk if room else None
    row.grade = grade
    _signed(row, guardian, signed_on, child.pk)
    return _made(ctx, row, numbers, reason, statement)


def _receiving(entry: RollEntry, school: UUID | None, day: date) -> Unit | None:
    """The school of this county that receives a pupil. Raises Refused for the pupil's own."""
    if school is None:
        return None
    found = school_named(school, day)
    refuse(Problem("enrolment.same_school", {"school": found.name}) if found.pk == entry.unit_id else None)
    return found


def _why_not_of_entry(asked: Asked, standing: Standing, grade: int | None) -> Problem | None:
    """Why the change asked for could not be written on the roll by its days and grade."""
    if grade is not None:
        wrong = why_no_grade(grade) or (why_not_resumed(standing, grade) if asked.kind in PLACED else None)
        if wrong is not None:
            return wrong
    if asked.kind is ChangeKind.STUDY_SUSPENSION and asked.until is not None:
        return why_not_suspended(standing, asked.on, asked.until, asked.reason, roll_numbers(asked.on))
    return None


def _signed(row: ChangeRequest, guardian: Guardian | None, signed_on: date | None, child: UUID) -> None:
    if guardian is not None and guardian.child_id != child:
        raise Unusable(Problem("roll_changes.other_guardian"))
    row.guardian, row.signed_on = guardian, signed_on
    row.signer = guardian.name if guardian is not None else ""


def _home_of(child: Child, day: date) -> UUID | None:
    rows = ChildUnit._base_manager.filter(in_force(day), child=child, track=Track.HOUSEHOLD)
    return rows.order_by("id").values_list("unit_id", flat=True).first()


def _made(ctx: Context, row: ChangeRequest, numbers: ChangeNumbers, reason: str | None, statement: str | None) -> UUID:
    """The application, waiting for its first level. Nobody applies whose own level it is: nobody decides the own."""
    if ChangeRequest._base_manager.filter(child_id=row.child_id, state__in=OPEN).exists():
        refuse(Problem("roll_changes.open_already"))
    first = numbers.levels_for(ChangeKind(row.kind), row.is_within)[0]
    if first is Level.SCHOOL and Level.SCHOOL in levels_of(ctx, "roll_change.approve", row):
        refuse(Problem("roll_changes.head_decides"))
    row.reason = Plain(reason) if reason else None
    row.statement = Plain(statement) if statement else None
    row.state, row.waits_for, row.asked_on = State.WAITING, first, ctx.today
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    step(ctx, row, "apply")
    return row.pk
