"""What is refused at sign-in, passwords and second factors is told in our own words: no English, no other program's terms."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.utils import translation

from notoneless.interfaces.access import forms
from support.county import County
from support.person import PASSWORD, Person

Cast = Callable[[str], Person]
FOREIGN = re.compile(r"This password|characters?\.|错误代码|身份验证器|恢复代码|帐户|帐号|必填|字段")


def test_a_short_or_common_password_is_refused_in_chinese(person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    for new, words in (("zq7mpf7", "密码太短，至少 8 个字符"), ("password123", "太常见"), ("", "请填写新密码")):
        sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
        page = teacher.client.post("/security/password/", sent).content.decode()
        assert words in page
        assert not FOREIGN.search(page)


def test_an_empty_form_says_which_field_is_empty(person: Cast) -> None:
    head = person("李校长").chose().with_app()
    page = head.client.post("/sign-in/", {}).content.decode()
    assert "请填写登录名或手机号" in page
    assert "请填写密码" in page
    head.sign_in()
    assert "请填写验证码" in head.client.post("/sign-in/factor/", {"code": ""}).content.decode()


def test_setting_up_and_giving_up_an_app_is_told_in_our_words(person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    teacher.client.post("/security/again/", {"password": PASSWORD})
    path = "/security/factors/app/add/"
    teacher.client.get(path)
    wrong = teacher.client.post(path, {"code": "000000"}).content.decode()
    assert "验证码不对或已经用过" in wrong
    assert not FOREIGN.search(wrong)
    Authenticator.objects.all().delete()
    teacher.with_app()
    gone = teacher.client.post("/security/factors/app/remove/", follow=True).content.decode()
    assert "已没有第二重验证，所有登录和接口令牌随之失效" in gone
    assert not teacher.is_in()
    teacher.secret = ""
    teacher.comes_in()
    refused = teacher.client.post("/security/factors/codes/new/").content.decode()
    assert "还没有设置第二重验证" in refused
    assert not FOREIGN.search(gone + refused)


@pytest.mark.parametrize("form", ["SignInForm", "ProofForm", "ChangeForm", "CodeForm", "SetUpForm", "RenameKeyForm"])
def test_every_field_of_a_form_has_its_name(form: str) -> None:
    fields = {**getattr(forms, form).base_fields, **getattr(forms, form).declared_fields}
    assert {name for name in fields if name != "remember"} <= {
        code.removeprefix("session.field_") for code in forms.WORDS if code.startswith("session.field_")
    }


# the step of the second factor


def test_the_second_step_leads_out_again(county: County, person: Cast) -> None:
    head = person("李校长").chose().with_app()
    assert head.sign_in()["Location"] == "/sign-in/factor/"
    page = head.client.get("/sign-in/factor/").content.decode()
    assert "请安全管理员注销" in page
    (way,) = re.findall(r'action="([^"]+)">(?:(?!action).)*换一个账号登录', page, re.DOTALL)
    assert head.client.post(way)["Location"] == "/sign-in/"
    assert 'name="password"' in head.client.get("/sign-in/").content.decode()
    teacher = person("王老师").chose()
    teacher.client = head.client
    assert teacher.sign_in()["Location"] == "/today/"
    teacher.client.post(way)
    assert teacher.is_in(), "who is in stays in"


def test_a_passkey_is_offered_to_who_has_one(person: Cast) -> None:
    head = person("李校长").chose().with_app()
    head.sign_in()
    assert "使用通行密钥" not in head.client.get("/sign-in/factor/").content.decode()
    with translation.override("en"):
        assert "passkey" not in head.client.get("/sign-in/factor/").content.decode()
