"""Home teachers of one's units: named, briefed, ended."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.special_education.models import HomeTeacher
from notoneless.casework.special_education.rules.homebound import home_numbers
from notoneless.casework.special_education.selectors import READ_MONEY, READ_TEACHERS
from notoneless.casework.special_education.selectors.knowing import numbers_of
from notoneless.casework.special_education.selectors.teaching import list_teachers, people_to_name, units_of
from notoneless.casework.special_education.services import brief_teacher, end_teacher, name_teacher
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.interfaces.special_education.pages.forms import Asked, chosen, field, sent, shown, ticks
from notoneless.interfaces.special_education.pages.wording import told
from notoneless.kernel.problems import sentence


@page({"GET": READ_TEACHERS})
def teachers(ctx: Context, request: HttpRequest) -> Answer:
    """The home teachers in reach: by which criteria, briefed when."""
    values = {
        "teachers": list_teachers(ctx),
        "may_name": units_of(ctx, name_teacher.code) if ctx.may(name_teacher.code) else [],
        "may_brief": ctx.may(brief_teacher.code),
        "money": units_of(ctx, READ_MONEY),
        "form": new_form(ctx),
    }
    return Shown("special_education/teachers.html", values)


def unit_in_reach(ctx: Context, unit: UUID, code: str) -> Unit:
    """A unit of whoever asks by `code`. Raises NotFound."""
    row = visible_to(ctx, code, Unit).filter(pk=unit).first()
    if row is None:
        raise NotFound
    return row


def _done(
    ctx: Context, request: HttpRequest, asked: Asked, name: str, act: Callable[[Context], Any], back: str
) -> Answer:
    """A form of a unit or teacher: shown, or its action done; then its list."""
    refusal = tried(ctx, request, asked.action.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told(f"special_education.done_{asked.what}"))
        return Went(asked.goes, {})
    return shown(ctx, request, asked, name, back, refusal)


@page({"GET": name_teacher.code, "POST": name_teacher.code})
def naming(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Who of a unit teaches at home, by which criteria, and its sending."""
    row = unit_in_reach(ctx, unit, name_teacher.code)
    people, numbers = people_to_name(ctx, unit), home_numbers(numbers_of(unit, ctx.today))

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        return [
            chosen(typed, "teacher_account", people),
            chosen(typed, "is_man", [("true", gettext("男")), ("false", gettext("女"))]),
            ticks(typed, "criteria", [(each, each) for each in numbers.criteria], hint=gettext("逐条核对，符合的打勾")),
        ]

    asked = Asked(name_teacher, fields, "name", goes="special_teachers")
    return _done(
        ctx,
        request,
        asked,
        row.name,
        lambda acting: name_teacher(acting, unit=unit, **sent(request, fields)),
        reverse("special_teachers"),
    )


def _teacher(ctx: Context, teacher: UUID, code: str) -> HomeTeacher:
    row = visible_to(ctx, code, HomeTeacher).select_related("account").filter(pk=teacher).first()
    if row is None:
        raise NotFound
    return row


@page({"GET": brief_teacher.code, "POST": brief_teacher.code}, takes_files=True)
def briefing(ctx: Context, request: HttpRequest, teacher: UUID) -> Answer:
    """On which day a home teacher was briefed on what, signed for, and its sending."""
    row = _teacher(ctx, teacher, brief_teacher.code)
    numbers = home_numbers(numbers_of(row.unit_id, ctx.today))

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        return [
            FormField("on", gettext("哪天进行的"), "date", typed.get("on", ctx.today.isoformat())),
            ticks(typed, "subjects", [(each, each) for each in numbers.subjects])
            if numbers.subjects
            else field(typed, "subjects"),
            FormField("proof", gettext("签字的记录"), "file", is_optional=True, hint=gettext("照片或 PDF")),
            chosen(typed, "signed_on_paper", [("true", gettext("已在纸上签字")), ("false", gettext("没有"))], "false"),
        ]

    def act(acting: Context) -> None:
        given = sent(request, fields)
        has_file = bool(request.FILES.get("proof"))
        given["proof"] = kept(acting, request, row.unit_id, PAPERS, "proof") if has_file else None
        brief_teacher(acting, home_teacher=teacher, **given)

    asked = Asked(brief_teacher, fields, "brief", goes="special_teachers")
    return _done(ctx, request, asked, row.account.name, act, reverse("special_teachers"))


@page({"POST": end_teacher.code})
def ending(ctx: Context, request: HttpRequest, teacher: UUID) -> Answer:
    """Say that somebody teaches at home no more."""
    _teacher(ctx, teacher, end_teacher.code)
    refusal = tried(ctx, request, end_teacher.code, lambda acting: end_teacher(acting, home_teacher=teacher))
    if refusal is not None:
        messages.error(request, sentence(refusal.told, language_of()))
    else:
        messages.success(request, told("special_education.done_end"))
    return Went("special_teachers", {})


ROUTES = [
    route("special/teachers/", teachers, "special_teachers"),
    route("special/teachers/units/<uuid:unit>/name/", naming, "special_name"),
    route("special/teachers/<uuid:teacher>/brief/", briefing, "special_brief"),
    route("special/teachers/<uuid:teacher>/end/", ending, "special_end"),
]
