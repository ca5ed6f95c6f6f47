"""Every link and every non-link has its reason in one sentence, in both languages."""

from enum import IntEnum

import pytest

from notoneless.kernel.problems import Lang
from notoneless.linkage import LinkResult, link
from notoneless.linkage.compare import EVIDENCE
from notoneless.linkage.explain import explain
from notoneless.linkage.levels import Birth, Grade, Guardian, Identity, Name, Phone, Place, Sex
from notoneless.synthetic import make_rosters

KINDS: dict[str, type[IntEnum]] = {
    "name": Name, "birth": Birth, "identity": Identity, "guardian": Guardian, "phone": Phone, "place": Place, "sex": Sex,
    "grade": Grade,
}  # fmt: skip
UNTOLD = {Grade.USUAL, Grade.POSSIBLE}
"""A grade that fits the age is worth no word."""

CASES = [
    (kind, level) for kind, levels in KINDS.items() for level in levels if level and level not in UNTOLD | {Sex.EQUAL}
]


def sentence_of(kind: str, level: int, lang: Lang) -> str:
    """The sentence where this is the only evidence."""
    return explain([level if key == kind else 0 for key in EVIDENCE], lang)


def test_the_kinds_are_all_there() -> None:
    assert tuple(KINDS) == EVIDENCE


@pytest.mark.parametrize(
    ("kind", "level"), CASES, ids=lambda value: value.name if isinstance(value, IntEnum) else value
)
def test_every_level_has_a_sentence_in_both_languages(kind: str, level: IntEnum) -> None:
    chinese, english = sentence_of(kind, level, "zh"), sentence_of(kind, level, "en")
    assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese)
    assert english.isascii()
    assert len(english) > 5


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_two_levels_of_a_kind_say_the_same(kind: str, lang: Lang) -> None:
    levels = [level for one, level in CASES if one == kind and level is not Identity.CONFIRMED_EQUAL]
    assert len({sentence_of(kind, level, lang) for level in levels}) == len(levels)


def test_what_differs_comes_first_and_what_agrees_is_one_phrase() -> None:
    levels = {"name": Name.EXACT, "birth": Birth.EQUAL, "identity": Identity.NEAR, "guardian": Guardian.EQUAL}
    told = [levels.get(kind, 0) for kind in EVIDENCE]
    assert explain(told) == "身份证号录错一位，姓名、出生日期、监护人一致"
    assert explain(told, "en") == "one slip in the ID number; same name, birth date, guardian"


@pytest.fixture(scope="module", params=["zh", "en"])
def found(request: pytest.FixtureRequest) -> LinkResult:
    rosters = make_rosters(1500, 6, 10.0).rosters
    return link(rosters["household"], rosters["school"], lang=request.param)


@pytest.mark.parametrize("part", ["links", "review", "nearest"])
def test_every_pair_carries_a_reason(found: LinkResult, part: str) -> None:
    reasons = getattr(found, part)["reason"].to_pylist()
    assert reasons
    assert all(reason and reason.strip() for reason in reasons)
    assert not [reason for reason in reasons if "{" in reason]
