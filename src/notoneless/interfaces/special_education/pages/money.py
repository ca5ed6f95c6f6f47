"""The money of home lessons of a unit: its entries, one more, and one made undone with a reason."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.special_education.models import HomeboundMoney
from notoneless.casework.special_education.rules.homebound import MoneyFlow, home_numbers
from notoneless.casework.special_education.selectors import READ_MONEY
from notoneless.casework.special_education.selectors.knowing import numbers_of
from notoneless.casework.special_education.selectors.teaching import money_of
from notoneless.casework.special_education.services import account_money, reverse_money
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.special_education.pages.forms import Asked, chosen, field, sent, shown
from notoneless.interfaces.special_education.pages.staffing import unit_in_reach
from notoneless.interfaces.special_education.pages.wording import offered, told


@page({"GET": READ_MONEY})
def money(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """What a unit was given and has spent on home lessons, and what is left."""
    row, entries, left = money_of(ctx, unit)
    may_reverse = ctx.may(reverse_money.code) and unit in ctx.units_for(reverse_money.code)
    values = {
        "unit": row,
        "entries": [
            {
                "row": each,
                "flow": told(f"special_education.flow_{each.flow}"),
                "is_reversed": hasattr(each, "reversed_by"),
                "may_reverse": may_reverse and each.reverses_id is None and not hasattr(each, "reversed_by"),
            }
            for each in entries
        ],
        "left": left,
        "rule": numbers_of(unit, ctx.today).get("homebound.allowance_rule", ""),
        "may_account": ctx.may(account_money.code) and unit in ctx.units_for(account_money.code),
    }
    return Shown("special_education/money.html", values)


@page({"GET": account_money.code, "POST": account_money.code})
def accounting(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Money that came or went, and its sending."""
    row = unit_in_reach(ctx, unit, account_money.code)
    uses = [(each, each) for each in home_numbers(numbers_of(unit, ctx.today)).fund_uses]

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        return [
            FormField("on", gettext("哪天的"), "date", typed.get("on", ctx.today.isoformat())),
            chosen(typed, "money_flow", offered(MoneyFlow, "flow")),
            chosen(typed, "money_use", [*uses, (gettext("拨款"), gettext("拨款"))])
            if uses
            else field(typed, "money_use"),
            field(typed, "yuan", inputmode="decimal"),
            field(typed, "voucher", is_optional=True, hint=gettext("没有凭证号的支出算未入账")),
        ]

    def act(acting: Context) -> None:
        account_money(acting, unit=unit, **sent(request, fields))

    refusal = tried(ctx, request, account_money.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told("special_education.done_account"))
        return Went("special_money", {"unit": unit})
    back = reverse("special_money", args=[unit])
    return shown(ctx, request, Asked(account_money, fields, "account"), row.name, back, refusal)


@page({"GET": reverse_money.code, "POST": reverse_money.code})
def reversing(ctx: Context, request: HttpRequest, money: UUID) -> Answer:
    """Why an entry is made undone, and its sending."""
    row = visible_to(ctx, reverse_money.code, HomeboundMoney).select_related("unit").filter(pk=money).first()
    if row is None:
        raise NotFound

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        return [field(typed, "reason", hint=gettext("为什么冲销；原来的一笔还在"))]

    def act(acting: Context) -> None:
        reverse_money(acting, money=money, **sent(request, fields))

    refusal = tried(ctx, request, reverse_money.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told("special_education.done_reverse"))
        return Went("special_money", {"unit": row.unit_id})
    name = f"{row.on:%Y-%m-%d} {row.purpose} {row.yuan}"
    back = reverse("special_money", args=[row.unit_id])
    return shown(ctx, request, Asked(reverse_money, fields, "reverse"), name, back, refusal)


ROUTES = [
    route("special/money/<uuid:unit>/", money, "special_money"),
    route("special/money/<uuid:unit>/enter/", accounting, "special_account"),
    route("special/money/entries/<uuid:money>/reverse/", reversing, "special_reverse"),
]
