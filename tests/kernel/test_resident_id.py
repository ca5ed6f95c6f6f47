"""Cells that should hold a resident ID, and what they hold."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notoneless.kernel.problems import sentence
from notoneless.kernel.resident_id import (
    IdKind,
    check_digit,
    is_valid,
    parse_resident_id,
    plausible_area,
    widen,
)

SOUND = "11010519491231002X"
SOUND_TOO = "440524188001010014"

AREAS = st.sampled_from(["110105", "440524", "513401", "540102", "653101", "710101", "810000", "830000"])
BIRTHS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
SEQUENCES = st.integers(0, 999)


@st.composite
def sound_numbers(draw: st.DrawFn) -> str:
    first17 = f"{draw(AREAS)}{draw(BIRTHS):%Y%m%d}{draw(SEQUENCES):03d}"
    return first17 + check_digit(first17)


@pytest.mark.parametrize("value", [SOUND, SOUND_TOO])
def test_published_examples_are_valid(value: str) -> None:
    assert is_valid(value)
    assert check_digit(value[:17]) == value[17]


@pytest.mark.parametrize(
    "raw",
    [
        SOUND,
        "11010519491231002x",
        " 110105 19491231 002X ",
        "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'11010519491231002X",
        "‘11010519491231002X",
        "11010519491231002×",
        "11010519491231002Х",  # the Cyrillic letter
        "身份证:11010519491231002X",
        "居民身份证号码：11010519491231002X",
        "ID NO. 11010519491231002X",
        "\u200b11010519491231002X\ufeff",
        "11010519491231002X\n",
        "11010519491231002X(已核)",
        "11O1O519491231OO2X",
    ],
)
def test_all_spellings_of_one_number(raw: str) -> None:
    found = parse_resident_id(raw)
    assert (found.kind, found.value, found.raw) == (IdKind.VALID, SOUND, raw)
    assert (found.birth, found.sex, found.area, found.problem) == (date(1949, 12, 31), "女", "110105", None)


@pytest.mark.parametrize(
    ("raw", "kind", "value"),
    [
        ("513401201503011234", IdKind.BAD_CHECK, "513401201503011234"),
        ("513401201513011230", IdKind.BAD_CHECK, "513401201513011230"),
        (f"51340120150230123{check_digit('51340120150230123')}", IdKind.IMPLAUSIBLE, None),
        (f"99340120150301123{check_digit('99340120150301123')}", IdKind.IMPLAUSIBLE, None),
        (f"51000020150301123{check_digit('51000020150301123')}", IdKind.IMPLAUSIBLE, None),
        ("513401850301123", IdKind.FIFTEEN, f"51340119850301123{check_digit('51340119850301123')}"),
        ("513401851301123", IdKind.WRONG_LENGTH, "513401851301123"),
        ("513401********1234", IdKind.MASKED, "513401********1234"),
        ("513401xxxxxxxx123X", IdKind.MASKED, "513401********123X"),
        ("51340120150301XXXX", IdKind.MASKED, "51340120150301****"),
        ("5134012015●●●●1234", IdKind.MASKED, "5134012015****1234"),
        ("5134****1234", IdKind.MASKED, ""),
        ("513401201503011000", IdKind.EXCEL_ROUNDED, "513401201503011***"),
        ("5.13401201503011E+17", IdKind.EXCEL_ROUNDED, "513401201503011***"),
        ("5.1340120150301126e+17", IdKind.EXCEL_ROUNDED, "513401201503011***"),
        ("513401201503011000.0", IdKind.EXCEL_ROUNDED, "513401201503011***"),
        ("513401201503011264.0", IdKind.EXCEL_ROUNDED, "513401201503011***"),
        ("5.13401E+17", IdKind.EXCEL_ROUNDED, "51340*************"),
        ("51340120150301123", IdKind.WRONG_LENGTH, "51340120150301123"),
        ("5134012015030112345", IdKind.WRONG_LENGTH, "5134012015030112345"),
        ("5134012015030112", IdKind.WRONG_LENGTH, "5134012015030112"),
        ("51340185030112", IdKind.WRONG_LENGTH, "51340185030112"),
        ("111111111111111111", IdKind.PLACEHOLDER, ""),
        ("000000000000000000", IdKind.PLACEHOLDER, ""),
        ("0000", IdKind.PLACEHOLDER, ""),
        ("11111111111111111X", IdKind.PLACEHOLDER, ""),
        ("123456789012345678", IdKind.PLACEHOLDER, ""),
        ("******************", IdKind.PLACEHOLDER, ""),
        ("无", IdKind.PLACEHOLDER, ""),
        ("暂 无", IdKind.PLACEHOLDER, ""),
        ("没有", IdKind.PLACEHOLDER, ""),
        ("不详", IdKind.PLACEHOLDER, ""),
        ("未上户", IdKind.PLACEHOLDER, ""),
        ("N/A", IdKind.PLACEHOLDER, ""),
        ("/", IdKind.PLACEHOLDER, ""),
        ("E12345678", IdKind.OTHER_DOCUMENT, ""),
        ("EA1234567", IdKind.OTHER_DOCUMENT, ""),
        ("H1234567890", IdKind.OTHER_DOCUMENT, ""),
        ("A123456(7)", IdKind.OTHER_DOCUMENT, ""),
        ("ABC123456789012", IdKind.OTHER_DOCUMENT, ""),
        ("护照 12345", IdKind.OTHER_DOCUMENT, ""),
        (f"G{SOUND}", IdKind.OTHER_DOCUMENT, ""),
        (None, IdKind.MISSING, ""),
        ("", IdKind.MISSING, ""),
        (" \u3000", IdKind.MISSING, ""),
        ("张三", IdKind.UNREADABLE, ""),
        ("张", IdKind.UNREADABLE, ""),
        ("13800001111", IdKind.UNREADABLE, ""),
        ("20150301", IdKind.UNREADABLE, ""),
    ],
)
def test_what_a_cell_holds(raw: str | None, kind: IdKind, value: str | None) -> None:
    found = parse_resident_id(raw)
    assert found.kind is kind
    assert found.value == (raw if value is None else value)


@pytest.mark.parametrize(
    ("raw", "birth", "sex", "area"),
    [
        (SOUND_TOO, date(1880, 1, 1), "男", "440524"),
        ("513401850301123", date(1985, 3, 1), "男", "513401"),
        ("513401201503011000", date(2015, 3, 1), None, "513401"),
        ("51340120150301XXXX", date(2015, 3, 1), None, "513401"),
        ("513401********1234", None, "男", "513401"),
        ("5134012015030112345", None, None, None),
        ("993401201503011234", date(2015, 3, 1), "男", None),
        ("513401201502301234", None, "男", "513401"),
        ("无", None, None, None),
    ],
)
def test_what_can_still_be_known(raw: str, birth: date | None, sex: str | None, area: str | None) -> None:
    found = parse_resident_id(raw)
    assert (found.birth, found.sex, found.area) == (birth, sex, area)


@pytest.mark.parametrize(
    ("raw", "code", "says"),
    [
        ("513401201503011234", "resident_id.bad_check", "末位写的是 4，按前 17 位应为 0"),
        (f"51340120150230123{check_digit('51340120150230123')}", "resident_id.impossible_birth", "出生日期"),
        (f"99340120150301123{check_digit('99340120150301123')}", "resident_id.impossible_area", "行政区划"),
        ("513401850301123", "resident_id.fifteen", "15 位旧号"),
        ("513401********1234", "resident_id.masked", "遮盖"),
        ("513401201503011000", "resident_id.excel_rounded", "电子表格"),
        ("51340120150301123", "resident_id.wrong_length", "17 位"),
        ("无", "resident_id.placeholder", "占位"),
        ("E12345678", "resident_id.other_document", "其他证件"),
        (f"L{SOUND}", "resident_id.student_number", "学籍号"),
        ("张三", "resident_id.unreadable", "无法识别"),
    ],
)
def test_each_fault_has_a_sentence_that_hides_the_number(raw: str, code: str, says: str) -> None:
    problem = parse_resident_id(raw).problem
    assert problem is not None
    assert problem.code == code
    assert says in sentence(problem, "zh")
    assert sentence(problem, "en")
    assert raw not in sentence(problem, "zh")


@pytest.mark.parametrize(
    ("area", "plausible"),
    [
        ("513401", True),
        ("441900", True),
        ("110000", False),
        ("810000", True),
        ("830000", True),
        ("160101", False),
        ("000000", False),
        ("51340", False),
        ("５１３４０１", False),
        ("51340x", False),
    ],
)
def test_areas(area: str, plausible: bool) -> None:
    assert plausible_area(area) is plausible


@pytest.mark.parametrize(
    "wrong", ["", "1234", "1234567890123456X", "１２３４５６７８９０１２３４５６７", "123456789012345678"]
)
def test_check_digit_wants_seventeen_digits(wrong: str) -> None:
    with pytest.raises(ValueError, match="17 digits"):
        check_digit(wrong)


@pytest.mark.parametrize("wrong", ["", "51340185030112", "5134018503011234", "51340185030112X"])
def test_only_fifteen_digits_can_be_widened(wrong: str) -> None:
    with pytest.raises(ValueError, match="15 digits"):
        widen(wrong)


@given(sound_numbers())
def test_every_sound_number_is_read_back(number: str) -> None:
    found = parse_resident_id(number)
    assert found.kind is IdKind.VALID
    assert f"{found.area}{found.birth:%Y%m%d}" == number[:14]
    assert found.sex == ("男" if int(number[16]) % 2 else "女")


@given(sound_numbers(), st.integers(0, 17), st.sampled_from(string.digits))
def test_one_wrong_digit_is_always_noticed(number: str, at: int, digit: str) -> None:
    wrong = number[:at] + digit + number[at + 1 :]
    assert is_valid(wrong) is (wrong == number)


@given(sound_numbers(), st.integers(0, 15))
def test_swapped_neighbours_are_always_noticed(number: str, at: int) -> None:
    wrong = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    assert is_valid(wrong) is (wrong == number)


@given(AREAS, st.dates(date(1900, 1, 1), date(1999, 12, 31)), SEQUENCES)
def test_fifteen_digits_widen_to_the_number_issued_later(area: str, birth: date, sequence: int) -> None:
    wide = widen(f"{area}{birth:%y%m%d}{sequence:03d}")
    assert is_valid(wide)
    assert wide[:6] + wide[8:17] == f"{area}{birth:%y%m%d}{sequence:03d}"
    assert wide[6:14] == f"{birth:%Y%m%d}"


@given(st.text(max_size=24) | st.text("0123456789xX*.E+ ", max_size=24))
def test_no_text_breaks_the_reader(raw: str) -> None:
    found = parse_resident_id(raw)
    assert found.raw == raw
    assert (found.problem is None) is (found.kind in (IdKind.VALID, IdKind.MISSING))
    if found.kind is IdKind.VALID:
        assert is_valid(found.value)
    if found.problem:
        assert sentence(found.problem)
