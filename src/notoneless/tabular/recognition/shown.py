"""Headings fit to be shown: where the row may be a child's and no header, they are masked like names."""

from collections.abc import Sequence

from notoneless.tabular.cells import mask
from notoneless.tabular.fields import Field
from notoneless.tabular.recognition.contents import data_like, looks_like_name
from notoneless.tabular.recognition.headers import match_header

_TELLING = 2
"""Known fields in a row from which it is held to be a header."""


def shown_headings(headers: Sequence[str]) -> list[str]:
    """`headers` (one row, empty ones too) for a sentence or a table: what is no known heading may be a child's name."""
    matches = [match_header(header) for header in headers]
    fields = {match.field for match in matches if match is not None and match.field is not None}
    is_header = len(fields) >= _TELLING and not data_like(headers)
    return [
        mask(header) if match is not None or (is_header and not looks_like_name(header)) else mask(header, Field.NAME)
        for header, match in zip(headers, matches, strict=True)
    ]


def listed_headers(headers: Sequence[str], most: int = 30) -> str:
    """The headers seen, for a sentence: at most `most`, masked and cut to 20 characters."""
    seen = [heading[:20] for heading in shown_headings(headers) if heading]
    return "、".join(seen[:most]) + (" …" if len(seen) > most else "") if seen else "-"
