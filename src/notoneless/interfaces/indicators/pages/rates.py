"""The rates of a unit and of those beneath it, one rate with its components and its year, and the names behind a component."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from notoneless.casework.cases.selectors import READ_CASE
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.selectors import READ as READ_CHILD
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.indicators.pages.wording import (
    cell_of,
    part_words,
    parts_of,
    rate_words,
    target_words,
    told,
)
from notoneless.oversight.indicators.rules.board import OF_SCHOOLS
from notoneless.oversight.indicators.rules.parameters import indicator_parameters
from notoneless.oversight.indicators.rules.rates import CODES, DEFINITIONS, Group, Rate, applies_to
from notoneless.oversight.indicators.selectors import (
    READ_INDICATORS,
    READ_NAMES,
    Rates,
    UnitRates,
    months_counted,
    names_behind,
    open_rates,
)
from notoneless.records.findings.selectors import READ_LISTS
from notoneless.records.rosters.rules.versions import RosterKind


@page({"GET": READ_INDICATORS})
def rates(ctx: Context, request: HttpRequest) -> Answer:
    """The rates of the widest unit that one answers for."""
    return _all(ctx, request, open_rates(ctx, None, month_asked(request)))


@page({"GET": READ_INDICATORS})
def unit_rates(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """The same of a unit in reach."""
    return _all(ctx, request, open_rates(ctx, unit, month_asked(request)))


def month_asked(request: HttpRequest) -> date | None:
    """The month that an address asks for; NotFound for what is none."""
    text = request.GET.get("month", "")
    try:
        return date.fromisoformat(f"{text}-01") if text else None
    except ValueError:
        raise NotFound from None


def rate_asked(text: str, found: Rates) -> Rate:
    """The rate that an address names. Raises NotFound for one that there is not, or that this person does not see."""
    if text not in set(Rate) or Rate(text) not in found.unit.rates:
        raise NotFound
    return Rate(text)


def frame_of_rates(found: Rates) -> dict[str, Any]:
    """What all pages of rates show: the unit, the way up, and the months to choose from."""
    return {
        "found": found,
        "months": [(f"{first:%Y-%m}", first == found.first) for first in months_counted(found)],
        "month": f"{found.first:%Y-%m}",
        "query": "?" + urlencode({"month": f"{found.first:%Y-%m}"}),
        "others": [(unit, name) for unit, name in found.mine if unit != found.unit.id],
    }


def _all(ctx: Context, request: HttpRequest, found: Rates) -> Answer:
    groups = [group for group in Group if any(DEFINITIONS[rate].group is group for rate in found.unit.rates)]
    asked = request.GET.get("group", "")
    group = Group(asked) if asked in groups else groups[0]
    shown = [rate for rate in found.unit.rates if DEFINITIONS[rate].group is group]
    homes = [line for line in found.beneath if line.kind not in OF_SCHOOLS]
    schools = [line for line in found.beneath if line.kind in OF_SCHOOLS]
    live = ctx.at if found.is_live else None
    values = {
        **frame_of_rates(found),
        "group": group.value,
        "groups": [(each.value, told(f"indicators.group.{each}"), each is group) for each in groups],
        "own": [{**cell_of(found.unit, rate, live), "target": target_words(found.unit, rate)} for rate in shown],
        "tables": [
            table for lines in (homes, schools) if lines and (table := _beneath(live, lines, shown)) is not None
        ],
    }
    return Shown("indicators/rates.html", values)


def _beneath(live: datetime | None, lines: list[UnitRates], shown: list[Rate]) -> dict[str, Any] | None:
    """A table of units of one side, with the rates that say something of them."""
    rates_told = [rate for rate in shown if any(not applies_to(rate, line.kind) for line in lines)]
    if not rates_told:
        return None
    return {
        "caption": told(f"indicators.each.{lines[0].kind}"),
        "note": told("indicators.both_count") if Rate.DROPOUTS in shown and lines[0].kind == UnitKind.TOWNSHIP else "",
        "heads": [rate_words(rate) for rate in rates_told],
        "rows": [(line, [cell_of(line, rate, live) for rate in rates_told]) for line in lines],
    }


@page({"GET": READ_INDICATORS})
def one_rate(ctx: Context, request: HttpRequest, unit: UUID, rate: str) -> Answer:
    """One rate of a unit: its components with the way to the names, its year, and the units beneath."""
    found = open_rates(ctx, unit, month_asked(request))
    wanted = rate_asked(rate, found)
    lines = [line for line in found.beneath if not applies_to(wanted, line.kind)]
    live = ctx.at if found.is_live else None
    values = {
        **frame_of_rates(found),
        "rate": wanted.value,
        "words": rate_words(wanted),
        "defined": told(f"indicators.defined.{wanted}"),
        "cell": cell_of(found.unit, wanted, live),
        "target": target_words(found.unit, wanted),
        "control": _control_line(wanted, found),
        "parts": [
            (words, number, side, _names(ctx, found, wanted, code))
            for code, words, number, side in parts_of(found.unit.rates[wanted])
        ],
        "year": [(month.first, _of_month(found, wanted, at)) for at, month in enumerate(found.months) if month.rates],
        "beneath": [(line, cell_of(line, wanted, live)) for line in lines],
        "is_published": bool(lines) and found.day is not None,
    }
    return Shown("indicators/rate.html", values)


def _of_month(found: Rates, rate: Rate, at: int) -> dict[str, Any]:
    rates_then = found.months[at].rates or {}
    return cell_of(UnitRates(found.unit.id, found.unit.kind, found.unit.name, rates_then, found.unit.targets), rate)


def _control_line(rate: Rate, found: Rates) -> str:
    if found.day is None or rate not in (Rate.DROPOUT_PRIMARY, Rate.DROPOUT_JUNIOR):
        return ""
    lines = indicator_parameters(found.day).control_lines
    return told("indicators.control_line", value=str(lines[rate is Rate.DROPOUT_JUNIOR]))


def _names(ctx: Context, found: Rates, rate: Rate, code: str) -> str:
    """Where the names of a component are, for who may see them: those of today, so only beside this month's numbers."""
    is_now = found.first == ctx.today.replace(day=1)
    if not is_now or applies_to(rate, found.unit.kind):
        return ""
    if code.startswith("disabled."):
        return f"{resolve_url('comparisons_lists')}?kind={RosterKind.DISABLED}" if ctx.may(READ_LISTS) else ""
    if code == "case.suspected":
        return f"{resolve_url('cases')}?state=suspected&unit={found.unit.id}" if ctx.may(READ_CASE) else ""
    if code not in CODES or not (ctx.may(READ_NAMES) and ctx.may(READ_CHILD)):
        return ""
    return resolve_url("rate_names", unit=found.unit.id, rate=rate.value, part=code.replace(".", "-"))


@page({"GET": READ_NAMES})
def names(ctx: Context, request: HttpRequest, unit: UUID, rate: str, part: str) -> Answer:
    """The children who count under a component today."""
    if rate not in set(Rate):
        raise NotFound
    number = request.GET.get("page", "1")
    at = int(number) if number.isdecimal() and 0 < int(number) < _MOST_PAGES else 1
    behind = names_behind(ctx, unit, Rate(rate), part.replace("-", ".", 1), at)
    values = {
        "behind": behind,
        "rate": rate,
        "words": rate_words(Rate(rate)),
        "part": part_words(behind.code),
        "count": told("indicators.names_of", count=behind.count),
        "beyond": told("indicators.names_beyond", count=behind.count - behind.reached)
        if behind.count > behind.reached
        else "",
        "before": behind.page - 1,
        "after": behind.page + 1 if behind.has_more else 0,
    }
    return Shown("indicators/names.html", values)


_MOST_PAGES = 10_000

ROUTES = [
    route("indicators/", rates, "rates"),
    route("indicators/<uuid:unit>/", unit_rates, "unit_rates"),
    route("indicators/<uuid:unit>/<slug:rate>/", one_rate, "rate"),
    route("indicators/<uuid:unit>/<slug:rate>/names/<slug:part>/", names, "rate_names"),
]
