"""The points of ten example children, computed by hand in a table that an official reads; boundaries; and the group audit."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from notoneless.casework.early_warning.rules.auditing import Verdict, audited
from notoneless.casework.early_warning.rules.point_parameters import GROUPS, points_of
from notoneless.casework.early_warning.rules.points import Attended, ChildFacts, PointReason, Said, over_age, points
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.policy.parameters import load_parameters

DAY = date(2026, 11, 30)
PLAN = load_parameters("local/points", DAY)
GIVEN = points_of(PLAN)
ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("points.yaml").read_text(encoding="utf-8"))["学生"]
SEEN = date(2026, 11, 2)


def said(facts: dict[str, Any], name: str) -> Said | None:
    return Said(facts[name], SEEN) if name in facts else None


def facts_of(known: dict[str, Any]) -> ChildFacts:
    """What a row says of its child."""
    attended = Attended(known["应到"], known["缺课"], known["旷课"], DAY) if "应到" in known else None
    before = Attended(known["上学期应到"], known["上学期缺课"], 0, DAY) if "上学期应到" in known else None
    return ChildFacts(
        UUID(int=1),
        recent=attended,
        last_term=before,
        subjects_failed=said(known, "主科不及格"),
        lowest_tenth=said(known, "最后一成"),
        over_age=known.get("大几岁"),
        grade=known.get("年级"),
        history_known=known.get("经历已知", False),
        left_on=known.get("辍学过"),
        away_until=known.get("休学到"),
        siblings_known=known.get("兄弟姐妹已知", False),
        sibling_out_on=known.get("兄弟姐妹辍学"),
        parents_away=said(known, "父母外出"),
        boarding=said(known, "寄宿"),
        far=said(known, "路远"),
        concern=said(known, "担心"),
    )


def words(reason: PointReason) -> str:
    return sentence(Problem(f"early_warning.reason_{reason.code}", dict(reason.values)))


@pytest.mark.parametrize("row", ROWS, ids=[row["名"] for row in ROWS])
def test_the_points_are_those_computed_by_hand(row: dict[str, Any]) -> None:
    score = points(facts_of(row["事实"]), GIVEN, DAY)
    groups = {sentence(Problem(f"early_warning.group_{group}")): number for group, number in score.groups.items()}
    assert groups == row["各组"]
    assert (score.total, score.known_groups) == (row["总分"], row["知道"])
    assert [words(each) for each in score.reasons] == row["理由"]
    assert [f"{each.points} {each.on.isoformat()}" for each in score.reasons] == row["分与日"]
    kept = score.protective
    told = sentence(Problem(f"early_warning.protective_{kept.code}", dict(kept.values))) if kept else ""
    assert told == row["有利"]
    assert min(20, sum(row["各组"].values())) == row["总分"]  # the table itself adds up


def test_every_reason_has_a_day_and_one_action_in_words() -> None:
    for row in ROWS:
        for reason in points(facts_of(row["事实"]), GIVEN, DAY).reasons:
            assert reason.on <= DAY
            assert sentence(Problem(f"early_warning.do_{reason.code}"))


def test_sex_ethnic_group_household_registration_disability_and_poverty_are_no_facts() -> None:
    names = " ".join(field.name for field in fields(ChildFacts))
    for word in ("sex", "gender", "ethnic", "hukou", "registration", "disab", "relig", "poor", "poverty"):
        assert word not in names


@pytest.mark.parametrize(
    ("missed", "due", "step"),
    [(1, 30, 0), (4, 100, 0), (5, 100, 1), (9, 100, 1), (10, 100, 2), (19, 100, 2), (20, 100, 3)],
)
def test_attendance_steps_at_five_ten_and_twenty_percent(missed: int, due: int, step: int) -> None:
    score = points(ChildFacts(UUID(int=1), recent=Attended(due, missed, 0, DAY)), GIVEN, DAY)
    assert score.groups == {"attendance": step}


@pytest.mark.parametrize(("before", "more"), [(10, 1), (11, 0)])
def test_ten_points_worse_than_the_own_last_term_adds_one(before: int, more: int) -> None:
    facts = ChildFacts(UUID(int=1), recent=Attended(100, 20, 0, DAY), last_term=Attended(100, before, 0, DAY))
    assert points(facts, GIVEN, DAY).total == 3 + more


@pytest.mark.parametrize(
    ("facts", "total"),
    [
        ({"left_on": date(2024, 11, 29)}, 0),
        ({"left_on": date(2024, 2, 29)}, 0),
        ({"away_until": date(2025, 12, 1)}, 2),
        ({"concern_known": True}, 0),
        ({"grade": 9}, 2),
        ({"grade": 7}, 1),
        ({"over_age": -1}, 0),
    ],
)
def test_boundaries(facts: dict[str, Any], total: int) -> None:
    assert points(replace(ChildFacts(UUID(int=1)), **facts), GIVEN, DAY).total == total


def test_what_is_not_known_is_not_counted_as_safe() -> None:
    nothing = points(ChildFacts(UUID(int=1)), GIVEN, DAY)
    assert (nothing.total, nothing.known_groups, nothing.protective) == (0, 0, None)
    assert points(ChildFacts(UUID(int=1), history_known=True, concern_known=True), GIVEN, DAY).known_groups == 2


EDGES: list[ChildFacts] = [
    *(facts_of(row["事实"]) for row in ROWS),
    ChildFacts(UUID(int=1), recent=Attended(100, 5, 2, DAY)),
    ChildFacts(UUID(int=1), recent=Attended(100, 20, 0, DAY), last_term=Attended(100, 10, 0, DAY)),
    ChildFacts(UUID(int=1), subjects_failed=Said("2", SEEN)),
    ChildFacts(UUID(int=1), left_on=date(2024, 11, 29)),
    ChildFacts(UUID(int=1), away_until=date(2025, 12, 1)),
]
ELSEWHERE = {"attendance_window", "listed_from", "distance_far", "audit_least", "audit_ratio", "audit_hidden"}
"""Numbers that count outside of the points of a child."""


@pytest.mark.parametrize("key", sorted({key for key, found in PLAN.items() if found.value.isdecimal()} - ELSEWHERE))
def test_each_number_of_the_plan_counts(key: str) -> None:
    def told(by: int) -> list[Any]:
        changed = points_of({**PLAN, key: replace(PLAN[key], value=str(int(PLAN[key].value) + by))})
        return [(score.total, score.groups) for score in (points(facts, changed, DAY) for facts in EDGES)]

    assert told(1) != told(0) or told(-1) != told(0)


def test_a_number_that_is_missing_is_told() -> None:
    with pytest.raises(NotonelessError):
        points_of({key: found for key, found in PLAN.items() if key != "total_cap"})


@pytest.mark.parametrize(
    ("age", "grade", "years"), [(6, 1, 0), (7, 1, 1), (12, 7, 0), (14, 7, 2), (5, 1, -1), (15, 9, 1)]
)
def test_years_above_the_age_of_the_grade(age: int, grade: int, years: int) -> None:
    assert over_age(age, grade, 6) == years


def test_there_are_nine_grades() -> None:
    with pytest.raises(ValueError, match="0"):
        over_age(6, 0, 6)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # boys 20 of 100, girls 16 of 100: ratio .80 is fair; 15 of 100 is not
        ([("男", 100, 20), ("女", 100, 16)], {"男": (20, Verdict.FAIR), "女": (16, Verdict.FAIR)}),
        ([("男", 100, 20), ("女", 100, 15)], {"男": (20, Verdict.FAIR), "女": (15, Verdict.SEEN_LESS)}),
        # nine are too few, ten are not
        ([("男", 100, 20), ("女", 9, 0)], {"男": (20, Verdict.TOO_FEW), "女": (0, Verdict.TOO_FEW)}),
        ([("男", 100, 20), ("女", 10, 0)], {"男": (20, Verdict.FAIR), "女": (0, Verdict.SEEN_LESS)}),
        # four listed would tell of single children: both numbers are hidden, and the verdict stands
        ([("男", 100, 20), ("女", 100, 4)], {"男": (None, Verdict.FAIR), "女": (None, Verdict.SEEN_LESS)}),
        # nobody is listed: nothing is unfair
        ([("男", 50, 0), ("女", 50, 0)], {"男": (0, Verdict.FAIR), "女": (0, Verdict.FAIR)}),
    ],
)
def test_groups_are_compared(rows: list[tuple[str, int, int]], expected: dict[str, Any]) -> None:
    lines = audited({"sex": {value: (pupils, listed) for value, pupils, listed in rows}}, GIVEN, ("ethnicity",))
    assert {line.value: (line.listed, line.verdict) for line in lines if line.kind == "sex"} == expected
    assert [line.verdict for line in lines if line.kind == "ethnicity"] == [Verdict.UNKNOWN]


def test_a_group_of_few_is_not_even_counted() -> None:
    [line, _] = audited({"sex": {"女": (4, 4), "男": (40, 10)}}, GIVEN, ())
    assert {line.value: line.pupils} == {"女": None}


def test_the_groups_are_eight() -> None:
    assert len(GROUPS) == 8
