"""One rate of the units beneath another as it may be published: on paper and as a workbook, small numbers hidden."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.indicators.exports import workbook
from notoneless.interfaces.indicators.pages.rates import frame_of_rates, month_asked, rate_asked
from notoneless.interfaces.indicators.pages.wording import percent_words, rate_words, told
from notoneless.oversight.indicators.rules.parameters import indicator_parameters
from notoneless.oversight.indicators.rules.publishing import Mark, published
from notoneless.oversight.indicators.rules.rates import DEFINITIONS, Rate, applies_to
from notoneless.oversight.indicators.selectors import READ_INDICATORS, Rates, UnitRates, open_rates

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page({"GET": READ_INDICATORS})
def printed(ctx: Context, request: HttpRequest, unit: UUID, rate: str) -> Answer:
    """The table as it is printed."""
    return Shown("indicators/print.html", _table(ctx, request, unit, rate))


@page({"GET": READ_INDICATORS})
def sheet(ctx: Context, request: HttpRequest, unit: UUID, rate: str) -> Answer:
    """The table as a workbook."""
    table = _table(ctx, request, unit, rate)
    answer = HttpResponse(workbook(table["title"], table["note"], table["heads"], table["rows"]), content_type=SHEET)
    answer["Content-Disposition"] = (
        f"attachment; filename=\"rates.xlsx\"; filename*=UTF-8''{quote(table['title'])}.xlsx"
    )
    return answer


def _table(ctx: Context, request: HttpRequest, unit: UUID, rate: str) -> dict[str, Any]:
    """Title, note, headings and rows of texts. Raises NotFound where nothing beneath was counted."""
    found = open_rates(ctx, unit, month_asked(request))
    wanted = rate_asked(rate, found)
    lines = [line for line in found.beneath if not applies_to(wanted, line.kind)]
    if found.day is None or not lines or applies_to(wanted, found.unit.kind):
        raise NotFound
    below = indicator_parameters(found.day).suppress_below
    return {
        "unit": found.unit.id,
        "query": frame_of_rates(found)["query"],
        "rate": wanted.value,
        "title": f"{found.unit.name} {rate_words(wanted)}",
        "note": told("indicators.published_note", day=found.day.isoformat(), below=below),
        "heads": _heads(wanted),
        "rows": _rows(found, [*lines, found.unit], wanted, below),
    }


def _heads(rate: Rate) -> list[str]:
    made = DEFINITIONS[rate]
    if not made.bottom:
        return [told("indicators.column.unit"), told("indicators.column.number")]
    others = [told("indicators.column.others")] if made.is_part else []
    names = [told(f"indicators.column.{each}") for each in ("unit", "above")]
    return [*names, *others, told("indicators.column.below"), told("indicators.column.percent")]


def _rows(found: Rates, lines: list[UnitRates], rate: Rate, below: int) -> list[list[str]]:
    """A row for each unit and one for the whole: what a unit has no value of is a dash, and takes no part in any sum."""
    valued = [line for line in lines if _numbers(line, rate) is not None]
    numbers = [_numbers(line, rate) or [] for line in valued]
    marks = published(numbers, below, adds_up=DEFINITIONS[rate].is_part) if numbers else []
    told_of = {
        line.id: [_cell(number, mark, below) for number, mark in zip(row, marked, strict=True)]
        + ([_percent(line, rate, marked)] if DEFINITIONS[rate].bottom else [])
        for line, row, marked in zip(valued, numbers, marks, strict=True)
    }
    wide = len(_heads(rate)) - 1
    return [
        [told("indicators.whole") if line is found.unit else line.name, *told_of.get(line.id, ["—"] * wide)]
        for line in lines
    ]


def _numbers(line: UnitRates, rate: Rate) -> list[int] | None:
    """What is published of a unit: above the line, all others where these are a part, below the line."""
    value, made = line.rates[rate], DEFINITIONS[rate]
    if value.above is None or value.above < 0:
        return None
    if not made.bottom:
        return [value.above]
    if value.below is None or value.percent is None:
        return None
    others = [value.below - value.above] if made.is_part else []
    return [value.above, *others, value.below]


def _cell(number: int, mark: Mark, below: int) -> str:
    if mark is Mark.SHOWN:
        return str(number)
    return told("indicators.few", below=below) if mark is Mark.FEW else told("indicators.rest")


def _percent(line: UnitRates, rate: Rate, marks: list[Mark]) -> str:
    """A rate tells what is above the line to whoever knows what is below: it is published only where both are."""
    return percent_words(line.rates[rate].percent) if set(marks) == {Mark.SHOWN} else told("indicators.rest")


ROUTES = [
    route("indicators/<uuid:unit>/<slug:rate>/publish/", printed, "rate_print"),
    route("indicators/<uuid:unit>/<slug:rate>/publish/sheet/", sheet, "rate_sheet"),
]
