"""What a password must be: ASVS 5.0, row 6.2, and the other policy, of GB/T 22239."""

from collections.abc import Callable

import pytest
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    get_default_password_validators,
    get_password_validators,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.test import override_settings

from notoneless import settings as own_settings
from notoneless.foundation.access.models import Account
from notoneless.interfaces.access.passwords import LONGEST
from support.county import County, Instants
from support.person import PASSWORD, Person

Cast = Callable[[str], Person]
Codes = Callable[..., list[str]]

ASVS, DENGBAO = (own_settings.password_rules(policy) for policy in ("asvs", "dengbao"))
VALIDATORS = {len(rules): get_password_validators(rules) for rules in (ASVS, DENGBAO)}


@pytest.fixture
def codes(county: County) -> Callable[..., list[str]]:
    """What is wrong with a password, by code, for a head teacher of the county."""
    account = Account.objects.get(pk=county.accounts["王老师"])
    account.sign_in_name, account.name, account.unit_id = "wangxm", "王小明", county.units["school_a"]

    def found(password: str, rules: list[dict[str, object]] = ASVS) -> list[str]:
        try:
            validate_password(password, account, VALIDATORS[len(rules)])
        except ValidationError as error:
            return [str(each.code) for each in error.error_list]
        return []

    return found


def change(person: Person, new: str, old: str = PASSWORD) -> object:
    """Send the form to change a password."""
    return person.client.post("/security/password/", {"oldpassword": old, "password1": new, "password2": new})


def test_6_2_1_eight_characters_are_the_least(codes: Codes) -> None:
    assert codes("gr4mpf7") == ["password_too_short"]
    assert codes("gr4mpf7u") == []


def test_6_2_9_sixty_four_characters_and_more_are_allowed_whole(codes: Codes) -> None:
    assert codes("k3 Wq" * 16) == []
    assert codes("k3 Wq d"[:LONGEST] * 18) == []
    assert codes("k3 Wq de" * 16 + "x") == ["too_long"]


def test_6_2_9_nothing_is_cut_off(person: Cast) -> None:
    long = "月光下的石桥与九只山羊" * 6 + "尾"
    teacher = person("王老师").chose(long)
    assert teacher.sign_in(long[:-1]).status_code == 200
    assert teacher.sign_in(long).status_code == 302


def test_6_2_4_every_common_password_is_refused(codes: Codes) -> None:
    common = [each for each in CommonPasswordValidator().passwords if len(each) >= 8]
    assert len(common) > 3000
    assert not [each for each in common if not codes(each)]
    assert not [each for each in common[::50] if not codes(each.upper())]


LOCAL = [
    "qingchuan2026", "Qingchuanxian1", "晴川县123456", "清溪镇2026", "qingxi_2026!", "wangxm2026",
    "王小明20100101", "wangxiaoming1", "xiaomingwang", "kongchuobaoxue", "控辍保学2026", "xueji12345678",
    "jiaoyuju@123", "laoshi888888", "13900000000", "1390000-0000", "529901201701011234", "01011234",
    "20170101", "29901234x", "qingxizhenzhongxinxiaoxue", "xuexiao#2026",
]  # fmt: skip


@pytest.mark.parametrize("password", LOCAL)
def test_6_2_11_words_of_this_place_and_person_are_refused(codes: Codes, password: str) -> None:
    assert set(codes(password)) & {"own_words", "password_too_common"}


@pytest.mark.parametrize(
    "password", ["qingchuan 的三座风车", "correct horse battery", "紫色的水牛在跳舞呢", "wodejiazaishanhoumian"]
)
def test_6_2_11_a_phrase_of_ones_own_may_hold_such_a_word(codes: Codes, password: str) -> None:
    assert codes(password) == []


def test_6_2_5_no_kinds_of_characters_are_asked_for(codes: Codes) -> None:
    assert codes("gampfuler") == []
    assert codes("紫色的水牛在跳舞") == []


def test_dengbao_asks_for_kinds_of_characters(codes: Codes) -> None:
    assert codes("gampfuler", DENGBAO) == ["three_kinds"]
    assert codes("Gampfuler7", DENGBAO) == []
    assert codes("gampfuler-7", DENGBAO) == []


def test_the_form_says_what_is_wrong_in_the_readers_language(person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    assert "本行业的词" in change(teacher, "qingchuan2026").content.decode()
    teacher.client.post("/language/", {"language": "en"})
    assert "words of this work" in change(teacher, "qingchuan2026").content.decode()


def test_6_2_3_the_present_password_is_asked_for_and_counted(person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    for _ in range(5):
        answer = change(teacher, "九十九级石阶上的猫", old="a wrong one")
    assert "密码不对" in answer.content.decode()
    assert "分钟后再试" in change(teacher, "九十九级石阶上的猫").content.decode()
    assert teacher.account.check_password(PASSWORD)


def test_two_different_new_passwords_are_refused(person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    sent = {"oldpassword": PASSWORD, "password1": "九十九级石阶上的猫", "password2": "九十九级石阶上的狗"}
    assert "两次输入的密码不一致" in teacher.client.post("/security/password/", sent).content.decode()
    assert teacher.account.check_password(PASSWORD)


def test_6_2_10_a_password_is_good_for_years(clock: Instants, person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    change(teacher, "九十九级石阶上的猫")
    clock.pass_by(days=2000)
    later = person("王老师")
    assert later.sign_in("九十九级石阶上的猫").status_code == 302
    assert later.is_in()


@override_settings(PASSWORD_POLICY="dengbao", AUTH_PASSWORD_VALIDATORS=DENGBAO)
def test_dengbao_asks_for_another_password_after_ninety_days(clock: Instants, person: Cast) -> None:
    get_default_password_validators.cache_clear()
    first, second = "九十九级石阶上的猫7A", "九十九级石阶上的狗7A-"
    teacher = person("王老师").chose()
    teacher.sign_in()
    assert teacher.client.get("/")["Location"] == "/security/password/"  # no day is known: it is due
    assert change(teacher, "九十九级石阶上的猫").status_code == 200
    assert change(teacher, second).status_code == 302
    assert teacher.is_in()
    clock.pass_by(days=91)
    later = person("王老师")
    later.sign_in(second)
    assert later.client.get("/security/")["Location"] == "/security/password/"
    assert change(later, f"{first}-", old=second).status_code == 302
    assert later.is_in()
    get_default_password_validators.cache_clear()
