"""One rate of the units beneath another as it may be published: on paper and as a workbook, small numbers hidden."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound, Unusable
from notoneless.interfaces.frame.handing import as_workbook
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.indicators.exports import workbook
from notoneless.interfaces.indicators.pages.rates import frame_of_rates, month_asked, rate_asked
from notoneless.interfaces.indicators.pages.wording import percent_words, rate_words, told
from notoneless.oversight.indicators.rules.parameters import indicator_parameters
from notoneless.oversight.indicators.rules.publishing import Mark
from notoneless.oversight.indicators.rules.rates import DEFINITIONS, Rate, applies_to
from notoneless.oversight.indicators.selectors import READ_INDICATORS, Rates, UnitRates, open_rates
from notoneless.oversight.indicators.selectors.publishing import tabled, why_not_published


@page({"GET": READ_INDICATORS})
def printed(ctx: Context, request: HttpRequest, unit: UUID, rate: str) -> Answer:
    """The table as it is printed."""
    return Shown("indicators/print.html", _table(ctx, request, unit, rate))


@page({"GET": READ_INDICATORS})
def sheet(ctx: Context, request: HttpRequest, unit: UUID, rate: str) -> Answer:
    """The table as a workbook."""
    table = _table(ctx, request, unit, rate)
    return as_workbook(workbook(table["title"], table["note"], table["heads"], table["rows"]), "rates", table["title"])


def _table(ctx: Context, request: HttpRequest, unit: UUID, rate: str) -> dict[str, Any]:
    """Title, note, headings and rows of texts. Raises NotFound where nothing beneath was counted."""
    found = open_rates(ctx, unit, month_asked(request))
    wanted = rate_asked(rate, found)
    if found.day is None or applies_to(wanted, found.unit.kind) or len(tabled(found, wanted)) < 2:
        raise NotFound
    problem = why_not_published(ctx, found, wanted)
    if problem is not None:
        raise Unusable(problem)
    below = indicator_parameters(found.day).suppress_below
    return {
        "unit": found.unit.id,
        "query": frame_of_rates(found)["query"],
        "rate": wanted.value,
        "title": f"{found.unit.name} {rate_words(wanted)}",
        "note": told("indicators.published_note", day=found.day.isoformat(), below=below),
        "heads": _heads(wanted),
        "rows": _rows(found, wanted, below),
    }


def _heads(rate: Rate) -> list[str]:
    made = DEFINITIONS[rate]
    if not made.bottom:
        return [told("indicators.column.unit"), told("indicators.column.number")]
    others = [told("indicators.column.others")] if made.is_part else []
    names = [told(f"indicators.column.{each}") for each in ("unit", "above")]
    return [*names, *others, told("indicators.column.below"), told("indicators.column.percent")]


def _rows(found: Rates, rate: Rate, below: int) -> list[list[str]]:
    """A row for each unit and one for the whole: what a unit has no value of is a dash, and takes no part in any sum."""
    table = tabled(found, rate)
    told_of = {
        each.line.id: [_cell(number, mark, below) for number, mark in zip(each.numbers, each.marks, strict=True)]
        + ([_percent(each.line, rate, each.marks)] if DEFINITIONS[rate].bottom else [])
        for each in table
        if each.numbers
    }
    wide = len(_heads(rate)) - 1
    return [
        [
            told("indicators.whole") if each.line is found.unit else each.line.name,
            *told_of.get(each.line.id, ["—"] * wide),
        ]
        for each in table
    ]


def _cell(number: int, mark: Mark, below: int) -> str:
    if mark is Mark.SHOWN:
        return str(number)
    return told("indicators.few", below=below) if mark is Mark.FEW else told("indicators.rest")


def _percent(line: UnitRates, rate: Rate, marks: Sequence[Mark]) -> str:
    """A rate tells what is above the line to whoever knows what is below: it is published only where both are."""
    return percent_words(line.rates[rate].percent) if set(marks) == {Mark.SHOWN} else told("indicators.rest")


ROUTES = [
    route("indicators/<uuid:unit>/<slug:rate>/publish/", printed, "rate_print"),
    route("indicators/<uuid:unit>/<slug:rate>/publish/sheet/", sheet, "rate_sheet"),
]
