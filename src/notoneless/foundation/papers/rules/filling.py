"""A template filled in: what it must be given, the number, and the paper as typesetting takes it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from notoneless.foundation.papers.rules.templates import FIELD, Template
from notoneless.kernel.problems import Problem
from notoneless.typesetting.paper import (
    Align,
    Block,
    Column,
    Footer,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Slip,
    SlipKind,
    Table,
    written_day,
)

Value = str | Sequence[Mapping[str, str]]
Data = Mapping[str, Value]
"""What fills a template: a text for each field, rows of texts for each table."""

MOST_ROWS, MOST_CHARACTERS = 2000, 20_000
"""Rows of a table, and characters of a text."""


def why_not_filled(template: Template, data: Data) -> Problem | None:
    """Why a template cannot be filled with this: something is missing, unknown, of another kind, or far too long."""
    wanted = template.fields | template.tables.keys()
    missing, unknown = wanted - data.keys(), data.keys() - wanted
    if missing:
        return Problem("papers.field_missing", {"fields": ", ".join(sorted(missing))})
    if unknown:
        return Problem("papers.field_unknown", {"fields": ", ".join(sorted(unknown))})
    for name, value in data.items():
        if name in template.fields and not (isinstance(value, str) and len(value) <= MOST_CHARACTERS):
            return Problem("papers.field_unfit", {"field": name})
        if name in template.tables and not _fits(value, template.tables[name]):
            return Problem("papers.field_unfit", {"field": name})
    return None


def _fits(rows: Value, fields: Sequence[str]) -> bool:
    if isinstance(rows, str) or len(rows) > MOST_ROWS:
        return False
    return all(
        set(row) == set(fields) and all(isinstance(each, str) and len(each) <= MOST_CHARACTERS for each in row.values())
        for row in rows
    )


def number_text(template: Template, prefix: str, year: int, serial: int) -> str:
    """A number as it is printed, such as 某校学籍〔2026〕3号."""
    return filled(
        template.number, {"prefix": prefix, "series": template.series, "year": str(year), "serial": str(serial)}
    )


def filled(text: str, given: Mapping[str, Value]) -> str:
    """A text with its fields filled in, once: what stands in a value is never looked at again."""
    return FIELD.sub(lambda found: str(given[found[1]]), text)


def digest_of(template: Template, told: Mapping[str, Any]) -> str:
    """The SHA-256 of all that a paper says: its template's file, its number, unit and day, its data, and its salt."""
    content = {"template": template.digest, **told}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


WITHDRAWN = "作废"
"""What stands above a paper that was withdrawn: papers are Chinese, whoever prints them."""


def described(
    template: Template, data: Data, number: str, on: date, footer: Footer, withdrawn_on: date | None = None
) -> Paper:
    """The paper; one that was withdrawn says so above every page."""
    told = template.paper
    signed = told["signature"]
    return Paper(
        title=filled(told["title"], data),
        day=on,
        blocks=tuple(block for each in told["body"] for block in _blocks(each, data)),
        agency=filled(told["agency"], data),
        number=number,
        addressee=filled(told["addressee"], data),
        attachments=tuple(filled(each, data) for each in told["attachments"]),
        signature=Signature(filled(signed["name"], data), written_day(on), signed["sealed"] == "yes")
        if signed
        else None,
        footer=footer,
        mark=f"{WITHDRAWN}（{written_day(withdrawn_on)}撤回）" if withdrawn_on else "",
    )


def _blocks(told: Mapping[str, Any], data: Data) -> Iterator[Block]:
    """What a part of a template becomes: a text of several lines as many paragraphs."""
    [(kind, about)] = told.items()
    match kind:
        case "paragraph" | "plain":
            for line in filled(about, data).splitlines():
                if line.strip():
                    yield Paragraph(line.strip(), kind == "paragraph")
        case "heading":
            yield Heading(int(about["level"]), filled(about["text"], data))
        case "table":
            yield _table(about, data)
        case _:
            lines = tuple((filled(label, data), filled(value, data)) for label, value in about["lines"].items())
            yield Slip(SlipKind(kind), filled(about["title"], data), lines)


def _table(about: Mapping[str, Any], data: Data) -> Table:
    told = about["columns"]
    columns = tuple(Column(each["head"], int(each["width"]), Align(each.get("align", "left"))) for each in told)
    rows: Any = data[about["rows"]]
    return Table(columns, tuple(tuple(str(row[each["field"]]) for each in told) for row in rows))
