"""Yearly statistics beside the disability files: entered, the differences opened and explained child by child, signed."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.reporting.pages.wording import sentence_of, told
from notoneless.kernel.problems import NotonelessError
from notoneless.oversight.reporting.selectors.yearly import (
    EXPLAIN_YEARLY,
    READ_YEARLY,
    REVEAL_YEARLY,
    list_yearly,
    yearly_in_reach,
)
from notoneless.oversight.reporting.services import enter_yearly, explain_yearly, sign_yearly

_SAID = "said-"
"""Before the key of a difference in the names of the fields that explain it."""


@page({"GET": READ_YEARLY})
def yearly(ctx: Context, request: HttpRequest) -> Answer:
    """The schools of a year: how many each counts, how many files there are, what differs."""
    return _shown(ctx, _year(ctx, request.GET.get("year", "")))


def _year(ctx: Context, text: str) -> int:
    return int(text) if text in (str(ctx.today.year), str(ctx.today.year - 1)) else ctx.today.year


def _shown(ctx: Context, year: int, refusal: NotonelessError | None = None, typed: str = "") -> Answer:
    values = {
        "year": year,
        "years": [ctx.today.year, ctx.today.year - 1],
        "lines": list_yearly(ctx, year),
        "typed": typed,
        "form": new_form(ctx),
        "error": sentence_of(refusal),
    }
    return Shown("reporting/yearly.html", values, 422 if refusal else 200)


def _done(
    ctx: Context, request: HttpRequest, code: str, words: str, act: Callable[[Context], Any], typed: str = ""
) -> Answer:
    refusal = tried(ctx, request, code, act)
    if refusal is not None:
        return _shown(ctx, ctx.today.year, refusal, typed)
    messages.success(request, told(words))
    return Went("yearly")


@page({"POST": enter_yearly.code})
def enter(ctx: Context, request: HttpRequest, school: UUID) -> Answer:
    """Enter whom the statistics count."""
    text = request.POST.get("lines", "")
    given = {"unit": school, "year": _year(ctx, request.POST.get("year", "")), "lines": text}
    return _done(ctx, request, enter_yearly.code, "yearly_entered", lambda acting: enter_yearly(acting, **given), text)


@page({"POST": REVEAL_YEARLY})
def apart(ctx: Context, request: HttpRequest, yearly_return: UUID) -> Answer:
    """Open the differences child by child, each with what was said of it."""
    row = yearly_in_reach(ctx, yearly_return, REVEAL_YEARLY)
    text = reveal(ctx, row, "compared", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or "[]"
    values = {
        "row": row,
        "apart": [(each, told(f"apart.{each['apart']}")) for each in json.loads(text)],
        "may_explain": row.signed_on is None and ctx.may(EXPLAIN_YEARLY),
        "form": new_form(ctx),
    }
    return Shown("reporting/apart.html", values)


@page({"POST": explain_yearly.code})
def explain(ctx: Context, request: HttpRequest, yearly_return: UUID) -> Answer:
    """Explain as many differences as were filled in, all or none."""
    said = {name.removeprefix(_SAID): text for name, text in request.POST.items() if name.startswith(_SAID) and text}

    def act(acting: Context) -> None:
        for key, text in said.items():
            within = acting.within(f"explain {key}")
            explain_yearly(within, yearly_return=yearly_return, difference=key, explanation=str(text))

    return _done(ctx, request, explain_yearly.code, "yearly_explained", act)


@page({"POST": sign_yearly.code})
def sign(ctx: Context, request: HttpRequest, yearly_return: UUID) -> Answer:
    """Sign the statistics as reconciled."""
    given = {"yearly_return": yearly_return}
    return _done(ctx, request, sign_yearly.code, "yearly_done", lambda acting: sign_yearly(acting, **given))


ROUTES = [
    route("yearly-returns/", yearly, "yearly"),
    route("yearly-returns/schools/<uuid:school>/enter/", enter, "yearly_enter"),
    route("yearly-returns/<uuid:yearly_return>/differences/", apart, "yearly_apart"),
    route("yearly-returns/<uuid:yearly_return>/explain/", explain, "yearly_explain"),
    route("yearly-returns/<uuid:yearly_return>/sign/", sign, "yearly_sign"),
]
