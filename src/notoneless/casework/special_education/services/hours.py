"""When home teachers are free and children can learn: what timetables are worked out from."""

from datetime import date
from uuid import UUID

from notoneless.casework.special_education.models import HomeTeacher, PupilHours, SpecialFile, TeacherHours
from notoneless.casework.special_education.rules.homebound import Place
from notoneless.casework.special_education.rules.kinds import Learns
from notoneless.casework.special_education.rules.timetables import why_not_pupil_hours, why_not_teacher_hours
from notoneless.casework.special_education.selectors.timetables import read_stretches
from notoneless.casework.special_education.services.checking import (
    begun,
    check_learns,
    check_place,
    numbers_for,
    refuse,
)
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.kernel.problems import Problem
from notoneless.timetabling import written


@action("home_teacher.hours", words="登记送教教师空闲时间", english="Say when a home teacher is free")
def teacher_is_free(
    ctx: Context,
    *,
    home_teacher: HomeTeacher,
    free_hours: Line,
    most_lessons: int,
    away_from: date | None,
    away_until: date | None,
) -> UUID:
    """Say in which hours of a week a home teacher can go (周二 14:00-17:00, parted by ；), how many lessons a week at most,
    and from when until when it is away, in the place of what was said before. Raises Refused for hours nobody can read."""
    if home_teacher.until_on is not None:
        raise Refused(Problem("special_education.ended_already"))
    refuse(why_not_teacher_hours(free_hours, most_lessons, (away_from, away_until)))
    row = TeacherHours(id=ctx.ids.new(), teacher=home_teacher, unit_id=home_teacher.unit_id, at=ctx.at)
    row.free, row.most = written(read_stretches(free_hours)), most_lessons
    row.away_from, row.away_until = away_from, away_until
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("homebound.hours", words="登记学生适合学习的时间", english="Say when a home-taught child can learn")
def child_can_learn(
    ctx: Context,
    *,
    special_file: SpecialFile,
    good_hours: Line,
    travel_minutes: int,
    lesson_place: Place,
    least_people: int | None,
    man_needed: bool | None,
) -> UUID:
    """Say in which hours of a week a child can learn, where, how many minutes one way takes, and whether it needs more people
    than the plan says, or a man. Raises Refused for hours nobody can read, and a place the plan does not know."""
    check_learns(ctx, special_file, Learns.HOMEBOUND)
    check_place(lesson_place, numbers_for(ctx, special_file))
    refuse(why_not_pupil_hours(good_hours, travel_minutes, least_people or 0))
    row = begun(ctx, PupilHours, special_file, ctx.today)
    row.good, row.travel, row.place = written(read_stretches(good_hours)), travel_minutes, lesson_place
    row.people, row.needs_man = least_people or 0, bool(man_needed)
    row.save(force_insert=True)
    return row.pk
