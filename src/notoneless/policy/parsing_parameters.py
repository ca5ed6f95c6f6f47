"""The numbers of a plan: value, unit, direction, period, source and the day on which somebody last looked."""

import re
from datetime import date

from notoneless.policy.model import AWAITED, Binding, Parameter, Stricter
from notoneless.policy.parsing import Parsing
from notoneless.policy.reading import Node
from notoneless.policy.values import unfit_number

_NEEDED = frozenset({"key", "title", "value", "unit", "stricter", "from", "checked"})
_KEY = re.compile(r"[a-z][a-z0-9_.]{1,59}")
_WORDED = frozenset({"name", "reason", "columns", "text"})
"""Units whose values are words."""


def parameter_of(parsing: Parsing, node: Node, document: str, clause: str) -> Parameter | None:
    """A parameter; within a clause its source is the plan and the clause. None where too much is missing."""
    inside = bool(clause)
    fields = parsing.mapping(node, _NEEDED if inside else _NEEDED | {"binding", "source"}, {"until", "says", "binding"})
    before = len(parsing.faults)
    source = (
        {}
        if inside
        else parsing.mapping(fields["source"], {"document", "clause", "says"})
        if "source" in fields
        else {}
    )
    title = parsing.words(fields, "title")
    found = Parameter(
        key=parsing.text(fields, "key"),
        value=parsing.text(fields, "value"),
        unit=parsing.text(fields, "unit"),
        binding=parsing.choice(fields, "binding", set(Binding), Binding.PLAN),
        stricter=parsing.choice(fields, "stricter", set(Stricter)),
        since=parsing.day(fields, "from") or date.min,
        document=document or parsing.text(source, "document"),
        clause=clause or parsing.text(source, "clause"),
        zh=title.zh,
        en=title.en,
        says=parsing.text(source, "says") or parsing.text(fields, "says"),
        checked=parsing.day(fields, "checked") or date.min,
        until=parsing.day(fields, "until"),
        line=node.line,
    )
    if len(parsing.faults) > before or not found.key or found.since == date.min:
        parsing.unread.add(found.key)
        return None
    _check(parsing, found, inside)
    return found


def _check(parsing: Parsing, found: Parameter, inside: bool) -> None:
    if not _KEY.fullmatch(found.key):
        parsing.fault(found.line, "policy.no_key", key=found.key)
    if found.until is not None and found.until <= found.since:
        parsing.fault(found.line, "policy.ends_before", key=found.key)
    if found.value == AWAITED:
        if inside or found.binding != Binding.SETTING:
            parsing.fault(found.line, "policy.only_settings_wait", key=found.key)
    elif found.stricter != Stricter.NONE:
        if found.unit in _WORDED:
            parsing.fault(found.line, "policy.words_have_no_direction", key=found.key)
            return
        unfit = unfit_number(found.unit, found.value)
        if unfit:
            parsing.fault(found.line, unfit, key=found.key, value=found.value)
