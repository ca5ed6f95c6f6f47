"""Dropouts and who was told of them: a class teacher's report, its acknowledgement, the school's report, its receipts."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN, State
from notoneless.casework.cases.selectors.cases import NOT_BACK, in_reach
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.papers.models import PaperState
from notoneless.foundation.people.models import ChildUnit
from notoneless.oversight.reporting.models import (
    BackReport,
    DropoutPaper,
    DropoutReceipt,
    DropoutReport,
    JointCheck,
    TeacherReport,
)
from notoneless.oversight.reporting.rules.delays import SAME_DAY, TEACHER, Delay, delay
from notoneless.oversight.reporting.rules.receivers import BY_KIND, ON_PAPER, Receiver, missing
from notoneless.oversight.reporting.selectors.due import DueDays
from notoneless.oversight.reporting.selectors.openings import (
    NOTHING,
    Missed,
    Opening,
    missed_by,
    openings_of,
    taught_at,
)

READ_REPORT = reading("dropout_report.read", words="查看辍学报告", english="See reports of dropouts")

TELL, ACKNOWLEDGE = "teacher_report.send", "teacher_report.acknowledge"
SEND, RECEIVE_REPORT = "dropout_report.send", "dropout_report.receive"
ISSUE_PAPERS = "dropout_report.issue_papers"

SHOWN, IN_A_BOOK = 200, 5_000
"""Lines of a page, and of what is handed out as a file."""

LATELY = timedelta(days=60)
"""Cases that are done with are shown for so long after their opening."""


@dataclass(frozen=True, slots=True)
class TeacherLine:
    """A class teacher's report, how long it took, and its acknowledgement with how long that took (None while it waits)."""

    id: UUID
    by: str
    on: date
    note: str
    took: Delay
    reader: str
    read_on: date | None
    read_took: Delay | None


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """A receipt: for whom, by which unit and person, when."""

    kind: Receiver
    unit: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SentLine:
    """A school's report upwards. `waits`: who has not received it; `mine`: the units for which the reader may do so now.
    `papers`: those that stand, with number and addressee.
    """

    id: UUID
    by: str
    on: date
    at: datetime
    note: str
    destination: str
    took: Delay
    received: tuple[ReceivedLine, ...]
    waits: tuple[Receiver, ...]
    mine: tuple[tuple[UUID, str], ...]
    receive_by_on: date | None
    papers: tuple[tuple[UUID, str, Receiver], ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A case of a pupil and what was reported of it. `tell_by`, `send_by`: due days of what is not done (None without a plan).

    `may_tell`, `may_read`, `may_send`, `may_issue`: whether the reader may do it now.
    """

    case: UUID
    child: UUID
    name: str
    room: str
    school: str
    school_id: UUID
    state: str
    opened_on: date
    seen: str
    missed: Missed
    told: TeacherLine | None
    tell_by: date | None
    sent: SentLine | None
    send_by: date | None
    may_tell: bool
    may_read: bool
    may_send: bool
    may_issue: bool

    @property
    def is_open(self) -> bool:
        """Whether the case is not done with."""
        return self.state in OPEN


def list_reports(ctx: Context, most: int = SHOWN) -> tuple[ReportLine, ...]:
    """The pupils in reach with a case that is open or was opened lately, what is not sent first, so many at most. The list
    leaves an entry.
    """
    recent = Q(state__in=OPEN) | Q(opened_on__gte=ctx.today - LATELY)
    rows = in_reach(ctx).filter(recent).exclude(state=State.NOTHING).select_related("child")
    lines = _Lines(ctx, list(rows.order_by("-opened_on", "id")[: 2 * most])).all()
    ordered = sorted(lines, key=lambda line: (not _waits(line), line.sent is not None, -line.opened_on.toordinal()))
    listed(ctx, READ_REPORT, [line.child for line in ordered[:most]], {})
    return tuple(ordered[:most])


def _waits(line: ReportLine) -> bool:
    return line.may_tell or line.may_read or line.may_send or bool(line.sent and line.sent.mine)


class _Lines:
    """Everything that the lines of some cases need, each kind read once."""

    def __init__(self, ctx: Context, cases: Sequence[Case]) -> None:
        self.ctx, self.cases = ctx, cases
        children = [case.child_id for case in cases]
        self.openings = openings_of([case.pk for case in cases])
        self.places = taught_at(children, ctx.today)
        keys = [opening.id for opening in self.openings.values()]
        people = ("by", "reader")
        told = visible_to(ctx, READ_REPORT, TeacherReport).filter(opening__in=keys).select_related(*people)
        self.told = {row.opening: row for row in told}
        sent = visible_to(ctx, READ_REPORT, DropoutReport).filter(opening__in=keys).select_related("by")
        self.sent = {row.opening: row for row in sent}
        untold = [case.child_id for case in cases if self._key(case) not in self.told]
        self.missed = missed_by(untold, ctx.today)
        self.received = _receipts(ctx, [row.pk for row in self.sent.values()])
        self.receivers = receivers_of(ctx.today, list(self.sent.values()))
        self.papers = _papers(ctx, [row.pk for row in self.sent.values()])
        self.mine = ctx.units_for(RECEIVE_REPORT)
        self.may = {code: reached(ctx, code, children) for code in (TELL, ACKNOWLEDGE, SEND, ISSUE_PAPERS)}
        units = {unit.pk for place in self.places.values() for unit in place}
        self.due = DueDays(units, [opening.on for opening in self.openings.values()])

    def _key(self, case: Case) -> UUID | None:
        opening = self.openings.get(case.pk)
        return opening.id if opening is not None else None

    def all(self) -> list[ReportLine]:
        """A line for each case of a pupil taught here."""
        found = (self._line(case) for case in self.cases)
        return [line for line in found if line is not None]

    def _line(self, case: Case) -> ReportLine | None:
        opening, place = self.openings.get(case.pk), self.places.get(case.child_id)
        if opening is None or place is None:
            return None
        room, school = place
        told, sent = self.told.get(opening.id), self.sent.get(opening.id)
        missed = Missed(told.missed_since, told.missed_days) if told else self.missed.get(case.child_id, NOTHING)
        return ReportLine(
            case=case.pk,
            child=case.child_id,
            name=case.child.name,
            room=room.name,
            school=school.name,
            school_id=school.pk,
            state=case.state,
            opened_on=opening.on,
            seen=opening.seen,
            missed=missed,
            told=_teacher(opening, told) if told else None,
            tell_by=None if told else self.due.of(TEACHER, room.pk, opening.on),
            sent=self._sent(sent) if sent else None,
            send_by=None if sent else self.due.of(SAME_DAY, school.pk, opening.on),
            may_tell=told is None and case.child_id in self.may[TELL],
            may_read=told is not None and told.read_on is None and case.child_id in self.may[ACKNOWLEDGE],
            may_send=sent is None and case.child_id in self.may[SEND],
            may_issue=self._may_issue(case, sent),
        )

    def _may_issue(self, case: Case, sent: DropoutReport | None) -> bool:
        """Whether a report on paper is missing that the reader may issue: of a dropout that is verified and reported."""
        if sent is None or case.state not in NOT_BACK or case.child_id not in self.may[ISSUE_PAPERS]:
            return False
        return len(self.papers.get(sent.pk, ())) < len(ON_PAPER)

    def _sent(self, row: DropoutReport) -> SentLine:
        received = self.received.get(row.pk, ())
        waits = missing([each.kind for each in received])
        mine = [(pk, name) for pk, (kind, name) in self.receivers[row.pk].items() if kind in waits and pk in self.mine]
        return SentLine(
            id=row.pk,
            by=row.by.name,
            on=row.sent_on,
            at=row.at,
            note=row.note,
            destination=row.destination,
            took=delay(row.entered_at, row.at, row.sent_on, row.due_on),
            received=tuple(received),
            waits=waits,
            mine=tuple(mine),
            receive_by_on=row.receive_by_on,
            papers=tuple(self.papers.get(row.pk, ())),
        )


def _teacher(opening: Opening, row: TeacherReport) -> TeacherLine:
    read = None
    if row.read_on is not None and row.read_at is not None:
        read = delay(opening.at, row.read_at, row.read_on, row.read_by_on)
    took = delay(opening.at, row.at, row.sent_on, row.due_on)
    reader = row.reader.name if row.reader else ""
    return TeacherLine(row.pk, row.by.name, row.sent_on, row.note, took, reader, row.read_on, read)


def _receipts(ctx: Context, reports: Collection[UUID]) -> Mapping[UUID, Sequence[ReceivedLine]]:
    rows = visible_to(ctx, READ_REPORT, DropoutReceipt).filter(dropout_report__in=reports)
    found: dict[UUID, list[ReceivedLine]] = defaultdict(list)
    for row in rows.select_related("receiver", "by").order_by("at", "id"):
        line = ReceivedLine(Receiver(row.kind), row.receiver.name, row.by.name, row.at)
        found[row.dropout_report_id].append(line)
    return found


def _papers(ctx: Context, reports: Collection[UUID]) -> Mapping[UUID, Sequence[tuple[UUID, str, Receiver]]]:
    rows = visible_to(ctx, READ_REPORT, DropoutPaper).filter(dropout_report__in=reports, paper__state=PaperState.ISSUED)
    found: dict[UUID, list[tuple[UUID, str, Receiver]]] = defaultdict(list)
    columns = ("dropout_report_id", "paper_id", "paper__number", "kind")
    for report, paper, number, kind in rows.order_by("issued_on", "id").values_list(*columns):
        found[report].append((paper, number, Receiver(kind)))
    return found


def receivers_of(
    day: date, reports: Sequence[DropoutReport | BackReport | JointCheck]
) -> Mapping[UUID, Mapping[UUID, tuple[Receiver, str]]]:
    """For each report the units to which it goes, with their part and name: township and village where the pupil lives, the
    school's township where no home is known, and the bureau.
    """
    homes: dict[UUID, set[UUID]] = defaultdict(set)
    places = ChildUnit._base_manager.filter(in_force(day), child_id__in={row.child_id for row in reports})
    for child, unit in places.filter(track=Track.HOUSEHOLD).values_list("child_id", "unit_id"):
        homes[child].add(unit)
    starts = {row.pk: homes.get(row.child_id) or {row.school_id} for row in reports}
    lower = {unit for units in starts.values() for unit in units}
    above: dict[UUID, dict[UUID, tuple[Receiver, str]]] = defaultdict(dict)
    rows = UnitClosure.objects.filter(descendant_id__in=lower, ancestor__kind__in=BY_KIND)
    for row in rows.select_related("ancestor").order_by("ancestor_id"):
        above[row.descendant_id][row.ancestor_id] = (BY_KIND[row.ancestor.kind], row.ancestor.name)
    return {pk: {unit: told for one in units for unit, told in above[one].items()} for pk, units in starts.items()}


def reached(ctx: Context, code: str, children: Collection[UUID]) -> frozenset[UUID]:
    """The children of whom somebody may do something: of one's own class or school, not of a home."""
    units = ctx.units_for(code)
    if not units:
        return frozenset()
    beneath = UnitClosure.objects.filter(ancestor_id__in=units).values("descendant_id")
    rows = ChildUnit._base_manager.filter(in_force(ctx.today), unit_id__in=beneath, child_id__in=children)
    return frozenset(rows.filter(track=Track.SCHOOL).values_list("child_id", flat=True))
