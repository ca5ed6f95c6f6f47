"""What every part of a plan is read with: known keys, texts, days, choices; what is wrong is gathered, not raised."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from notoneless.kernel.problems import Problem
from notoneless.policy.model import Words
from notoneless.policy.naming import joined
from notoneless.policy.reading import Fault, Node

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
EMPTY: Mapping[str, Node] = {}
_OF_VALUES = frozenset(
    f"policy.{each}"
    for each in (
        "no_number",
        "below_nought",
        "too_much",
        "no_amount",
        "no_length",
        "within_nought",
        "length_too_long",
        "no_months",
        "no_month_day",
    )
)
_OF_RANGES = frozenset({"policy.out_of_range", "policy.list_out_of_range", "policy.not_the_one"})
_OF_CLAUSES = frozenset({"policy.bound_to_nothing", "policy.should_be_pending"})


class Parsing:
    """The faults found so far in a file, and how nodes of it are read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.unread: set[str] = set()
        """The keys of numbers that are there, but could not be read."""
        self.hurt: set[str] = set()
        """The clauses of which something could not be read."""

    def explains(self, later: Fault) -> bool:
        """Whether a fault of the plan as a whole only follows from one that was told already."""
        code, params = later.problem.code, later.problem.params
        if code == "policy.no_parameter":
            return params.get("key") in self.unread
        if code in _OF_CLAUSES:
            return params.get("clause") in self.hurt
        return code in _OF_VALUES and any(
            each.problem.code in _OF_VALUES
            and (each.line, each.problem.params.get("key")) == (later.line, params["key"])
            for each in self.faults
        )

    def fault(self, line: int, code: str, **params: str | int | Problem) -> None:
        """Something is wrong at a line."""
        self.faults.append(Fault(self.file, line, Problem(code, params)))

    def mapping(self, node: Node, needed: Collection[str], known: Collection[str] = ()) -> Mapping[str, Node]:
        """The fields of a node: those needed are there, and no others but those known."""
        if node.fields is None:
            self.fault(node.line, "policy.not_a_mapping")
            return EMPTY
        for key in sorted(node.fields.keys() - set(needed) - set(known)):
            self.fault(node.fields[key].line, "policy.unknown_key", key=key)
        for key in sorted(set(needed) - node.fields.keys()):
            self.fault(node.line, "policy.missing", key=key)
        return node.fields

    def items(self, node: Node | None) -> tuple[Node, ...]:
        """The items of a list; none where there is no list to read."""
        if node is None:
            return ()
        if node.items is None:
            self.fault(node.line, "policy.not_a_list")
            return ()
        return node.items

    def text_of(self, node: Node) -> str:
        """The text of a node; empty where it has none."""
        if not node.text:
            self.fault(node.line, "policy.no_text")
            return ""
        return node.text

    def text(self, fields: Mapping[str, Node], key: str, default: str = "") -> str:
        """The text of a field; the default where the field is not there."""
        return self.text_of(fields[key]) if key in fields else default

    def choice(self, fields: Mapping[str, Node], key: str, choices: Collection[str], default: str = "") -> str:
        """The text of a field that must be one of a few."""
        found = self.text(fields, key, default)
        if found and found not in choices:
            self.fault(fields[key].line, "policy.no_choice", key=key, value=found, choices=joined(sorted(choices)))
        return found

    def day(self, fields: Mapping[str, Node], key: str) -> date | None:
        """The day of a field, written 2026-03-01: no other way of writing it, and no day that nobody lives to see."""
        if key not in fields:
            return None
        try:
            found = date.fromisoformat(text) if _DAY.fullmatch(text := self.text_of(fields[key])) else None
        except ValueError:
            found = None
        if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
            self.fault(fields[key].line, "policy.no_day", key=key, value=fields[key].text or "")
            return None
        return found

    def words(self, fields: Mapping[str, Node], key: str) -> Words:
        """A title in both languages."""
        if key not in fields:
            return Words("", "")
        both = self.mapping(fields[key], {"zh", "en"})
        return Words(self.text(both, "zh"), self.text(both, "en"))


def plainest(faults: Iterable[Fault]) -> list[Fault]:
    """The faults without that a value is out of its range, where something plainer is wrong with it."""
    found = list(faults)
    plain = {(each.line, each.problem.params.get("key")) for each in found if each.problem.code in _OF_VALUES}
    return [
        each
        for each in found
        if each.problem.code not in _OF_RANGES or (each.line, each.problem.params["key"]) not in plain
    ]
