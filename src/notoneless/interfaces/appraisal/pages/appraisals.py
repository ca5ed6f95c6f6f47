"""Appraisals of a school year: opened, each with every point explained, appealed against, decided, confirmed."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound
from notoneless.interfaces.appraisal.pages.row_forms import RowForm, made
from notoneless.interfaces.appraisal.pages.rubrics import own_units, subject_options, unit_in_reach
from notoneless.interfaces.appraisal.pages.scoring_words import note_words, of_line, said
from notoneless.interfaces.appraisal.pages.wording import refused
from notoneless.interfaces.frame.acting import Typed, asked_field
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.kernel.problems import NotonelessError
from notoneless.oversight.appraisal.models import Appeal, Appraisal
from notoneless.oversight.appraisal.rules.appraising import AppealState, AppraisalState, line_of
from notoneless.oversight.appraisal.rules.rubrics import Subject
from notoneless.oversight.appraisal.rules.scoring import bands_text
from notoneless.oversight.appraisal.rules.signing import year_words
from notoneless.oversight.appraisal.selectors import READ_APPRAISAL
from notoneless.oversight.appraisal.selectors.appraisals import (
    appeal_in_reach,
    appraisal_in_reach,
    earlier_of,
    led_classes,
    list_appraisals,
    open_appraisal,
    years_of,
)
from notoneless.oversight.appraisal.selectors.parties import school_year_of
from notoneless.oversight.appraisal.selectors.rubrics import sheet_of
from notoneless.oversight.appraisal.services import appeal_line, confirm_appraisal, decide_appeal, judge_line
from notoneless.oversight.scoring.services import open_appraisals


@page({"GET": READ_APPRAISAL})
def appraisals(ctx: Context, request: HttpRequest) -> Answer:
    """The appraisals of the latest school year that has any, or of the one asked for."""
    years = years_of(ctx)
    asked = request.GET.get("year", "")
    now = school_year_of(ctx.today)
    year = next((each for each in years if str(each) == asked), next(iter(years), now))
    lines = [
        {
            "row": row,
            "subject": said(f"rubric.subject_{row.subject}"),
            "state": said(f"appraising.state_{row.state}"),
            "badge": "success" if row.state == AppraisalState.CONFIRMED else "warning",
        }
        for row in list_appraisals(ctx, year)
    ]
    units = own_units(ctx, open_appraisals.code) if ctx.may(open_appraisals.code) else []
    values = {
        "lines": lines,
        "years": [(each, year_words(each)) for each in years if each != year],
        "year": year_words(year),
        "units": units,
    }
    return Shown("appraisal/appraisals.html", values)


@page({"GET": READ_APPRAISAL})
def appraisal(ctx: Context, request: HttpRequest, appraisal: UUID) -> Answer:
    """One appraisal: every item with facts, points and why; what is told beside it; its appeals."""
    return _shown(ctx, appraisal)


def _shown(ctx: Context, appraisal: UUID, refusal: NotonelessError | None = None) -> Answer:
    row, appeals = open_appraisal(ctx, appraisal)
    is_open = row.state == AppraisalState.SHOWN
    is_own = row.person_id == ctx.actor or (row.subject == Subject.CLASS and row.unit_id in led_classes(ctx))
    disputed = {each.item for each in appeals}
    titles = {each["item"]: each["title"] for each in row.lines}
    values = {
        "row": row,
        "subject": said(f"rubric.subject_{row.subject}"),
        "state": said(f"appraising.state_{row.state}"),
        "year": year_words(row.school_year),
        "lines": [{**of_line(line_of(each)), "is_disputed": each["item"] in disputed} for each in row.lines],
        "notes": [note_words(each) for each in row.notes],
        "appeals": [
            {"row": each, "title": titles.get(each.item, ""), "state": said(f"appraising.appeal_{each.state}")}
            for each in appeals
        ],
        "earlier": [{"row": each, "year": year_words(each.school_year)} for each in earlier_of(ctx, row)],
        "may_judge": is_open and not is_own and ctx.may(judge_line.code),
        "may_appeal": is_open and ctx.today <= row.appeal_until and (is_own or row.person_id is None),
        "may_decide": is_open and not is_own and ctx.may(decide_appeal.code),
        "may_confirm": is_open and not is_own and ctx.may(confirm_appraisal.code),
        "waiting": AppealState.WAITING.value,
        "form": new_form(ctx),
        "error": refused(refusal),
    }
    return Shown("appraisal/appraisal.html", values, 422 if refusal else 200)


@page({"POST": confirm_appraisal.code})
def confirming(ctx: Context, request: HttpRequest, appraisal: UUID) -> Answer:
    """Let an appraisal stand."""
    appraisal_in_reach(ctx, appraisal, confirm_appraisal.code)
    code = confirm_appraisal.code
    refusal = tried(ctx, request, code, lambda acting: confirm_appraisal(acting, appraisal=appraisal))
    return _shown(ctx, appraisal, refusal) if refusal else Went("appraisal", {"appraisal": appraisal})


def _open(ctx: Context, unit: Unit, typed: Typed, _: str) -> list[FormField]:
    now = school_year_of(ctx.today)
    years = [(str(each), year_words(each)) for each in (now, now - 1)]
    return [
        asked_field("scored_subject", "select", typed, options=subject_options(unit)),
        asked_field("school_year", "select", typed, str(now), years),
    ]


def _line_name(row: Appraisal, part: str) -> str:
    found = next((each["title"] for each in row.lines if each["item"] == part), None)
    if found is None:
        raise NotFound
    return str(found)


def _judge(_: Context, row: Appraisal, typed: Typed, part: str) -> list[FormField]:
    bands = next((bands_text(each.bands) for each in sheet_of(row.rubric).items if each.id == part), "")
    hint = f"{_line_name(row, part)} {bands}"
    return [asked_field("points", "text", typed, hint=hint), asked_field("reason", "text", typed)]


def _appeal(_: Context, row: Appraisal, typed: Typed, part: str) -> list[FormField]:
    return [asked_field("reason", "text", typed, hint=_line_name(row, part))]


def _decide(_: Context, row: Appeal, typed: Typed, __: str) -> list[FormField]:
    yes_no = [("true", gettext("成立")), ("false", gettext("不成立"))]
    return [
        asked_field("is_granted", "select", typed, options=yes_no, hint=row.reason),
        asked_field("points", "text", typed, optional=True, hint=gettext("成立的，填改定的得分")),
        asked_field("answer", "text", typed),
    ]


def _at_appraisal(row: Appraisal) -> tuple[str, dict[str, Any]]:
    return "appraisal", {"appraisal": row.pk}


FORMS: tuple[RowForm, ...] = (
    RowForm(
        "appraisals/units/<uuid:row>/open/",
        "appraisal_open",
        open_appraisals,
        target="unit",
        words=lambda: gettext("开展年度考核"),
        find=unit_in_reach,
        fields=_open,
        name_of=lambda row: row.name,
        back=lambda _: ("appraisals", {}),
    ),
    RowForm(
        "appraisals/<uuid:row>/items/<slug:part>/judge/",
        "appraisal_judge",
        judge_line,
        target="appraisal",
        words=lambda: gettext("评定得分"),
        find=appraisal_in_reach,
        fields=_judge,
        name_of=lambda row: row.name,
        back=_at_appraisal,
        gives=lambda _, part: {"item": part},
    ),
    RowForm(
        "appraisals/<uuid:row>/items/<slug:part>/appeal/",
        "appraisal_appeal",
        appeal_line,
        target="appraisal",
        words=lambda: gettext("申诉"),
        find=appraisal_in_reach,
        fields=_appeal,
        name_of=lambda row: row.name,
        back=_at_appraisal,
        gives=lambda _, part: {"item": part},
    ),
    RowForm(
        "appraisals/appeals/<uuid:row>/decide/",
        "appraisal_decide_appeal",
        decide_appeal,
        target="appeal",
        words=lambda: gettext("处理申诉"),
        find=appeal_in_reach,
        fields=_decide,
        name_of=lambda row: row.appraisal.name,
        back=lambda row: ("appraisal", {"appraisal": row.appraisal_id}),
    ),
)

ROUTES = [
    route("appraisals/", appraisals, "appraisals"),
    route("appraisals/<uuid:appraisal>/", appraisal, "appraisal"),
    route("appraisals/<uuid:appraisal>/confirm/", confirming, "appraisal_confirm"),
    *map(made, FORMS),
]
