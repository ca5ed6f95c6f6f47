"""The table of working days: read whole, and refused with file and line wherever it is wrong."""

from datetime import date

import pytest

from notoneless.kernel.calendar import Holiday, Notice
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.policy.working_days import entry_text, load_working_days, read_notice, read_table, written

GOOD = """\
table: national/working_days
title: {zh: 表, en: table}
notices:
  - year: "2019"
    number: 国办发明电〔2018〕15号
    verified: "yes"
    holidays:
      - {name: 元旦, first: 2018-12-30, last: 2019-01-01, make_up: [2018-12-29]}
      - {name: 劳动节, first: 2019-05-01, last: 2019-05-01, make_up: []}
  - year: "2019"
    number: 国办发明电〔2019〕3号
    verified: "yes"
    amends: "yes"
    holidays:
      - {name: 劳动节, first: 2019-05-01, last: 2019-05-04, make_up: [2019-04-28, 2019-05-05]}
  - year: "2020"
    number: ""
    verified: "no"
    holidays:
      - {name: 元旦, first: 2020-01-01, last: 2020-01-01, make_up: []}
"""

LAST_ENTRY = GOOD[GOOD.index('  - year: "2020"') :]


def test_the_table_that_comes_with_the_program_is_whole() -> None:
    notices = load_working_days()
    assert sorted({each.year for each in notices}) == list(range(2004, 2027))
    assert [each.year for each in notices if each.amends] == [2015, 2019, 2020]
    assert [each.year for each in notices if not each.verified] == [2004, 2005, 2008]
    assert all(bool(each.number) is each.verified for each in notices)
    assert len({each.number for each in notices if each.number}) == len(notices) - 3
    first = next(each for each in notices if each.year == 2025)
    assert (first.number, first.holidays[0].name) == ("国办发明电〔2024〕12号", "元旦")


def test_a_good_table_is_read_as_it_is_written() -> None:
    first, amending, last = read_table(GOOD, "t.yaml")
    new_year = Holiday("元旦", date(2018, 12, 30), date(2019, 1, 1), (date(2018, 12, 29),))
    assert (first.year, first.number, first.verified, first.amends) == (2019, "国办发明电〔2018〕15号", True, False)
    assert first.holidays[0] == new_year
    assert (amending.amends, amending.holidays[0].last_day) == (True, date(2019, 5, 4))
    assert (last.number, last.verified) == ("", False)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("table: national/working_days", "table: other", 1, "不是工作日表"),
        ("title: {zh: 表, en: table}\n", "", 1, "缺少“title”"),
        ('    verified: "no"\n', '    verified: "no"\n    colour: red\n', 19, "“colour”"),
        ('    verified: "no"\n', '    verified: "no"\n    verified: "no"\n', 19, "“verified”"),
        ('    verified: "no"\n', "", 16, "缺少“verified”"),
        ('verified: "no"', "verified: maybe", 18, "yes 或 no"),
        ('verified: "no"', 'verified: "yes"', 17, "文号"),
        ('year: "2020"', 'year: "20"', 16, "四位"),
        ("2020", "2021", 16, "应是 2020 年"),
        (
            LAST_ENTRY,
            LAST_ENTRY.replace("2020", "2019"),
            16,
            "应是 2020 年",
        ),
        ('    verified: "no"\n', '    verified: "no"\n    amends: "yes"\n', 16, "没有可以调整"),
        ("first: 2020-01-01, last: 2020-01-01", "first: 2020-01-01, last: 2021-01-01", 20, "不在 2020 年"),
        ("first: 2018-12-30", "first: 2018-12-24", 8, "不在 2019 年"),
        ("first: 2020-01-01", "first: 2020-02-30", 20, "不是日期"),
        ("first: 2020-01-01", "first: 20200101", 20, "不是日期"),
        ("last: 2020-01-01", "last: 2020-03-01", 20, "不超过 31 天"),
        ("last: 2019-05-04", "last: 2019-04-30", 15, "不早于第一天"),
        ("make_up: [2018-12-29]", "make_up: [2018-12-28]", 8, "不是星期六"),
        ("make_up: [2018-12-29]", "make_up: [2018-12-30]", 8, "2018-12-30"),
        ("make_up: [2018-12-29]", "make_up: [2018-12-29, 2018-12-29]", 8, "2018-12-29"),
        ("make_up: [2018-12-29]", "make_up: 2018-12-29", 8, "列表"),
        ("make_up: [2018-12-29]", "make_up: [[2018-12-29]]", 8, "文字"),
        ("name: 元旦, first: 2020", "name: '', first: 2020", 20, "名称"),
        ("name: 元旦, first: 2020", 'name: "a\\0b", first: 2020', 20, "文字"),
        (
            "- {name: 劳动节, first: 2019-05-01, last: 2019-05-01",
            "- {name: 元旦, first: 2019-05-01, last: 2019-05-01",
            9,
            "两次",
        ),
        ("first: 2019-05-01, last: 2019-05-01", "first: 2019-01-01, last: 2019-01-02", 9, "2019-01-01"),
        ("name: 元旦, first: 2020-01-01", "name: 元旦, first: 2019-12-31", 0, ""),
        ("first: 2020-01-01, last: 2020-01-01", "first: 2019-12-31, last: 2020-01-01", 0, ""),
        ("make_up: []}\n  - year", "make_up: [}\n  - year", 9, "YAML"),
        (
            "holidays:\n      - {name: 元旦, first: 2020-01-01, last: 2020-01-01, make_up: []}",
            "holidays: []",
            19,
            "一个放假日",
        ),
    ],
)
def test_what_is_wrong_is_refused_with_file_and_line(old: str, new: str, line: int, told: str) -> None:
    text = GOOD.replace(old, new)
    assert text != GOOD
    if not told:
        assert read_table(text, "t.yaml")
        return
    with pytest.raises(NotonelessError) as refused:
        read_table(text, "t.yaml")
    said = sentence(refused.value.problem)
    assert said.startswith(f"t.yaml 第 {line} 行：")
    assert told in said
    assert sentence(refused.value.problem, "en").startswith(f"t.yaml, line {line}: ")


@pytest.mark.parametrize(
    "text", ["", "[]", "a", "- 1", "\x00", "a: [", "!!python/object:os.system {}", "a: &a [*a]", "[" * 1900, "- " * 950]
)
def test_what_is_no_table_is_refused(text: str) -> None:
    for read in (read_table, read_notice):
        with pytest.raises(NotonelessError, match=r"第 [12] 行"):
            read(text, "t.yaml")


def test_a_notice_is_written_as_it_is_read() -> None:
    for notice in load_working_days():
        assert read_notice(written(notice), "n") == notice


def test_one_notice_is_held_against_those_before_it() -> None:
    before = read_table(GOOD, "t.yaml")
    amending = entry_text("2019", "x", True, [("抗战", "2019-05-03", "2019-05-03", [])])
    with pytest.raises(NotonelessError, match="2019-05-03"):
        read_notice(amending, "n", before)
    longer = entry_text("2019", "x", True, [("劳动节", "2019-05-01", "2019-05-05", ["2019-04-28"])])
    assert isinstance(read_notice(longer, "n", before), Notice)
