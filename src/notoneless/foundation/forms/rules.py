"""The columns of a form as one text: `1=name;4=id_no`, by 0-based column; nothing for one that is left empty."""

import re
from collections.abc import Mapping

from notoneless.tabular.fields import Field

FINGERPRINT = re.compile("[0-9a-f]{32}").fullmatch
_MOST = 400
_PAIR = re.compile(r"(\d{1,3})=([a-z0-9_]*)").fullmatch


def written(columns: Mapping[int, Field | None]) -> str:
    """The text of the columns."""
    return ";".join(f"{index}={field.value if field else ''}" for index, field in sorted(columns.items()))


def said(text: str) -> dict[int, Field | None] | None:
    """The columns of a text; None where it says no such thing, or says two things of one column."""
    found: dict[int, Field | None] = {}
    for pair in text.split(";"):
        match = _PAIR(pair)
        if match is None or int(match[1]) in found or int(match[1]) >= _MOST or match[2] not in {"", *Field}:
            return None
        found[int(match[1])] = Field(match[2]) if match[2] else None
    return found
