"""A paper as PDF, set by typst from a template that gets everything as data."""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.typesetting import layout
from notoneless.typesetting.fonts import Fonts
from notoneless.typesetting.paper import Heading, Paper, Paragraph, Signature, Table, breakable, ems, tidied
from notoneless.typesetting.word import check_line

TEMPLATE = Path(__file__).with_name("paper.typ")

MOST_TOLD = 20
"""Characters that a refusal names."""

KEPT_LINES = 6
"""Lines of a last paragraph that still stay together with the signature."""

_FACES = {1: "black", 2: "script"}
"""The face of a heading by its level; all others are set as the body."""


def as_pdf(paper: Paper, fonts: Fonts) -> bytes:
    """The document, the same bytes for the same paper and fonts.

    Raises NotonelessError without a Chinese font, and where none has a character of the paper: Word shows it all the same.
    """
    return as_pdf_of([paper], fonts)


def as_pdf_of(papers: Sequence[Paper], fonts: Fonts) -> bytes:
    """Several papers as one document to print, each with pages of its own; raises as `as_pdf` does. At least one is given."""
    return _compiled(papers, fonts, "pdf")[0]


def as_pictures(paper: Paper, fonts: Fonts, dots: int = 96) -> list[bytes]:
    """The pages as PNG, `dots` to the inch. Raises as `as_pdf` does."""
    return _compiled([paper], fonts, "png", dots)


def _compiled(
    papers: Sequence[Paper], fonts: Fonts, kind: Literal["pdf", "png"], dots: int | None = None
) -> list[bytes]:
    """A compiler for each document, because it holds what it was given; the fonts, which are slow to read, are shared."""
    if not fonts.faces:
        raise NotonelessError(Problem("typesetting.no_font"))
    told = json.dumps([_whole(each, fonts) for each in papers], ensure_ascii=False)
    lacking = fonts.lacking(told)
    if lacking:
        raise NotonelessError(Problem("typesetting.no_glyph", {"characters": lacking[:MOST_TOLD]}))
    compiler = typst.Compiler(_template(), font_paths=fonts.loaded, sys_inputs={"papers": told})
    made = compiler.compile(format=kind, ppi=dots, timestamp=0)
    return made if isinstance(made, list) else [made] if made else []


def _whole(paper: Paper, fonts: Fonts) -> dict[str, Any]:
    """Everything that the template is given of a paper."""
    paper = tidied(paper)
    own = {"faces": fonts.faces, "check": check_line(paper.footer) if paper.footer else ""}
    told: dict[str, Any] = _broken(_told(paper))
    return told | own


@lru_cache(maxsize=1)
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _broken(value: Any) -> Any:
    """The same with words that are too long made to break."""
    if isinstance(value, str):
        return breakable(value)
    if isinstance(value, dict):
        return {name: _broken(each) for name, each in value.items()}
    return [_broken(each) for each in value] if isinstance(value, list | tuple) else value


def _told(paper: Paper) -> dict[str, Any]:
    """What the template shows, as JSON holds it."""
    return {
        "title": paper.title,
        "day": [paper.day.year, paper.day.month, paper.day.day],
        "agency": paper.agency,
        "number": paper.number,
        "mark": paper.mark,
        "addressee": paper.addressee,
        "body": [_part(each) for each in paper.body()],
        "keeps_last": _keeps_last(paper),
        "attachments": paper.attachments,
        "signature": _signed(paper.signature) if paper.signature else None,
        "slips": [{"title": each.title, "lines": each.lines} for each in paper.slips()],
        "layout": _layout(paper),
    }


def _keeps_last(paper: Paper) -> bool:
    """Whether the last paragraph goes onto the page of the signature: a long one would leave half a page empty."""
    *_, last = (None, *paper.body())
    return isinstance(last, Paragraph) and ems(last.text) <= KEPT_LINES * layout.CHARACTERS


def _part(block: Paragraph | Heading | Table) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "text": block.text, "is_indented": block.is_indented}
        case Heading():
            return {"kind": "heading", "text": block.text, "face": _FACES.get(block.level, "body")}
        case Table():
            return {
                "kind": "table",
                "heads": [each.head for each in block.columns],
                "widths": [each.width for each in block.columns],
                "aligned": [each.align for each in block.columns],
                "rows": block.rows,
            }


def _signed(signature: Signature) -> dict[str, Any]:
    where = layout.placed(signature)
    return {
        "name": signature.name,
        "day": signature.day,
        "name_right": where.name,
        "day_right": where.day,
        "lines": 2 if signature.is_sealed else 1,
    }


def _layout(paper: Paper) -> dict[str, Any]:
    return {
        "page": layout.PAGE_MM,
        "top": layout.TOP_MM,
        "bottom": layout.BOTTOM_MM,
        "left": layout.LEFT_MM,
        "right": layout.RIGHT_MM,
        "number_below": layout.NUMBER_BELOW_MM,
        "body_pt": layout.BODY_PT,
        "title_pt": layout.TITLE_PT,
        "number_pt": layout.NUMBER_PT,
        "table_pt": layout.TABLE_PT,
        "footer_pt": layout.FOOTER_PT,
        "mark_pt": layout.MARK_PT,
        "mark_above": layout.MARK_ABOVE_MM,
        "head_pt": layout.head_size(paper.agency),
        "line_pt": layout.LINE_PT,
        "tracking_pt": layout.TRACKING_PT,
    }
