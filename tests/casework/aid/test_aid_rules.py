"""What is due a term, how that stands to what was paid, and how a list of payments is read."""

from datetime import date
from pathlib import Path

import pytest

from notoneless.casework.aid.rules.judging import due_of, fen_of, grounds_given, standing, why_not_entitled, yuan
from notoneless.casework.aid.rules.kinds import AidGround, Standing
from notoneless.casework.aid.rules.sheets import HEADINGS, rows_of
from notoneless.tabular.limits import Limits
from notoneless.tabular.tables import read_table

SET = {"aid.boarder_primary": "600", "aid.day_pupil_junior": "300"}


def test_what_is_due_is_what_the_county_has_set_for_poor_families_and_nothing_else() -> None:
    assert due_of(["poor"], True, 3, SET) == 600
    assert due_of(["poor", "disability"], False, 8, SET) == 300
    assert due_of(["poor"], False, 3, SET) is None, "not decided yet"
    assert due_of(["orphan"], True, 3, SET) is None
    assert due_of(["poor"], True, None, SET) is None


def test_nothing_is_unpaid_and_less_than_due_is_too_little() -> None:
    assert standing(None, 0) is Standing.UNPAID
    assert standing(None, 1) is Standing.PAID
    assert standing(600, 59_999) is Standing.SHORT
    assert standing(600, 60_000) is Standing.PAID


@pytest.mark.parametrize(
    ("amount", "fen"),
    [
        ("500", 50_000),
        ("312.50元", 31_250),
        ("1,250", 125_000),
        ("0", None),
        ("-5", None),
        ("1.234", None),
        ("NaN", None),
        ("五百", None),
        ("1000001", None),
        ("1e999999", None),
        ("sNaN", None),
    ],
)
def test_an_amount_is_read_to_the_fen_or_not_at_all(amount: str, fen: int | None) -> None:
    assert fen_of(amount) == fen
    if fen:
        assert fen_of(yuan(fen)) == fen


def test_not_entitled_goes_with_no_other_ground() -> None:
    assert why_not_entitled(grounds_given(AidGround.NONE, AidGround.POOR)) is not None
    assert why_not_entitled(grounds_given(AidGround.NONE, None)) is None
    assert grounds_given(AidGround.ORPHAN, AidGround.POOR) == (AidGround.POOR, AidGround.ORPHAN)
    assert grounds_given(AidGround.POOR, AidGround.POOR) == (AidGround.POOR,)


def test_each_cell_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("姓名,金额,发放日期\n甲,500,2026-09-01\n乙,很多,2026-09-01\n丙,500,2026-12-01\n", encoding="utf-8")
    rows, wrong = rows_of(read_table(path, HEADINGS, Limits()), date(2026, 9, 1))
    assert [(row.person.name, row.fen) for row in rows] == [("甲", 50_000)]
    assert [(each.params["row"], each.params["column"]) for each in wrong] == [(3, "B"), (4, "C")]
