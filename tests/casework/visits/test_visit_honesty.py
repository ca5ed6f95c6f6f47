"""Which records should be looked at together, as a table; and that the same pair is found whichever comes first."""

import hashlib
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notoneless.casework.visits.rules.honesty import (
    Limits,
    Seen,
    alike_percent,
    distance_km,
    marks_of,
    oddities,
    plain,
)

DAY = date(2026, 9, 1)
LIMITS = Limits(words_from=40, words_percent=70, speed=60)
WANG, LI = UUID(int=1), UUID(int=2)
LONG = "和孩子的母亲谈了一个小时，孩子想跟表哥去打工，母亲说家里不缺这份钱，愿意劝他回来；老师答应给他补两个月的课。"
OTHER = "孩子在家帮奶奶收玉米，手机打不通。奶奶说周末父亲从县城回来，到时候一起送他上学，请老师把座位留着，书本不要动。"


def keyed(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), key=b"test", digest_size=16).digest()


def seen(number: int, **changes: object) -> Seen:
    base = Seen(
        UUID(int=100 + number),
        UUID(int=number),
        UUID(int=50 + number),
        DAY,
        "",
        "",
        "",
        frozenset({WANG}),
        frozenset(),
        0,
        (),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def worded(number: int, words: str, **changes: object) -> Seen:
    return seen(number, written=len(plain(words)), marks=marks_of(words, keyed), **changes)


def at(number: int, begun: str, ended: str = "", place: str = "", **changes: object) -> Seen:
    return seen(number, begun_at=begun, ended_at=ended, place=place, **changes)


NEAR, TEN_KM, FAR = "26.50 107.90", "26.59 107.90", "26.95 107.90"
PHOTO = {"photos": frozenset({"a", "b"})}
SHARED = {"photos": frozenset({"b"})}

CASES = [
    ("one photo in two homes", seen(1, **PHOTO), seen(2, **SHARED), ["same_photo"]),
    ("photos of their own", seen(1, photos=frozenset({"a"})), seen(2, **SHARED), []),
    ("brothers on one trip", seen(1, **PHOTO), seen(2, household=UUID(int=51), **SHARED), []),
    ("the same home again, weeks later", seen(1, **PHOTO), seen(1, on=date(2026, 9, 20), **SHARED), ["same_photo"]),
    ("two homes unknown", seen(1, household=None, **PHOTO), seen(2, household=None, **SHARED), ["same_photo"]),
    ("at once in two homes", at(1, "19:00", "20:00"), at(2, "19:59", "20:30"), ["two_places"]),
    ("one after the other", at(1, "19:00", "20:00"), at(2, "20:00", "20:30"), []),
    ("begun at the same minute", at(1, "19:00"), at(2, "19:00"), ["two_places"]),
    ("two people", at(1, "19:00", "20:00"), at(2, "19:30", visitors=frozenset({LI})), []),
    ("another day", at(1, "19:00", "20:00"), at(2, "19:30", on=date(2026, 9, 2)), []),
    ("no times", at(1, "", place=NEAR), at(2, "19:00", place=FAR), []),
    ("one home", at(1, "19:00", "20:00"), at(2, "19:30", household=UUID(int=51)), []),
    ("fifty kilometres in ten minutes", at(1, "19:00", "19:30", NEAR), at(2, "19:40", place=FAR), ["two_places"]),
    ("fifty kilometres in an hour", at(1, "19:00", "19:30", NEAR), at(2, "20:30", place=FAR), []),
    ("ten kilometres in ten minutes", at(1, "19:00", "19:30", NEAR), at(2, "19:40", place=TEN_KM), []),
    ("ten kilometres in five minutes", at(1, "19:00", "19:30", NEAR), at(2, "19:35", place=TEN_KM), ["two_places"]),
    ("a place unknown", at(1, "19:00", "19:30", NEAR), at(2, "19:31"), []),
    ("the same words", worded(1, LONG), worded(2, LONG), ["same_words"]),
    (
        "the same but for signs and width",
        worded(1, LONG),
        worded(2, LONG.replace("，", ", ").replace("；", "。\n")),
        ["same_words"],
    ),
    ("one word changed", worded(1, LONG), worded(2, LONG.replace("表哥", "叔叔")), ["same_words"]),
    ("other words", worded(1, LONG), worded(2, OTHER), []),
    ("short words", worded(1, "母亲说孩子病了"), worded(2, "母亲说孩子病了"), []),
    ("brothers told of at once", worded(1, LONG), worded(2, LONG, household=UUID(int=51)), []),
]


@pytest.mark.parametrize(("one", "other", "found"), [each[1:] for each in CASES], ids=[each[0] for each in CASES])
def test_what_should_be_looked_at(one: Seen, other: Seen, found: list[str]) -> None:
    assert [each.value for each in oddities(one, other, LIMITS)] == found
    assert [each.value for each in oddities(other, one, LIMITS)] == found


def test_marks_tell_alike_texts_from_others() -> None:
    assert alike_percent(marks_of(LONG, keyed), marks_of(LONG, keyed)) == 100
    assert alike_percent(marks_of(LONG, keyed), marks_of(OTHER, keyed)) < 20
    assert marks_of("，。 ", keyed) == ()
    assert alike_percent((), ()) == 0


def test_marks_made_with_other_keys_do_not_agree() -> None:
    other = marks_of(LONG, lambda text: hashlib.blake2b(text.encode(), key=b"other", digest_size=16).digest())
    assert alike_percent(marks_of(LONG, keyed), other) < 20


def test_distances_on_the_ground() -> None:
    assert distance_km("26.50 107.90", "") is None
    assert distance_km("0.00 0.00", "0.00 1.00") == pytest.approx(111.19, abs=0.1)
    assert distance_km("26.50 107.90", "26.59 107.90") == pytest.approx(10.0, abs=0.1)
    assert distance_km("40.00 0.00", "40.00 180.00") == pytest.approx(11119.5, abs=1)


CLOCKS = st.sampled_from(["", "08:00", "08:30", "09:00", "19:00"])
SEEN = st.builds(
    Seen,
    id=st.uuids(),
    child=st.sampled_from([UUID(int=1), UUID(int=2)]),
    household=st.sampled_from([None, UUID(int=51), UUID(int=52)]),
    on=st.sampled_from([DAY, date(2026, 9, 2)]),
    begun_at=CLOCKS,
    ended_at=CLOCKS,
    place=st.sampled_from(["", NEAR, TEN_KM, FAR]),
    visitors=st.frozensets(st.sampled_from([WANG, LI])),
    photos=st.frozensets(st.sampled_from("abc")),
    written=st.integers(0, 80),
    marks=st.sampled_from([(), marks_of(LONG, keyed), marks_of(OTHER, keyed)]),
)


@settings(max_examples=60, deadline=None)
@given(SEEN, SEEN)
def test_a_pair_is_judged_alike_from_either_side(one: Seen, other: Seen) -> None:
    assert set(oddities(one, other, LIMITS)) == set(oddities(other, one, LIMITS))
