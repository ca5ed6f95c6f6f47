"""What plans count of supervision and of the conduct of schools."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Happened, Level, Units
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.oversight.supervision.models import (
    Complaint,
    ConductRecord,
    Inquiry,
    Inspection,
    Interview,
    InterviewFollowUp,
    Shortcoming,
    YearlySummary,
)
from notoneless.oversight.supervision.rules.complaining import DRIVING_AWAY, Verdict
from notoneless.oversight.supervision.rules.kinds import ACTIVITIES, ETHICS, InspectionKind, Matter
from notoneless.oversight.supervision.selectors.knowing import gaps_of, required_on, timetables_on

Doing = Callable[[date, date, Units], Iterator[Done]]


def _within(rows: QuerySet[Any], units: Units, column: str = "unit") -> QuerySet[Any]:
    return rows if units is None else rows.filter(**{f"{column}__in": units})


def _gaps(day: date, units: Units) -> Mapping[UUID, int]:
    """Subjects missing or short, at each class. What cannot be said counts as one: no timetable, or no required hours."""
    classes = Unit._base_manager.filter(in_force(day), kind=UnitKind.CLASS)
    classes = classes if units is None else classes.filter(pk__in=units)
    ids, required = list(classes.order_by().values_list("pk", flat=True)), required_on(day)
    timetables = timetables_on(day, ids)
    found = {room: gaps_of(timetables.get(room), required) for room in ids}
    return {room: 1 if gaps is None else len(gaps) for room, gaps in found.items()}


def _checks(column: str, **only: object) -> Doing:
    def done(first: date, last: date, units: Units) -> Iterator[Done]:
        rows = Inspection._base_manager.filter(on__range=(first, last), withdrawn_on__isnull=True, **only)
        for unit, day in _within(rows, units, column).order_by("on", "id").values_list(f"{column}_id", "on"):
            yield Done(unit, day)

    return done


def _conduct(kinds: tuple[str, ...]) -> Doing:
    def done(first: date, last: date, units: Units) -> Iterator[Done]:
        rows = ConductRecord._base_manager.filter(on__range=(first, last), withdrawn_on__isnull=True, kind__in=kinds)
        for unit, day in _within(rows, units).order_by("on", "id").values_list("unit_id", "on"):
            yield Done(unit, day)

    return done


def _standing(day: date, units: Units, **only: object) -> QuerySet[Any]:
    rows = Shortcoming._base_manager.filter(found_on__lte=day, **only)
    return _within(rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day)), units).order_by("id")


def _excess(day: date, units: Units) -> Mapping[UUID, int]:
    """Classes with more homework than is set that is not mended."""
    return dict.fromkeys(_standing(day, units, matter=Matter.HOMEWORK).values_list("unit_id", flat=True), 1)


def _hazards(day: date, units: Units) -> Mapping[UUID, int]:
    """Hazards whose day is past."""
    rows = _standing(day, units, matter=Matter.HAZARD, mend_by__lt=day)
    return Counter(rows.values_list("unit_id", flat=True))


def _findings(first: date, last: date, units: Units) -> Iterator[Happened]:
    """What those above a school found, each to be mended by itself."""
    rows = Shortcoming._base_manager.filter(found_on__range=(first, last), is_own=False)
    for pk, unit, day in _within(rows, units).order_by("found_on", "id").values_list("pk", "unit_id", "found_on"):
        yield Happened(pk, unit, day, about=pk)


def _concealed(first: date, last: date, units: Units) -> Iterator[Happened]:
    """Dropouts that a school has concealed, as an inspection or a re-check found."""
    rows = Shortcoming._base_manager.filter(found_on__range=(first, last), matter=Matter.CONCEALED, is_own=False)
    for pk, unit, day in _within(rows, units).order_by("found_on", "id").values_list("pk", "unit_id", "found_on"):
        yield Happened(pk, unit, day)


def _rectified(first: date, last: date, units: Units) -> Iterator[Done]:
    rows = Shortcoming._base_manager.filter(closed_on__range=(first, last), is_own=False)
    for pk, unit, day in _within(rows, units).order_by("closed_on", "id").values_list("pk", "unit_id", "closed_on"):
        if day is not None:
            yield Done(unit, day, about=pk)


def _interviews(first: date, last: date, units: Units) -> Iterator[Happened]:
    rows = _within(Interview._base_manager.filter(on__range=(first, last)), units).order_by("on", "id")
    for pk, unit, day in rows.values_list("pk", "unit_id", "on"):
        yield Happened(pk, unit, day, about=pk)


def _follow_ups(first: date, last: date, units: Units) -> Iterator[Done]:
    rows = InterviewFollowUp._base_manager.filter(on__range=(first, last))
    rows = _within(rows, units, "interview__unit").order_by("on", "id")
    for unit, day, interview in rows.values_list("interview__unit_id", "on", "interview_id"):
        yield Done(unit, day, about=interview)


def _summaries(first: date, last: date, units: Units) -> Iterator[Done]:
    rows = _within(YearlySummary._base_manager.filter(issued_on__range=(first, last)), units)
    for unit, day in rows.order_by("issued_on", "id").values_list("unit_id", "issued_on"):
        yield Done(unit, day)


def _complaints(first: date, last: date, units: Units) -> Iterator[Happened]:
    """Complaints, each decided by itself, at the unit that decides: of a head it is the bureau, and no duty of the school's."""
    rows = _within(Complaint._base_manager.filter(received_on__range=(first, last)), units).order_by(
        "received_on", "id"
    )
    for pk, unit, day in rows.values_list("pk", "unit_id", "received_on"):
        yield Happened(pk, unit, day, about=pk)


def _complaints_decided(first: date, last: date, units: Units) -> Iterator[Done]:
    rows = _within(Complaint._base_manager.filter(decided_on__range=(first, last)), units).order_by("decided_on", "id")
    for pk, unit, day in rows.values_list("pk", "unit_id", "decided_on"):
        if day is not None:
            yield Done(unit, day, about=pk)


def _mockery(first: date, last: date, units: Units) -> Iterator[Happened]:
    """Neglect or mockery proved to have driven a pupil away, at the class where it was."""
    rows = Complaint._base_manager.filter(decided_on__range=(first, last), verdict=Verdict.PROVED, drove_away=True)
    rows = _within(rows.filter(kind__in=DRIVING_AWAY, room__isnull=False), units, "room").order_by("decided_on", "id")
    for pk, room, day in rows.values_list("pk", "room_id", "decided_on"):
        if room is not None and day is not None:
            yield Happened(pk, room, day)


def _neglect(first: date, last: date, units: Units) -> Iterator[Happened]:
    """Dropouts by neglect of duty: each has its inquiry."""
    rows = _within(Inquiry._base_manager.filter(opened_on__range=(first, last)), units).order_by("opened_on", "id")
    for pk, unit, day in rows.values_list("pk", "unit_id", "opened_on"):
        yield Happened(pk, unit, day, about=pk)


def _inquiries_decided(first: date, last: date, units: Units) -> Iterator[Done]:
    rows = _within(Inquiry._base_manager.filter(closed_on__range=(first, last)), units).order_by("closed_on", "id")
    for pk, unit, day in rows.values_list("pk", "unit_id", "closed_on"):
        if day is not None:
            yield Done(unit, day, about=pk)


EVIDENCE: tuple[Evidence, ...] = (
    Level("conduct.curriculum_gaps", _gaps),
    Flow("conduct.homework_checks", _checks("unit", kind=InspectionKind.HOMEWORK)),
    Flow("conduct.safety_checks", _checks("unit", kind=InspectionKind.SAFETY, is_own=True)),
    Flow("conduct.activities", _conduct(ACTIVITIES)),
    Flow("conduct.ethics_measures", _conduct(ETHICS)),
    Level("conduct.homework_excess", _excess),
    Level("conduct.hazards_open", _hazards),
    Flow("supervision.inspections", _checks("by_unit", is_own=False)),
    Flow("supervision.summaries", _summaries),
    Events("supervision.finding", _findings),
    Flow("supervision.rectified", _rectified),
    Events("supervision.interviewed", _interviews),
    Flow("supervision.followups", _follow_ups),
    Events("case.concealed", _concealed),
    Events("conduct.complaint", _complaints),
    Flow("conduct.complaints_decided", _complaints_decided),
    Events("conduct.mockery_proved", _mockery),
    Events("case.neglect", _neglect),
    Flow("supervision.inquiries_decided", _inquiries_decided),
)
