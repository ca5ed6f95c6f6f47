"""Whatever is changed in a template of papers is noticed: it is refused, or the paper that is set from it reads otherwise."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from notoneless.foundation.papers.rules.filling import described, number_text
from notoneless.foundation.papers.rules.templates import Template, folder, template_of
from notoneless.kernel.problems import NotonelessError
from notoneless.policy.reading import Node, read_nodes
from notoneless.typesetting.paper import Block, Footer, Heading, Paragraph, Slip, Table
from support.mutating import Likely, Mutant, mutants

SET = yaml.load((Path(__file__).parent / "papers_as_set.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
"""Each template as it reads once set, with values in 【】 for what is filled in."""
ADDED = {"paper/body/table/columns": [("align", "center")]}
RENAMED = {"paragraph": "plain"}
_ONE_OF = {"sealed": ("yes", "no"), "align": ("left", "center")}
_REFUSED = (NotonelessError, KeyError, ValueError, TypeError, AttributeError)
"""How a file that is no template ends: told in a sentence, or not read at all."""
DAY = date(2026, 9, 1)


@cache
def nodes_of(name: str) -> Node:
    return read_nodes(name, (folder() / f"{name}.yaml").read_text(encoding="utf-8"))


def read(name: str, root: Node) -> tuple[Template, str]:
    """The template that nodes tell, and the source that only people read."""
    key, _, version = name.rpartition("-")
    told = plain(root)
    source = told["source"]
    made = template_of(told, key, int(version), "")
    return made, f"{source['document']} {source['clause']}: {source['says']}"


def plain(node: Node) -> Any:
    if node.text is not None:
        return node.text
    if node.items is not None:
        return [plain(each) for each in node.items]
    return {key: plain(each) for key, each in (node.fields or {}).items()}


def as_set(made: Template, source: str) -> list[str]:
    """The lines of a paper, after those that tell what it is."""
    data: dict[str, Any] = {each: f"【{each}】" for each in made.fields}
    data |= {name: [{each: f"【{each}】" for each in fields}] for name, fields in made.tables.items()}
    paper = described(made, data, number_text(made, "清溪小学", 2026, 3), DAY, Footer("", ""))
    assert paper.signature is not None
    rows = [f"rows of {name}: {', '.join(fields)}" for name, fields in made.tables.items()]
    sealed = "sealed" if paper.signature.is_sealed else "unsealed"
    return [
        f"{made.zh} | {made.en}; {made.series}; {source}",
        *rows,
        *(paper.agency, paper.number, paper.title, paper.addressee),
        *(line for each in paper.blocks for line in lines_of(each)),
        *paper.attachments,
        f"{paper.signature.name}, {paper.signature.day}, {sealed}",
    ]


def lines_of(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text, is_indented):
            yield f"{'　　' if is_indented else ''}{text}"
        case Heading(level, text):
            yield f"{'#' * level} {text}"
        case Table(columns, rows):
            yield " | ".join(f"{each.head} ({each.width} {each.align})" for each in columns)
            yield from (" | ".join(row) for row in rows)
        case Slip(kind, title, lines):
            yield f"{kind}: {title}"
            yield from (f"{label} {value}" for label, value in lines)


def notices(name: str, mutant: Mutant) -> bool:
    try:
        made, source = read(name, mutant.node)
        if (made, source) == read(name, nodes_of(name)):  # a field that is named twice, or in another order
            return not mutant.is_other_text
        return as_set(made, source) != SET[name]
    except _REFUSED:
        return True


def test_every_template_reads_as_it_is_pinned() -> None:
    assert sorted(SET) == sorted(path.stem for path in folder().glob("*.yaml"))
    assert {name: as_set(*read(name, nodes_of(name))) for name in SET} == SET


def changes(name: str) -> list[Mutant]:
    root = nodes_of(name)
    likely = Likely(root, (), lambda place, _: _ONE_OF.get(place.rpartition("/")[2], ()))
    return list(mutants(root, likely, ADDED, RENAMED))


@pytest.mark.parametrize("name", SET)
def test_whatever_is_changed_in_a_template_is_noticed(name: str) -> None:
    assert changes(name)
    assert [each.what for each in changes(name) if not notices(name, each)] == []


def test_a_change_that_the_lines_know_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same, where somebody has pinned the paper with the change."""
    name = "roll_work_plan-1"
    unsealed = next(each for each in changes(name) if each.what == "paper/signature/sealed: no for yes")
    assert notices(name, unsealed)
    monkeypatch.setitem(SET, name, as_set(*read(name, unsealed.node)))
    assert not notices(name, unsealed)
