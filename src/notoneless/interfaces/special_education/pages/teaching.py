"""Homebound instruction: the children who are taught so with their week, one of them, and a form for each thing done."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.special_education.models import HomeLesson, HomeTeaching, SpecialFile
from notoneless.casework.special_education.rules.homebound import (
    IN_CARE,
    PLACES,
    SITUATIONS,
    NoteKind,
    Place,
    Satisfaction,
    Situation,
)
from notoneless.casework.special_education.selectors import READ_SPECIAL, REVEAL_SPECIAL
from notoneless.casework.special_education.selectors.files import file_in_reach
from notoneless.casework.special_education.selectors.proposing import guardian_of
from notoneless.casework.special_education.selectors.teaching import (
    home_pupils,
    lesson_in_reach,
    open_home_page,
    said_by,
    teachers_sent,
    teachers_to_send,
)
from notoneless.casework.special_education.services import (
    agree_homebound,
    child_can_learn,
    issue_handbook,
    issue_home_agreement,
    note_homebound,
    record_lesson,
    relieve_teacher,
    schedule_lessons,
    send_teacher,
    take_back_lesson,
)
from notoneless.casework.special_education.services.checking import numbers_for
from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.special_education.pages.forms import (
    Asked,
    acted,
    chosen,
    field,
    sent,
    shown,
    signing_fields,
    ticks,
)
from notoneless.interfaces.special_education.pages.papers import of_papers
from notoneless.interfaces.special_education.pages.wording import of_agreement, offered, told
from notoneless.kernel.problems import sentence

HOME = "special_home"


@page({"GET": READ_SPECIAL})
def home_list(ctx: Context, request: HttpRequest) -> Answer:
    """The home-taught children in reach: one's own first, then those whose week has too few lessons."""
    return Shown("special_education/homes.html", {"lines": home_pupils(ctx), "may_record": ctx.may(record_lesson.code)})


@page({"GET": READ_SPECIAL})
def home(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """One home-taught child: teachers, schedule, lessons week by week, notes, and what is lacking."""
    found = open_home_page(ctx, file)
    may_mend = found.is_homebound and ctx.may(take_back_lesson.code)
    last = found.agreements[0] if found.agreements else None
    values: dict[str, Any] = {
        "home": found,
        "agreements": [of_agreement(each, ctx.today) for each in found.agreements],
        "situation": told(f"special_education.situation_{last.situation}") if last and last.situation else "",
        "is_in_care": last is not None and last.situation in IN_CARE,
        "lessons": [
            {
                "row": each,
                "place": told(f"special_education.place_{each.place}"),
                "names": found.given_by.get(each.pk, ()),
                "domains": each.domains.split(),
                "may_mend": each.is_current and may_mend and (each.by_id == ctx.actor or ctx.may(send_teacher.code)),
            }
            for each in found.lessons
        ],
        "notes": [
            {
                "row": each,
                "kind": told(f"special_education.note_{each.kind}"),
                "value": _value_of(each.kind, each.value),
            }
            for each in found.notes
        ],
        "may_open": ctx.may(REVEAL_SPECIAL),
        "may_see_paper": ctx.may(READ_ATTACHMENT),
        "form": new_form(ctx),
        **of_papers(ctx, file),
    }
    can: dict[str, Action[Any]] = {
        "may_agree": agree_homebound,
        "may_send": send_teacher,
        "may_schedule": schedule_lessons,
        "may_hours": child_can_learn,
        "may_record": record_lesson,
        "may_note": note_homebound,
        "may_agreement_paper": issue_home_agreement,
        "may_handbook": issue_handbook,
    }
    values |= {name: found.is_homebound and ctx.may(each.code) for name, each in can.items()}
    return Shown("special_education/home.html", values)


def _value_of(kind: str, value: str) -> str:
    return told(f"special_education.satisfaction_{value}") if kind == NoteKind.SATISFACTION else value


@page({"GET": agree_homebound.code, "POST": agree_homebound.code}, takes_files=True)
def agreeing_home(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """What the school and the family, or an institution, agree on, and its sending."""
    row = file_in_reach(ctx, file, agree_homebound.code)
    guardian = guardian_of(row)
    covers = {SITUATIONS.get(each) for each in numbers_for(ctx, row).covers} or set(Situation)
    kinds = [each for each in offered(Situation, "situation") if each[0] in covers]

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        return [chosen(typed, "situation", kinds), *signing_fields(ctx, typed, guardian)]

    return acted(ctx, request, row, Asked(agree_homebound, fields, "homebound_agree", files=("proof",), goes=HOME))


@page({"GET": send_teacher.code, "POST": send_teacher.code})
def sending(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """Which home teacher goes to a child, and its sending; those whom the plan lets go there are offered."""
    row = file_in_reach(ctx, file, send_teacher.code)
    teachers = teachers_to_send(ctx, row)

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        return [chosen(typed, "home_teacher", teachers)]

    hint = "" if teachers else gettext("还没有可以派的送教教师：先选派，再登记安全教育。")
    return acted(ctx, request, row, Asked(send_teacher, fields, "send", hint, goes=HOME))


@page({"POST": relieve_teacher.code})
def relieving(ctx: Context, request: HttpRequest, teaching: UUID) -> Answer:
    """Relieve a home teacher of a child."""
    row = visible_to(ctx, relieve_teacher.code, HomeTeaching).filter(pk=teaching).first()
    if row is None:
        raise NotFound
    refusal = tried(ctx, request, relieve_teacher.code, lambda acting: relieve_teacher(acting, home_teaching=teaching))
    if refusal is not None:
        messages.error(request, sentence(refusal.told, language_of()))
    else:
        messages.success(request, told("special_education.done_relieve"))
    return Went(HOME, {"file": row.file_id})


def _places(ctx: Context, row: Any) -> list[tuple[str, str]]:
    named = {PLACES.get(each) for each in numbers_for(ctx, row).places} or set(Place)
    return [each for each in offered(Place, "place") if each[0] in named]


@page({"GET": schedule_lessons.code, "POST": schedule_lessons.code})
def scheduling(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """On which days of the rest of the term a child is taught, and its sending."""
    row = file_in_reach(ctx, file, schedule_lessons.code)
    places = _places(ctx, row)
    hours = max(numbers_for(ctx, row).hours_per_visit, 1)

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        line = gettext("一行一次：日期 时间 课时，如 %(day)s 09:00 %(hours)s；替换今天起原来排的课")
        hint = line % {"day": ctx.today.isoformat(), "hours": hours}
        return [
            field(typed, "slots", "textarea", hint=hint),
            chosen(typed, "lesson_place", places, Place.HOME),
        ]

    return acted(ctx, request, row, Asked(schedule_lessons, fields, "schedule", goes=HOME))


@page({"GET": record_lesson.code, "POST": record_lesson.code}, takes_files=True)
def recording(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """A home lesson as it was given, on a phone, and its sending. Whoever is sent is ticked already."""
    return _recorded(ctx, request, file_in_reach(ctx, file, record_lesson.code), None)


@page({"GET": record_lesson.code, "POST": record_lesson.code}, takes_files=True)
def correcting(ctx: Context, request: HttpRequest, lesson: UUID) -> Answer:
    """A home lesson that was recorded wrongly, as it was typed, and the sending of what takes its place."""
    wrong = lesson_in_reach(ctx, lesson, record_lesson.code)
    return _recorded(ctx, request, wrong.file, wrong)


def _recorded(ctx: Context, request: HttpRequest, row: SpecialFile, wrong: HomeLesson | None) -> Answer:
    numbers, guardian = numbers_for(ctx, row), guardian_of(row)
    before = said_by(wrong) if wrong is not None and request.method != "POST" else {}
    team = [(str(pk), f"{name}{gettext('（男）') if is_man else ''}") for pk, name, is_man in teachers_sent(row)]
    everybody = " ".join(pk for pk, _ in team)
    domains = [(each, each) for each in numbers.domains]
    yes_no = [("true", gettext("是")), ("false", gettext("否"))]

    def fields(given: Mapping[str, str]) -> list[FormField]:
        typed = before | dict(given)
        ticked = {"home_teachers": everybody} | typed if request.method != "POST" else typed
        why = [field(typed, "reason", hint=gettext("为什么更正；原记录留在经过里"))] if wrong is not None else []
        standards = [(each, each) for each in numbers.standards]
        sealed = gettext("首次送教时填；加密保存")
        return [
            *why,
            FormField("on", gettext("哪天送教的"), "date", typed.get("on", ctx.today.isoformat())),
            field(typed, "begins_at", "time", "09:00"),
            field(typed, "hours", begin=str(max(numbers.hours_per_visit, 1)), inputmode="numeric"),
            chosen(typed, "lesson_place", _places(ctx, row), Place.HOME),
            chosen(typed, "accompanied", yes_no, "true"),
            ticks(ticked, "home_teachers", team),
            ticks(typed, "domains", domains) if domains else field(typed, "domains"),
            chosen(typed, "standard", standards) if standards else field(typed, "standard", is_optional=True),
            field(typed, "lesson_content", "textarea", hint=gettext("不写病情")),
            field(typed, "materials", is_optional=True),
            field(typed, "exercises", is_optional=True),
            field(typed, "training", is_optional=True),
            chosen(typed, "content_agreed", yes_no, "true"),
            field(typed, "interview", "textarea", is_optional=True, hint=sealed),
            field(typed, "fee", begin="0", inputmode="numeric", hint=gettext("送教不收费；收了要如实登记")),
            field(typed, "photo", "file", is_optional=True),
            field(typed, "second_photo", "file", is_optional=True),
            field(typed, "signature", "file", is_optional=True, hint=gettext("家长在手册上的签名，拍照")),
            field(typed, "signatory", begin=guardian),
        ]

    more = {"corrects": wrong.pk if wrong is not None else None} | ({} if wrong is not None else {"reason": None})
    asked = Asked(record_lesson, fields, "record", files=("photo", "second_photo", "signature"), more=more, goes=HOME)
    return acted(ctx, request, row, asked)


@page({"GET": take_back_lesson.code, "POST": take_back_lesson.code})
def taking_back(ctx: Context, request: HttpRequest, lesson: UUID) -> Answer:
    """Why the record of a home lesson is taken back, and its sending."""
    row = lesson_in_reach(ctx, lesson, take_back_lesson.code)

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        return [field(typed, "reason", hint=gettext("不写病情；原记录留在经过里"))]

    given: dict[str, Any] = {"home_lesson": lesson, **sent(request, fields)}
    refusal = (
        tried(ctx, request, take_back_lesson.code, lambda acting: take_back_lesson(acting, **given))
        if request.method == "POST"
        else None
    )
    if request.method == "POST" and refusal is None:
        messages.success(request, told("special_education.done_take_back"))
        return Went(HOME, {"file": row.file_id})
    back = reverse(HOME, args=[row.file_id])
    return shown(ctx, request, Asked(take_back_lesson, fields, "take_back"), row.file.child.name, back, refusal)


@page({"GET": note_homebound.code, "POST": note_homebound.code})
def noting(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """What is noted beside lessons, and its sending."""
    row = file_in_reach(ctx, file, note_homebound.code)
    numbers = numbers_for(ctx, row)
    first = request.GET.get("kind", "")

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        values = [*offered(Satisfaction, "satisfaction"), *((each, each) for each in numbers.domains)]
        is_school = typed.get("note_kind", first) == NoteKind.MIDDLE_SCHOOL
        value = (
            field(typed, "note_value", is_optional=True)
            if is_school or not values
            else chosen(typed, "note_value", values, is_optional=True, hint=gettext("满意度或领域，其他不选"))
        )
        return [
            chosen(typed, "note_kind", offered(NoteKind, "note"), first),
            FormField(
                "on", gettext("哪天的事（少送教的写那一周里的一天）"), "date", typed.get("on", ctx.today.isoformat())
            ),
            value,
            field(typed, "said", "textarea", is_optional=True, hint=gettext("加密保存，凭需要才能看到")),
        ]

    return acted(ctx, request, row, Asked(note_homebound, fields, "note", goes=HOME))


ROUTES = [
    route("special/homes/", home_list, "special_homes"),
    route("special/<uuid:file>/homebound/", home, "special_home"),
    route("special/<uuid:file>/homebound/agree/", agreeing_home, "special_home_agree"),
    route("special/<uuid:file>/homebound/send/", sending, "special_send"),
    route("special/<uuid:file>/homebound/schedule/", scheduling, "special_schedule"),
    route("special/<uuid:file>/homebound/record/", recording, "special_record"),
    route("special/<uuid:file>/homebound/note/", noting, "special_note"),
    route("special/lessons/<uuid:lesson>/correct/", correcting, "special_correct"),
    route("special/lessons/<uuid:lesson>/take-back/", taking_back, "special_take_back"),
    route("special/teachings/<uuid:teaching>/relieve/", relieving, "special_relieve"),
]
