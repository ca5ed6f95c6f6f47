"""Read the table of working days, and the notice that a county loads; refuse what is wrong with file and line."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NoReturn

import yaml

from notoneless.kernel.calendar import Holiday, Notice
from notoneless.kernel.calendar.notices import NEW_YEAR_REACH, in_force
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.parameters import plans_folder
from notoneless.policy.reading import Unreadable, compose

TABLE = "national/working_days"
LONGEST = 31
"""Days of a holiday from which on a wrong month is likelier than a holiday."""

_SATURDAY = 5
_YES_NO = {"yes": True, "no": False}
_NAME_LONGEST, _NUMBER_LONGEST = 40, 60
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}").fullmatch
_YEAR = re.compile(r"2[01]\d{2}").fullmatch


def load_working_days() -> tuple[Notice, ...]:
    """The notices of the table that comes with the program, in the order issued. Raises NotonelessError as `read_table`."""
    path = plans_folder() / f"{TABLE}.yaml"
    return read_table(path.read_text(encoding="utf-8"), f"plans/{TABLE}.yaml")


@lru_cache(maxsize=4)
def read_table(text: str, file: str) -> tuple[Notice, ...]:
    """The notices of a table's text. `file`: how it is called in a refusal.

    Raises NotonelessError, with file and line, for an unknown or missing key, a date outside the year, a make-up day that
    is no weekend day, holidays that overlap, a year that is missing or there twice.
    """
    read = _Reader(file)
    top = read.mapping(read.composed(text), {"table", "title", "notices"})
    if read.text(top["table"]) != TABLE:
        read.refuse(top["table"], "policy.notice_other_table")
    found: list[Notice] = []
    standing: dict[tuple[int, str], _Placed] = {}
    for node in read.items(top["notices"]):
        notice, placed = read.notice(node)
        read.follows(node, notice, found)
        standing |= {(notice.year, each.holiday.name): each for each in placed}
        read.apart(list(standing.values()), placed)
        found.append(notice)
    return tuple(found)


def read_notice(text: str, file: str | Problem, before: Sequence[Notice] = ()) -> Notice:
    """The one notice of a text in the shape of an entry of the table. Raises NotonelessError as `read_table`.

    before: the notices that it comes after; its holidays overlap none of theirs that stand beside it.
    """
    read = _Reader(file)
    node = read.composed(text)
    notice, placed = read.notice(node)
    replaced = {each.holiday.name for each in placed}
    beside = [
        _Placed(holiday, node)
        for other, holiday in in_force(before)
        if (other.year, holiday.name in replaced) != (notice.year, True)
    ]
    read.apart([*beside, *placed], placed)
    return notice


def written(notice: Notice) -> str:
    """A notice as the text that `read_notice` reads."""
    holidays = [
        (each.name, each.first_day.isoformat(), each.last_day.isoformat(), [day.isoformat() for day in each.make_up])
        for each in notice.holidays
    ]
    return entry_text(str(notice.year), notice.number, notice.amends, holidays)


Written = tuple[str, str, str, Sequence[str]]
"""A holiday as a person writes it: name, first day, last day, make-up days."""


def entry_text(year: str, number: str, amends: bool, holidays: Sequence[Written]) -> str:
    """An entry of the table as text, from what a person wrote, right or wrong: one line for each holiday, the last ones."""
    lines = [
        f"year: {_quoted(year)}",
        f"number: {_quoted(number)}",
        f'verified: "{"yes" if number.strip() else "no"}"',
        *(['amends: "yes"'] if amends else []),
        "holidays:" if holidays else "holidays: []",
    ]
    for name, first, last, make_up in holidays:
        days = ", ".join(map(_quoted, make_up))
        lines.append(
            f"  - {{name: {_quoted(name)}, first: {_quoted(first)}, last: {_quoted(last)}, make_up: [{days}]}}"
        )
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@dataclass(frozen=True)
class _Placed:
    """A holiday, and where it stands."""

    holiday: Holiday
    node: yaml.Node


@dataclass(frozen=True)
class _Reader:
    """Nodes of one file into values; every refusal says where."""

    file: str | Problem

    def refuse(self, where: yaml.Node | int, code: str, **params: str | int) -> NoReturn:
        """Raises NotonelessError with file and line."""
        line = where if isinstance(where, int) else where.start_mark.line + 1
        what = Problem(code, params)
        raise NotonelessError(Problem("policy.bad_notice", {"file": self.file, "line": line, "what": what}))

    def composed(self, text: str) -> yaml.Node:
        """The nodes of a text."""
        try:
            return compose(text)
        except Unreadable as unreadable:
            self.refuse(unreadable.line, "policy.notice_no_yaml")

    def mapping(
        self, node: yaml.Node, needed: Collection[str], optional: Collection[str] = ()
    ) -> Mapping[str, yaml.Node]:
        """The values of a mapping that has just these keys."""
        if not isinstance(node, yaml.MappingNode):
            self.refuse(node, "policy.notice_no_mapping", keys=", ".join(sorted(needed)))
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self.text(key)
            if name in found or name not in {*needed, *optional}:
                self.refuse(key, "policy.notice_unknown_key", key=name[:_NAME_LONGEST])
            found[name] = value
        for name in sorted(set(needed) - set(found)):
            self.refuse(node, "policy.notice_missing_key", key=name)
        return found

    def items(self, node: yaml.Node) -> Sequence[yaml.Node]:
        """The items of a list."""
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(node, "policy.notice_no_list")
        items: Sequence[yaml.Node] = node.value
        return items

    def text(self, node: yaml.Node, longest: int = _NUMBER_LONGEST) -> str:
        """A scalar, as it is written."""
        if not isinstance(node, yaml.ScalarNode) or len(node.value) > longest or not str(node.value).isprintable():
            self.refuse(node, "policy.notice_no_text", longest=longest)
        return str(node.value).strip()

    def yes(self, node: yaml.Node) -> bool:
        """A yes or a no."""
        text = self.text(node)
        if text not in _YES_NO:
            self.refuse(node, "policy.notice_no_yes")
        return _YES_NO[text]

    def day(self, node: yaml.Node, year: int) -> date:
        """A day of the year, or of the last days of the one before."""
        text = self.text(node)
        try:
            if not _DAY(text):
                raise ValueError
            day = date.fromisoformat(text)
        except ValueError:
            self.refuse(node, "policy.notice_no_day", text=text[:_NAME_LONGEST])
        if not date(year - 1, 12, 31) - timedelta(days=NEW_YEAR_REACH) < day <= date(year, 12, 31):
            self.refuse(node, "policy.notice_other_year", day=text, year=year)
        return day

    def notice(self, node: yaml.Node) -> tuple[Notice, list[_Placed]]:
        """One notice, and where its holidays stand."""
        entry = self.mapping(node, {"year", "number", "verified", "holidays"}, {"amends"})
        year, number = self.text(entry["year"]), self.text(entry["number"])
        if not _YEAR(year):
            self.refuse(entry["year"], "policy.notice_no_year")
        verified = self.yes(entry["verified"])
        if verified != bool(number):
            self.refuse(entry["number"], "policy.notice_number")
        amends = self.yes(entry["amends"]) if "amends" in entry else False
        placed = [_Placed(self.holiday(each, int(year)), each) for each in self.items(entry["holidays"])]
        if not placed:
            self.refuse(entry["holidays"], "policy.notice_empty")
        for at, each in enumerate(placed):
            if each.holiday.name in {other.holiday.name for other in placed[:at]}:
                self.refuse(each.node, "policy.notice_twice", name=each.holiday.name)
        return Notice(int(year), number, verified, tuple(each.holiday for each in placed), amends), placed

    def holiday(self, node: yaml.Node, year: int) -> Holiday:
        """One holiday with its make-up days."""
        entry = self.mapping(node, {"name", "first", "last", "make_up"})
        name = self.text(entry["name"], _NAME_LONGEST)
        first, last = self.day(entry["first"], year), self.day(entry["last"], year)
        if not name or not 0 <= (last - first).days < LONGEST:
            self.refuse(node, "policy.notice_no_holiday", longest=LONGEST)
        return Holiday(name, first, last, tuple(self._make_up(entry["make_up"], year)))

    def _make_up(self, node: yaml.Node, year: int) -> Iterator[date]:
        for each in self.items(node):
            day = self.day(each, year)
            if day.weekday() < _SATURDAY:
                self.refuse(each, "policy.notice_no_weekend", day=day.isoformat())
            yield day

    def follows(self, node: yaml.Node, notice: Notice, before: Sequence[Notice]) -> None:
        """Refuses a notice that leaves out a year, comes twice, or amends one that is not there."""
        last = before[-1].year if before else None
        if notice.amends and notice.year != last:
            self.refuse(node, "policy.notice_amends_nothing", year=notice.year)
        if not notice.amends and last is not None and notice.year != last + 1:
            self.refuse(node, "policy.notice_missing_year", year=last + 1, found=notice.year)

    def apart(self, standing: Sequence[_Placed], placed: Sequence[_Placed]) -> None:
        """Refuses a day that two holidays claim, or that is off by one and worked by another. `placed` are to blame."""
        claimed: dict[date, _Placed] = {}
        for each in sorted(standing, key=lambda other: other in placed):
            for day in (*each.holiday.days(), *each.holiday.make_up):
                if day in claimed:
                    self.refuse(each.node, "policy.notice_overlap", day=day.isoformat(), name=each.holiday.name)
                claimed[day] = each
