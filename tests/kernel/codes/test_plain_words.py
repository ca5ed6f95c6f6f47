"""Sex, ethnic group and grade in the words and codes of registers."""

import pytest

from notoneless.kernel.codes import ETHNICITIES, parse_ethnicity, parse_grade, parse_sex


@pytest.mark.parametrize(
    ("sex", "cells"),
    [
        ("男", ["男", " 男 ", "男性", "男孩", "1", "1.0", "01", "M", "m", "Ｍ", "Male", "1男"]),
        ("女", ["女", "女 ", "女性", "女生", "2", "2.0", "F", "female", "2-女"]),
        (None, [None, "", "0", "9", "未知", "3", "男女"]),
    ],
)
def test_sex(sex: str | None, cells: list[str | None]) -> None:
    assert [parse_sex(cell) for cell in cells] == [sex] * len(cells)


@pytest.mark.parametrize(
    ("code", "cells"),
    [
        ("01", ["汉", "汉族", "01", "1", "1.0", "01汉族", "01-汉族", " 汉 族 "]),
        ("05", ["维吾尔", "维吾尔族", "维族", "05"]),
        ("07", ["彝", "彝族", "彝 族", "7"]),
        ("20", ["傈僳族", "僳僳族", "20"]),
        ("30", ["土族", "土"]),
        ("15", ["土家族", "15"]),
        ("36", ["毛南", "毛难族"]),
        ("46", ["德昂族", "崩龙族"]),
        ("56", ["基诺族", "56"]),
        ("97", ["其他", "穿青人", "未识别民族", "97"]),
        ("98", ["98", "外国血统"]),
    ],
)
def test_ethnic_groups(code: str, cells: list[str]) -> None:
    found = [parse_ethnicity(cell) for cell in cells]
    assert [ethnicity and ethnicity.code for ethnicity in found] == [code] * len(cells)


@pytest.mark.parametrize("cell", [None, "", "57", "00", "族", "02汉族", "中国"])
def test_no_ethnic_group(cell: str | None) -> None:
    assert parse_ethnicity(cell) is None


def test_the_table_is_whole() -> None:
    assert [ethnicity.code for ethnicity in ETHNICITIES] == [f"{n:02d}" for n in range(1, 57)] + ["97", "98"]
    assert len({ethnicity.name for ethnicity in ETHNICITIES}) == 58
    assert {"31": "达斡尔", "50": "塔塔尔", "08": "壮", "11": "满"}.items() <= {
        e.code: e.name for e in ETHNICITIES
    }.items()


@pytest.mark.parametrize(
    ("grade", "cells"),
    [
        (0, ["幼儿园", "学前班", "大班", "小班", "幼儿园中班", "大(1)班"]),
        (1, ["一年级", "1年级", "小一", "1", "01", "一(2)班", "一年二班", "Grade 1", "1.2班"]),
        (3, ["小学三年级", "三年级", "13", "3", "三年级3班", "小三"]),
        (6, ["六年级", "16", "预备班", "预初"]),
        (7, ["七年级", "初一", "初中一年级", "7", "7.0", "G7", "七(1)班", "7（1）班", "703班", "0703", "21", "七1班"]),
        (8, ["初二", "初中八年级", "八年级01班", "22"]),
        (9, ["九(3)班", "初三", "九年级", "23", "初四", "24"]),
        (10, ["高一", "十年级", "10", "31"]),
        (12, ["高三", "高三(2)班", "十二年级", "高中三年级", "33"]),
        (None, [None, "", "一班", "1班", "毕业班", "2019级", "初2018级", "11", "12", "99", "高四"]),
    ],
)
def test_grades(grade: int | None, cells: list[str | None]) -> None:
    assert {cell: parse_grade(cell) for cell in cells} == dict.fromkeys(cells, grade)
