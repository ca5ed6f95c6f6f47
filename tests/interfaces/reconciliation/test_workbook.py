"""结果.xlsx as a clerk meets it: rows that can be found, what the rosters note, lists to pick from, paper."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from notoneless.interfaces.shell.cli import cli
from notoneless.kernel.resident_id import check_digit
from notoneless.synthetic import make_rosters

Line = dict[str, Any]

HOME = ["姓名", "性别", "出生日期", "身份证号", "监护人", "联系电话", "乡镇", "村", "就读学校", "备注"]
ROLL = ["姓名", "性别", "出生日期", "身份证号", "监护人", "联系电话", "学校", "年级", "班级", "学籍状态", "备注"]


def number(birth: str, serial: int) -> str:
    head = f"539921{birth}{serial:03d}"
    return head + check_digit(head)


def person(name: str, birth: str, serial: int) -> list[str]:
    return [name, "女", birth, number(birth, serial), f"{name[0]}大山", f"1390000{serial:04d}"]


WHERE = ["青石镇", "杉树村"]
CHILDREN = {
    "王筱雅": ("20130517", 124), "李文佳": ("20140403", 126), "张春燕": ("20120911", 128), "刘雨晴": ("20110222", 132),
    "陈国英": ("20150706", 134), "欧阳雪": ("20130909", 136),
}  # fmt: skip


def home(name: str, *more: str) -> list[str]:
    return [*person(name, *CHILDREN[name]), *WHERE, *more]


def roll(name: str, *more: str) -> list[str]:
    return [*person(name, *CHILDREN[name]), *more]


HOMES = {
    "甲村": [home("王筱雅", "昆明实验小学", "随父母外出"), home("李文佳"), home("李文佳")],
    "乙村": [
        home("张春燕", "", "已于去年病故"),
        home("刘雨晴"),
        home("陈国英"),
        [*person("欧阳雪", "20130909", 136), "", ""],
        ["司徒筱雅", "女", "20130517", "", "", "", *WHERE],
    ],
}
ENTRIES = {
    "一班": [
        roll("张春燕", "青石中心小学", "六年级", "一班", "辍学", "家长称病故"),
        roll("刘雨晴", "青石中学", "八年级", "一班", "死亡"),
        ["司徒筱雅", "女", "20130620", "", "", "", "青石中心小学", "六年级", "一班", "在读"],
    ],
    "二班": [
        roll("陈国英", "青石中心小学", "四年级", "二班", "待定"),
        roll("欧阳雪", "青石中心小学", "六年级", "二班", "在读"),
        roll("欧阳雪", "白水小学", "六年级", "三班", "在读"),
        [*person("司马文", "20080105", 138), "", "九年级", "二班", "在读"],
    ],
}  # fmt: skip


def neighbours() -> Iterator[tuple[list[str], list[str]]]:
    """Children of whom nothing is amiss, so that the rosters are large enough to be taken for such."""
    table = make_rosters(60, 3).rosters["household"]
    for k, name in enumerate(table["name"].to_pylist()[:40]):
        same = person(name, f"20{11 + k % 7}{1 + k % 12:02d}{1 + k % 28:02d}", 200 + 2 * k)
        yield [*same, "白水乡", "石桥村"], [*same, "白水小学", "三年级", "一班", "在读"]


def written(path: Path, title: str, header: list[str], sheets: dict[str, list[list[str]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in ([title], header, *rows):
            sheet.append(row)
    book.save(path)
    return path


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("village")
    homes, entries = zip(*neighbours(), strict=True)
    household = written(folder / "户籍.xlsx", "户籍名册", HOME, HOMES | {"石桥村": list(homes)})
    school = written(folder / "学籍.xlsx", "学籍名册", ROLL, ENTRIES | {"白水": list(entries)})
    words = [
        "reconcile",
        "--household",
        household,
        "--school",
        school,
        "--out",
        folder / "out",
        "--as-of",
        "2025-08-31",
    ]
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    assert "名单中有 2 人是因学籍状态列入：学籍状态含义不明 1 人，学籍状态为已离校 1 人" in result.output
    assert "0 人学籍显示已读完九年级，1 人学籍注明死亡" in result.output
    return openpyxl.load_workbook(folder / "out" / "结果.xlsx")


def lines(book: Any, sheet: str) -> list[Line]:
    header, *rows = list(book[sheet].iter_rows(min_row=3, values_only=True))
    assert len(set(header)) == len(header), "no two columns share a heading"
    return [dict(zip(header, row, strict=True)) for row in rows]


def named(book: Any, sheet: str) -> dict[str, Line]:
    return {line["姓名"]: line for line in lines(book, sheet)}


# rows that can be found


def test_a_child_is_found_by_sheet_and_row(book: Any) -> None:
    listed = named(book, "未入学适龄儿童")
    assert set(listed) == {"王筱雅", "李文佳", "张春燕", "陈国英", "司徒筱雅"}
    assert (listed["张春燕"]["工作表"], listed["张春燕"]["行号"]) == ("乙村", 3)
    assert listed["张春燕"]["列入原因"].startswith("学籍名册“一班”第3行有此人，但学籍状态为“辍学”")
    assert listed["陈国英"]["列入原因"].startswith("学籍名册“二班”第3行有此人，但学籍状态“待定”含义不明")
    assert listed["李文佳"]["同一儿童的其他行"] == "“甲村”第5行"
    assert list(listed["张春燕"])[-1] == "数据行号"


def test_mismatches_name_the_other_entry(book: Any) -> None:
    two = [line for line in lines(book, "人籍不一致") if line["类别"] == "一人多籍"]
    assert [(line["学籍工作表"], line["学籍行号"]) for line in two] == [("二班", 4), ("二班", 5)]
    assert [line["依据"] for line in two] == ["与学籍名册“二班”第5行是同一人", "与学籍名册“二班”第4行是同一人"]


def test_duplicates_name_the_other_rows(book: Any) -> None:
    rows = [line for line in lines(book, "重复行") if line["姓名"] == "李文佳"]
    assert [(line["工作表"], line["行号"], line["同一儿童的其他行"]) for line in rows] == [
        ("甲村", 4, "“甲村”第5行"), ("甲村", 5, "“甲村”第4行"),
    ]  # fmt: skip
    assert len({line["编号"] for line in rows}) == 1


def test_data_issues_say_column_and_field_apart(book: Any) -> None:
    odd = [line for line in lines(book, "数据问题") if "待定" in line["问题"]]
    assert [(line["名册"], line["工作表"], line["行号"], line["列"], line["项目"]) for line in odd] == [
        ("学籍名册", "二班", 3, "J", "学籍状态")
    ]


# what is known, what to do


def test_what_the_rosters_note_stands_beside_the_child(book: Any) -> None:
    listed = named(book, "未入学适龄儿童")
    assert listed["王筱雅"]["名册已有说明"] == "就读学校：昆明实验小学\n备注：随父母外出"
    assert listed["张春燕"]["名册已有说明"] == "备注：已于去年病故\n学籍名册备注：家长称病故"
    assert listed["李文佳"]["名册已有说明"] is None


def test_every_mismatch_says_why_and_what_to_do(book: Any) -> None:
    found = lines(book, "人籍不一致")
    assert all(line["依据"] and line["处理建议"] for line in found)
    over = next(line for line in found if line["类别"] == "超过义务教育年龄")
    assert (over["姓名"], over["年龄"]) == ("司马文", 17)
    assert over["依据"] == "2025-08-31 为 17 周岁，已满 16 周岁"
    died = next(line for line in found if line["类别"] == "学籍注明死亡，待核实")
    assert died["依据"] == "学籍名册“一班”第4行的状态为“死亡”；户籍名册“乙村”第4行有此人"


def test_an_unknown_place_is_said_to_be_so(book: Any) -> None:
    rows = [(line["层级"], line["乡镇（学校）"], line["村"]) for line in lines(book, "汇总")]
    assert {("乡镇", "未填", None), ("学校", "未填", None)} <= set(rows)
    reasons = {line["乡镇（学校）"]: line["未找到"] for line in lines(book, "汇总") if line["层级"] == "列入原因"}
    assert reasons == {"学籍状态含义不明": 1, "学籍状态为已离校": 1, "有疑似记录待核对": 1, "各名册均无": 2}


# lists to pick from, paper


def test_a_pair_is_shown_with_school_grade_and_class(book: Any) -> None:
    [pair] = lines(book, "待人工核对")
    assert [pair[f"{field}（对方）"] for field in ("学校", "年级", "班级")] == ["青石中心小学", "六年级", "一班"]
    assert [pair[of] for of in ("工作表", "行号", "对方名册", "对方工作表", "对方行号")] == [
        "乙村", 7, "学籍名册", "一班", 5,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "heading", "first"),
    [("未入学适龄儿童", "核查结果", "在本地就读"), ("待人工核对", "是否同一人", "是")],
)
def test_answers_are_picked_from_a_list(book: Any, sheet: str, heading: str, first: str) -> None:
    [letter] = [cell.column_letter for cell in book[sheet][3] if cell.value == heading]
    [offer] = book[sheet].data_validations.dataValidation
    cells = str(offer.sqref).split(":")
    assert (cells[0], cells[-1]) == (f"{letter}4", f"{letter}{book[sheet].max_row}")
    assert offer.formula1.strip('"').split(",")[0] == first
    assert not offer.showErrorMessage, "what is not on the list may be written"


@pytest.mark.parametrize("sheet", ["未入学适龄儿童", "待人工核对", "人籍不一致", "汇总"])
def test_it_prints_on_a4_and_names_stay_in_view(book: Any, sheet: str) -> None:
    page = book[sheet]
    assert page.page_setup.paperSize == 9
    assert page.page_setup.orientation == "landscape"
    assert page.freeze_panes == "C4"
    heading = page["A3" if sheet == "待人工核对" else "B3"].value
    assert heading.startswith(("姓名", "乡镇"))


def test_ids_and_addresses_are_left_off_the_paper(book: Any) -> None:
    page = book["未入学适龄儿童"]
    last = page.print_area.split("!")[1].split(":")[1].replace("$", "")
    printed = [cell.value for cell in page[f"A3:{last[0]}3"][0]]
    assert {"姓名", "名册已有说明", "列入原因", "下一步核查", "核查结果"} <= set(printed)
    assert not {"身份证号", "住址", "数据行号"} & set(printed)
