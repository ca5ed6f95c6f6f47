"""Which version of a roster is in force depends on nothing but the versions there are."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notoneless.records.rosters.rules.versions import RosterKind, Version, in_force

COUNTY, TOWN, VILLAGE, OTHER = (UUID(int=number) for number in range(1, 5))
LINEAGE = {COUNTY: [COUNTY], TOWN: [TOWN, COUNTY], VILLAGE: [VILLAGE, TOWN, COUNTY], OTHER: [OTHER, TOWN, COUNTY]}
HOME = RosterKind.HOUSEHOLD
SPRING, AUTUMN = date(2026, 3, 1), date(2026, 9, 1)


def version(number: int, unit: UUID, as_of: date, kind: RosterKind = HOME, fingerprint: str = "") -> Version:
    return Version(UUID(int=100 + number), kind, unit, as_of, fingerprint or str(number))


@pytest.mark.parametrize(
    ("versions", "counting"),
    [
        ([(1, COUNTY, SPRING)], {COUNTY: 1, TOWN: 1, VILLAGE: 1, OTHER: 1}),
        ([(1, COUNTY, SPRING), (2, VILLAGE, AUTUMN)], {COUNTY: 1, TOWN: 1, VILLAGE: 2, OTHER: 1}),
        ([(1, COUNTY, AUTUMN), (2, VILLAGE, SPRING)], {COUNTY: 1, TOWN: 1, VILLAGE: 1, OTHER: 1}),
        ([(1, VILLAGE, SPRING)], {VILLAGE: 1}),
        ([(1, TOWN, SPRING), (2, VILLAGE, SPRING)], {TOWN: 1, VILLAGE: 2, OTHER: 1}),
    ],
)
def test_the_latest_that_speaks_for_a_unit_counts(
    versions: list[tuple[int, UUID, date]], counting: dict[UUID, int]
) -> None:
    found = in_force([version(*each) for each in versions], LINEAGE)
    assert found == {(HOME, unit): UUID(int=100 + number) for unit, number in counting.items()}


def test_rosters_of_different_kinds_do_not_displace_each_other() -> None:
    found = in_force([version(1, COUNTY, SPRING), version(2, COUNTY, AUTUMN, RosterKind.SCHOOL)], LINEAGE)
    assert found[HOME, VILLAGE] == UUID(int=101)
    assert found[RosterKind.SCHOOL, VILLAGE] == UUID(int=102)


some_versions = st.lists(
    st.builds(
        version,
        st.integers(1, 50),
        st.sampled_from(list(LINEAGE)),
        st.integers(0, 3).map(lambda days: SPRING + timedelta(days=days)),
        st.sampled_from([HOME, RosterKind.SCHOOL]),
    ),
    max_size=8,
    unique_by=lambda each: each.id,
)


@given(some_versions, st.randoms())
def test_neither_order_nor_repetition_matters(versions: list[Version], chance: st.randoms) -> None:  # type: ignore[valid-type]
    shuffled = [*versions, *versions]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert in_force(shuffled, LINEAGE) == in_force(versions, LINEAGE)


@given(some_versions.filter(bool))
def test_taking_the_last_back_is_as_if_it_had_never_come(versions: list[Version]) -> None:
    before = in_force(versions[:-1], LINEAGE)
    after = in_force(versions, LINEAGE)
    assert in_force([each for each in versions if each is not versions[-1]], LINEAGE) == before
    assert {where: each for where, each in after.items() if each != versions[-1].id}.items() <= before.items()
