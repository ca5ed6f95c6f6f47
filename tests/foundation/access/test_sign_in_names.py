"""A sign-in name looks like no other and captures nobody's telephone number."""

import pytest

from notoneless.foundation.access.models import Account
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.rules import is_sign_in_name
from notoneless.foundation.access.services import open_account
from support.county import County
from support.databases import all_of


@pytest.mark.parametrize(
    "name", ["wang", "Wang.Li", "cast4", "t_001", "2026-3", "100234", "王老师", "柳树村小学.2", "system-1", "a", "𠮷野"]
)
def test_what_a_sign_in_name_may_be(name: str) -> None:
    assert is_sign_in_name(name)


LOOK_ALIKE = {
    "a sign that is not seen": "cast4\u200b",
    "a sign that turns the direction": "cast4\u202e",
    "a soft hyphen": "cast\u00ad4",
    "full width": "ｃast4",
    "full width figures": "cast４",
    "one Cyrillic letter": "c\u0430st4",
    "Cyrillic letters alone": "\u0441\u0430\u0441\u0435",
    "a Greek letter": "c\u03b1st4",
    "an accent apart": "cast4\u0301",
    "a Latin letter like another": "c\u0251st4",
    "a figure of another script": "cast\u0664",
    "two lines": "cast4\nx",
    "a tab": "cast\t4",
    "a space": "cast 4",
    "a hyphen like another": "cast\u20104",
    "two scripts": "王li",
    "a radical like a character": "\u2f00",
    "a character like another": "\uf900",
    "a number in a circle": "cast\u2463",
    "signs alone": "...",
    "nothing": "",
    "a telephone number": "13900000000",
    "with hyphens": "139-0000-0000",
    "with dots": "139.0000.0000",
    "a line with its area code": "0855-1234567",
    "a line": "1234567",
    "with its country": "+8613900000000",
    "an identity number": "529901201701010018",
}


@pytest.mark.parametrize("name", LOOK_ALIKE.values(), ids=LOOK_ALIKE)
def test_what_no_account_may_be_called(name: str) -> None:
    assert not is_sign_in_name(name)


@pytest.mark.parametrize("name", ["cast4\u200b", "c\u0430st4", "13900000000"])
def test_such_an_account_is_not_opened(county: County, name: str) -> None:
    before = len(all_of(Account))
    with pytest.raises(Unusable, match="登录名只能"):
        open_account(county.ctx("系统管理员"), unit=county.units["county"], sign_in_name=name, name="某", phone=None)
    assert len(all_of(Account)) == before
