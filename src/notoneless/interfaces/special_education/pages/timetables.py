"""Timetables of home lessons: asked for, looked at, moved by hand, adopted; hours of children and teachers; weeks."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.special_education.models import HomeTeacher, HomeTimetable, PlannedLesson
from notoneless.casework.special_education.rules.homebound import Place
from notoneless.casework.special_education.rules.timetables import TimetableState
from notoneless.casework.special_education.selectors import READ_SPECIAL
from notoneless.casework.special_education.selectors.files import file_in_reach
from notoneless.casework.special_education.selectors.teaching import units_of
from notoneless.casework.special_education.selectors.timetables import pupil_hours, teacher_hours
from notoneless.casework.special_education.selectors.weeks import (
    list_timetables,
    open_timetable,
    own_lessons,
    own_teacher,
    week_of_lessons,
)
from notoneless.casework.special_education.services import (
    adopt_timetable,
    ask_timetable,
    child_can_learn,
    move_lesson,
    teacher_is_free,
)
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.special_education.pages.forms import Asked, acted, chosen, field, sent, shown, ticks
from notoneless.interfaces.special_education.pages.ics import calendar_file
from notoneless.interfaces.special_education.pages.wording import offered, told
from notoneless.kernel.problems import sentence
from notoneless.timetabling import clock_of

LIST, ONE = "special_timetables", "special_timetable"
BADGES = {
    TimetableState.ASKED: "info",
    TimetableState.PROPOSED: "warning",
    TimetableState.IMPOSSIBLE: "danger",
    TimetableState.ADOPTED: "success",
    TimetableState.REPLACED: "",
}


def _day_of(request: HttpRequest, name: str = "week") -> date | None:
    """A day that an address names; nothing for what is none."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def _id_of(request: HttpRequest, name: str) -> UUID | None:
    text = request.GET.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound from None


def _row(row: HomeTimetable) -> dict[str, Any]:
    state = TimetableState(row.state)
    return {"row": row, "state": told(f"special_education.timetable_{state}"), "badge": BADGES[state]}


@page({"GET": READ_SPECIAL})
def timetables(ctx: Context, request: HttpRequest) -> Answer:
    """The timetables in reach, the latest first, and the units that one may ask for."""
    values = {
        "rows": [_row(each) for each in list_timetables(ctx)],
        "may_ask": units_of(ctx, ask_timetable.code) if ctx.may(ask_timetable.code) else [],
    }
    return Shown("special_education/timetables.html", values)


@page({"GET": READ_SPECIAL})
def timetable(ctx: Context, request: HttpRequest, timetable: UUID) -> Answer:
    """One timetable: what stands in its way or is short, a week of it, and what it changes."""
    found = open_timetable(ctx, timetable, _day_of(request))
    is_proposed = found.row.state == TimetableState.PROPOSED
    values = {
        "found": found,
        "week": found.week,
        "told": [sentence(each, language_of()) for each in found.told],
        "gap": f"{found.row.gap / 10:.1f}",
        "changed": [(name, _said(each.was), _said(each.now)) for name, each in found.changed],
        "may_adopt": is_proposed and ctx.may(adopt_timetable.code),
        "may_move": is_proposed and ctx.may(move_lesson.code),
        **_row(found.row),
    }
    return Shown("special_education/timetable.html", values)


def _said(lesson: Any) -> str:
    return f"{lesson.on.isoformat()} {clock_of(lesson.begins)}" if lesson else "—"


@page({"GET": READ_SPECIAL})
def week(ctx: Context, request: HttpRequest) -> Answer:
    """The home lessons of a week: one's own, or those of a teacher, child or unit that the address names, or all in reach."""
    who = {name: _id_of(request, name) for name in ("teacher", "file", "unit")}
    mine = own_teacher(ctx)
    if mine is not None and not any(who.values()) and request.GET.get("all") != "yes":
        who["teacher"] = mine
    found = week_of_lessons(ctx, _day_of(request), who["teacher"], who["file"], who["unit"])
    named = "".join(f"&{name}={value}" for name, value in who.items() if value) or "&all=yes"
    values = {
        "week": found,
        "named": named,
        "is_own": mine is not None and who["teacher"] == mine,
        "is_teacher": mine is not None,
    }
    return Shown("special_education/week.html", values)


@page({"GET": READ_SPECIAL})
def lessons_file(ctx: Context, request: HttpRequest) -> Answer:
    """One's own lessons as a calendar file, without any name."""
    places = dict(offered(Place, "place"))
    content = calendar_file(own_lessons(ctx), ctx.at, gettext("送教上门"), places)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="lessons.ics"'
    answer["Cache-Control"] = "no-store"
    return answer


def _tried(
    ctx: Context, request: HttpRequest, asked: Asked, act: Callable[[Context], Any], name: str, went: Went
) -> Answer:
    """A form that is no file's: shown, or its action done; then the page it leads to."""
    refusal = tried(ctx, request, asked.action.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told(f"special_education.done_{asked.what}"))
        return went
    return shown(ctx, request, asked, name, reverse(went.route, kwargs=dict(went.path)), refusal)


@page({"GET": ask_timetable.code, "POST": ask_timetable.code})
def asking_for(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """From which day on a timetable is wanted, and its sending."""
    row = visible_to(ctx, ask_timetable.code, Unit).filter(pk=unit).first()
    if row is None:
        raise NotFound
    last = visible_to(ctx, READ_SPECIAL, HomeTimetable).filter(unit=row).order_by("-at", "-id").first()

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        since = (ctx.today + timedelta(days=1)).isoformat()
        keeps = [("false", gettext("重新排")), ("true", gettext("少改动：只改非改不可的课"))]
        return [
            FormField("since", gettext("从哪天排起（排到学期末）"), "date", typed.get("since", since)),
            field(typed, "class_minutes", begin=str(last.minutes) if last else "", inputmode="numeric"),
            chosen(typed, "few_changes", keeps, "true" if last and last.state == TimetableState.ADOPTED else "false"),
        ]

    def act(acting: Context) -> None:
        ask_timetable(acting, unit=unit, **sent(request, fields))

    hint = gettext("先登记学生适合学习的时间和教师的空闲时间。排一所学校要几秒到几分钟，在后台进行。")
    return _tried(ctx, request, Asked(ask_timetable, fields, "ask", hint), act, row.name, Went(LIST, {}))


@page({"GET": adopt_timetable.code, "POST": adopt_timetable.code})
def adopting(ctx: Context, request: HttpRequest, timetable: UUID) -> Answer:
    """Adopting a timetable, with the reason where weeks are short."""
    found = open_timetable(ctx, timetable, None)

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        return [field(typed, "short_reason", is_optional=not found.told)]

    def act(acting: Context) -> None:
        given = {"home_timetable": timetable}
        adopt_timetable(acting, **given, **sent(request, fields))

    hint = "\n".join(sentence(each, language_of()) for each in found.told)
    went = Went(ONE, {"timetable": timetable})
    return _tried(ctx, request, Asked(adopt_timetable, fields, "adopt", hint), act, found.row.unit.name, went)


@page({"GET": move_lesson.code, "POST": move_lesson.code})
def moving(ctx: Context, request: HttpRequest, lesson: UUID) -> Answer:
    """Another day, hour or team for a lesson of a proposal; refused with the reason where a rule would be broken."""
    rows = visible_to(ctx, move_lesson.code, PlannedLesson).select_related("file__child")
    row = rows.filter(pk=lesson, timetable__isnull=False).first()
    if row is None:
        raise NotFound
    staff = visible_to(ctx, move_lesson.code, HomeTeacher).filter(until_on=None).select_related("account")
    team = [(str(each.pk), each.account.name) for each in staff.order_by("account__name", "id")]

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        ticked = {"home_teachers": row.team} | dict(typed) if request.method != "POST" else typed
        return [
            FormField("on", gettext("哪天"), "date", typed.get("on", row.on.isoformat())),
            field(typed, "begins_at", "time", row.begins_at),
            ticks(ticked, "home_teachers", team),
        ]

    def act(acting: Context) -> None:
        given = {"planned_lesson": lesson}
        move_lesson(acting, **given, **sent(request, fields))

    went = Went(ONE, {"timetable": row.timetable_id})
    return _tried(ctx, request, Asked(move_lesson, fields, "move"), act, row.file.child.name, went)


@page({"GET": child_can_learn.code, "POST": child_can_learn.code})
def good_hours(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """When a child can learn, where and how far away, and its sending."""
    row = file_in_reach(ctx, file, child_can_learn.code)
    known = pupil_hours([row.pk]).get(row.pk)
    yes_no = [("true", gettext("是")), ("false", gettext("否"))]

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        hint = gettext("如：周二 14:00-17:00；周四 09:00-11:30")
        man = "true" if known and known.needs_man else "false"
        people = str(known.people) if known and known.people else ""
        return [
            field(typed, "good_hours", begin=known.good if known else "", hint=hint),
            field(typed, "travel_minutes", begin=str(known.travel) if known else "", inputmode="numeric"),
            chosen(typed, "lesson_place", offered(Place, "place"), known.place if known else Place.HOME),
            field(typed, "least_people", begin=people, is_optional=True, inputmode="numeric"),
            chosen(typed, "man_needed", yes_no, man),
        ]

    return acted(ctx, request, row, Asked(child_can_learn, fields, "hours", goes="special_home"))


@page({"GET": teacher_is_free.code, "POST": teacher_is_free.code})
def free_hours(ctx: Context, request: HttpRequest, teacher: UUID) -> Answer:
    """When a home teacher is free and away, and its sending."""
    row = visible_to(ctx, teacher_is_free.code, HomeTeacher).select_related("account").filter(pk=teacher).first()
    if row is None:
        raise NotFound
    known = teacher_hours([row.pk]).get(row.pk)

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        hint = gettext("如：周二 14:00-17:00；周四 09:00-11:30")
        away = [_iso(known.away_from), _iso(known.away_until)] if known else ["", ""]
        return [
            field(typed, "free_hours", begin=known.free if known else "", hint=hint),
            field(typed, "most_lessons", begin=str(known.most) if known else "", inputmode="numeric"),
            field(typed, "away_from", "date", away[0], is_optional=True, hint=gettext("生病、培训等")),
            field(typed, "away_until", "date", away[1], is_optional=True),
        ]

    def act(acting: Context) -> None:
        teacher_is_free(acting, home_teacher=teacher, **sent(request, fields))

    return _tried(
        ctx, request, Asked(teacher_is_free, fields, "free"), act, row.account.name, Went("special_teachers", {})
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


ROUTES = [
    route("special/timetables/", timetables, LIST),
    route("special/timetables/units/<uuid:unit>/ask/", asking_for, "special_ask"),
    route("special/timetables/lessons/<uuid:lesson>/move/", moving, "special_move"),
    route("special/timetables/<uuid:timetable>/", timetable, ONE),
    route("special/timetables/<uuid:timetable>/adopt/", adopting, "special_adopt"),
    route("special/<uuid:file>/homebound/hours/", good_hours, "special_hours"),
    route("special/teachers/<uuid:teacher>/hours/", free_hours, "special_free"),
    route("special/week/", week, "special_week"),
    route("special/week/lessons.ics", lessons_file, "special_ics"),
]
