"""Circulars, interviews with heads and what followed, yearly summaries."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.interfaces.frame.forming import FormField
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.supervision.pages.forming import RowForm, made
from notoneless.interfaces.supervision.pages.wording import Typed, form_field, of_shortcoming, word, words
from notoneless.oversight.supervision.rules.kinds import GRAVE
from notoneless.oversight.supervision.selectors import READ_SUPERVISION
from notoneless.oversight.supervision.selectors.conduct import unit_in_reach
from notoneless.oversight.supervision.selectors.counting import counted_in, drafted, number_lines
from notoneless.oversight.supervision.selectors.inspections import shortcomings_of, to_tell, units_to_choose
from notoneless.oversight.supervision.selectors.telling import (
    InterviewLine,
    interview_in_reach,
    list_circulars,
    list_interviews,
    list_summaries,
    open_circular,
    open_interview,
)
from notoneless.oversight.supervision.services import follow_interview, hold_interview, issue_circular, issue_summary


@page({"GET": READ_SUPERVISION})
def circulars(ctx: Context, request: HttpRequest) -> Answer:
    """Circulars, interviews and summaries in reach, and what may be done about them."""
    county = units_to_choose(ctx, issue_circular.code, UnitKind.COUNTY) if ctx.may(issue_circular.code) else []
    values = {
        "circulars": list_circulars(ctx),
        "interviews": [_talk(each) for each in list_interviews(ctx)],
        "summaries": list_summaries(ctx),
        "county": county[0][0] if county else None,
        "may_read_paper": ctx.may(READ_PAPER),
    }
    return Shown("supervision/circulars.html", values)


def _talk(line: InterviewLine) -> dict[str, Any]:
    return {"line": line, "matter": word("matter", line.matter)}


@page({"GET": READ_SUPERVISION})
def circular(ctx: Context, request: HttpRequest, circular: UUID) -> Answer:
    """One circular with what it tells of the units in reach."""
    found = open_circular(ctx, circular)
    values = {"found": found, "lines": [of_shortcoming(each) for each in found.told]}
    return Shown("supervision/circular.html", {**values, "may_read_paper": ctx.may(READ_PAPER)})


@page({"GET": READ_SUPERVISION})
def interview(ctx: Context, request: HttpRequest, interview: UUID) -> Answer:
    """One interview with what followed."""
    found = open_interview(ctx, interview)
    values = {**_talk(found.line), "found": found, "may_follow": ctx.may(follow_interview.code)}
    return Shown("supervision/interview.html", {**values, "may_read_paper": ctx.may(READ_PAPER)})


def _circular(ctx: Context, _: Any, typed: Typed) -> list[FormField]:
    lines = [
        (str(each.id), f"{each.school_name} {word('matter', each.matter)}：{each.what[:60]}")
        for each in to_tell(ctx, issue_circular.code)
    ]
    return [
        form_field("subject_line", "text", typed),
        form_field("shortcomings", "checks", typed, options=lines),
        form_field("body_text", "textarea", typed, hint=gettext("不写学生姓名；通报对象和整改要求写清楚")),
    ]


def _interview(ctx: Context, row: Any, typed: Typed) -> list[FormField]:
    lines = shortcomings_of(ctx, row.pk, hold_interview.code)
    about = [(str(each.id), each.what[:60]) for each in lines if each.matter in GRAVE or each.is_overdue]
    return [
        form_field("matter", "select", typed, options=words("matter", GRAVE)),
        form_field("shortcoming", "select", typed, options=about, optional=True),
        form_field("on", "date", typed, ctx.today.isoformat()),
        form_field("held_at", "text", typed),
        form_field("recorder", "text", typed),
        form_field("problems", "textarea", typed),
        form_field("stance", "textarea", typed),
        form_field("mend_by", "date", typed),
    ]


def _follow(ctx: Context, _: Any, typed: Typed) -> list[FormField]:
    return [
        form_field("on", "date", typed, ctx.today.isoformat()),
        form_field("is_mended", "select", typed, "true", words("yes", ("true", "false"))),
        form_field("seen", "textarea", typed),
    ]


def _summary(ctx: Context, row: Any, typed: Typed) -> list[FormField]:
    year = ctx.today.year if ctx.today.month > _FEBRUARY else ctx.today.year - 1
    counted = counted_in(ctx, row.pk, year)
    hint = "，".join(f"{name} {count}" for name, count in number_lines(counted))
    return [
        form_field("year", "number", typed, str(year)),
        form_field("body_text", "textarea", typed, drafted(counted, year), hint=hint),
    ]


_FEBRUARY = 2
_UNIT = {"find": unit_in_reach, "target": "unit", "name_of": lambda row: row.name, "back": lambda _: ("circulars", {})}
FORMS: tuple[RowForm, ...] = (
    RowForm(
        "supervision/circulars/<uuid:row>/new/",
        "circular_new",
        issue_circular,
        words=lambda: gettext("印发督查通报"),
        fields=_circular,
        gives=lambda request, _: {"shortcomings": " ".join(request.POST.getlist("shortcomings"))},
        **_UNIT,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/interviews/<uuid:row>/new/",
        "interview_new",
        hold_interview,
        words=lambda: gettext("约谈负责人"),
        fields=_interview,
        **_UNIT,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/interviews/<uuid:row>/follow/",
        "interview_follow",
        follow_interview,
        target="head_interview",
        words=lambda: gettext("跟踪约谈"),
        find=interview_in_reach,
        fields=_follow,
        name_of=lambda row: row.unit.name,
        back=lambda row: ("interview", {"interview": row.pk}),
    ),
    RowForm(
        "supervision/summaries/<uuid:row>/new/",
        "summary_new",
        issue_summary,
        words=lambda: gettext("印发年度总结"),
        fields=_summary,
        **_UNIT,  # type: ignore[arg-type]
    ),
)

ROUTES = [
    route("supervision/circulars/", circulars, "circulars"),
    route("supervision/circulars/<uuid:circular>/", circular, "circular"),
    route("supervision/interviews/<uuid:interview>/", interview, "interview"),
    *map(made, FORMS),
]
