"""Certificates, where a file stands, and what is refused of it."""

from datetime import date

import pytest

from notoneless.casework.special_education.rules.certificate import why_not_certified
from notoneless.casework.special_education.rules.kinds import Decided, FileState, Grade, Impairment, Learns
from notoneless.casework.special_education.rules.refusing import domains_of, why_not_assessed, why_not_day
from notoneless.casework.special_education.rules.settings import offered
from notoneless.casework.special_education.rules.standing import Known, Proposal, placed_on, state_on, unanswered_change

RESIDENT = "52990120170102001X"
DAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (f"{RESIDENT}52", None),
        (f" {RESIDENT.lower()} 52", None),
        (RESIDENT, "special_education.certificate_length"),
        (f"{RESIDENT}5B", "special_education.certificate_length"),
        ("52990120170102002652", "special_education.certificate_of_another"),
        (f"{RESIDENT}62", "special_education.certificate_category"),
        (f"{RESIDENT}02", "special_education.certificate_category"),
        (f"{RESIDENT}53", "special_education.certificate_grade"),
        ("", "special_education.grade_without_certificate"),
    ],
)
def test_a_certificate_is_held_against_id_category_and_grade(number: str, problem: str | None) -> None:
    found = why_not_certified(number, RESIDENT, Impairment.INTELLECTUAL, Grade.SECOND)
    assert (found.code if found else None) == problem
    assert found is None or RESIDENT[:6] not in str(found.params), "no sentence repeats a number"


def test_each_category_has_its_digit_and_no_certificate_has_no_grade() -> None:
    for place, impairment in enumerate(Impairment, start=1):
        assert why_not_certified(f"{RESIDENT}{place}1", None, impairment, Grade.FIRST) is None
    assert why_not_certified("", RESIDENT, Impairment.LIMB, Grade.NONE) is None


def agreed(learns: Learns, on: date) -> Proposal:
    """A placement that was agreed to."""
    return Proposal(learns, on, Decided.AGREED, on)


def test_a_file_goes_from_nothing_to_its_placement_and_back_to_its_programme_when_the_condition_changes() -> None:
    waits = Proposal(Learns.HOMEBOUND, DAY, Decided.PROPOSED, None)
    refused = Proposal(Learns.HOMEBOUND, DAY, Decided.REFUSED, DAY)
    placed = agreed(Learns.HOMEBOUND, DAY)
    later = date(2026, 10, 1)
    assert state_on(Known(), DAY) is FileState.UNPLACED
    assert state_on(Known((DAY,), (refused,)), DAY) is FileState.ASSESSED
    assert state_on(Known((DAY,), (waits,)), DAY) is FileState.PROPOSED
    assert state_on(Known((DAY,), (placed,)), DAY) is FileState.PLACED
    assert state_on(Known((DAY,), (placed, waits)), DAY) is FileState.PLACED, "the one before holds until it is decided"
    assert state_on(Known((DAY,), (placed,), ((2, later),), ((1, DAY),)), later) is FileState.CHANGED
    assert state_on(Known((DAY,), (placed,), ((2, later),), ((1, DAY), (2, later))), later) is FileState.PLACED
    assert unanswered_change(Known(changed=((2, later),)), DAY) is None, "a change to come is none yet"


def test_the_placement_agreed_last_is_in_force() -> None:
    first, second = agreed(Learns.HOMEBOUND, DAY), agreed(Learns.REGULAR_CLASS, date(2027, 2, 20))
    assert placed_on((second, first), date(2027, 3, 1)) is second
    assert placed_on((second, first), DAY) is first
    assert placed_on((), DAY) is None


def test_experts_are_named_and_each_domain_has_its_finding() -> None:
    good = domains_of("认知：能数数\n\n语言: 说短句")
    assert good == (("认知", "能数数"), ("语言", "说短句"))
    assert why_not_assessed(("孙医生",), good) is None
    for experts, domains, code in (
        ((), good, "no_experts"),
        (("孙医生",), (), "no_domains"),
        (("孙医生",), domains_of("能数数"), "no_domains"),
        (("孙医生",), domains_of("认知：一\n认知：二"), "domain_twice"),
    ):
        found = why_not_assessed(experts, domains)
        assert found is not None
        assert found.code == f"special_education.{code}"


def test_a_day_is_neither_to_come_nor_before_birth_nor_long_ago() -> None:
    born = date(2026, 8, 1)
    assert why_not_day(DAY, born, DAY) is None
    for on, code in (
        (date(2026, 9, 2), "to_come"),
        (date(2026, 7, 1), "before_birth"),
        (date(2024, 9, 1), "too_long_ago"),
    ):
        found = why_not_day(on, None if code == "too_long_ago" else born, DAY)
        assert found is not None
        assert found.code == f"special_education.{code}"


def test_the_plan_names_the_placements_and_without_one_there_are_three() -> None:
    assert offered({}) == frozenset(Learns)
    assert offered({"special.placements": "随班就读 送教上门"}) == {Learns.REGULAR_CLASS, Learns.HOMEBOUND}
