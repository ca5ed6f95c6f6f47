"""The surveys in reach, opening one, and the tree of one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.interfaces.access.pages.choosing import Unclear, unit_typed
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.narrowing import unit_asked
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.surveys.pages.wording import options, state_of, told
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.records.surveys.rules.kinds import SurveyKind
from notoneless.records.surveys.selectors import (
    READ_SURVEY,
    list_surveys,
    open_survey_page,
    survey_in_reach,
    unsigned_cells,
)
from notoneless.records.surveys.services import complete_grid, import_sheet, open_survey

SENT = ("unit", "name", "kind", "from_on", "last_on")


@page({"GET": READ_SURVEY})
def surveys(ctx: Context, request: HttpRequest) -> Answer:
    """The surveys of which a grid cell is in reach."""
    lines = [(each, told(f"surveys.kind.{each.kind}")) for each in list_surveys(ctx)]
    return Shown("surveys/list.html", {"lines": lines, "may_open": ctx.may(open_survey.code)})


@page({"GET": open_survey.code, "POST": open_survey.code})
def opening(ctx: Context, request: HttpRequest) -> Answer:
    """The form that opens a survey, and its sending."""
    if request.method != "POST":
        return _form(ctx, {"from_on": ctx.today.isoformat()})
    acting = with_form(ctx, request)
    sent = {name: request.POST.get(name, "") for name in SENT}
    try:
        made = open_survey(acting, **{**sent, "unit": unit_typed(ctx, request)})
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(open_survey.code, {}))
        return _form(ctx, sent, refusal)
    messages.success(request, told("surveys.opened"))
    return Went("survey", {"survey": made})


def _form(ctx: Context, sent: dict[str, str], refusal: NotonelessError | None = None) -> Answer:
    values = {
        "sent": sent,
        "kinds": options("kind", SurveyKind),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
        "choices": refusal.choices if isinstance(refusal, Unclear) else (),
    }
    return Shown("surveys/open.html", values, 422 if refusal else 200)


@page({"GET": READ_SURVEY})
def survey(ctx: Context, request: HttpRequest, survey: UUID) -> Answer:
    """The tree of a survey at the top of what is in reach."""
    return _tree(ctx, survey, None)


@page({"GET": READ_SURVEY})
def branch(ctx: Context, request: HttpRequest, survey: UUID, unit: UUID) -> Answer:
    """The tree of a survey at a unit."""
    return _tree(ctx, survey, unit)


def _tree(ctx: Context, survey: UUID, unit: UUID | None) -> Answer:
    found = open_survey_page(ctx, survey, unit)
    values = {
        "found": found,
        "kind": told(f"surveys.kind.{found.survey.kind}"),
        "lines": [(each, state_of(each.state)) for each in found.lines],
        "may_complete": bool(found.lacking) and ctx.may(complete_grid.code),
        "may_import": ctx.may(import_sheet.code),
        "form": new_form(ctx),
    }
    return Shown("surveys/survey.html", values)


@page({"GET": READ_SURVEY})
def unsigned(ctx: Context, request: HttpRequest) -> Answer:
    """The grid cells of a unit, or of all in reach, that are still to be signed for, whichever survey they are of."""
    found = unsigned_cells(ctx, unit_asked(ctx, request.GET.get("unit")).unit)
    lines = [(each, state_of(each.state), each.last_on < ctx.today) for each in found.cells]
    return Shown("surveys/unsigned.html", {"found": found, "lines": lines, "more": found.total - len(lines)})


@page({"POST": complete_grid.code})
def grid(ctx: Context, request: HttpRequest, survey: UUID) -> Answer:
    """Give a cell to the units that have none."""
    survey_in_reach(ctx, survey, complete_grid.code)
    complete_grid(with_form(ctx, request), survey=survey)
    messages.success(request, told("surveys.grid_completed"))
    return Went("survey", {"survey": survey})


ROUTES = [
    route("surveys/", surveys, "surveys"),
    route("surveys/open/", opening, "survey_open"),
    route("surveys/unsigned/", unsigned, "surveys_unsigned"),
    route("surveys/<uuid:survey>/", survey, "survey"),
    route("surveys/<uuid:survey>/units/<uuid:unit>/", branch, "survey_branch"),
    route("surveys/<uuid:survey>/grid/", grid, "survey_grid"),
]
