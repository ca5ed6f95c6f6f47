"""Pupils of a demonstration who have dropped out: missed, reported, turned to by a working group, back again or on hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from notoneless.casework.alerts.services import enter, make_link
from notoneless.casework.cases.models import Case
from notoneless.casework.cases.services import pause, suspect, verify
from notoneless.casework.procedures.services import record_effort
from notoneless.casework.reintegration.services import follow_up, make_plan, place, record_return
from notoneless.casework.working_groups.models import GroupPlace
from notoneless.casework.working_groups.services import finish, leave_out, plan_remedy, record_cause, record_destination
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.organizations.services import describe_unit
from notoneless.foundation.people.exporting import first_guardians
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.interfaces.demo.county.cast import Cast
from notoneless.interfaces.demo.county.four_steps import FourSteps
from notoneless.oversight.reporting.services import (
    acknowledge_report,
    receive_back_report,
    receive_dropout_report,
    send_back_report,
    send_dropout_report,
    send_teacher_report,
)
from notoneless.records.attendance.rules.kinds import MarkKind
from notoneless.records.attendance.rules.reporting import Noted
from notoneless.records.attendance.selectors.classes import pupils_of
from notoneless.records.attendance.selectors.permitting import REPORT

_OF_CLASS = ("visited", "back")
"""What becomes of pupils of the cast's class."""

_OF_OTHERS = ("ordered", "fined", "on_hold")
"""What becomes of a pupil of each of some other classes."""

_OTHERS = 3
"""Pupils of the class of the cast, from the first of its list on, of whom the register tells something else."""

_SEEN: Mapping[str, tuple[str, str]] = {
    "visited": ("开学后请假三天，假满没有回来，电话里说不想读了", "struggling"),
    "back": ("父母外出，跟奶奶到县城租房住，一直没有来", "hardship"),
    "on_hold": ("没有来上课，同学说住院了", ""),
    "ordered": ("家长说家里缺人手，留在家里干农活", "working"),
    "fined": ("家长让留在家里放牛、带弟弟，说读书没有用", "working"),
}
"""What was seen, and why the dropout is verified; empty: it is not."""

_PROFILE = (
    *("division_code", "is_urban", "school_code", "school_type", "first_grade", "last_grade"),
    *("is_direct", "grade", "entry_year"),
)
"""What the county does not say of the school of the cast: only that it is the central one of its township."""

_BACK_FOR = 5
"""School days that a pupil who is back has been seen."""

_LOOKED_AT_AGAIN = {"on_hold": timedelta(days=20), "back": timedelta(days=30)}


@dataclass
class BringingBack:
    """What is done for some pupils who have dropped out.

    `children`, `cases`: by what becomes of them; `since`: from when on.
    """

    cast: Cast
    steps: FourSteps = field(init=False)
    children: dict[str, UUID] = field(default_factory=dict)
    cases: dict[str, UUID] = field(default_factory=dict)
    since: date | None = None

    def __post_init__(self) -> None:
        self.steps = FourSteps(self.cast)

    @transaction.atomic
    def begin(self) -> None:
        """Open the cases; the dropouts are verified, reported upwards, and their families turned to."""
        self.since = self.cast.ground.ctx().today
        self.steps.number_papers()
        profile = dict.fromkeys(_PROFILE) | {"is_central": True}
        describe_unit(self.cast.by("chen"), unit=self.cast.unit("li"), **profile)
        for part, room, child in self._chosen():
            seen, reason = _SEEN[part]
            self.children[part] = child
            given = {"child": child, "finding": None, "answer": None, "seen": seen, "on": None}
            self.cases[part] = suspect(self.cast.by_teacher(room), **given)
            self._report(part, room)
            if reason:
                told = {"kind": "dropped_out", "reason": reason, "note": seen, "proof": None, "reference": None}
                verify(self.cast.by("li"), case=self.cases[part], on=self.since, **told)
                self._call(child)
                self.steps.notify(part, child)
        self._group()
        self._order("fined", days=7)

    def away(self, child: UUID, on: date, left: int) -> Noted | None:
        """What the register notes of one of these pupils on a day, `left` school days before the end."""
        if self.since is None or on < self.since:
            return None
        part = next((part for part, each in self.children.items() if each == child), None)
        if part is None or (part == "back" and left <= _BACK_FOR):
            return None
        kind, reason = (MarkKind.LEAVE, "sick") if part == "on_hold" else (MarkKind.ABSENT, "unknown")
        return Noted(child, kind, reason)

    @transaction.atomic
    def close(self, days: Sequence[date]) -> None:
        """At the end of `days`: a joint visit, an order, a fine intended, a pupil back, a case on hold, an alert that waits."""
        self._visit()
        self._order("ordered", days=4)
        self.steps.intend_fine()
        if len(days) >= _BACK_FOR and self.since is not None and days[-_BACK_FOR] >= self.since:
            self._bring_back(days[-_BACK_FOR])
        if "on_hold" in self.cases:
            ctx = self.cast.by("li")
            waits = {"waits_for": "illness", "review_on": ctx.today + _LOOKED_AT_AGAIN["on_hold"]}
            pause(ctx, case=self.cases["on_hold"], **waits, note="在县医院住院，出院后再家访")
        self._be_told()

    def _chosen(self) -> Iterator[tuple[str, UUID, UUID]]:
        """Who drops out, of which class: who lives in the township and has a guardian."""
        own, *others = self.cast.rooms()
        for part, child in zip(_OF_CLASS, self._pupils(own, _OTHERS), strict=False):
            yield part, own, child
        firsts = ((room, pupils[0]) for room in others if (pupils := self._pupils(room, 0)))
        for part, (room, child) in zip(_OF_OTHERS, firsts, strict=False):
            yield part, room, child

    def _pupils(self, room: UUID, first: int) -> list[UUID]:
        """Of a class from a place of its list on, who had no case before, those of the village of the cast first."""
        ctx, village = self.cast.by("li"), self.cast.unit("zhou")
        pupils = [each.id for each in pupils_of(ctx, REPORT, room, ctx.today) if each.skipped is None][first:]
        known = visible_to(ctx, "case.read", Case).filter(child_id__in=pupils).values_list("child_id", flat=True)
        reached = first_guardians(ctx, "procedure.record_effort", {*pupils} - {*known})
        homes = visible_to(ctx, "child.read", ChildUnit).filter(in_force(ctx.today), track=Track.HOUSEHOLD)
        near = homes.filter(unit__parent__parent=self.cast.unit("zhang"), child_id__in=reached)
        lives = dict(near.values_list("child_id", "unit__parent_id"))
        return sorted((child for child in pupils if child in lives), key=lambda child: lives[child] != village)

    def _report(self, part: str, room: UUID) -> None:
        """The class teacher tells the head, the school reports upwards, and the township has received it."""
        case = self.cases[part]
        teacher = self.cast.by_teacher(room)
        if teacher.actor != self.cast.by("li").actor:
            told = send_teacher_report(teacher, case=case, note=None)
            acknowledge_report(self.cast.by("li"), teacher_report=told)
        report = send_dropout_report(self.cast.by("li"), case=case, note=None)
        receive_dropout_report(self.cast.by("zhang"), dropout_report=report, unit=self.cast.unit("zhang"))

    def _call(self, child: UUID) -> None:
        """The head telephones."""
        said = _effort("phone", "school", "hesitates", "母亲", "家里缺人手，孩子也不想读")
        record_effort(self.cast.by("li"), child=child, on=self.cast.by("li").today, **said)

    def _group(self) -> None:
        """The group of the first finds the cause and plans what is done."""
        case = self.cases.get("visited")
        if case is None:
            return
        ctx = self.cast.by("li")
        record_cause(ctx, case=case, on=ctx.today, reason="struggling", note="数学跟不上，怕被同学笑")
        where = {"traced_to": "at_home", "place": "外婆家", "source": "母亲电话里说的"}
        record_destination(self.cast.by("li"), case=case, on=ctx.today, **where)
        rows = visible_to(self.cast.by("li"), "remedy.plan", GroupPlace).filter(child_id=self.children["visited"])
        member = rows.filter(until_on__isnull=True, unit__isnull=False).order_by("party").first()
        if member is None:
            return
        given = {"case": case, "group_place": member.pk}
        for kind, words, days in (
            ("care", "请外婆和同学一起去劝", 7),
            ("law", "上门讲义务教育法，告知不送孩子上学的后果", 60),
        ):
            remedy = plan_remedy(
                self.cast.by("li"), **given, remedy_kind=kind, words=words, due_on=ctx.today + timedelta(days)
            )
            if kind == "care":
                finish(self.cast.by("li"), remedy=remedy, effect="外婆愿意带孩子回校看看，孩子还没有答应")
        leave_out(self.cast.by("li"), case=case, remedy_kind="aid", reason="家庭不困难，不缺费用")

    def _order(self, part: str, days: int) -> None:
        if part in self.cases:
            self.steps.order(part, self.children[part], self.cases[part], days)

    def _visit(self) -> None:
        """School, township and village are at the home together, and the township sets a deadline."""
        child = self.children.get("visited")
        if child is not None:
            said = _effort("home", "school township village", "hesitates", "母亲、外婆", "怕跟不上被留级")
            agreed = self.cast.school_day(3)
            record_effort(
                self.cast.by("zhang"), child=child, on=self.cast.by("zhang").today, **{**said, "agreed_on": agreed}
            )
            self.steps.set_deadline("visited", child)

    def _bring_back(self, on: date) -> None:
        """One is back: recorded as registers saw it, reported, placed, given a plan, and talked to."""
        case = self.cases.get("back")
        if case is None:
            return
        self.steps.end(self.children["back"])
        returned = record_return(self.cast.by("wang"), case=case, on=on, seen_by="王老师", proof=None)
        report = send_back_report(self.cast.by("li"), case=case, note="班主任和家长一起送回")
        receive_back_report(self.cast.by("zhang"), back_report=report, unit=self.cast.unit("zhang"))
        funds = {"funds_source": "aid", "funds_amount": "625", "funds_purpose": "生活补助"}
        place(self.cast.by("li"), returned=returned, teaching="make_up", lessons="每周三、周五放学后补数学", **funds)
        plan = {"goals": "期末前跟上本学期数学", "measures": "班主任每周谈一次\n结对一名同村同学", "condition": None}
        review_on = self.cast.by("li").today + _LOOKED_AT_AGAIN["back"]
        keeper = f"{self.cast.unit('wang')}/class_teacher"
        make_plan(self.cast.by("li"), returned=returned, **plan, keeper=keeper, review_on=review_on)
        talk = "愿意留下来，中午在校吃饭，作业能交一半"
        follow_up(self.cast.by("wang"), returned=returned, followed_how="talk", steady=True, talk=talk)

    def _be_told(self) -> None:
        """The county has a link for alerts, and the township was told of a child whom nobody has looked for yet."""
        make_link(self.cast.by("chen"), unit=self.cast.ground.root, name="各村公示栏")
        ctx = self.cast.by("zhang")
        ordered = [child for part, child in self.children.items() if part == "ordered"]
        known = visible_to(ctx, "child.read", Child).filter(pk__in=ordered).first()
        given: dict[str, Any] = {"unit": self.cast.unit("zhang"), "source": "villagers", "age": None, "reply_to": None}
        given |= {"name": known.name if known is not None else None, "where_seen": "镇上集市", "seen_on": ctx.today}
        enter(ctx, **given, seen="逢集都在摊位上帮家里卖东西，没有上学")


def _effort(how: str, sides: str, attitude: str, met: str, difficulty: str) -> dict[str, Any]:
    """What an effort says."""
    law = "义务教育法第五条、第十一条、第五十八条"
    told = {
        "how": how,
        "sides": sides,
        "attitude": attitude,
        "met": met,
        "difficulty": difficulty,
        "law_explained": law,
    }
    return {**told, "place": "家中" if how == "home" else None, "agreed_on": None, "grave": None, "proof": None}
