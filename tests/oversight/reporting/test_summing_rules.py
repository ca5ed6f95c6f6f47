"""Who sums up whose forms (2.14): a township's central school its primary schools, a complete junior school itself."""

from uuid import UUID

import pytest

from notoneless.oversight.reporting.rules.summing import Counted, School, Sum, summed_by, sums


def number(at: int) -> UUID:
    """An id to be read."""
    return UUID(int=at)


TOWN, OTHER_TOWN = number(100), number(200)
CENTRAL = School(number(1), None, TOWN, True, 6)
VILLAGE_SCHOOL = School(number(2), None, TOWN, False, 6)
BENEATH = School(number(3), number(1), TOWN, False, 4)
NINE_YEARS = School(number(4), None, TOWN, False, 9)
JUNIOR = School(number(5), number(1), TOWN, False, 9)
ELSEWHERE = School(number(6), None, OTHER_TOWN, False, 6)
NOT_SAID = School(number(7), None, TOWN, False, None)
OF_COUNTY = School(number(8), None, None, False, 6)
EVERY = (CENTRAL, VILLAGE_SCHOOL, BENEATH, NINE_YEARS, JUNIOR, ELSEWHERE, NOT_SAID, OF_COUNTY)


@pytest.mark.parametrize(
    ("school", "by"),
    [
        (CENTRAL, CENTRAL),
        (VILLAGE_SCHOOL, CENTRAL),
        (BENEATH, CENTRAL),
        (NINE_YEARS, NINE_YEARS),  # has junior grades: sums itself up
        (JUNIOR, JUNIOR),  # also where it stands under another
        (ELSEWHERE, ELSEWHERE),  # its township has no central school
        (NOT_SAID, CENTRAL),
        (OF_COUNTY, OF_COUNTY),
    ],
)
def test_each_school_is_summed_up_by_one(school: School, by: School) -> None:
    assert summed_by(EVERY)[school.id] == by.id


def test_sums_add_up_to_the_form() -> None:
    rows = [Counted(CENTRAL.id, 2, 6), Counted(BENEATH.id, 1, 2), Counted(NINE_YEARS.id), Counted(ELSEWHERE.id, 2, 4)]
    found = sums(rows, summed_by(EVERY))
    assert found[0] == Sum(CENTRAL.id, 4, 2, 3, 8)
    assert Sum(OF_COUNTY.id, 1, 0, 0, 0) in found  # nobody there is a figure, too
    assert sum(each.pupils for each in found) == len(rows)
    assert sum(each.lessons for each in found) == 12
    assert sum(each.schools for each in found) == len(EVERY)
