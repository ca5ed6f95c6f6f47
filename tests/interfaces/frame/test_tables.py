"""On a phone each row of a table becomes a card: so each value but the first carries its name, and the same as its heading."""

import re
from pathlib import Path

import pytest

from notoneless import interfaces

FLOOR = Path(interfaces.__file__).parent
TEMPLATES = [path for path in sorted(FLOOR.glob("*/templates/**/*.html")) if "<td" in path.read_text(encoding="utf-8")]
CELL = re.compile(r"<td([^>]*(?:{%.*?%}[^>]*)*)>")
NAME = re.compile(r"{% translate ['\"](.*?)['\"] %}")


def said(head: str) -> str | None:
    """The words of a heading; None where they are a value, which its cells must carry as a value too."""
    named = NAME.search(head)
    assert named or re.fullmatch(r"{{ [\w.]+ }}|{% include \S+ %}", head), head
    return named[1] if named else None


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_cell_says_what_it_is(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    for table in re.findall(r"<(?:c-table|table)\b.*?</(?:c-table|table)>", text, re.DOTALL):
        heads = [said(head) for head in re.findall(r"<th [^>]*>(.*?)</th>", table)]
        rows = [row for row in re.findall(r"<tr\b.*?</tr>", table, re.DOTALL) if "<td" in row]
        assert rows
        for row in rows:
            look_at(heads, [cell[1] for cell in CELL.finditer(row)])


def look_at(heads: list[str | None], cells: list[str]) -> None:
    """One row: as many cells as headings, each with its heading."""
    assert len(cells) == len(heads)
    for head, cell in zip(heads[1:], cells[1:], strict=True):
        named = NAME.search(cell)
        if head is None:
            assert re.search(r'data-label="{{ [\w.]+ }}"', cell), cell
            continue
        assert (named and named[1] == head) or ('class="act"' in cell and head == "办理"), (head, cell)


def test_there_are_tables_to_look_at() -> None:
    assert {path.name for path in TEMPLATES} >= {"rows.html", "accounts.html", "grants.html", "audit.html"}
