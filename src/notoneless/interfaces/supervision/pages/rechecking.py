"""Re-checks: drawn for a quarter, pupils entered twice, what came of them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.interfaces.frame.forming import FormField
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.supervision.pages.forming import RowForm, made
from notoneless.interfaces.supervision.pages.wording import Typed, form_field, told
from notoneless.oversight.supervision.rules.rechecking import Seen
from notoneless.oversight.supervision.selectors import READ_RECHECK
from notoneless.oversight.supervision.selectors.conduct import unit_in_reach
from notoneless.oversight.supervision.selectors.inspections import units_to_choose
from notoneless.oversight.supervision.selectors.rechecks import (
    list_rechecks,
    open_recheck,
    pupil_in_reach,
)
from notoneless.oversight.supervision.services import draw_recheck, enter_recheck


@page({"GET": READ_RECHECK})
def rechecks(ctx: Context, request: HttpRequest) -> Answer:
    """The re-checks in reach, and the form that draws one."""
    county = units_to_choose(ctx, draw_recheck.code, UnitKind.COUNTY) if ctx.may(draw_recheck.code) else []
    return Shown("supervision/rechecks.html", {"lines": list_rechecks(ctx), "county": county[0][0] if county else None})


@page({"GET": READ_RECHECK})
def recheck(ctx: Context, request: HttpRequest, recheck: UUID) -> Answer:
    """One school's re-check with its pupils."""
    line, pupils = open_recheck(ctx, recheck)
    shown = [
        {
            "line": each,
            "first": told(f"rechecking.seen_{each.first}") if each.first else "",
            "second": told(f"rechecking.seen_{each.second}") if each.second else "",
        }
        for each in pupils
    ]
    return Shown("supervision/recheck.html", {"line": line, "pupils": shown, "may_enter": ctx.may(enter_recheck.code)})


def _draw(_: Context, __: Any, typed: Typed) -> list[FormField]:
    return [
        form_field("schools", "number", typed, "4", hint=gettext("一半按风险，其余抽签")),
        form_field("pupils", "number", typed, "10"),
        form_field("seed", "number", typed, optional=True, hint=gettext("不填由系统生成；同一个号抽出同样的结果")),
    ]


def _enter(_: Context, __: Any, typed: Typed) -> list[FormField]:
    seen = [(each.value, told(f"rechecking.seen_{each}")) for each in Seen]
    return [form_field("seen_as", "select", typed, options=seen, hint=gettext("到课堂或家里亲眼看到的；两人分别登记"))]


FORMS: tuple[RowForm, ...] = (
    RowForm(
        "supervision/rechecks/<uuid:row>/draw/",
        "recheck_draw",
        draw_recheck,
        target="unit",
        words=lambda: gettext("抽取本季度回头看"),
        find=unit_in_reach,
        fields=_draw,
        name_of=lambda row: row.name,
        back=lambda _: ("rechecks", {}),
    ),
    RowForm(
        "supervision/rechecks/pupils/<uuid:row>/enter/",
        "recheck_enter",
        enter_recheck,
        target="rechecked_pupil",
        words=lambda: gettext("登记回头看"),
        find=pupil_in_reach,
        fields=_enter,
        name_of=lambda row: f"{row.room.name} {row.child.name}",
        back=lambda row: ("recheck", {"recheck": row.recheck_id}),
    ),
)

ROUTES = [
    route("supervision/rechecks/", rechecks, "rechecks"),
    route("supervision/rechecks/<uuid:recheck>/", recheck, "recheck"),
    *map(made, FORMS),
]
