"""Read a file of plans: nodes that know their line, each scalar as the text that was written.

A plan is read as text, so that clause 5.10 is not 5.1 and a date is what somebody wrote. What makes files surprising is
refused: anchors, tags of types, one key twice, and nesting without end, at which the parser breaks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from notoneless.kernel.problems import NotonelessError, Problem

LARGEST = 1_000_000
"""Bytes of a file: the longest plan has some fifty thousand."""
DEEPEST = 20
"""Lists and mappings within one another: a plan has ten. The parser breaks the whole process at some thousands."""

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The one in C, where it was built: ten times as fast."""

_TEXT, _LIST, _MAP = "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"
_PLAIN = frozenset({_TEXT, _LIST, _MAP})


@dataclass(frozen=True, slots=True)
class Node:
    """A text, a list of nodes, or nodes by key; `line` counts from 1."""

    line: int
    text: str | None = None
    items: tuple["Node", ...] | None = None
    fields: Mapping[str, "Node"] | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a line of a file."""

    file: str
    line: int
    problem: Problem

    def told(self) -> Problem:
        """The sentence with its place."""
        return Problem("policy.at", {"file": self.file, "line": self.line, "what": self.problem})


class Unreadable(NotonelessError):
    """A text that is not read as YAML, with its line."""

    def __init__(self, line: int, problem: Problem) -> None:
        super().__init__(problem)
        self.line = line


class PlanRefused(NotonelessError):
    """A plan that cannot be taken, with everything that is wrong with it; the first is told."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults[0].told())
        self.faults = tuple(faults)


def decoded(file: str, content: bytes) -> str:
    """The text of a file as it came. Raises PlanRefused where it is too large or not UTF-8."""
    if len(content) > LARGEST:
        raise PlanRefused([Fault(file, 1, Problem("policy.too_large", {"most": LARGEST}))])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PlanRefused([Fault(file, line, Problem("policy.not_utf_8"))]) from error


def read_nodes(file: str, text: str) -> Node:
    """The document of a file. Raises PlanRefused where it is no YAML, too large, empty, or has anchors, tags or a key twice."""
    try:
        return _node(file, compose(text))
    except Unreadable as unreadable:
        raise PlanRefused([Fault(file, unreadable.line, unreadable.told)]) from unreadable


def compose(text: str) -> yaml.Node:
    """The one document of a text. Raises Unreadable where it is no YAML, too large, none or several, or surprising."""
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise Unreadable(1, Problem("policy.too_large", {"most": LARGEST}))
    try:
        _check_unsurprising(text)
        documents = list(yaml.compose_all(text, Loader=_LOADER))
    except (yaml.YAMLError, RecursionError, UnicodeError) as error:
        raise Unreadable(_line_of(error), Problem("policy.no_yaml")) from error
    if len(documents) != 1:
        raise Unreadable(1, Problem("policy.one_document"))
    found: yaml.Node = documents[0]
    return found


def _check_unsurprising(text: str) -> None:
    """Raises Unreadable for anchors, with which a short file can be a long plan, types, and nesting without end."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        problem = _surprise(event, depth)
        if problem:
            raise Unreadable(event.start_mark.line + 1 if event.start_mark is not None else 1, problem)


def _surprise(event: yaml.Event, depth: int) -> Problem | None:
    tag = getattr(event, "tag", None)
    if getattr(event, "anchor", None) or (tag is not None and tag not in _PLAIN):
        return Problem("policy.no_anchors")
    return Problem("policy.too_deep", {"most": DEEPEST}) if depth > DEEPEST else None


def _line_of(error: Exception) -> int:
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line + 1 if mark is not None else 1


def _node(file: str, raw: yaml.Node) -> Node:
    line = raw.start_mark.line + 1
    if isinstance(raw, yaml.ScalarNode):
        return Node(line, text=raw.value.strip())
    if isinstance(raw, yaml.SequenceNode):
        return Node(line, items=tuple(_node(file, each) for each in raw.value))
    found: dict[str, Node] = {}
    for key, value in raw.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "?"
        if name in found or not isinstance(key, yaml.ScalarNode):
            raise PlanRefused([Fault(file, key.start_mark.line + 1, Problem("policy.key_twice", {"key": str(name)}))])
        found[name] = _node(file, value)
    return Node(line, fields=found)


def walk(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Every node beneath one, itself first, with the keys and numbers that lead to it."""
    yield path, node
    for number, item in enumerate(node.items or ()):
        yield from walk(item, (*path, str(number)))
    for key, value in (node.fields or {}).items():
        yield from walk(value, (*path, key))
