"""A month as the workbook that officials know: clause by clause, and who is behind; every text as text."""

from collections.abc import Iterable, Sequence

from notoneless.interfaces.frame.handing import written
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence
from notoneless.tabular.writing import ColumnSpec, SheetSpec, Value

_NUMBERS = ("done", "late", "due", "broken", "unknown", "exempt")
_CLAUSES = (("plan", 26), ("unit", 14), ("clause", 8), ("clause_title", 22), ("says", 50), ("duty", 22), ("state", 14))
_BEHIND = (
    ("plan", 26),
    ("clause", 8),
    ("duty", 22),
    ("unit", 18),
    ("owed_by", 28),
    ("due_on", 12),
    ("state", 10),
    ("done_on", 12),
    ("evidence", 28),
    ("exempt_because", 26),
    ("reminded", 28),
)
_WRAPPED_FROM = 20


def _words(code: str) -> str:
    return sentence(Problem(code), language_of())


def _columns(named: Iterable[tuple[str, int]]) -> list[ColumnSpec]:
    return [ColumnSpec(_words(f"duties.column_{name}"), width, wrap=width >= _WRAPPED_FROM) for name, width in named]


def workbook(title: str, note: str, clauses: Sequence[Sequence[Value]], behind: Sequence[Sequence[Value]]) -> bytes:
    """The bytes of the workbook, made in a folder that nobody else enters."""
    numbers = [ColumnSpec(_words(f"duties.count_{name}"), 9, "number") for name in _NUMBERS]
    sheets = [
        SheetSpec(_words("duties.sheet_clauses"), title, [*_columns(_CLAUSES), *numbers], clauses, note, frozen=3),
        SheetSpec(_words("duties.sheet_behind"), title, _columns(_BEHIND), behind, note, frozen=3),
    ]
    return written(sheets)
