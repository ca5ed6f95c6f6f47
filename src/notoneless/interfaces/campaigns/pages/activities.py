"""Publicity, lessons and actions: the list, how a month stands school by school, one activity, and the forms."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.campaigns.rules.activities import ActivityKind, LedBy, Reached, What
from notoneless.casework.campaigns.selectors import READ_CAMPAIGN
from notoneless.casework.campaigns.selectors.activities import (
    ActivityLine,
    MonthLine,
    activity_in_reach,
    classes_to_reach,
    list_activities,
    months_shown,
    open_activity,
    pupils_to_tick,
    units_to_plan,
    villages_to_reach,
)
from notoneless.casework.campaigns.selectors.books import COVERED
from notoneless.casework.campaigns.selectors.evidence import hold_of
from notoneless.casework.campaigns.selectors.people import post_at, posts_to_choose
from notoneless.casework.campaigns.selectors.stories import READ_STORY
from notoneless.casework.campaigns.services import (
    add_evidence,
    call_off_activity,
    enter_part,
    hold_activity,
    join_activity,
    plan_activity,
    reach_class,
    reach_village,
    strike_evidence,
)
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Unusable
from notoneless.interfaces.campaigns.pages.acting import Form, Kind, a_reason, no_fields, routes_of
from notoneless.interfaces.campaigns.pages.filling import Typed, field, form_shown, typed_in
from notoneless.interfaces.campaigns.pages.wording import told, word
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.kernel.problems import Problem


def _of(line: ActivityLine) -> dict[str, Any]:
    state = "off" if line.is_off else "held" if line.held_on else "planned"
    return {"line": line, "kind": word("activity", line.kind), "what": word("what", line.what), "state": state} | {
        "led": word("led", line.led_by)
    }


def _of_month(line: MonthLine) -> dict[str, Any]:
    found = line.coverage
    covered = [
        (word("cover", name), len(getattr(found, f"reached_{name}")), len(getattr(found, name)), found.of(name))
        for name in COVERED
    ]
    return {
        "line": line,
        "channels": [word("what", each) for each in line.channels],
        "aspects": [word("what", each) for each in line.aspects],
        "covered": covered,
    }


@page({"GET": READ_CAMPAIGN})
def activities(ctx: Context, request: HttpRequest) -> Answer:
    """The activities in reach."""
    values = {
        "lines": [_of(each) for each in list_activities(ctx)],
        "may_plan": ctx.may(plan_activity.code),
        "may_see_stories": ctx.may(READ_STORY),
    }
    return Shown("campaigns/activities.html", values)


@page({"GET": READ_CAMPAIGN})
def month(ctx: Context, request: HttpRequest) -> Answer:
    """How each school stands in a month: channels, aspects, who took part; whom its publicity has reached this term."""
    try:
        first = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        first = ctx.today.replace(day=1)
    first = min(first, ctx.today.replace(day=1))
    return Shown(
        "campaigns/month.html", {"month": first, "lines": [_of_month(each) for each in months_shown(ctx, first)]}
    )


@page({"GET": READ_CAMPAIGN})
def activity(ctx: Context, request: HttpRequest, activity: UUID) -> Answer:
    """One activity, and what this person may do next."""
    found, row = open_activity(ctx, activity), activity_in_reach(ctx, activity, READ_CAMPAIGN)
    begun, held = found.line.planned_on <= ctx.today, found.line.held_on is not None
    fits = {"proof": True, "hold": not held, "reach": held, "village": held, "enter": begun}
    own = not ctx.units_for(hold_activity.code).isdisjoint({row.unit_id, row.holder_id})
    fits |= {"hold": own and not held, "proof": own}
    fits |= {"join": begun and not found.is_there and post_at(ctx, row.holder) is not None, "call-off": own}
    values = {
        **_of(found.line),
        "found": found,
        "ways": [
            (f"activity_{name.replace('-', '_')}", form.words())
            for name, form in FORMS.items()
            if fits[name] and not found.line.is_off and ctx.may(form.action.code)
        ],
        "leads": row.holder_id in ctx.units_for(strike_evidence.code),
        "held": hold_of(row.unit_id),
        "form": new_form(ctx),
    }
    return Shown("campaigns/activity.html", values)


@page({"GET": plan_activity.code, "POST": plan_activity.code})
def planning(ctx: Context, request: HttpRequest) -> Answer:
    """The form that plans an activity, and its sending."""
    made = list[UUID]()
    names = ("unit", "activity_kind", "what", "led_by", "topic", "planned_on")

    def act(acting: Context) -> None:
        given: dict[str, Any] = {each: request.POST.get(each, "") for each in names}
        made.append(plan_activity(acting, **given))

    refusal = tried(ctx, request, plan_activity.code, act) if request.method == "POST" else None
    if made and refusal is None:
        messages.success(request, told("campaigns.done_planned"))
        return Went("activity", {"activity": made[0]})
    typed, units = typed_in(request), units_to_plan(ctx, plan_activity.code)
    shown = [
        field("unit", "select", typed, units[0][0] if len(units) == 1 else "", units),
        field(
            "activity_kind", "select", typed, options=[(each.value, word("activity", each)) for each in ActivityKind]
        ),
        field("what", "select", typed, options=[(each.value, word("what", each)) for each in What]),
        field("led_by", "select", typed, options=[(each.value, word("led", each)) for each in LedBy]),
        field("topic", "text", typed),
        field("planned_on", "date", typed, ctx.today.isoformat()),
    ]
    return form_shown(ctx, gettext("安排活动"), "", shown, refusal, reverse("activities"))


def _proof(_: Context, __: Any, typed: Typed) -> list[FormField]:
    return [field("caption", "text", typed)]


def _hold(ctx: Context, row: Any, typed: Typed) -> list[FormField]:
    day = min(row.planned_on, ctx.today)
    hint = gettext("先上传凭据；不写学生姓名")
    return [field("held_on", "date", typed, day.isoformat()), field("done", "text", typed, hint=hint)]


def _reach(ctx: Context, row: Any, typed: Typed) -> list[FormField]:
    rooms = classes_to_reach(ctx, row, reach_class.code)
    only = rooms[0][0] if len(rooms) == 1 else ""
    unit = typed.get("unit") or only
    shown = [
        field("unit", "select", typed, only, rooms),
        field("reached", "select", typed, options=[(each.value, word("reached", each)) for each in Reached]),
    ]
    if unit in {each for each, _ in rooms}:
        pupils = pupils_to_tick(ctx, UUID(unit), reach_class.code)
        shown.append(field("missed", "ticks", typed, options=pupils, optional=True, hint=gettext("只勾没有到的")))
        shown.append(FormField(_TICKED, "", "hidden", unit))
    return shown


_TICKED = "ticked_for"
"""The class whose pupils the form showed, so that nobody is taken for reached who was never looked at."""


def _missed(request: HttpRequest, _: Any) -> dict[str, Any]:
    by_name = request.POST.get("reached") != Reached.CLASS
    if by_name and request.POST.get("unit") and request.POST.get(_TICKED) != request.POST.get("unit"):
        raise Unusable(Problem("campaigns.tick_first"))
    return {"missed": " ".join(request.POST.getlist("missed"))}


def _village(ctx: Context, row: Any, typed: Typed) -> list[FormField]:
    return [field("village", "select", typed, options=villages_to_reach(ctx, row))]


def _enter(ctx: Context, row: Any, typed: Typed) -> list[FormField]:
    return [field("post", "select", typed, options=posts_to_choose(ctx, row.holder))]


def _about(_: HttpRequest, row: Any) -> dict[str, Any]:
    return {"unit": row.unit_id, "subject": row.pk}


FORMS = {
    "join": Form(join_activity, lambda: gettext("参加签到"), no_fields, "done_joined"),
    "proof": Form(add_evidence, lambda: gettext("上传凭据"), _proof, "evidence_added", proof=True, given=_about),
    "hold": Form(hold_activity, lambda: gettext("登记开展"), _hold, "done_held"),
    "reach": Form(reach_class, lambda: gettext("登记到班到人"), _reach, "done_reached", given=_missed),
    "village": Form(reach_village, lambda: gettext("登记到村"), _village, "done_reached"),
    "enter": Form(enter_part, lambda: gettext("登记参加的教职工"), _enter, "done_part_entered"),
    "call-off": Form(call_off_activity, lambda: gettext("取消活动"), a_reason, "done_off"),
}


def _found(ctx: Context, activity: UUID, code: str) -> Any:
    """The activity; evidence is put in for it by who sees it, as its own action asks of the unit."""
    return activity_in_reach(ctx, activity, READ_CAMPAIGN if code == add_evidence.code else code)


_KIND = Kind("activity", "activities", _found, lambda row: str(row.heading))

ROUTES = [
    route("activities/", activities, "activities"),
    route("activities/month/", month, "activity_month"),
    route("activities/plan/", planning, "activity_plan"),
    route("activities/<uuid:activity>/", activity, "activity"),
    *routes_of(_KIND, FORMS),
]
