"""The words of returns, and their tables as pages and workbooks show them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from notoneless.foundation.access.refusals import NotFound
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.oversight.reporting.rules.figures import CASES, NAMED, ROOM, Figure, Row
from notoneless.oversight.reporting.selectors import ReturnPage


def told(slug: str, **params: str | int) -> str:
    """A sentence or phrase of the catalogue, in the reader's language."""
    return sentence(Problem(f"reporting.{slug}", params), language_of())


def sentence_of(refusal: NotonelessError | None) -> str:
    """What a refusal says; nothing without one."""
    return sentence(refusal.told, language_of()) if refusal else ""


def month_words(month: date) -> str:
    """A month as it is read."""
    return told("month", year=month.year, month=month.month)


def month_read(text: str) -> date:
    """A month from an address, by any of its days. Raises NotFound for what is no day."""
    try:
        return date.fromisoformat(text).replace(day=1)
    except ValueError:
        raise NotFound from None


def heads(figures: Sequence[Figure]) -> list[str]:
    """The headings of some figures."""
    return [told(f"figure.{each}") for each in figures]


def cells(row: Row, figures: Sequence[Figure]) -> list[int]:
    """The numbers of a row, in the order of some figures."""
    return [row.get(each.value, 0) for each in figures]


def named_cells(row: Row, figures: Sequence[Figure]) -> list[tuple[str, int]]:
    """The same, each with its heading: on a phone a row is a card."""
    return list(zip(heads(figures), cells(row, figures), strict=True))


def under(names: Sequence[str], rows: Iterable[tuple[str, list[int]]]) -> list[tuple[str, list[tuple[str, int]]]]:
    """Rows of a table, each number with its heading."""
    return [(name, list(zip(names, numbers, strict=True))) for name, numbers in rows]


def grade_rows(figures: Mapping[str, Any]) -> list[tuple[str, list[int]]]:
    """The table by grade, its sum last."""
    if not figures:
        return []
    order = list(Figure)
    rows = [
        (told("grade", grade=name) if name else told("no_grade"), cells(row, order)) for name, row in figures["grades"]
    ]
    return [*rows, (told("total"), cells(figures["total"], order))]


def room_rows(figures: Mapping[str, Any]) -> list[tuple[str, list[int]]]:
    """The table by class."""
    return [(name or told("no_room"), cells(row, ROOM)) for name, row in figures.get("rooms", ())]


def hamlet_rows(figures: Mapping[str, Any]) -> list[tuple[str, list[int]]]:
    """The table by hamlet, of those from which anybody is suspected, has dropped out, or was brought back."""
    rows = [(name or told("no_hamlet"), cells(row, CASES)) for name, row in figures.get("hamlets", ())]
    return [row for row in rows if any(row[1])]


def named(found: ReturnPage) -> list[dict[str, Any]]:
    """The names behind each figure that anybody counts in."""
    return [
        {"words": told(f"figure.{each}"), "people": people, "unseen": unseen, "count": len(people) + unseen}
        for each in NAMED
        for people, unseen in [found.names.get(each.value, ((), 0))]
        if people or unseen
    ]
