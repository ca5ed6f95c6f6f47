"""Supervision in a demonstration: inspections and what they found, a complaint, activities, the re-check of a quarter."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from notoneless.interfaces.demo.county.cast import Cast
from notoneless.oversight.supervision.rules.complaining import ComplaintKind
from notoneless.oversight.supervision.rules.kinds import ACTIVITIES, ConductKind, InspectionKind, Matter, checklist
from notoneless.oversight.supervision.services import (
    check_conduct,
    draw_recheck,
    enter_complaint,
    find_shortcoming,
    make_link,
    note_activity,
    note_ethics,
    record_inspection,
    set_timetable,
    take_up_complaint,
)

_TIMETABLE = "语文=7\n数学=5\n英语=3\n体育=3\n音乐=2\n美术=2\n科学=2\n道德与法治=3"
_GRADE, _PEOPLE, _MINUTES, _SEED = 3, 38, 35, 2026
_SCHOOLS, _PUPILS = 2, 5
_SOON, _OVERDUE = timedelta(days=14), timedelta(days=3)


@dataclass(frozen=True)
class Supervising:
    """What is seen of the school of the cast by those above it, and what it keeps of its conduct."""

    cast: Cast

    @transaction.atomic
    def begin(self) -> None:
        """Inspect, check, keep, complain, draw: each once, so that every page shows something."""
        self._inspect()
        self._keep(self.cast.rooms()[0])
        self._complain()
        self._draw()

    def _inspect(self) -> None:
        """The bureau's round with one shortcoming, the school's own safety check with a hazard."""
        chen, school = self.cast.by("chen"), self.cast.unit("li")
        kind = InspectionKind.ROUTINE
        given = {"inspection_kind": kind, "on": chen.today, "checked": _all_good(kind), "note": None}
        round_made = record_inspection(chen, unit=school, **given)
        lacking = {"matter": Matter.HAZARD, "what": "食堂消防栓水压不足", "mender": "总务主任"}
        mend_by = chen.today + _SOON
        find_shortcoming(self.cast.by("chen"), inspection=round_made, mend_by=mend_by, **lacking)
        li, kind = self.cast.by("li"), InspectionKind.SAFETY
        told = {"inspection_kind": kind, "on": li.today, "checked": _all_good(kind), "note": None}
        told |= {"homework": None, "is_excess_said": None, "mender": None, "mend_by": None}
        check = check_conduct(li, unit=school, **told)
        hazard = {"matter": Matter.HAZARD, "what": "二楼护栏松动", "mender": "总务主任"}
        find_shortcoming(self.cast.by("li"), inspection=check, mend_by=li.today + _OVERDUE, **hazard)

    def _keep(self, room: UUID) -> None:
        """The timetable, homework and activities of a class, a measure for ethics."""
        li, school = self.cast.by("li"), self.cast.unit("li")
        set_timetable(li, unit=room, grade=_GRADE, from_on=li.today, hours=_TIMETABLE)
        kind, li = InspectionKind.HOMEWORK, self.cast.by("li")
        told = {"inspection_kind": kind, "on": li.today, "checked": _all_good(kind), "homework": _MINUTES, "note": None}
        check_conduct(li, unit=room, is_excess_said=False, mender=None, mend_by=None, **told)
        for activity in ACTIVITIES[1:]:
            teacher = self.cast.by_teacher(room)
            what = "班级活动"
            given = {"activity": activity, "on": teacher.today, "what": what, "people": _PEOPLE, "proof": None}
            note_activity(teacher, unit=room, **given)
        li = self.cast.by("li")
        ethics = {"ethics": ConductKind.ETHICS_STUDY, "on": li.today, "what": "师德专题学习", "proof": None}
        note_ethics(li, unit=school, **ethics)

    def _complain(self) -> None:
        """A link to hang up, and a complaint that the head looks into for the bureau's officer to decide."""
        school = self.cast.unit("li")
        make_link(self.cast.by("li"), unit=school)
        given = {"complaint_kind": ComplaintKind.NEGLECT, "told": "孩子的问题老师总不理", "is_of_head": None}
        complaint = enter_complaint(self.cast.by("chen"), unit=school, complainant=None, call_back=None, **given)
        li = self.cast.by("li")
        take_up_complaint(self.cast.by("chen"), complaint=complaint, looker=li.actor)

    def _draw(self) -> None:
        """The re-check of the quarter."""
        chen = self.cast.by("chen")
        draw_recheck(chen, unit=self.cast.unit("chen"), schools=_SCHOOLS, pupils=_PUPILS, seed=_SEED)


def _all_good(kind: InspectionKind) -> str:
    return " ".join(f"{item}=good" for item in checklist(kind))
