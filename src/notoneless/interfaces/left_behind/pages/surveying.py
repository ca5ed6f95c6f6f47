"""The statistics of a unit, also for publishing, and the survey of a term that a school signs."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.left_behind.selectors import READ_LEFT_BEHIND
from notoneless.casework.left_behind.selectors.surveying import Statistics, statistics_of, units_told
from notoneless.casework.left_behind.services import sign_survey
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.acting import form_page, form_route
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.left_behind.pages.wording import told, word
from notoneless.oversight.indicators.rules.publishing import Mark, published

FEW = 5
"""Fewer children than this are not published, as indicators do not."""


@page({"GET": READ_LEFT_BEHIND})
def surveys(ctx: Context, request: HttpRequest) -> Answer:
    """The units in reach that have statistics; where there is one alone, it at once."""
    units = units_told(ctx)
    if len(units) == 1:
        return _shown(ctx, request, units[0][0])
    return Shown("left_behind/surveys.html", {"units": units})


@page({"GET": READ_LEFT_BEHIND})
def survey(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """The statistics of a unit."""
    return _shown(ctx, request, unit)


def _shown(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    found = statistics_of(ctx, unit)
    is_public = request.GET.get("for") == "publishing"
    values = {
        "found": found,
        "is_public": is_public,
        "places": _places(found, is_public),
        "groups": [(told(f"group_{name}"), _kinds(name, kinds, is_public)) for name, kinds in found.groups.items()],
        "may_sign": found.is_school and unit in ctx.units_for(sign_survey.code),
    }
    return Shown("left_behind/survey.html", values)


def _places(found: Statistics, is_public: bool) -> list[Mapping[str, Any]]:
    """Each unit beneath and all together: the count, the pupils and the share as they are, or as they may be published.

    How many are not left behind would tell how many are: count and rest stand as parts of the pupils.
    """
    lines = [*found.places, found.total]
    numbers = [[each.count, each.pupils - each.count, each.pupils] for each in lines]
    marks = published(numbers, FEW, adds_up=True) if is_public else [[Mark.SHOWN] * 3 for _ in lines]
    return [
        {
            "name": line.name if line is not found.total else gettext("合计"),
            "count": _cell(line.count, mark[0]),
            "pupils": _cell(line.pupils, mark[2]),
            # a share of known pupils would tell the number that was hidden
            "share": line.share if {mark[0], mark[2]} == {Mark.SHOWN} else "",
            "fileless": "—" if is_public else line.fileless,
        }
        for line, mark in zip(lines, marks, strict=True)
    ]


def _kinds(name: str, kinds: Mapping[str, int], is_public: bool) -> list[tuple[str, str]]:
    """How many of each kind; for publishing none where any is small, since the kinds of most groups add up."""
    is_hidden = is_public and any(0 < count < FEW for count in kinds.values())
    return [(word(name, kind), "—" if is_hidden else str(count)) for kind, count in sorted(kinds.items())]


def _cell(count: int, mark: Mark) -> str:
    if mark is Mark.SHOWN:
        return str(count)
    return gettext("少于 %(few)s") % {"few": FEW} if mark is Mark.FEW else "—"


def _signing(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    found = statistics_of(ctx, unit)
    refusal = (
        tried(ctx, request, sign_survey.code, lambda acting: sign_survey(acting, unit=unit))
        if request.method == "POST"
        else None
    )
    if request.method == "POST" and refusal is None:
        messages.success(request, told("signed"))
        return Went("left_behind_survey", {"unit": unit})
    back = reverse("left_behind_survey", args=[unit])
    words = told("to_sign", unit=found.unit_name, count=found.total.count)
    return form_page(ctx, told("do_sign"), words, [], refusal, back)


ROUTES = [
    route("left-behind/surveys/", surveys, "left_behind_surveys"),
    route("left-behind/surveys/<uuid:unit>/", survey, "left_behind_survey"),
    form_route("left-behind/surveys/<uuid:unit>/sign/", "left_behind_sign", sign_survey.code, _signing),
]
