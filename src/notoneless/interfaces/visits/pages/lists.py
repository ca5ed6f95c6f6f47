"""Lists of whom to visit: drawing one sized to what people can do, and one list with the reason of each place."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.visits.selectors.lists import list_lists, open_list, units_to_draw_for, usual_capacity
from notoneless.casework.visits.services import draw_list, plan_visit
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.visits.pages.forms import sent
from notoneless.interfaces.visits.pages.wording import of_listed, told
from notoneless.kernel.problems import NotonelessError, sentence


@page({"GET": READ_VISIT, "POST": draw_list.code})
def lists(ctx: Context, request: HttpRequest) -> Answer:
    """The lists in reach, and the form that draws one."""
    if request.method != "POST":
        begin = {"from_on": ctx.today.isoformat(), "capacity": str(usual_capacity(ctx.today))}
        return _shown(ctx, begin)
    given = sent(request, ("unit", "from_on", "capacity", "seed"))
    made: list[UUID] = []
    refusal = tried(ctx, request, draw_list.code, lambda acting: made.append(draw_list(acting, **given)))
    if refusal is not None:
        return _shown(ctx, given, refusal)
    messages.success(request, told("visits.drawn"))
    return Went("visit_list", {"visit_list": made[0]})


def _shown(ctx: Context, given: Mapping[str, str], refusal: NotonelessError | None = None) -> Answer:
    units = units_to_draw_for(ctx)
    unit = given.get("unit") or (str(units[0][0]) if units else "")
    lot = gettext("不填就自动抽；填同一个号，抽出同样的人")
    values = {
        "lists": list_lists(ctx),
        "may_draw": bool(units),
        "fields": [
            FormField("unit", told("parameter.unit"), "select", unit, units),
            FormField("from_on", gettext("从哪天起的一周"), "date", given.get("from_on", "")),
            FormField("capacity", told("parameter.capacity"), "number", given.get("capacity", "")),
            FormField("seed", told("parameter.seed"), "number", given.get("seed", ""), is_optional=True, hint=lot),
        ],
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("visits/lists.html", values, 422 if refusal else 200)


@page({"GET": READ_VISIT})
def one_list(ctx: Context, request: HttpRequest, visit_list: UUID) -> Answer:
    """One list, trip by trip, with the reason of each place."""
    line, places = open_list(ctx, visit_list)
    values = {"list": line, "places": [of_listed(each) for each in places], "may_plan": ctx.may(plan_visit.code)}
    return Shown("visits/list.html", values)


ROUTES = [
    route("visits/lists/", lists, "visit_lists"),
    route("visits/lists/<uuid:visit_list>/", one_list, "visit_list"),
]
