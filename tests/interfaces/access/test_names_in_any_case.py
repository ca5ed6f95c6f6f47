"""Sign-in names are found in whatever case they are typed, and no two differ in that alone."""

from collections.abc import Callable

import pytest

from notoneless.foundation.access.models import Account
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.services import open_account
from notoneless.interfaces.access.backend import find_account
from support.county import County
from support.databases import owners_eyes
from support.person import Person

Cast = Callable[[str], Person]


def test_a_name_is_found_in_whatever_case_it_is_typed(person: Cast) -> None:
    teacher = person("王老师").chose()
    assert teacher.sign_in(name=teacher.account.sign_in_name.upper()).status_code == 302
    assert teacher.is_in()


def test_a_name_that_differs_in_case_alone_is_taken(county: County) -> None:
    with pytest.raises(Unusable) as refused:
        open_account(
            county.ctx("系统管理员"), unit=county.units["county"], sign_in_name="CAST5", name="别人", phone=None
        )
    assert refused.value.problem.code == "access.sign_in_name_taken"


def test_two_names_from_before_that_differ_in_case_alone_are_each_found_as_written(person: Cast) -> None:
    teacher, other = person("王老师").chose(), person("赵老师").chose("other-and-long-enough")
    shouted = teacher.account.sign_in_name.upper()
    with owners_eyes():
        Account._base_manager.filter(pk=other.account.pk).update(sign_in_name=shouted)
    assert teacher.sign_in().status_code == 302
    assert other.sign_in("other-and-long-enough").status_code == 302
    assert find_account(shouted.title()) is None
