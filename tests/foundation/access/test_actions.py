"""One way to write: who may, where, once, and recorded."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Grant, Receipt, Unit
from notoneless.foundation.access.parameters import SHORT
from notoneless.foundation.access.refusals import (
    Conflict,
    NotAllowed,
    NotFound,
    Refused,
    SecondFactorNeeded,
    Unusable,
)
from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.access.services import end_grant, found_unit, give_grant, open_account
from notoneless.foundation.audit.models import Entry, Outcome, Payload
from notoneless.foundation.organizations.services import take_post
from notoneless.foundation.people.models import Guardian
from notoneless.foundation.people.services import correct_phone, register_child
from notoneless.foundation.sealing.models import opened
from notoneless.kernel.identifiers import derived
from notoneless.kernel.problems import sentence
from support.county import DAY, County, appoint
from support.databases import the
from support.registry import all_actions, all_permissions

NEW, OTHER = "13711112222", "13733334444"


def phone_of(county: County, key: str) -> str | None:
    return opened(the(Guardian, pk=county.guardians[key]), "phone")


def last_entry(outcome: Outcome) -> Entry:
    found = Entry.objects.filter(outcome=outcome).order_by("at", "id").last()
    assert found
    return found


def content_of(entry: Entry) -> Any:
    return json.loads(json.loads(opened(Payload.objects.get(entry=entry), "content") or "")["text"])


# done


def test_a_teacher_corrects_a_phone_number_of_the_own_class(county: County) -> None:
    ctx = county.ctx("王老师")
    correct_phone(ctx, guardian=county.guardians["both"], phone="137 1111 2222")
    assert phone_of(county, "both") == NEW
    entry = last_entry(Outcome.DONE)
    assert (entry.actor, entry.action, entry.object, entry.request) == (
        ctx.actor,
        "guardian.correct_phone",
        county.guardians["both"],
        ctx.request,
    )
    assert content_of(entry) == {"guardian": str(county.guardians["both"]), "phone": "137 1111 2222"}


def test_the_entry_itself_holds_nothing_of_what_was_entered(county: County) -> None:
    correct_phone(county.ctx("王老师"), guardian=county.guardians["both"], phone=NEW)
    row = Entry.objects.filter(outcome=Outcome.DONE).order_by("at", "id").values().last()
    assert NEW not in repr(row)
    assert not [value for value in Payload.objects.values_list("content", flat=True) if NEW.encode() in value.closed]


# who and where


@pytest.mark.parametrize("who", ["赵老师", "李校长的同事"])
def test_out_of_reach_is_not_found_and_recorded(county: County, who: str) -> None:
    ctx = county.ctx("赵老师")
    before = phone_of(county, "both")
    missing = uuid4() if who != "赵老师" else county.guardians["both"]
    with pytest.raises(NotFound):
        correct_phone(ctx, guardian=missing, phone=NEW)
    assert phone_of(county, "both") == before
    entry = last_entry(Outcome.REFUSED)
    assert (entry.actor, entry.action, entry.reason) == (ctx.actor, "guardian.correct_phone", "access.not_found")
    assert content_of(entry)["guardian"] == str(missing)
    assert not Receipt.objects.filter(request=ctx.request).exists()


@pytest.mark.parametrize("who", ["王老师", "系统管理员", "安全管理员", "审计管理员"])
def test_without_a_grant_it_is_not_allowed_and_recorded(county: County, who: str) -> None:
    ctx = county.ctx(who)
    with pytest.raises(NotAllowed) as refusal:
        found_unit(ctx, parent=county.units["county"], kind="township", name="新镇", from_on=DAY)
    assert "设立单位" in sentence(refusal.value.told)
    assert "Found a unit" in sentence(refusal.value.told, "en")
    assert last_entry(Outcome.REFUSED).reason == "access.not_allowed"
    assert not Unit._base_manager.filter(name="新镇").exists()


def test_nobody_may_do_anything(county: County) -> None:
    for code in all_permissions():
        assert not county.nobody().may(code)


def test_no_grants_means_nothing_however_it_is_asked(county: County) -> None:
    bare = replace(county.ctx("陈局长"), held=())
    assert not [code for code in all_permissions() if bare.may(code)]
    with pytest.raises(NotAllowed):
        correct_phone(bare, guardian=county.guardians["both"], phone=NEW)


def test_an_unknown_role_gives_nothing(county: County) -> None:
    ctx = county.ctx("陈局长")
    strange = replace(ctx, held=tuple(replace(each, role="emperor") for each in ctx.held))
    assert not [code for code in all_permissions() if strange.may(code)]


@pytest.mark.parametrize("who", ["李校长", "张镇长", "陈局长"])
def test_officials_do_nothing_without_a_second_factor(county: County, who: str) -> None:
    weak = replace(county.ctx(who), strong=False)
    with pytest.raises(SecondFactorNeeded):
        correct_phone(weak, guardian=county.guardians["both"], phone=NEW)
    assert last_entry(Outcome.REFUSED).reason == "access.second_factor_needed"


def test_a_narrowed_context_does_no_more_than_it_was_narrowed_to(county: County) -> None:
    token = replace(county.ctx("陈局长"), narrowed=frozenset({"child.read"}))
    assert token.may("child.read")
    with pytest.raises(NotAllowed):
        correct_phone(token, guardian=county.guardians["both"], phone=NEW)


@pytest.mark.parametrize(
    ("first", "until", "may"),
    [(0, None, True), (0, 1, True), (-5, 0, False), (1, None, False), (-9, 9, True), (-1, 1, True)],
)
def test_a_grant_holds_from_its_first_day_until_before_its_last(
    county: County, first: int, until: int | None, may: bool
) -> None:
    ctx = county.ctx("王老师")
    end = None if until is None else DAY + timedelta(days=until)
    dated = replace(ctx, held=tuple(replace(h, from_on=DAY + timedelta(days=first), until_on=end) for h in ctx.held))
    assert dated.may("child.read") is may


def test_the_day_changes_at_midnight_in_china(county: County) -> None:
    ctx = county.ctx("王老师")
    before = replace(ctx, at=ctx.at.replace(hour=15, minute=59, second=59))
    assert (before.today, replace(ctx, at=ctx.at.replace(hour=16)).today) == (date(2026, 9, 1), date(2026, 9, 2))


def test_a_grant_that_ended_is_refused_with_the_next_context(county: County) -> None:
    grant = Grant._base_manager.get(account__name="王老师")
    end_grant(county.ctx("安全管理员"), grant=grant.id, until_on=DAY)
    with pytest.raises(NotAllowed):
        correct_phone(county.ctx("王老师"), guardian=county.guardians["both"], phone=NEW)


# once


def test_the_same_request_is_done_once_and_answered_alike(county: County) -> None:
    request = uuid4()
    given = {"unit": county.units["group_a"], "name": "新来的", "from_on": DAY}
    answers = {register_child(county.ctx("陈局长", request), **given) for _ in range(3)}
    assert len(answers) == 1
    assert Receipt.objects.filter(request=request).count() == 1
    assert Entry.objects.filter(request=request, outcome=Outcome.DONE).count() == 1


def test_the_same_request_with_other_content_is_a_conflict_and_both_are_kept(county: County) -> None:
    request = uuid4()
    correct_phone(county.ctx("王老师", request), guardian=county.guardians["both"], phone=NEW)
    with pytest.raises(Conflict):
        correct_phone(county.ctx("王老师", request), guardian=county.guardians["both"], phone=OTHER)
    assert phone_of(county, "both") == NEW
    kept = {content_of(Entry.objects.get(request=request, outcome=each))["phone"] for each in ("done", "conflict")}
    assert kept == {NEW, OTHER}


def test_the_same_request_for_another_action_is_a_conflict(county: County) -> None:
    request = uuid4()
    unit = {"parent": county.units["county"], "kind": "township", "name": "新镇", "from_on": DAY}
    found_unit(county.ctx("陈局长", request), **unit)
    with pytest.raises(Conflict):
        register_child(county.ctx("陈局长", request), unit=county.units["group_a"], name="新镇", from_on=DAY)


def test_two_people_may_use_the_same_request_id(county: County) -> None:
    request = uuid4()
    correct_phone(county.ctx("王老师", request), guardian=county.guardians["both"], phone=NEW)
    correct_phone(county.ctx("李校长", request), guardian=county.guardians["both"], phone=OTHER)
    assert phone_of(county, "both") == OTHER


def test_a_request_that_was_refused_may_be_sent_again_put_right(county: County) -> None:
    request = uuid4()
    with pytest.raises(Unusable):
        correct_phone(county.ctx("王老师", request), guardian=county.guardians["both"], phone="110")
    correct_phone(county.ctx("王老师", request), guardian=county.guardians["both"], phone=NEW)
    assert phone_of(county, "both") == NEW


def test_a_replay_after_the_grant_has_ended_is_refused(county: County) -> None:
    request = uuid4()
    given = {"guardian": county.guardians["both"], "phone": NEW}
    correct_phone(county.ctx("王老师", request), **given)
    with pytest.raises(NotAllowed):
        correct_phone(replace(county.ctx("王老师", request), held=()), **given)


def test_a_request_without_an_id_is_refused(county: County) -> None:
    with pytest.raises(Unusable):
        correct_phone(replace(county.ctx("王老师"), request=None), guardian=county.guardians["both"], phone=NEW)
    assert last_entry(Outcome.REFUSED).reason == "access.no_request"


def test_a_step_within_an_action_has_an_id_derived_from_it(county: County) -> None:
    ctx = county.ctx("安全管理员")
    given = {"unit": county.units["class_b"], "account": county.accounts["吴组长"], "title": "代课", "from_on": DAY}
    take_post(ctx, role="class_teacher", **given)
    assert ctx.request
    assert Receipt.objects.filter(request=derived(ctx.request, "grant"), action="grant.give").count() == 1


def test_what_a_step_refuses_undoes_the_whole_and_is_recorded_once(county: County) -> None:
    before = Entry.objects.count()
    ctx = county.ctx("安全管理员")
    given = {"unit": county.units["county"], "account": county.accounts["吴组长"], "title": "代课", "from_on": DAY}
    with pytest.raises(Unusable):
        take_post(ctx, role="class_teacher", **given)
    assert Entry.objects.count() == before + 1
    entry = last_entry(Outcome.REFUSED)
    assert (entry.action, entry.reason) == ("grant.give", "access.role_not_there")
    assert not Receipt.objects.filter(actor=ctx.actor, request=ctx.request).exists()


# what may be given


@pytest.mark.parametrize(
    ("change", "code", "named"),
    [
        ({"phone": None}, "access.missing_parameter", "电话"),
        ({"phone": ""}, "access.missing_parameter", "电话"),
        ({"phone": "1" * (SHORT + 1)}, "access.too_long", "电话"),
        ({"phone": "137\x001111"}, "access.control_characters", "电话"),
        ({"phone": "137\ud8001111"}, "access.control_characters", "电话"),
        ({"phone": 13711112222}, "access.wrong_kind", "电话"),
        ({"phone": True}, "access.wrong_kind", "电话"),
        ({"guardian": "nobody"}, "access.wrong_kind", "监护人"),
        ({"guardian": 7}, "access.wrong_kind", "监护人"),
        ({"name": "x"}, "access.unknown_parameter", "name"),
        ({"phone": "12345"}, "people.no_phone", "11 位"),
    ],
)
def test_what_cannot_be_used_is_named_and_recorded(county: County, change: Any, code: str, named: str) -> None:
    given = {"guardian": county.guardians["both"], "phone": NEW, **change}
    with pytest.raises(Unusable) as refusal:
        correct_phone(county.ctx("王老师"), **given)
    assert refusal.value.problem.code == code
    assert named in sentence(refusal.value.told)
    assert sentence(refusal.value.told, "en")
    assert last_entry(Outcome.REFUSED).reason == code


@pytest.mark.parametrize("day", ["2026-13-01", "gestern", 20260901, "2026-09-01T00:00"])
def test_a_date_is_a_date(county: County, day: Any) -> None:
    with pytest.raises(Unusable):
        register_child(county.ctx("陈局长"), unit=county.units["group_a"], name="新", from_on=day)


@pytest.mark.parametrize(
    "change",
    [
        {"sex": "X"},
        {"born_on": "2030-01-01"},
        {"born_on": "1900-01-01"},
        {"id_number": "529901201701010018"},
        {"student_number": "12345"},
    ],
)
def test_a_child_is_not_entered_with_data_that_no_child_has(county: County, change: Any) -> None:
    given = {"unit": county.units["group_a"], "name": "新", "from_on": DAY, **change}
    with pytest.raises(Unusable):
        register_child(county.ctx("陈局长"), **given)


def test_one_id_number_is_one_child(county: County) -> None:
    given = {"unit": county.units["group_a"], "name": "新", "from_on": DAY, "id_number": county.markers["far"][1]}
    with pytest.raises(Refused) as refusal:
        register_child(county.ctx("陈局长"), **given)
    assert refusal.value.problem.code == "people.id_number_taken"


# refused at import

SIGNATURES: dict[str, Callable[[], Callable[..., Any]]] = {}


def refused_signature(make: Callable[[], Callable[..., Any]]) -> Callable[[], Callable[..., Any]]:
    SIGNATURES[make.__name__] = make
    return make


@refused_signature
def positional() -> Callable[..., Any]:
    def body(ctx: Context, unit: Unit) -> None: ...

    return body


@refused_signature
def without_context() -> Callable[..., Any]:
    def body(*, unit: Unit) -> None: ...

    return body


@refused_signature
def another_context() -> Callable[..., Any]:
    def body(ctx: str, *, unit: Unit) -> None: ...

    return body


@refused_signature
def without_target() -> Callable[..., Any]:
    def body(ctx: Context, *, name: str) -> None: ...

    return body


@refused_signature
def optional_target() -> Callable[..., Any]:
    def body(ctx: Context, *, unit: Unit | None) -> None: ...

    return body


@refused_signature
def unknown_kind() -> Callable[..., Any]:
    def body(ctx: Context, *, unit: Unit, rows: list[str]) -> None: ...

    return body


@refused_signature
def two_kinds() -> Callable[..., Any]:
    def body(ctx: Context, *, unit: Unit, name: str | int) -> None: ...

    return body


@refused_signature
def another_answer() -> Callable[..., Any]:
    def body(ctx: Context, *, unit: Unit) -> str: ...

    return body


@pytest.mark.parametrize("make", SIGNATURES.values(), ids=SIGNATURES)
def test_a_function_that_is_no_action_is_refused_at_import(make: Callable[[], Callable[..., Any]]) -> None:
    with pytest.raises(TypeError):
        action("test.refused", words="试", english="try")(make())
    assert "test.refused" not in all_permissions()


@pytest.mark.parametrize("code", ["unit.found", "Unit.found", "found", "unit.found.twice", "unit.", "单位.设立"])
def test_a_code_is_new_and_a_noun_and_a_verb(code: str) -> None:
    def body(ctx: Context, *, unit: Unit) -> None: ...

    with pytest.raises(TypeError):
        action(code, words="试", english="try")(body)


def test_an_action_has_words_in_both_languages() -> None:
    def body(ctx: Context, *, unit: Unit) -> None: ...

    with pytest.raises(TypeError):
        action("test.silent", words="试", english="")(body)


# conflict of duty

THREE = ("system_administrator", "security_administrator", "audit_administrator")


@pytest.mark.parametrize("held", THREE)
@pytest.mark.parametrize("wanted", THREE)
def test_the_three_administrators_never_meet_in_one_person(county: County, held: str, wanted: str) -> None:
    account = Grant._base_manager.get(role=held).account_id
    ctx = county.ctx("安全管理员")
    given = {"account": account, "role": wanted, "unit": county.units["county"], "from_on": DAY + timedelta(days=400)}
    if account == ctx.actor:
        with pytest.raises(Refused) as refusal:
            give_grant(ctx, **given)
        assert refusal.value.problem.code == "access.not_oneself"
    elif held == wanted:
        with pytest.raises(Refused) as refusal:
            give_grant(ctx, **given)
        assert refusal.value.problem.code == "access.held_already"
    else:
        with pytest.raises(Refused) as refusal:
            give_grant(ctx, **given)
        assert refusal.value.problem.code == "access.conflict_of_duty"


def test_an_administrator_may_follow_another_when_the_first_grant_has_ended(county: County) -> None:
    grant = Grant._base_manager.get(role="audit_administrator")
    appoint(county, "新来的", "audit_administrator", "county", "13900008888")
    end_grant(county.ctx("安全管理员"), grant=grant.id, until_on=DAY + timedelta(days=10))
    given = {"account": grant.account_id, "role": "system_administrator", "unit": county.units["county"]}
    with pytest.raises(Refused):
        give_grant(county.ctx("安全管理员"), from_on=DAY + timedelta(days=9), **given)
    give_grant(county.ctx("安全管理员"), from_on=DAY + timedelta(days=10), **given)


def test_a_grant_is_not_given_twice_for_the_same_days(county: County) -> None:
    given = {"account": county.accounts["王老师"], "role": "class_teacher", "from_on": DAY + timedelta(days=3)}
    with pytest.raises(Refused) as refusal:
        give_grant(county.ctx("安全管理员"), unit=county.units["class_a"], **given)
    assert refusal.value.problem.code == "access.held_already"
    assert Grant._base_manager.filter(account_id=given["account"]).count() == 1
    give_grant(county.ctx("安全管理员"), unit=county.units["class_b"], **given)
    grant = Grant._base_manager.get(account_id=given["account"], unit_id=county.units["class_a"])
    end_grant(county.ctx("安全管理员"), grant=grant.pk, until_on=DAY + timedelta(days=3))
    give_grant(county.ctx("安全管理员"), unit=county.units["class_a"], **given)


@pytest.mark.parametrize("phone", ["abc", "138", "１３８", "13800001234；DROP"])
def test_an_account_has_a_phone_number_or_none(county: County, phone: str) -> None:
    given = {"unit": county.units["school_a"], "sign_in_name": "newcomer", "name": "新老师"}
    with pytest.raises(Unusable) as refusal:
        open_account(county.ctx("系统管理员"), phone=phone, **given)
    assert refusal.value.problem.code == "people.no_phone"
    opened_account = open_account(county.ctx("系统管理员"), phone="137-0000 8888", **given)
    assert opened(the(Account, pk=opened_account), "phone") == "13700008888"


def test_nobody_gives_out_the_programs_own_role(county: County) -> None:
    given = {"account": county.accounts["王老师"], "role": "system", "unit": county.units["county"], "from_on": DAY}
    with pytest.raises(Unusable):
        give_grant(county.ctx("安全管理员"), **given)


def test_clashes_are_the_same_from_both_sides() -> None:
    for one in ROLES.table:
        for other in ROLES.table:
            assert bool(ROLES.clash(frozenset({one}), other)) == bool(ROLES.clash(frozenset({other}), one))


# the registry


def test_every_permission_a_role_holds_exists_and_is_held_by_some_role() -> None:
    held = {code for role in ROLES.table.values() for code in role.may}
    assert held == set(all_permissions())


def test_an_account_is_looked_up_by_no_other_manager_than_the_sign_ins(county: County) -> None:
    with pytest.raises(TypeError):
        Unit.objects.all()
    with pytest.raises(TypeError):
        Guardian.objects.filter(pk=UUID(int=0))
    assert Account.objects.get(pk=county.accounts["王老师"]).name == "王老师"


def test_all_actions_say_what_they_do() -> None:
    assert not [code for code, each in all_actions().items() if not each.__doc__]
