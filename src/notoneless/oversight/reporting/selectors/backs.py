"""Who is back, whether that was reported upwards and received, and which suspected pupils were checked together: by month."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from notoneless.casework.cases.models import Case, CaseEvent
from notoneless.casework.cases.rules.standing import OPEN, State, Step, holding
from notoneless.casework.cases.selectors.cases import in_reach
from notoneless.casework.reintegration.selectors.knowing import recorded_returns
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import Protected, Sight, sight, visible_to
from notoneless.kernel.calendar import last_day_of_month
from notoneless.oversight.reporting.models import BackReceipt, BackReport, DropoutReceipt, DropoutReport, JointCheck
from notoneless.oversight.reporting.rules.checking import JOINT_WITHIN
from notoneless.oversight.reporting.rules.delays import SAME_DAY
from notoneless.oversight.reporting.rules.figures import RETURNED
from notoneless.oversight.reporting.rules.receivers import BY_KIND, Receiver, missing
from notoneless.oversight.reporting.selectors.dropouts import READ_REPORT, SHOWN, reached, receivers_of
from notoneless.oversight.reporting.selectors.due import DueDays
from notoneless.oversight.reporting.selectors.openings import openings_of, taught_at
from notoneless.records.attendance.selectors import absent_days, present_days

SEND_BACK, RECEIVE_BACK, CHECK = "back_report.send", "back_report.receive", "joint_check.record"

_LOOKED_BACK = timedelta(days=60)


def returned_on(cases: Collection[Case], day: date) -> Mapping[UUID, date]:
    """Since when the child of each case is back, of those who are: as its return was recorded, else as a close-out proposed or
    decided says, else as the register of arrival saw a verified dropout again and has not missed it since.
    """
    back = [case for case in cases if case.state in (State.PROPOSED, State.CLOSED_OUT) and case.reason == RETURNED]
    found = _proposed([case.pk for case in back])
    seen = _seen_again({case.child_id: case.verified_on for case in cases if case.state == State.VERIFIED}, day)
    return (
        {case.pk: seen[case.child_id] for case in cases if case.state == State.VERIFIED and case.child_id in seen}
        | {case.pk: found.get(case.pk, case.since) for case in back}
        | recorded_returns([case.pk for case in cases], day)
    )


def _proposed(cases: Collection[UUID]) -> Mapping[UUID, date]:
    """On which day each close-out was proposed: by then the child was back."""
    rows: dict[UUID, list[CaseEvent]] = defaultdict(list)
    if cases:
        for row in CaseEvent._base_manager.filter(case_id__in=cases).order_by("number"):
            rows[row.case_id].append(row)
    found: dict[UUID, date] = {}
    for case, events in rows.items():
        held = set(holding([(row.pk, row.supersedes_id, row.is_withdrawal) for row in events]))
        days = [row.on for row in events if row.pk in held and row.step == Step.PROPOSE]
        if days:
            found[case] = days[-1]
    return found


def _seen_again(verified: Mapping[UUID, date | None], day: date) -> Mapping[UUID, date]:
    """The first day after it was verified on which each child was seen, and since when it has missed none without leave."""
    if not verified:
        return {}
    first = day - _LOOKED_BACK
    missed: dict[UUID, date] = {}
    for each in absent_days(first, day, list(verified)):
        if not each.excused:
            missed[each.child] = max(each.on, missed.get(each.child, each.on))
    found: dict[UUID, date] = {}
    for child, days in present_days(first, day, list(verified)).items():
        after = max(filter(None, (verified[child], missed.get(child))))
        later = [each for each in days if each > after]
        if later:
            found[child] = min(later)
    return found


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A joint check: who took part of school, township and village, and what was found."""

    on: date
    result: str
    people: tuple[tuple[str, str], ...]
    is_late: bool


@dataclass(frozen=True, slots=True)
class BackLine:
    """A case: what was checked together, since when the child is back, and what was reported of that.

    `check_by`, `send_by`: due days of what is not done. `mine`: units for which the reader may receive now.
    """

    case: UUID
    child: UUID
    name: str
    room: str
    school: str
    state: str
    opened_on: date
    reported_on: date | None
    reported_to: tuple[str, ...]
    checks: tuple[CheckLine, ...]
    check_by: date | None
    back_on: date | None
    sent_on: date | None
    is_late: bool
    note: str
    report: UUID | None
    received: tuple[tuple[Receiver, str, date], ...]
    waits: tuple[Receiver, ...]
    send_by: date | None
    mine: tuple[tuple[UUID, str], ...]
    may_check: bool
    may_send: bool


def list_backs(ctx: Context, month: date) -> tuple[BackLine, ...]:
    """The cases in reach that are open, or of which something was reported or checked in a month. It leaves an entry."""
    last = last_day_of_month(month)
    days: tuple[tuple[type[Protected], str], ...]
    days = ((BackReport, "sent_on"), (DropoutReport, "sent_on"), (JointCheck, "checked_on"))
    children: set[UUID] = set()
    for model, column in days:
        rows: QuerySet[Any] = visible_to(ctx, READ_REPORT, model)
        told = rows.filter(**{f"{column}__gte": month, f"{column}__lte": last})
        children |= set(told.values_list("child_id", flat=True))
    wanted = Q(child__in=children) | Q(since__gte=month, since__lte=last, state=State.CLOSED_OUT, reason=RETURNED)
    if month <= ctx.today <= last:
        wanted |= Q(state__in=OPEN)
    cases = list(in_reach(ctx).filter(wanted).select_related("child").order_by("-opened_on", "id")[:SHOWN])
    lines = _Lines(ctx, cases).all()
    listed(ctx, READ_REPORT, [each.child for each in lines], {"backs": month.isoformat()})
    return lines


class _Lines:
    """Everything that the lines of some cases need, each kind read once."""

    def __init__(self, ctx: Context, cases: Sequence[Case]) -> None:
        self.ctx, self.cases = ctx, cases
        children = [case.child_id for case in cases]
        self.openings = openings_of([case.pk for case in cases])
        self.places = taught_at(children, ctx.today)
        self.back = returned_on(cases, ctx.today)
        keys = [opening.id for opening in self.openings.values()]
        rows = visible_to(ctx, READ_REPORT, BackReport).filter(opening__in=keys)
        self.sent = {row.opening: row for row in rows}
        told = visible_to(ctx, READ_REPORT, DropoutReport).filter(opening__in=keys)
        self.told = {row.opening: row for row in told}
        self.told_to = _received_by(ctx, [row.pk for row in self.told.values()])
        self.received = _receipts(ctx, [row.pk for row in self.sent.values()])
        self.receivers = receivers_of(ctx.today, list(self.sent.values()))
        self.checks = _checks(ctx, keys)
        self.mine = ctx.units_for(RECEIVE_BACK)
        self.may = {code: reached(ctx, code, children) for code in (SEND_BACK, CHECK)}
        schools = {school.pk for _, school in self.places.values()}
        self.due = DueDays(schools, [*(opening.on for opening in self.openings.values()), *self.back.values()])

    def all(self) -> tuple[BackLine, ...]:
        """A line for each case of a pupil taught here."""
        return tuple(line for case in self.cases if (line := self._line(case)) is not None)

    def _line(self, case: Case) -> BackLine | None:
        opening, place = self.openings.get(case.pk), self.places.get(case.child_id)
        if opening is None or place is None:
            return None
        room, school = place
        sent, told, back = self.sent.get(opening.id), self.told.get(opening.id), self.back.get(case.pk)
        checks = tuple(self.checks.get(opening.id, ()))
        received = tuple(self.received.get(sent.pk, ())) if sent else ()
        waits = missing([kind for kind, _, _ in received]) if sent else ()
        return BackLine(
            case=case.pk,
            child=case.child_id,
            name=case.child.name,
            room=room.name,
            school=school.name,
            state=case.state,
            opened_on=opening.on,
            reported_on=told.sent_on if told else None,
            reported_to=tuple(self.told_to.get(told.pk, ())) if told else (),
            checks=checks,
            check_by=None if checks else self.due.of(JOINT_WITHIN, school.pk, opening.on),
            back_on=sent.back_on if sent else back,
            sent_on=sent.sent_on if sent else None,
            is_late=bool(sent and sent.due_on and sent.sent_on > sent.due_on),
            note=sent.note if sent else "",
            report=sent.pk if sent else None,
            received=received,
            waits=waits,
            send_by=self.due.of(SAME_DAY, school.pk, back) if back and not sent else None,
            mine=self._mine(sent, waits),
            may_check=case.state in OPEN and case.child_id in self.may[CHECK],
            may_send=sent is None and back is not None and case.child_id in self.may[SEND_BACK],
        )

    def _mine(self, sent: BackReport | None, waits: Collection[Receiver]) -> tuple[tuple[UUID, str], ...]:
        if sent is None:
            return ()
        goes_to = self.receivers[sent.pk]
        return tuple((pk, name) for pk, (kind, name) in goes_to.items() if kind in waits and pk in self.mine)


def _received_by(ctx: Context, reports: Collection[UUID]) -> Mapping[UUID, Sequence[str]]:
    rows = visible_to(ctx, READ_REPORT, DropoutReceipt).filter(dropout_report__in=reports).order_by("at", "id")
    found: dict[UUID, list[str]] = defaultdict(list)
    for report, name in rows.values_list("dropout_report_id", "receiver__name"):
        found[report].append(name)
    return found


def _receipts(ctx: Context, reports: Collection[UUID]) -> Mapping[UUID, Sequence[tuple[Receiver, str, date]]]:
    rows = visible_to(ctx, READ_REPORT, BackReceipt).filter(back_report__in=reports).order_by("at", "id")
    found: dict[UUID, list[tuple[Receiver, str, date]]] = defaultdict(list)
    for report, kind, name, on in rows.values_list("back_report_id", "kind", "receiver__name", "received_on"):
        found[report].append((Receiver(kind), name, on))
    return found


def _checks(ctx: Context, openings: Collection[UUID]) -> Mapping[UUID, Sequence[CheckLine]]:
    rows = visible_to(ctx, READ_REPORT, JointCheck).filter(opening__in=openings)
    found: dict[UUID, list[CheckLine]] = defaultdict(list)
    for row in rows.select_related("school", "township", "village").order_by("checked_on", "at", "id"):
        units = (
            (row.school, row.school_people),
            (row.township, row.township_people),
            (row.village, row.village_people),
        )
        people = tuple((unit.name if unit else "", names) for unit, names in units)
        is_late = row.due_on is not None and row.checked_on > row.due_on
        found[row.opening].append(CheckLine(row.checked_on, row.result, people, is_late))
    return found


def last_people(ctx: Context) -> tuple[str, str, str]:
    """Who took part in the last check in reach, of school, township and village: so that nobody types them again."""
    rows = visible_to(ctx, CHECK, JointCheck).order_by("-at", "-id")
    people = rows.values_list("school_people", "township_people", "village_people").first()
    return people or ("", "", "")


@prepared
def _unreceived(seen: Sight, kind: Receiver) -> QuerySet[BackReport]:
    there = BackReceipt._base_manager.filter(back_report=OuterRef("pk"), kind=kind)
    return seen.of(BackReport).exclude(Exists(there)).order_by("-sent_on", "id")[:SHOWN]


def count_backs_to_receive(ctx: Context) -> int:
    """How many reports of returns wait for the units of one's own posts."""
    own = Unit._base_manager.filter(pk__in=ctx.units_for(RECEIVE_BACK), kind__in=BY_KIND)
    found: set[UUID] = set()
    for unit, kind in own.values_list("pk", "kind"):
        reports = _unreceived(sight(ctx, RECEIVE_BACK, BackReport), BY_KIND[kind])
        goes_to = receivers_of(ctx.today, reports) if reports else {}
        found |= {row.pk for row in reports if unit in goes_to[row.pk]}
    return len(found)
