"""Meetings, a briefing, publicity and a story of a demonstration: what the school of the cast has held this term."""

from uuid import UUID

from django.db import transaction

from notoneless.casework.campaigns.models import Meeting
from notoneless.casework.campaigns.selectors.meetings import minutes_digest
from notoneless.casework.campaigns.services import (
    acknowledge_briefing,
    add_evidence,
    call_meeting,
    collect_story,
    decide,
    enter_attendee,
    hold_activity,
    plan_activity,
    reach_class,
    sign_in,
    sign_off_meeting,
    write_briefing,
    write_minutes,
)
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import put
from notoneless.foundation.organizations.models import Post
from notoneless.interfaces.demo.county.cast import Cast

_SHEET = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Of (demonstration of "
_END = b") >>\nendobj\ntrailer\n%%EOF\n"


class Campaigning:
    """What the school of the cast holds, says and shows."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    @transaction.atomic
    def begin(self) -> None:
        """A meeting signed off and one to be written; a briefing that some have read; publicity held and planned; a story."""
        self._meeting()
        self._briefing()
        self._publicity()
        given = {"story_kind": "role_model", "topic": "靠技术种出好日子"}
        text = "村里的种植户读完初中又学了大棚技术，带着邻居一起增收，常到学校给学生讲读书的用处。"
        collect_story(self._cast.by("li"), unit=self._school, story_text=text, child=None, **given)

    @property
    def _school(self) -> UUID:
        return self._cast.unit("li")

    def _meeting(self) -> None:
        today = self._cast.by("li").today
        given = {"unit": self._school, "venue": "会议室", "agenda": "通报到校情况\n布置家访\n安排活动月"}
        held = call_meeting(self._cast.by("li"), meeting_kind="special", topic="控辍保学专题会", on=today, **given)
        sign_in(self._cast.by("wang"), meeting=held)
        post = self._post("li")
        enter_attendee(self._cast.by("li"), meeting=held, post=post)
        said = {
            "account_given": "全校到校情况正常。",
            "minutes": "各班本周内走访请假较多的学生，班主任每天报到校情况。",
        }
        write_minutes(self._cast.by("li"), meeting=held, **said)
        work = {"decision_text": "走访请假较多的学生", "post": self._post("wang"), "due_on": self._cast.school_day(5)}
        decide(self._cast.by("li"), meeting=held, **work)
        seen = minutes_digest(Meeting._base_manager.get(pk=held))
        sign_off_meeting(self._cast.by("li"), meeting=held, seen=seen)
        call_meeting(self._cast.by("li"), meeting_kind="office", topic="教导处月例会", on=today, **given)

    def _post(self, who: str) -> UUID:
        ctx = self._cast.by(who)
        rows = Post._base_manager.filter(in_force(ctx.today), holder_id=ctx.actor, unit=self._cast.unit(who))
        return rows.order_by("id").values_list("pk", flat=True)[0]

    def _briefing(self) -> None:
        text = "每一名学生都关系到一个家庭。每名教职工联系一名学生，发现不到校的当天告诉班主任。"
        given = {"unit": self._school, "topic": "一个都不能少", "briefing_text": text}
        briefing = write_briefing(self._cast.by("li"), **given)
        for who in ("li", "wang"):
            acknowledge_briefing(self._cast.by(who), briefing=briefing)

    def _publicity(self) -> None:
        for what, led_by, topic in (
            ("board", "youth_league", "义务教育法板报"),
            ("broadcast", "youth_league", "校园广播：读书的用处"),
        ):
            self._held(
                self._school, "li", {"activity_kind": "publicity", "what": what, "led_by": led_by, "topic": topic}
            )
        room = self._cast.unit("wang")
        lesson = {"activity_kind": "lesson", "what": "minors", "led_by": "class_teacher", "topic": "未成年人保护法"}
        taught = self._held(room, "wang", lesson)
        reach_class(self._cast.by("wang"), activity=taught, unit=room, reached="pupils", missed=None)
        later = {"activity_kind": "publicity", "what": "parent_meeting", "led_by": "school", "topic": "家长会"}
        plan_activity(self._cast.by("li"), unit=self._school, planned_on=self._cast.school_day(7), **later)

    def _held(self, unit: UUID, who: str, given: dict[str, str]) -> UUID:
        ctx = self._cast.by(who)
        activity = plan_activity(ctx, unit=unit, planned_on=ctx.today, **given)
        content = _SHEET + str(activity).encode() + _END
        kept = {"unit": unit, "kind": "pdf", "content": put(content), "size": len(content)}
        proof = add_attachment(self._cast.by(who), **kept)
        add_evidence(self._cast.by(who), unit=unit, subject=activity, proof=proof, caption="现场照片")
        hold_activity(self._cast.by(who), activity=activity, held_on=ctx.today, done=given["topic"])
        return activity
