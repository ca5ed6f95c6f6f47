"""Pure rules of alerts: receipt codes, what may be told, how alike a known child is."""

from datetime import date, timedelta

import pytest

from notoneless.casework.alerts.rules.alike import Told, likeness, name_key, sound_key
from notoneless.casework.alerts.rules.codes import LENGTH, SIGNS, code_from, shown, typed
from notoneless.casework.alerts.rules.kinds import AlertRefusal, AlertState, why_not_told
from notoneless.kernel.catalogue import WORDS

DAY = date(2026, 9, 1)
NINE = date(2017, 3, 1)


def test_a_code_comes_back_however_it_is_typed() -> None:
    code = code_from(bytes(range(200, 208)))
    assert len(code) == LENGTH
    assert set(code) <= set(SIGNS)
    assert {typed(text) for text in (code, shown(code), shown(code).lower(), f"  {shown(code)} ")} == {code}
    assert typed("oO1l-I000-0000") == "001110000000"


@pytest.mark.parametrize("text", ["", "ABC", "U" * 12, "０" * 12, "A" * 13, "x" * 4000])
def test_what_can_be_no_code_is_none(text: str) -> None:
    assert typed(text) == ""


def test_different_random_gives_different_codes() -> None:
    assert len({code_from(number.to_bytes(8, "big")) for number in range(1000)}) == 1000


@pytest.mark.parametrize(
    ("age", "seen_on", "code"),
    [
        (None, None, None),
        (1, DAY, None),
        (25, DAY - timedelta(days=1800), None),
        (0, None, "alerts.no_age"),
        (26, None, "alerts.no_age"),
        (9, DAY + timedelta(days=1), "alerts.no_such_day"),
        (9, DAY - timedelta(days=1831), "alerts.no_such_day"),
    ],
)
def test_what_may_be_told(age: int | None, seen_on: date | None, code: str | None) -> None:
    wrong = why_not_told(age, seen_on, DAY)
    assert (wrong.code if wrong else None) == code


def test_keys_are_those_of_one_name_in_all_its_forms_and_sounds() -> None:
    assert name_key("張偉") == name_key("张伟")
    assert sound_key("张伟") == sound_key("章玮")
    assert sound_key("张兰") == sound_key("臧南")
    assert sound_key("张伟") != sound_key("张芳")


@pytest.mark.parametrize(
    ("told", "known", "reasons", "against"),
    [
        (Told("慕容甲乙", 9, "柳树村口"), "慕容甲乙", ("same_name", "age", "place"), ()),
        (Told("慕容甲乙", 14, ""), "慕容甲乙", ("same_name",), ("other_age",)),
        (Told("王小明", None, ""), "王晓鸣", ("same_sound",), ()),
        (Told("王小明", None, "远山村"), "王小刚", ("one_character",), ()),
    ],
)
def test_what_speaks_for_a_child(told: Told, known: str, reasons: tuple[str, ...], against: tuple[str, ...]) -> None:
    found = likeness(told, known, NINE, ("柳树村", "清溪镇"), DAY)
    assert found is not None
    assert (found.reasons, found.against) == (reasons, against)


@pytest.mark.parametrize("told", ["", "李大山", "王明", "小明"])
def test_other_names_are_no_candidates(told: str) -> None:
    assert likeness(Told(told, 9, "柳树村"), "王小刚", NINE, ("柳树村",), DAY) is None


def test_the_likelier_has_more_points() -> None:
    def points(name: str, age: int) -> int:
        found = likeness(Told("王小明", age, ""), name, NINE, (), DAY)
        assert found is not None
        return found.points

    assert points("王小明", 9) > points("王晓鸣", 9) > points("王小刚", 9)
    assert points("王小明", 9) > points("王小明", 14)


def test_every_state_and_reason_has_its_words_for_the_sender() -> None:
    assert not [state for state in AlertState if f"alerts.answer_{state}" not in WORDS]
    assert not [reason for reason in AlertRefusal if f"alerts.refusal_{reason}" not in WORDS]
    said = "".join(WORDS[f"alerts.refusal_{reason}"][0] for reason in AlertRefusal)
    assert "在校" not in said, "the sender is told nothing of the child"
