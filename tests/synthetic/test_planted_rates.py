"""The rates that the docstrings promise, measured on the truth of 20,000 children."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pyarrow.compute as pc
import pytest

from notoneless.synthetic import Demonstration, make_rosters
from notoneless.synthetic.calendar import AS_OF
from notoneless.synthetic.marks import MARKS
from notoneless.synthetic.people import make_people
from notoneless.synthetic.places import make_county

CHILDREN = 20_000


def shares(demo: Demonstration, links: str) -> dict[str, float]:
    kinds = demo.meta["counts"][links]
    return {kind: count / sum(kinds.values()) for kind, count in kinds.items()}


def notes(demo: Demonstration, roster: str) -> Counter[str]:
    people = demo.truth["people"]
    return Counter(people.filter(pc.equal(people["roster"], roster))["note"].to_pylist())


def test_pairs_are_of_the_promised_kinds(demo):
    found = shares(demo, "links")
    assert found["exact"] == pytest.approx(0.96, abs=0.004)
    assert found["normalised"] == pytest.approx(0.012, abs=0.0025)
    assert found["hard"] == pytest.approx(0.027, abs=0.003)


def test_elsewhere_pairs_are_like_the_others(demo):
    found = shares(demo, "elsewhere_links")
    assert found["exact"] == pytest.approx(0.96, abs=0.025)


def test_the_error_factor_multiplies_the_kinds(trebled):
    found = shares(trebled, "links")
    assert found["normalised"] == pytest.approx(0.036, abs=0.005)
    assert found["hard"] == pytest.approx(0.081, abs=0.006)


def test_no_errors_in_numbers_at_factor_nought(clean):
    assert shares(clean, "links") == {"exact": 1.0, "normalised": 0.0, "hard": 0.0}


def test_exactly_so_many_children_are_out_of_school(demo):
    assert demo.meta["counts"]["out_of_school_children"] == round(0.007 * CHILDREN)


def test_household_roster_holds_the_children_asked_for(demo):
    people = demo.truth["people"]
    household = people.filter(pc.equal(people["roster"], "household"))
    assert pc.count_distinct(household["person"]).as_py() == CHILDREN


def test_schooling_elsewhere(demo):
    found = notes(demo, "household")
    elsewhere = found["elsewhere"] + found["elsewhere_and_on_roll"] + found["elsewhere_unlisted"]
    assert elsewhere / CHILDREN == pytest.approx(0.045, abs=0.007)
    assert found["elsewhere_and_on_roll"] / elsewhere == pytest.approx(0.02, abs=0.015)
    assert found["elsewhere_unlisted"] / elsewhere == pytest.approx(0.01, abs=0.01)


def test_migrants_and_ghosts_on_the_roll(demo):
    found = notes(demo, "school")
    total = sum(found.values())
    assert found["migrant"] / total == pytest.approx(0.04, abs=0.01)
    assert found["ghost"] / total == pytest.approx(0.003, abs=0.0012)


@pytest.mark.parametrize("roster", ["household", "school", "elsewhere"])
def test_copies_in_each_roster(demo, roster):
    people = demo.truth["people"]
    rows = people.filter(pc.equal(people["roster"], roster))
    copies = rows.num_rows - rows["copy_of"].null_count
    assert copies / rows.num_rows == pytest.approx(0.004, abs=0.0015)


def test_ages_run_from_3_to_17_and_mostly_within_school_age(clean):
    born = [date.fromisoformat(text) for text in clean.rosters["household"]["dob"].to_pylist()]
    ages = Counter(2025 - day.year - ((day.month, day.day) > (8, 31)) for day in born)
    assert set(ages) == set(range(3, 18))
    assert sum(ages[age] for age in range(6, 16)) / len(born) > 0.8


def test_minorities_are_an_eighth(demo):
    ethnicity = Counter(demo.rosters["household"]["ethnicity"].to_pylist())
    assert 1 - ethnicity["汉族"] / sum(ethnicity.values()) == pytest.approx(0.12, abs=0.01)
    assert len(ethnicity) == 8


def test_families_have_up_to_three_births_and_twins_are_born_together():
    import numpy as np

    county = make_county(np.random.default_rng(1), CHILDREN, AS_OF)
    people = make_people(np.random.default_rng(2), county, CHILDREN)
    twins = people.twin >= 0
    assert twins.mean() == pytest.approx(0.03, abs=0.006)
    assert (people.day[twins] == people.day[people.twin[twins]]).all()
    assert (people.family[twins] == people.family[people.twin[twins]]).all()
    sizes = np.bincount(people.family)
    assert sizes.min() == 1
    assert sizes.max() <= 6
    names = people.name.to_pylist()
    family = people.family.tolist()
    assert not any(a == b and names[i] == names[i + 1] for i, (a, b) in enumerate(pairwise(family)))
    same_first = np.mean([names[i][:2] == names[j][:2] for i, j in enumerate(people.twin.tolist()) if j >= 0])
    assert same_first > 0.6


def test_names_repeat_as_they_do_in_life(demo):
    names = Counter(demo.rosters["household"]["name"].to_pylist())
    most = names.most_common(1)[0][1]
    assert 8 <= most <= 60
    assert 0.6 < len(names) / CHILDREN < 0.95
    surnames = Counter(name[:1] for name in names.elements() if name)
    assert {surname for surname, _ in surnames.most_common(4)} == {"李", "王", "张", "刘"}


def test_every_error_class_occurs(demo):
    assert set(demo.meta["counts"]["errors"]) == set(MARKS)


def test_small_counties_can_be_made_and_have_errors_too():
    counts = [make_rosters(40, seed, 3.0).meta["counts"]["links"] for seed in range(12)]
    assert all(sum(kinds.values()) > 10 for kinds in counts)
    assert sum(kinds["hard"] for kinds in counts) > 10


def test_grades_fit_ages(clean):
    grades = (
        "一年级",
        "二年级",
        "三年级",
        "四年级",
        "五年级",
        "六年级",
        "七年级",
        "八年级",
        "九年级",
        "高一",
        "高二",
        "高三",
    )
    born = clean.rosters["school"]["dob"].to_pylist()
    late = Counter()
    for text, grade in zip(born, clean.rosters["school"]["grade"].to_pylist(), strict=True):
        entry = int(text[:4]) + (6 if text[4:6] < "09" else 7)
        late[2026 - entry - (grades.index(grade) + 1)] += 1
    assert late[0] / sum(late.values()) > 0.85
    assert set(late) <= {-1, 0, 1, 2}
