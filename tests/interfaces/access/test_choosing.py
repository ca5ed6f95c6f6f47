"""Choosing a unit among thousands, and an account: typed, suggested, and never guessed."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from notoneless.foundation.access.models import Account, Grant, Unit, UnitClosure
from notoneless.foundation.access.selectors import unit_choices, units_meant
from notoneless.foundation.access.services import found_unit, open_account
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.audit.models import Entry
from support.county import DAY, County
from support.person import Person

Cast = Callable[[str], Person]


def opening(person: Person, **sent: Any) -> Any:
    given = {"sign_in_name": "t.new", "name": "新老师", "phone": "", "request": person.form_on("/accounts/")}
    return person.client.post("/accounts/open/", given | sent)


def suggested(person: Person, text: str) -> list[str]:
    answer = person.client.get("/units/suggest/", {"unit": text})
    return [unescape(each) for each in re.findall(r'<option value="([^"]+)">', answer.content.decode())]


def unit_of(name: str = "t.new") -> str:
    return str(Account._base_manager.select_related("unit").get(sign_in_name=name).unit.name)


def many_units(county: County, count: int) -> None:
    """More classes than any list of choices shows, written in bulk."""
    school = county.units["school_a"]
    rows = [
        Unit(id=county.ids.new(), kind=UnitKind.CLASS, name=f"乙{number:04}班", sort_key=f"{number:04}", parent_id=school,
             from_on=DAY, code=f"K{number:04}")
        for number in range(count)
    ]  # fmt: skip
    Unit.objects.bulk_create(rows)
    above = [school, county.units["town_a"], county.units["county"]]
    UnitClosure.objects.bulk_create(
        UnitClosure(ancestor_id=ancestor, descendant=row, depth=depth)
        for row in rows
        for depth, ancestor in enumerate([row.pk, *above])
    )


def test_what_has_the_name_itself_comes_before_what_stands_beneath_it(county: County, system: Person) -> None:
    many_units(county, 30)
    schools = ["清溪镇中心小学 · 清溪镇", "高坪乡中心小学 · 高坪乡"]
    assert sorted(suggested(system, "中心小学")[:2]) == sorted(schools)
    assert suggested(system, "清溪")[:2] == ["清溪镇", "清溪镇中心小学 · 清溪镇"]


@pytest.mark.parametrize("text", ["乙4999班", "K4999", "乙4999班 · 清溪镇中心小学 · 清溪镇 · K4999"])
def test_the_last_of_five_thousand_units_is_found_by_name_code_and_suggestion(
    county: County, system: Person, text: str
) -> None:
    many_units(county, 5000)
    assert "乙4999班 · 清溪镇中心小学 · 清溪镇 · K4999" in suggested(system, text.split(" · ", maxsplit=1)[0])
    assert opening(system, unit=text).status_code == 200
    assert unit_of() == "乙4999班"
    assert len(system.client.get("/accounts/").content) < 60_000


def test_words_of_what_stands_above_narrow_the_suggestions(system: Person) -> None:
    assert suggested(system, "班 高坪") == ["四年级（1）班 · 高坪乡中心小学 · 高坪乡"]
    assert len(suggested(system, "班")) == 3
    assert suggested(system, "  ") == []
    assert suggested(system, "没有这样的单位") == []


def test_suggestions_do_not_go_beyond_ones_reach(person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    assert suggested(teacher, "班") == ["三年级（1）班 · 清溪镇中心小学 · 清溪镇"]


def test_what_is_typed_in_part_is_refused_with_what_it_may_mean(county: County, system: Person) -> None:
    answer = opening(system, unit="三年级")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "请在下面选定一个单位" in text
    assert 'value="三年级"' in text
    assert 'value="新老师"' in text
    offered = re.findall(r'name="unit_chosen" value="([^"]+)">([^<]+)<', text)
    assert [label for _, label in offered] == [
        "三年级（1）班 · 清溪镇中心小学 · 清溪镇",
        "三年级（2）班 · 清溪镇中心小学 · 清溪镇",
    ]
    assert text.index("开设并显示密码条") < text.index('name="unit_chosen"'), "Enter would choose the first"
    assert not Account._base_manager.filter(sign_in_name="t.new").exists()
    assert Entry.objects.filter(action="account.open", reason="access.which_unit").count() == 1
    assert opening(system, unit="三年级", unit_chosen=offered[1][0]).status_code == 200
    assert unit_of() == "三年级（2）班"


def test_two_units_of_one_name_are_never_guessed(county: County, system: Person) -> None:
    ctx = county.ctx("陈局长")
    found_unit(ctx, parent=county.units["school_z"], kind="class", name="三年级（1）班", from_on=DAY, code=None)
    answer = opening(system, unit="三年级（1）班")
    assert answer.status_code == 422
    assert answer.content.decode().count('name="unit_chosen"') == 2
    assert opening(system, unit="三年级（1）班 · 高坪乡中心小学 · 高坪乡").status_code == 200
    chosen = Account._base_manager.select_related("unit").get(sign_in_name="t.new").unit
    assert chosen.parent_id == county.units["school_z"]


def test_an_unknown_unit_and_one_out_of_reach_are_told_alike(county: County, system: Person) -> None:
    for text in ("没有这样的单位", "00000000-0000-7000-8000-000000000000"):
        answer = opening(system, unit=text)
        assert answer.status_code == 422
        assert "没有找到单位" in answer.content.decode()
    teacher = county.ctx("王老师")
    assert not units_meant(teacher, str(county.units["school_z"]), 20)
    assert not unit_choices(teacher, "高坪", 20)


def test_slips_of_a_unit_that_is_not_clear_are_not_renewed(county: County, system: Person) -> None:
    answer = system.client.post("/accounts/slips/", {"unit": "清溪", "request": system.form_on("/accounts/")})
    assert answer.status_code == 422
    assert answer.content.decode().count('name="unit_chosen"') > 1
    assert not Entry.objects.filter(action="account.renew_slip", outcome="done").exists()


@pytest.mark.parametrize("account", ["cast{n}", "赵老师", "赵老师（cast{n}）"])
def test_a_role_is_given_to_who_is_named(county: County, security: Person, account: str) -> None:
    number = Account._base_manager.get(pk=county.accounts["赵老师"]).sign_in_name.removeprefix("cast")
    sent = {"account": account.format(n=number), "role": "group_head", "unit": "远山村一组", "from_on": "2026-09-01"}
    answer = security.client.post("/grants/give/", sent | {"request": security.form_on("/grants/")})
    assert answer.status_code == 302
    assert Grant._base_manager.filter(account_id=county.accounts["赵老师"], role="group_head").count() == 1


def test_a_role_is_not_given_to_one_of_two_namesakes(county: County, security: Person) -> None:
    ctx = county.ctx("系统管理员")
    open_account(ctx, unit=county.units["county"], sign_in_name="zhao2", name="赵老师", phone=None)
    sent = {"account": "赵老师", "role": "group_head", "unit": "远山村一组", "from_on": "2026-09-01"}
    for account, words in (("赵老师", "不止一人"), ("没有这个人", "没有找到账号")):
        given = sent | {"account": account, "request": security.form_on("/grants/")}
        answer = security.client.post("/grants/give/", given)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert 'value="远山村一组"' in answer.content.decode()
    assert not Grant._base_manager.filter(role="group_head", unit_id=county.units["group_z"]).exists()
