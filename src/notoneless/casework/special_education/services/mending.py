"""Home lessons recorded wrongly: taken back with the reason, kept in the history; and what cannot have been at a time."""

from collections.abc import Collection
from datetime import date

from notoneless.casework.special_education.models import (
    HomeLesson,
    HomeTeaching,
    LessonTeacher,
    SpecialFile,
    standing_lessons,
)
from notoneless.casework.special_education.rules.homebound import Span, overlap
from notoneless.casework.special_education.selectors.knowing import since_when
from notoneless.casework.special_education.services.checking import refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import NotAllowed, Unusable
from notoneless.kernel.problems import Problem

SEND, TAKE_BACK = "homebound.send", "homebound.take_back"


@action("homebound.take_back", words="撤回送教记录", english="Take back the record of a home lesson")
def take_back_lesson(ctx: Context, *, home_lesson: HomeLesson, reason: Line) -> None:
    """Take back a home lesson that was recorded wrongly: it stays in the history with the reason, and counts for nothing.
    Raises Refused for one taken back before, NotAllowed for somebody who neither recorded it nor sends teachers."""
    _end(ctx, home_lesson, reason)


def end_lesson(ctx: Context, file: SpecialFile, lesson: HomeLesson, reason: str | None, has_interview: bool) -> None:
    """Take back a lesson in whose place another is being recorded. Raises as the action does, for another child's, and where
    its interview, which is sealed, is not entered anew."""
    if lesson.file_id != file.pk:
        raise Unusable(Problem("special_education.other_lesson"))
    refuse(Problem("special_education.interview_anew") if lesson.interview and not has_interview else None)
    refuse(None if reason else Problem("special_education.why_corrected"))
    _end(ctx, lesson, reason or "")


def _end(ctx: Context, lesson: HomeLesson, reason: str) -> None:
    if lesson.by_id != ctx.actor and not ctx.may(SEND):
        raise NotAllowed(TAKE_BACK)
    refuse(None if lesson.is_current else Problem("special_education.taken_back_already"))
    lesson.is_current, lesson.ended_at, lesson.ended_why = False, ctx.at, reason
    lesson.ended_by_id = ctx.actor
    lesson.save(update_fields=["is_current", "ended_at", "ended_why", "ended_by"])


def why_not_then(file: SpecialFile, on: date, going: Collection[HomeTeaching], given: Span) -> Problem | None:
    """Why a lesson cannot have been on a day: the child was not taught at home yet, was taught on that day already, or somebody
    who went was with another child at that hour."""
    since = since_when([file.child_id], on).get(file.child_id)
    if since is None or on < since:
        return Problem("special_education.not_placed_then", {"day": on.isoformat()})
    if standing_lessons().filter(child_id=file.child_id, on=on).exists():
        return Problem("special_education.recorded_already", {"day": on.isoformat()})
    people = [each.account_id for each in going]
    rows = LessonTeacher._base_manager.filter(lesson__is_current=True, lesson__on=on, teaching__account_id__in=people)
    others = rows.exclude(child_id=file.child_id).values_list(
        "teaching__account__name", "lesson__begins_at", "lesson__hours"
    )
    busy = next((name for name, begins_at, hours in others if overlap(given, Span(begins_at, hours))), None)
    return Problem("special_education.elsewhere_then", {"name": busy}) if busy else None
