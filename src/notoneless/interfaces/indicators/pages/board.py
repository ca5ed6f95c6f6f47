"""A unit's numbers on one page, and having them counted now."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.selectors import READ as READ_ORGANIZATIONS
from notoneless.foundation.people.measures import ages_on
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.indicators.pages.chart import Column, drawn
from notoneless.interfaces.today.pages.steps import has_roll, may_see, names_of, steps_of
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.indicators.rules.board import (
    EVERY,
    FOUND,
    GONE,
    MONTHLY,
    NO_CLASS,
    OF_SCHOOLS,
    SUSPECTED,
    VERIFIED,
    WORRIES,
    cards_of,
    columns_of,
    lines_of,
    tint,
)
from notoneless.oversight.indicators.selectors import READ_INDICATORS, Board, UnitLine, open_board
from notoneless.oversight.indicators.services import COUNT, count_units, counted_before


def told(code: str, **given: Any) -> str:
    """A sentence of the catalogue in the reader's language."""
    return sentence(Problem(code, given), language_of())


@page({"GET": READ_INDICATORS})
def dashboard(ctx: Context, request: HttpRequest) -> Answer:
    """The numbers of the widest unit that one answers for."""
    return _shown(ctx, open_board(ctx))


@page({"GET": READ_INDICATORS})
def unit_dashboard(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """The same of a unit in reach."""
    return _shown(ctx, open_board(ctx, unit))


def _shown(ctx: Context, board: Board) -> Answer:
    values = {
        "board": board,
        "cards": _cards(ctx, board),
        "steps": steps_of(ctx, board.unit),
        "grids": [_grid(ctx, board, lines) for lines in (board.homes, board.schools) if lines],
        "trend": _trend(ctx, board),
        "map": [(town, [(each, _cell(each, FOUND)) for each in town.villages]) for town in board.map if town.villages],
        "others": [each for each in board.mine if each.id != board.unit.id],
        "split": _split(board.unit),
        "may_count": ctx.may(COUNT),
        "may_see_tree": ctx.may(READ_ORGANIZATIONS),
        "form": new_form(ctx),
    }
    return Shown("indicators/board.html", values)


def _cards(ctx: Context, board: Board) -> list[dict[str, Any]]:
    """The numbers at the top: value, what it means, the change since the month before, the way to the names."""
    values = board.unit.values
    if values is None or board.day is None:
        return []
    before = board.months[-2].values if len(board.months) > 1 else None
    ages = ages_on(board.day)
    meaning = {"first": ages.rule.from_years, "last": ages.rule.until_years - 1, "as_of": ages.as_of.isoformat()}
    return [
        {
            "words": told(f"indicators.measure.{code}"),
            "meaning": told(f"indicators.meaning.{code}", **meaning),
            "value": values.get(code, 0),
            "change": _change(code, values, before),
            "share": _share(code, values),
            "is_worry": code in WORRIES and values.get(code, 0) > 0,
            "icon": _ICONS.get(code, "list-check"),
            "href": names_of(ctx, board.unit, code),
        }
        for code in cards_of(board.unit.kind, has_roll(board.unit))
        if may_see(ctx, code)
    ]


_ICONS = {
    SUSPECTED: "alert-circle",
    VERIFIED: "alert-circle",
    EVERY: "users",
    "child.in_class": "school",
    FOUND: "alert-circle",
    NO_CLASS: "search",
    GONE: "logout",
}


def _change(code: str, values: Mapping[str, int], before: Mapping[str, int] | None) -> str:
    """The change since the month before, with its sign; of what is counted by the month there is none."""
    if before is None or (code in MONTHLY):
        return ""
    change = values.get(code, 0) - before.get(code, 0)
    return f"{change:+d}" if change else "±0"


def _share(code: str, values: Mapping[str, int]) -> str:
    children = values.get(EVERY, 0)
    return (
        f"{100 * values.get(code, 0) / children:.1f}%"
        if code in ("child.in_class", "roll.on_roll") and children
        else ""
    )


def _cell(line: UnitLine, code: str) -> dict[str, Any]:
    """A number of a unit as a cell: its value, and how it is tinted."""
    values = line.values
    if values is None:
        return {"words": told(f"indicators.measure.{code}"), "value": None, "tint": 0}
    value = values.get(code, 0)
    children = values.get(EVERY, 0)
    return {"words": told(f"indicators.measure.{code}"), "value": value, "tint": tint(code, value, children)}


def _grid(ctx: Context, board: Board, lines: Sequence[UnitLine]) -> dict[str, Any]:
    """The units beneath, in the order of the tree: never by a number."""
    codes = [code for code in columns_of(lines[0].kind, has_roll(board.unit)) if may_see(ctx, code)]
    direct = board.unit.kind == UnitKind.COUNTY and lines[0].kind in OF_SCHOOLS
    return {
        "caption": told("indicators.each.direct" if direct else f"indicators.each.{lines[0].kind}"),
        "note": told("indicators.both_count") if lines[0].kind == UnitKind.TOWNSHIP else "",
        "heads": [told(f"indicators.measure.{code}") for code in codes],
        "rows": [
            (line, [{**_cell(line, code), "href": _names_of_cell(ctx, line, code)} for code in codes]) for line in lines
        ],
    }


def _names_of_cell(ctx: Context, line: UnitLine, code: str) -> str:
    """The way to the names of a cell at which somebody should look."""
    return names_of(ctx, line, code) if code in WORRIES and (line.values or {}).get(code, 0) else ""


def _split(line: UnitLine) -> list[tuple[str, int]]:
    """Of whom the children are made up, plainly: by stage, with who is in neither, and by sex."""
    values = line.values or {}
    if not values.get(EVERY):
        return []
    stages = [(told(f"indicators.measure.{code}"), values.get(code, 0)) for code in ("child.primary", "child.junior")]
    rest = values[EVERY] - sum(value for _, value in stages)
    sexes = [(told(f"indicators.measure.{code}"), values.get(code, 0)) for code in ("child.boys", "child.girls")]
    return [*stages, *([(told("indicators.neither_stage"), rest)] if rest else []), *sexes]


def _trend(ctx: Context, board: Board) -> dict[str, Any] | None:
    """The months as a drawing and as a table; None where there is nothing but one."""
    series, line = lines_of(board.unit.kind, has_roll(board.unit))
    bars = [code for code in series if may_see(ctx, code)]
    names = [told(f"indicators.measure.{code}") for code in bars]
    share = told(f"indicators.share.{line}") if line else ""
    if not bars or all(month.values is None for month in board.months):
        return None
    columns = [_column(month.first.month, month.values, bars, line) for month in board.months]
    rows = [
        (month.first, list(zip(names, column.numbers, strict=True)), column.share)
        for month, column in zip(board.months, columns, strict=True)
        if column.numbers is not None
    ]
    return {"chart": drawn(columns, names, share), "names": names, "share": share, "rows": rows}


def _column(month: int, values: Mapping[str, int] | None, bars: Sequence[str], line: str) -> Column:
    word = told("indicators.month", month=month)
    if values is None:
        return Column(word, None, None)
    children = values.get(EVERY, 0)
    share = 100 * values.get(line, 0) / children if children and line else None
    return Column(word, tuple(values.get(code, 0) for code in bars), share)


@contextmanager
def _counted_before(ctx: Context, request: HttpRequest) -> Iterator[None]:
    """Count before the transaction begins: seconds in which others can write."""
    if request.method != "POST":
        yield
        return
    with counted_before(ctx):
        yield


@page({"POST": COUNT}, before=_counted_before)
def count(ctx: Context, request: HttpRequest) -> Answer:
    """Count now."""
    acting = with_form(ctx, request)
    count_units(acting, unit=next(iter(sorted(ctx.units_for(COUNT)))))
    messages.success(request, told("indicators.counted"))
    return Went("dashboard")


ROUTES = [
    route("dashboard/", dashboard, "dashboard"),
    route("dashboard/count/", count, "dashboard_count"),
    route("dashboard/<uuid:unit>/", unit_dashboard, "unit_dashboard"),
]
