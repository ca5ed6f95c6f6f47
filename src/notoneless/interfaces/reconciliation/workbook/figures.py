"""The sheet of counts: the county, why children are listed, townships, villages, schools."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from notoneless.interfaces.reconciliation.workbook.columns import Column, Words
from notoneless.records.reconciliation.rules.comparison import Reconciliation
from notoneless.records.reconciliation.rules.summary import by_place, by_reason, by_school, totals
from notoneless.records.reconciliation.services.comparing import Comparison
from notoneless.tabular.writing import SheetSpec

_CHILDREN = ("children", "here", "elsewhere", "settled", "missing")
_ENTRIES = ("entries", "linked", "no_child", "second")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: level, place and part of it; the figures there are, in the order of the columns."""

    level: str
    place: str = ""
    part: str = ""
    children: Sequence[int | str] = ()
    entries: Sequence[int | str] = ()

    def figure(self, name: str) -> int | str:
        """The figure of a column; empty where the line has none."""
        for names, figures in ((_CHILDREN, self.children), (_ENTRIES, self.entries)):
            if name in names and figures:
                return figures[names.index(name)]
        return ""


def figures(comparison: Comparison, words: Words) -> SheetSpec:
    """The sheet of counts."""
    columns = [
        Column[_Line]("level", 10, lambda line: words.say(f"level.{line.level}")),
        Column[_Line]("place", 26, lambda line: line.place),
        Column[_Line]("part", 14, lambda line: line.part),
        *(_counted(name) for name in (*_CHILDREN, *_ENTRIES)),
    ]
    return words.sheet("summary", columns, _lines(comparison.result, words), frozen=2)


def _counted(name: str) -> Column[_Line]:
    return Column(name, 11, lambda line: line.figure(name), "number")


def _lines(result: Reconciliation, words: Words) -> Iterator[_Line]:
    def named(text: str) -> str:
        return text or words.say("not_filled_in")

    whole = totals(result)
    entries, alone = whole["school_rows"], whole["school_rows_without_child"]
    roll = (entries, entries - alone, alone, whole["duplicate_school_rows"])
    yield from (_Line("county", children=_numbers(counts), entries=roll) for counts in by_place(result, ()))
    for why, count in by_reason(result).items():
        yield _Line("reason", words.say(f"listed.{why}"), children=("", "", "", "", count))
    for place, *counts in by_place(result, ("township",)):
        yield _Line("township", named(place), children=_numbers(counts))
    for place, part, *counts in by_place(result, ("township", "village")):
        yield _Line("village", named(place), named(part), children=_numbers(counts))
    for school, *counts in by_school(result):
        yield _Line("school", named(school), entries=_numbers(counts))


def _numbers(counts: Iterable[str]) -> tuple[int, ...]:
    return tuple(map(int, counts))
