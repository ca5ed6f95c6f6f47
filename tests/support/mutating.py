"""Every small change of a file of plans: each thing taken out, said twice, moved, or replaced by something just as likely."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from notoneless.policy.reading import Node, walk

Path = tuple[str, ...]
Alike = Callable[[str, str], Iterable[str]]
"""From a place and a text, others that mean something of the same kind."""
_DATE, _MONTH_DAY = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d\d-\d\d")
_WHOLE, _TIME = re.compile(r"\d+"), re.compile(r"\d\d:\d\d")
_OTHERS = 2
"""How many of the values like it, and of those at the same place elsewhere, are tried."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file, or a part of it, with one change: what was changed, where, and all with it."""

    what: str
    path: Path
    node: Node
    is_other_text: bool = False


class Likely:
    """What somebody might write by mistake in place of a text: what stands at such a place in the same file, or in others."""

    def __init__(self, own: Node, beside: Iterable[Node] = (), alike: Alike = lambda *_: ()) -> None:
        self._own, self._alike = _texts([own]), alike
        self._beside = _texts(beside)

    def others(self, path: Path, text: str) -> list[str]:
        """Values to write in place of one: those next to it, those like it, and some that stand at the same place elsewhere."""
        place = _place(path)
        values = self._own.get(place, [])
        after = values.index(text) + 1 if text in values else 0
        around = [*values[after:], *values[:after], *self._beside.get(place, [])]
        most = _OTHERS if text.isascii() and " " not in text else 1  # wording is compared as it is
        elsewhere = [*dict.fromkeys(each for each in around if each != text)][:most]
        alike = [each for each in self._alike(place, text) if each != text][:_OTHERS]
        return [*dict.fromkeys([*_next_to(text), *alike, *elsewhere])] or [f"{text}一"]


def _texts(roots: Iterable[Node]) -> Mapping[str, list[str]]:
    """The texts at each place, each once."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for root in roots:
        for path, node in walk(root):
            if node.text is not None:
                found[_place(path)][node.text] = None
    return {place: list(texts) for place, texts in found.items()}


def _place(path: Path) -> str:
    return "/".join(step for step in path if not step.isdigit())


def _next_to(text: str) -> list[str]:
    """One more and one less, a day sooner and later."""
    if _DATE.fullmatch(text):
        day = date.fromisoformat(text)
        return [(day + timedelta(days=step)).isoformat() for step in (-1, 1)]
    if _MONTH_DAY.fullmatch(text):
        day = date.fromisoformat(f"2026-{text}")
        return [(day + timedelta(days=step)).isoformat()[5:] for step in (-1, 1)]
    if _TIME.fullmatch(text):
        return [f"{text[:3]}{(int(text[3:]) + 1) % 60:02}"]
    if _WHOLE.fullmatch(text):
        return [str(int(text) + step) for step in (-1, 1) if int(text) + step >= 0]
    return []


Added = Mapping[str, Sequence[tuple[str, str]]]
"""By place, what may be written there besides: keys that are optional, each with a value."""
Renamed = Mapping[str, str]
"""Keys that stand for one another."""


def mutants(
    root: Node, likely: Likely, added: Added | None = None, renamed: Renamed | None = None, at: Path = ()
) -> Iterator[Mutant]:
    """Each change by itself. `at`: the place of `root` in its file, where it is only a part."""
    for path, node in walk(root):
        if path:
            yield from _taken_out(root, path)
        if node.text is not None:
            for other in likely.others((*at, *path), node.text):
                yield Mutant(
                    f"{'/'.join(path)}: {other} for {node.text}", path, _changed(root, path, _said(other)), True
                )
        for key, value in (added or {}).get(_place((*at, *path)), ()):
            if node.fields is not None and key not in node.fields:
                more = _with_field(key, Node(node.line, text=value))
                yield Mutant(f"{'/'.join((*path, key))}: {value} for nothing", (*path, key), _changed(root, path, more))
        for key in (renamed or {}).keys() & (node.fields or {}).keys():
            other = (renamed or {})[key]
            yield Mutant(f"{'/'.join((*path, key))}: {other}", (*path, key), _changed(root, path, _called(key, other)))


def _taken_out(root: Node, path: Path) -> Iterator[Mutant]:
    """Without the node; where it is an item of a list, also twice and after the one that it stands before."""
    *above, last = path
    parent = node_at(root, tuple(above))

    def with_items(items: Sequence[Node]) -> Node:
        return _changed(root, tuple(above), lambda node: replace(node, items=tuple(items)))

    name = "/".join(path)
    if parent.items is None:
        left = {key: value for key, value in (parent.fields or {}).items() if key != last}
        yield Mutant(f"{name}: gone", path, _changed(root, tuple(above), lambda node: replace(node, fields=left)))
        return
    items, place = list(parent.items), int(last)
    yield Mutant(f"{name}: gone", path, with_items([*items[:place], *items[place + 1 :]]))
    yield Mutant(f"{name}: twice", path, with_items([*items[: place + 1], *items[place:]]))
    if place + 1 < len(items):
        moved = [*items[:place], items[place + 1], items[place], *items[place + 2 :]]
        yield Mutant(f"{name}: after the next", path, with_items(moved))


def node_at(node: Node, path: Path) -> Node:
    """The node at the end of a path."""
    for step in path:
        node = node.items[int(step)] if node.items is not None else (node.fields or {})[step]
    return node


def _changed(node: Node, path: Path, change: Callable[[Node], Node]) -> Node:
    if not path:
        return change(node)
    step, rest = path[0], path[1:]
    if node.items is not None:
        items = list(node.items)
        items[int(step)] = _changed(items[int(step)], rest, change)
        return replace(node, items=tuple(items))
    fields = dict(node.fields or {})
    fields[step] = _changed(fields[step], rest, change)
    return replace(node, fields=fields)


def _said(text: str) -> Callable[[Node], Node]:
    return lambda node: replace(node, text=text)


def _with_field(key: str, value: Node) -> Callable[[Node], Node]:
    return lambda node: replace(node, fields={**(node.fields or {}), key: value})


def _called(key: str, other: str) -> Callable[[Node], Node]:
    return lambda node: replace(
        node, fields={other if each == key else each: value for each, value in (node.fields or {}).items()}
    )
