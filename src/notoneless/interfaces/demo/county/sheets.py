"""Rows of a demonstration as an office keeps them: a spreadsheet with Chinese headings."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from notoneless.kernel.problems import Problem, sentence
from notoneless.tabular.fields import Field

_LEFT_OUT = frozenset({"hid", "sid", "eid", "xid"})
"""What an office's own system calls its rows: nothing that the program reads."""


def sheet_of(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The bytes of a CSV file; there must be a row."""
    fields = [name for name in rows[0] if name not in _LEFT_OUT]
    text = io.StringIO()
    writer = csv.writer(text)
    known = {field.value for field in Field}
    writer.writerow([sentence(Problem(f"tabular.field.{name}")) if name in known else name for name in fields])
    writer.writerows([row[name] for name in fields] for row in rows)
    return text.getvalue().encode("utf-8-sig")
