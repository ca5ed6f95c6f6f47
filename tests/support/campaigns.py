"""Meetings and evidence of the first school, as the tests of several floors need them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from notoneless.casework.campaigns.models import Meeting, MeetingDecision
from notoneless.casework.campaigns.rules.activities import ASPECTS, LAWS
from notoneless.casework.campaigns.selectors.meetings import minutes_digest
from notoneless.casework.campaigns.services import (
    add_evidence,
    approve_story,
    call_meeting,
    collect_story,
    consent,
    decide,
    hold_activity,
    hold_evidence,
    plan_activity,
    sign_in,
    sign_off_meeting,
    write_briefing,
    write_minutes,
)
from notoneless.foundation.access.measures import Flow, Level
from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import put
from notoneless.foundation.organizations.models import Post
from notoneless.oversight.duties.measures import EVIDENCE
from support.county import DAY, County, appoint
from support.databases import owners_eyes, the

PICTURE = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Of (attendance sheet) >>\nendobj\ntrailer\n%%EOF\n"
DUE = date(2026, 9, 20)
CALLED = {"topic": "九月控辍保学专题会", "venue": "会议室", "agenda": "通报到校情况\n布置家访"}
WRITTEN = {"account_given": "全校到校情况正常，两名学生请假较多。", "minutes": "校长要求各班本周内走访到户。"}
DECIDED = {"decision_text": "走访请假较多的学生", "due_on": DUE}


def post_of(who: str) -> UUID:
    """The post of one of the cast."""
    found: UUID = the(Post, holder__name=who).pk
    return found


def called(county: County, kind: str = "special", who: str = "李校长", unit: str = "school_a", **changes: Any) -> UUID:
    """A meeting of today."""
    given = {"unit": county.units[unit], "meeting_kind": kind, "on": DAY, **CALLED, **changes}
    return call_meeting(county.ctx(who), **given)


def attended(county: County, **changes: Any) -> UUID:
    """A meeting at which the class teacher has signed in."""
    meeting = called(county, **changes)
    sign_in(county.ctx("王老师"), meeting=meeting)
    return meeting


def written(county: County, due: date = DUE, **changes: Any) -> UUID:
    """A meeting with minutes and a decision that is the class teacher's."""
    meeting = attended(county, **changes)
    write_minutes(county.ctx("李校长"), meeting=meeting, **WRITTEN)
    decide(county.ctx("李校长"), meeting=meeting, post=post_of("王老师"), **DECIDED | {"due_on": due})
    return meeting


def decision(county: County) -> UUID:
    """A decision of a meeting that is the class teacher's."""
    meeting = written(county)
    found: UUID = the(MeetingDecision, meeting=meeting).pk
    return found


def read(meeting: UUID) -> dict[str, Any]:
    """A meeting, with what stands for its minutes as they are."""
    return {"meeting": meeting, "seen": minutes_digest(the(Meeting, pk=meeting))}


def signed_off(county: County, **changes: Any) -> UUID:
    """A meeting whose minutes stand."""
    meeting = written(county, **changes)
    with owners_eyes():
        seen = read(meeting)
    sign_off_meeting(county.ctx("李校长"), **seen)
    return meeting


def picture(county: County, content: bytes = PICTURE, unit: str = "school_a", who: str = "李校长") -> UUID:
    """A file of a unit."""
    given = {"unit": county.units[unit], "kind": "pdf", "content": put(content), "size": len(content)}
    return add_attachment(county.ctx(who), **given)


def proved(county: County, about: UUID, content: bytes = PICTURE) -> UUID:
    """Evidence of something of the first school."""
    given = {"unit": county.units["school_a"], "subject": about, "caption": "会议照片"}
    return add_evidence(county.ctx("李校长"), proof=picture(county, content), **given)


def held(county: County) -> UUID:
    """The first school's evidence is held for an inspection."""
    return hold_evidence(county.ctx("陈局长"), unit=county.units["school_a"], reason="九月督导检查")


def counted(county: County, code: str, unit: str = "school_a", last: date | None = None) -> int:
    """What a measure of plans comes to at a unit itself: until the end of the term, or on a day of the first month."""
    found, of = EVIDENCE[code], county.units[unit]
    with owners_eyes():
        if isinstance(found, Flow):
            return sum(each.amount for each in found.done(DAY, last or date(2027, 1, 31), None) if each.unit == of)
        assert isinstance(found, Level)
        holds: Mapping[UUID, int] = found.holds(last or date(2026, 9, 30), None)
        return holds.get(of, 0)


def planned(county: County, what: str = "board", who: str = "李校长", unit: str = "school_a", **changes: Any) -> UUID:
    """An activity of today, not yet held."""
    kind = "lesson" if what in LAWS else "action" if what in ASPECTS else "publicity"
    given = {"unit": county.units[unit], "activity_kind": kind, "what": what, "led_by": "youth_league"}
    return plan_activity(county.ctx(who), **{**given, "topic": f"九月{what}", "planned_on": DAY, **changes})


def proved_activity(
    county: County, what: str = "board", who: str = "李校长", unit: str = "school_a", **changes: Any
) -> UUID:
    """An activity of today with its evidence."""
    activity = planned(county, what, who, unit, **changes)
    content = PICTURE.replace(b"attendance", f"{activity}".encode())
    given = {"unit": county.units[unit], "subject": activity, "caption": "现场照片"}
    add_evidence(county.ctx(who), proof=picture(county, content, unit, who), **given)
    return activity


def held_activity(
    county: County, what: str = "board", who: str = "李校长", unit: str = "school_a", **changes: Any
) -> UUID:
    """An activity that was held today."""
    activity = proved_activity(county, what, who, unit, **changes)
    hold_activity(county.ctx(who), activity=activity, held_on=changes.get("planned_on", DAY), done="宣讲义务教育法")
    return activity


def briefed(county: County) -> UUID:
    """A briefing of the first school, acknowledged by nobody."""
    given = {"unit": county.units["school_a"], "topic": "一个都不能少", "briefing_text": "每名教职工联系一名学生。"}
    return write_briefing(county.ctx("李校长"), **given)


STORY = {"story_kind": "role_model", "topic": "科技致富带头人", "story_text": "柳树村的种植户靠技术增收。"}


def told_story(county: County, who: str = "郑主任", child: str | None = None, **changes: Any) -> UUID:
    """A story that the director has collected."""
    if who not in county.accounts:
        appoint(county, who, "school_director", "school_a", "13900007779")
    named = county.children[child] if child else None
    return collect_story(county.ctx(who), unit=county.units["school_a"], child=named, **{**STORY, **changes})


def consented(county: County, story: UUID, child: str = "both") -> UUID:
    """A guardian's signed consent to a story."""
    proof = picture(county, PICTURE.replace(b"attendance", b"consent"))
    return consent(county.ctx("李校长"), story=story, guardian=county.guardians[child], signed_on=DAY, proof=proof)


def approved(county: County, **changes: Any) -> UUID:
    """A story that the head has approved."""
    story = told_story(county, **changes)
    approve_story(county.ctx("李校长"), story=story)
    return story
