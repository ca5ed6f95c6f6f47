"""Home lessons: the schedule of a term, and the record of each lesson with those who went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.special_education.models import (
    HomeLesson,
    HomeTeaching,
    LessonTeacher,
    PlannedLesson,
    SpecialFile,
)
from notoneless.casework.special_education.rules.homebound import (
    PLACES,
    HomeNumbers,
    Place,
    Span,
    slots_of,
    why_not_fee,
    why_not_given,
    why_not_planned,
    why_not_team,
)
from notoneless.casework.special_education.rules.kinds import Learns
from notoneless.casework.special_education.services.checking import (
    begun,
    check_day,
    check_learns,
    check_picture,
    check_place,
    numbers_for,
    refuse,
)
from notoneless.casework.special_education.services.mending import end_lesson, why_not_then
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import NotAllowed, Refused
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem

RECORD, SEND = "homebound.record", "homebound.send"
_WITHOUT_TERM = timedelta(days=150)


@action("homebound.schedule", words="排定送教课时", english="Set the schedule of home lessons")
def schedule_lessons(ctx: Context, *, special_file: SpecialFile, slots: Passage, lesson_place: Place) -> None:
    """Set on which days of the rest of the term a child is taught at home: a line each, day, hour and class hours.

    It stands in the place of what was planned from today on. Raises Refused for lines that say no lesson, a day twice or
    outside the term, and a place that the plan does not know.
    """
    check_learns(ctx, special_file, Learns.HOMEBOUND)
    check_place(lesson_place, numbers_for(ctx, special_file))
    found = slots_of(slots)
    if isinstance(found, Problem):
        raise Refused(found)
    term = load_calendar(ctx.today, ctx.today).term_of(ctx.today)
    refuse(why_not_planned(found, ctx.today, term.last_day if term else ctx.today + _WITHOUT_TERM))
    ahead = PlannedLesson._base_manager.filter(file=special_file, on__gte=ctx.today, is_replaced=False)
    ahead.update(is_replaced=True)
    for slot in found:
        row = begun(ctx, PlannedLesson, special_file, slot.on)
        row.begins_at, row.hours, row.place = slot.begins_at, slot.hours, lesson_place
        row.save(force_insert=True)


@dataclass(frozen=True, slots=True)
class _Given:
    """What a record says of a lesson, without pictures."""

    on: date
    begins_at: str
    hours: int
    place: Place
    is_accompanied: bool
    domains: tuple[str, ...]
    standard: str


@action("homebound.record", words="登记送教", english="Record a home lesson")
def record_lesson(  # noqa: PLR0913 (what the homebound log asks)
    ctx: Context,
    *,
    special_file: SpecialFile,
    on: date,
    begins_at: str,
    hours: int,
    lesson_place: Place,
    accompanied: bool | None,
    home_teachers: Passage,
    domains: Line,
    standard: Line | None,
    lesson_content: Passage,
    materials: Line | None,
    exercises: Line | None,
    training: Line | None,
    content_agreed: bool | None,
    interview: Passage | None,
    fee: int | None,
    photo: Attachment | None,
    second_photo: Attachment | None,
    signature: Attachment | None,
    signatory: str,
    corrects: HomeLesson | None,
    reason: Line | None,
) -> UUID:
    """Record a home lesson: who went, what was taught by which standard, what was handed over; the lesson.

    home_teachers: ids, with blanks between; domains: names of the plan. A team that breaks the plan is refused with the reason,
    and so is a lesson that cites no standard, one before the child was placed so, and a second on a day. corrects: a lesson
    recorded wrongly, in whose place this one stands, with the reason why. Raises NotAllowed for somebody who neither went nor
    sends teachers.
    """
    check_learns(ctx, special_file, Learns.HOMEBOUND)
    check_day(ctx, special_file.child, on)
    numbers = numbers_for(ctx, special_file)
    given = _Given(on, begins_at, hours, lesson_place, bool(accompanied), tuple(domains.split()), standard or "")
    _check(given, numbers)
    refuse(why_not_fee(fee or 0))
    if corrects is not None:
        end_lesson(ctx, special_file, corrects, reason, bool(interview))
    going = _going(ctx, special_file, on, home_teachers)
    refuse(why_not_then(special_file, on, going, Span(begins_at, hours)))
    refuse(why_not_team(len(going), sum(each.is_man for each in going), lesson_place, numbers))
    for each in (photo, second_photo, signature):
        check_picture(ctx, each)
    row = begun(ctx, HomeLesson, special_file, on)
    row.begins_at, row.hours, row.place, row.is_accompanied = begins_at, hours, lesson_place, given.is_accompanied
    row.teachers, row.men = len(going), sum(each.is_man for each in going)
    row.domains, row.standard, row.taught = " ".join(given.domains), given.standard, lesson_content
    row.materials, row.exercises, row.training = materials or "", exercises or "", training or ""
    row.is_agreed, row.fee, row.signer = bool(content_agreed), fee or 0, signatory
    row.interview, row.corrects = Plain(interview) if interview else None, corrects
    row.photo, row.second_photo, row.signature = photo, second_photo, signature
    _written(ctx, row, going)
    return row.pk


def _written(ctx: Context, row: HomeLesson, going: Sequence[HomeTeaching]) -> None:
    """Write a lesson with those who went. What was taken of one that it corrects stays with it, where nothing else was."""
    for name in ("photo", "second_photo", "signature") if row.corrects is not None else ():
        setattr(row, name, getattr(row, name) or getattr(row.corrects, name))
    row.save(force_insert=True)
    for one in going:
        LessonTeacher(id=ctx.ids.new(), lesson=row, child_id=row.child_id, teaching=one).save(force_insert=True)


def _check(given: _Given, numbers: HomeNumbers) -> None:
    check_place(given.place, numbers)
    refuse(why_not_given(given.begins_at, given.hours, given.domains, numbers))
    needs = {PLACES.get(each) for each in numbers.parent_at}
    if given.place in needs and not given.is_accompanied:
        raise Refused(Problem("special_education.not_accompanied"))
    if numbers.standards and given.standard not in numbers.standards:
        raise Refused(Problem("special_education.no_standard", {"standards": "、".join(numbers.standards)}))


def _going(ctx: Context, file: SpecialFile, on: date, text: str) -> list[HomeTeaching]:
    """Who went: home teachers who were sent to this child by then. Whoever records is one of them, or sends teachers."""
    try:
        named = {UUID(word) for word in text.split()}
    except ValueError:
        raise Refused(Problem("special_education.nobody_goes")) from None
    sent = HomeTeaching._base_manager.filter(file=file, on__lte=on).exclude(until_on__lte=on).order_by("on", "id")
    found = list({each.teacher_id: each for each in sent if each.teacher_id in named}.values())
    if len(found) < len(named):
        raise Refused(Problem("special_education.stranger"))
    if ctx.actor not in {each.account_id for each in found} and not ctx.may(SEND):
        raise NotAllowed(RECORD)
    return found
