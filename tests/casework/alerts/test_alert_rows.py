"""Lists of children line by line: what is read, what is told of a line that cannot be, which rows may be one child."""

from datetime import date

import pytest

from notoneless.casework.alerts.rules.rows import (
    LEFT_OUT,
    LONGEST_SEEN,
    NO_VALUE,
    Listed,
    Row,
    line_of,
    read_list,
    without_faults,
)
from notoneless.kernel.problems import NotonelessError

DAY = date(2026, 9, 1)


def read(text: str) -> Listed:
    return read_list(text, DAY, 100)


def fault(line: str) -> str:
    listed = read(line)
    assert not listed.rows
    [found] = listed.faults
    return found.problem.code


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("慕容甲乙，9，柳树村，没来上学", ("慕容甲乙", 9, "柳树村", None, "没来上学")),
        ("慕容甲乙,约9岁,柳树村,没来上学", ("慕容甲乙", 9, "柳树村", None, "没来上学")),
        ("慕容甲乙，9，柳树村，2026-08-31，没来，在放羊", ("慕容甲乙", 9, "柳树村", date(2026, 8, 31), "没来，在放羊")),
        ("慕容甲乙，９，柳树村，，没来，在放羊", ("慕容甲乙", 9, "柳树村", None, "没来，在放羊")),
        ("，，，天天在端盘子", ("", None, "", None, "天天在端盘子")),
        ("慕容甲乙，9，柳树村，天天，在放羊", ("慕容甲乙", 9, "柳树村", None, "天天，在放羊")),
        ("慕容甲乙\t9\t柳树村\t2026.8.31\t没来上学", ("慕容甲乙", 9, "柳树村", date(2026, 8, 31), "没来上学")),
    ],
)
def test_a_line_is_read_as_it_is_written(line: str, row: tuple[object, ...]) -> None:
    listed = read(line)
    assert listed.faults == ()
    assert listed.rows == (Row(1, *row),)  # type: ignore[arg-type]


def test_pasted_lines_are_read_by_their_headings() -> None:
    listed = read("村\t姓名\t备注\t年龄\n柳树村\t慕容甲乙\t没来，在放羊\t9")
    assert listed.rows == (Row(2, "慕容甲乙", 9, "柳树村", None, "没来，在放羊"),)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("慕容甲乙", "alerts.list_few_cells"),
        ("慕容甲乙 9 柳树村 没来上学", "alerts.list_few_cells"),
        ("慕容甲乙，九十九，柳树村，没来上学", "alerts.no_age"),
        ("慕容甲乙，40，柳树村，没来上学", "alerts.no_age"),
        ("慕容甲乙，9，柳树村，", "alerts.list_no_seen"),
        ("慕容甲乙，9，柳树村，2026-13-40，没来上学", "alerts.list_no_day"),
        ("慕容甲乙，9，柳树村，2031-01-01，没来上学", "alerts.no_such_day"),
        (f"{NO_VALUE}，9，柳树村，没来上学", "alerts.list_formula"),
        ("慕容甲乙，9，柳树村，=HYPERLINK(1)", "alerts.list_formula"),
        ("慕容甲乙，#N/A，柳树村，没来上学", "alerts.list_formula"),
        (f"慕容甲乙，9，柳树村，{'没' * (LONGEST_SEEN + 1)}", "alerts.list_too_long"),
        (f"{'慕' * 61}，9，柳树村，没来上学", "alerts.list_too_long"),
        ("慕容甲乙，9，柳\x07树村，没来上学", "alerts.list_no_text"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_its_cause(line: str, code: str) -> None:
    assert fault(line) == code


def test_lines_left_out_leave_the_numbers_of_the_others() -> None:
    text = "甲，9，柳树村，没来\n乙\n\n丙，10，柳树村，没来"
    listed = read(text)
    assert [row.number for row in listed.rows] == [1, 4]
    sent = without_faults(text, listed.faults)
    assert sent.split("\n")[1] == LEFT_OUT
    assert read(sent).rows == listed.rows
    assert read(sent).faults == ()


@pytest.mark.parametrize("text", ["", " \n ，，\n", LEFT_OUT, "姓名\t情况"])
def test_a_list_that_says_nothing_is_none(text: str) -> None:
    with pytest.raises(NotonelessError) as refusal:
        read(text)
    assert refusal.value.problem.code == "alerts.list_empty"


def test_more_rows_than_are_taken_are_told_with_their_number() -> None:
    with pytest.raises(NotonelessError) as refusal:
        read("\n".join(["甲，9，柳树村，没来"] * 10_000))
    assert refusal.value.problem.params == {"most": 100, "count": 10_000}


def test_rows_that_may_be_one_child_are_told_and_stay_apart() -> None:
    listed = read(
        "慕容甲乙，9，柳树村，没来\n慕荣佳艺，10，，在放羊\n慕容甲乙，15，柳树村，没来\n慕容甲乙，9，石桥村，没来\n，9，柳树村，没来"
    )
    assert len(listed.rows) == 5
    assert listed.alike == {2: (1,), 4: (2,)}


def test_a_row_of_a_table_becomes_a_line_and_comes_back() -> None:
    cells = {"name": "慕容甲乙", "age": "9", "place": "柳树村，三组", "seen_on": "2026-08-31", "seen": "没来，\n在放羊"}
    assert read(line_of(cells)).rows == (Row(1, "慕容甲乙", 9, "柳树村 三组", date(2026, 8, 31), "没来，在放羊"),)
