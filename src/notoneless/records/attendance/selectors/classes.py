"""A class for a session of a day: whom it asks about, who has leave, what was reported, and what was said before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import Sight, in_force, sight, visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.foundation.people.namesakes import Named, Traits, told_apart
from notoneless.foundation.people.selectors import REVEAL_PHONE
from notoneless.records.attendance.models import AbsenceTrace, ArrivalReport, AttendanceMark, Leave, LeaveStep
from notoneless.records.attendance.rules.kinds import LeaveState, LeaveStepKind, MarkKind, NotAsked
from notoneless.records.attendance.rules.reporting import unpacked
from notoneless.records.attendance.selectors.at_home import taught_at_home
from notoneless.records.attendance.selectors.facts import HELD
from notoneless.records.attendance.selectors.permitting import READ_ATTENDANCE, READ_BOARD, class_in_reach
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.standing import NEXT, State
from notoneless.records.enrolment.selectors import standings_on

SKIPPED: Mapping[str, NotAsked] = {
    State.SUSPENDED: NotAsked.SUSPENDED,
    State.DEFERRED: NotAsked.PLACE_KEPT,
    State.NOT_CONFIRMED: NotAsked.GONE,
}
"""States of an entry of the roll in which nobody expects the pupil in class."""

LEADS_THERE = frozenset(step for steps in NEXT.values() for step, state in steps.items() if state in SKIPPED)
"""The steps of which an entry in such a state has one."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil of a class on a day. `skipped`: why nobody asks about this one. `traits`: where another has the same name."""

    id: UUID
    name: str
    skipped: NotAsked | None = None
    traits: Traits | None = None


@dataclass(frozen=True, slots=True)
class PupilLine:
    """A pupil in a report. `kind` is empty for who was there; `leave_until`: of a granted leave that covers the day or has
    run out on it (`has_run_out`); `asked_until`: of one that waits to be granted. `covered_at`: when leave was granted that
    covers the day of who is marked as absent."""

    pupil: Pupil
    kind: str = ""
    reason: str = ""
    mark: UUID | None = None
    has_note: bool = False
    leave_until: date | None = None
    has_run_out: bool = False
    asked_until: date | None = None
    covered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A report with who made it, and why if it corrects another. `present`: due and seen."""

    id: UUID
    by: str
    by_id: UUID
    at: datetime
    is_in_time: bool
    is_current: bool
    why: str
    due: int
    absent: int
    on_leave: int
    late: int
    left_early: int

    @property
    def present(self) -> int:
        """How many were seen."""
        return self.due - self.absent - self.on_leave


@dataclass(frozen=True, slots=True)
class ClassDay:
    """A class for a session: its pupils by name, its report if there is one, and all reports, the newest first."""

    unit: Unit
    on: date
    session: str
    lines: tuple[PupilLine, ...]
    report: ReportCard | None
    reports: tuple[ReportCard, ...]

    @property
    def asked(self) -> tuple[PupilLine, ...]:
        """Who is asked about."""
        return tuple(line for line in self.lines if line.pupil.skipped is None)

    @property
    def skipped(self) -> tuple[PupilLine, ...]:
        """Who is not."""
        return tuple(line for line in self.lines if line.pupil.skipped is not None)


def pupils_of(ctx: Context, code: str, unit: UUID, on: date) -> list[Pupil]:
    """The pupils of a class on a day who are in reach of `code`, in the order of their names; two or three queries, and two
    more where two have name, sex and birth date alike."""
    people = [Named(*each) for each in _people(sight(ctx, code, Child), unit, on)]
    skipped, traits = _skipped(ctx, [each.id for each in people], on), told_apart(ctx, people)
    return [Pupil(each.id, each.name, skipped.get(each.id), traits.get(each.id)) for each in people]


def pupils_listed(ctx: Context, code: str, unit: UUID) -> list[Pupil]:
    """The same as they are today, to choose one on a page. The list leaves an entry."""
    found = pupils_of(ctx, code, unit, ctx.today)
    listed(ctx, READ_ATTENDANCE, [each.id for each in found], {"class": str(unit)})
    return found


def asked_and_skipped(ctx: Context, code: str, unit: UUID, on: date) -> tuple[tuple[UUID, ...], frozenset[UUID]]:
    """The same by ids alone: whom a report of the class asks about, in the order of ids, and whom not; two or three queries."""
    pupils = _members(sight(ctx, code, ChildUnit), unit, on)
    skipped = _skipped(ctx, pupils, on)
    return tuple(each for each in pupils if each not in skipped), frozenset(skipped)


@prepared
def _people(seen: Sight, unit: UUID, on: date) -> QuerySet[Child, tuple[UUID, str, str, date | None]]:
    here = ChildUnit._base_manager.filter(in_force(on), unit_id=unit, track=Track.SCHOOL)
    rows = seen.of(Child).filter(pk__in=here.values("child_id")).order_by("sort_key", "id")
    return rows.values_list("pk", "name", "sex", "born_on")


@prepared
def _members(seen: Sight, unit: UUID, on: date) -> QuerySet[ChildUnit, UUID]:
    rows = seen.of(ChildUnit).filter(in_force(on), unit_id=unit, track=Track.SCHOOL)
    return rows.order_by("child_id").values_list("child_id", flat=True)


def _skipped(ctx: Context, children: Sequence[UUID], on: date) -> dict[UUID, NotAsked]:
    """Whom of children in reach, whose entries are so too, nobody is to expect, and why: who is taught at home, and whom the
    roll says so of.
    """
    return dict.fromkeys(taught_at_home(children, on), NotAsked.TAUGHT_AT_HOME) | _off(ctx, children, on)


def _off(ctx: Context, children: Sequence[UUID], on: date) -> dict[UUID, NotAsked]:
    """Whom the roll says not to expect: by its state today, or by its events for a day before."""
    if on >= ctx.today:
        return {child: SKIPPED[state] for child, state in _skipped_today(children, on)}
    entries = _ever_paused(children, on)
    standings = standings_on(entries, on)
    found = {entry.child_id: standings[entry.pk].state for entry in entries}
    return {child: SKIPPED[state] for child, state in found.items() if state in SKIPPED}


def _on_the_roll(children: Sequence[UUID], on: date) -> QuerySet[RollEntry]:
    return RollEntry._base_manager.filter(child_id__in=children, entered_on__lte=on).exclude(left_on__lte=on)


@prepared
def _skipped_today(children: Sequence[UUID], on: date) -> QuerySet[RollEntry, tuple[UUID, str]]:
    return _on_the_roll(children, on).filter(state__in=SKIPPED).values_list("child_id", "state")


@prepared
def _ever_paused(children: Sequence[UUID], on: date) -> QuerySet[RollEntry]:
    paused = RollEvent._base_manager.filter(entry=OuterRef("pk"), step__in=LEADS_THERE)
    return _on_the_roll(children, on).filter(Exists(paused))


def current_report(ctx: Context, code: str, unit: UUID, on: date, session: str) -> ArrivalReport | None:
    """The report that counts of a class for a session, as far as `code` reaches it."""
    return _current.first(sight(ctx, code, ArrivalReport), unit, on, session)


@prepared
def _current(seen: Sight, unit: UUID, on: date, session: str) -> QuerySet[ArrivalReport]:
    return seen.of(ArrivalReport).filter(unit_id=unit, on=on, session=session, is_current=True)


def report_in_reach(ctx: Context, report: UUID, code: str) -> ArrivalReport:
    """A report on which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, ArrivalReport).select_related("unit").filter(pk=report).first()
    if row is None:
        raise NotFound
    return row


def mark_in_reach(ctx: Context, mark: UUID, code: str) -> AttendanceMark:
    """A mark on which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, AttendanceMark).select_related("child", "same_as").filter(pk=mark).first()
    if row is None:
        raise NotFound
    return row


def open_class(ctx: Context, unit: UUID, on: date, session: str) -> ClassDay:
    """A class for a session of a day, as it is to be reported or was. It leaves an entry. Raises NotFound out of reach."""
    row = class_in_reach(ctx, unit)
    reports = _reports(ctx, unit, on, session)
    current = next((each for each in reports if each.is_current), None)
    pupils = pupils_of(ctx, READ_ATTENDANCE, unit, on)
    if current is not None:
        asked = set(unpacked(bytes(current.asked)))
        # who came into the class by a later entry is in no report that stands, and in none that corrects it
        missed = NotAsked.NOT_THEN
        pupils = [replace(each, skipped=None if each.id in asked else each.skipped or missed) for each in pupils]
    marks = _marks(ctx, current)
    leaves, waiting = _leaves(ctx, [each.id for each in pupils], on)
    lines = tuple(_line(each, marks.get(each.id), leaves.get(each.id), on) for each in pupils)
    lines = _covered(ctx, lines, on)
    lines = tuple(replace(each, asked_until=waiting.get(each.pupil.id)) for each in lines)
    listed(ctx, READ_ATTENDANCE, [each.id for each in pupils], {"class": str(unit), "day": on.isoformat()})
    cards = tuple(card_of(each) for each in reports)
    return ClassDay(row, on, session, lines, card_of(current) if current else None, cards)


def _reports(ctx: Context, unit: UUID, on: date, session: str) -> list[ArrivalReport]:
    rows = visible_to(ctx, READ_BOARD, ArrivalReport).filter(unit_id=unit, on=on, session=session)
    return list(rows.select_related("by").order_by("-at", "-id"))


def card_of(row: ArrivalReport) -> ReportCard:
    """A report as pages show it."""
    return ReportCard(
        row.pk,
        row.by.name,
        row.by_id,
        row.at,
        row.is_in_time,
        row.is_current,
        row.why,
        row.due,
        row.absent,
        row.on_leave,
        row.late,
        row.left_early,
    )


def _marks(ctx: Context, report: ArrivalReport | None) -> dict[UUID, AttendanceMark]:
    if report is None:
        return {}
    rows = visible_to(ctx, READ_ATTENDANCE, AttendanceMark).filter(report=report).select_related("same_as")
    return {row.child_id: row for row in rows}


def _leaves(ctx: Context, children: Sequence[UUID], on: date) -> tuple[dict[UUID, Leave], dict[UUID, date]]:
    """The granted leave that each child has on a day, or that has run out before and is not closed: what covers wins. And
    until when leave is asked for that would cover the day.
    """
    rows = visible_to(ctx, READ_ATTENDANCE, Leave).filter(child_id__in=children, first_on__lte=on)
    found = list(rows.filter(state__in=(LeaveState.GRANTED, LeaveState.APPLIED)).order_by("last_on", "id"))
    waiting = {row.child_id: row.last_on for row in found if row.state == LeaveState.APPLIED and row.last_on >= on}
    return {row.child_id: row for row in found if row.state == LeaveState.GRANTED}, waiting


def _covered(ctx: Context, lines: tuple[PupilLine, ...], on: date) -> tuple[PupilLine, ...]:
    """With when leave was granted of who is marked as absent on a day that it covers: the mark stays, as it was reported.

    Leave that is closed by now covered the day all the same.
    """
    absent = [each.pupil.id for each in lines if each.kind == MarkKind.ABSENT]
    if not absent:
        return lines
    steps = visible_to(ctx, READ_ATTENDANCE, LeaveStep).filter(step=LeaveStepKind.GRANT, child_id__in=absent)
    steps = steps.filter(leave__state__in=HELD, leave__first_on__lte=on, leave__last_on__gte=on)
    steps = steps.filter(Q(leave__closed_on__isnull=True) | Q(leave__closed_on__gt=on))
    at = dict(steps.values_list("child_id", "at"))
    return tuple(replace(each, covered_at=at.get(each.pupil.id)) for each in lines)


def _line(pupil: Pupil, mark: AttendanceMark | None, leave: Leave | None, on: date) -> PupilLine:
    covers = leave is not None and leave.last_on >= on
    return PupilLine(
        pupil,
        MarkKind(mark.kind) if mark else "",
        mark.reason if mark else (leave.reason if leave and covers else ""),
        mark.pk if mark else None,
        has_note=bool(mark and (mark.note is not None or (mark.same_as and mark.same_as.note is not None))),
        leave_until=leave.last_on if leave else None,
        has_run_out=leave is not None and not covers,
    )


@dataclass(frozen=True, slots=True)
class GuardianLine:
    """A guardian with a phone number that this person may reveal."""

    id: UUID
    name: str
    relation: str


def guardians_to_call(ctx: Context, children: Sequence[UUID]) -> dict[UUID, list[GuardianLine]]:
    """The guardians of some children who can be called; revealing a number is another step, which is recorded."""
    if not children:
        return {}
    rows = visible_to(ctx, REVEAL_PHONE, Guardian).filter(child_id__in=children, phone__isnull=False).order_by("id")
    found: dict[UUID, list[GuardianLine]] = {}
    for child, guardian, name, relation in rows.values_list("child_id", "id", "name", "relation"):
        found.setdefault(child, []).append(GuardianLine(guardian, name, relation))
    return found


def traces_of(ctx: Context, children: Sequence[UUID], on: date) -> dict[UUID, str]:
    """Where each of some children who were absent on a day was found to be, as far as that is known."""
    rows = visible_to(ctx, READ_ATTENDANCE, AbsenceTrace).filter(is_current=True, child_id__in=children, on=on)
    return dict(rows.order_by("at", "id").values_list("child_id", "traced_to"))
