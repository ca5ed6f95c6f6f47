"""What every part of a plan is read with: known keys, texts, days, choices; what is wrong is gathered, not raised."""

from collections.abc import Collection, Mapping
from datetime import date

from notoneless.kernel.problems import Problem
from notoneless.policy.model import Words
from notoneless.policy.reading import Fault, Node

EMPTY: Mapping[str, Node] = {}


class Parsing:
    """The faults found so far in a file, and how nodes of it are read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, line: int, code: str, **params: str | int) -> None:
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
            self.fault(fields[key].line, "policy.no_choice", key=key, value=found, choices="、".join(sorted(choices)))
        return found

    def day(self, fields: Mapping[str, Node], key: str) -> date | None:
        """The day of a field, written 2026-03-01."""
        if key not in fields:
            return None
        try:
            return date.fromisoformat(self.text_of(fields[key]))
        except ValueError:
            self.fault(fields[key].line, "policy.no_day", key=key, value=fields[key].text or "")
            return None

    def words(self, fields: Mapping[str, Node], key: str) -> Words:
        """A title in both languages."""
        if key not in fields:
            return Words("", "")
        both = self.mapping(fields[key], {"zh", "en"})
        return Words(self.text(both, "zh"), self.text(both, "en"))
