"""Student aid on the web (4.15): decided, paid by hand and by list, what is nobody's, pairs, and the duty of the school."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.casework.aid.models import AidEntitlement, AidList, AidPairing, AidPayment, AidStray
from notoneless.foundation.plans.services import adopt_plan, draft_plan, set_number
from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from notoneless.oversight.duties.models import DutyRow
from support.aid import HEAD, entitled, paid, paired, stray
from support.browsing import sign_in
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.watch_list import mark_group

LIST = "/aid/"
GIVEN = {"list_title": "秋季生活补助", "term_day": "2026-09-01"}


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def sheet(*rows: str) -> SimpleUploadedFile:
    """A list of the paying office."""
    return SimpleUploadedFile("list.csv", "\n".join((HEAD, *rows)).encode(), content_type="text/csv")


def state(county: County, duty: str = "aid_paid") -> set[str]:
    """How the duty of the school stands."""
    return {row.state for row in all_of(DutyRow, duty=duty, unit=county.units["school_a"])}


@pytest.mark.clause("4.15")
def test_who_is_entitled_and_unpaid_is_listed_until_a_list_pays_and_a_named_person_stands_by(county: County) -> None:
    adopted(county, plan=4)
    county.time.pass_by(days=(date(2027, 1, 10) - DAY).days)
    child, other = county.children["both"], county.children["class_only"]
    wang, li = sign_in(county, "王老师"), sign_in(county, "李校长")
    page = f"{LIST}children/{child}/"
    assert page in text_of(wang.get(f"/children/{child}/"))
    given = {"aid_ground": "poor", "second_ground": "disability", "aid_basis": "脱贫户手册、残疾人证"}
    assert send(wang, f"{page}entitle/", **given).status_code == 302
    orphan = {"aid_ground": "orphan", "second_ground": "", "aid_basis": "民政证明"}
    assert send(wang, f"{LIST}children/{other}/entitle/", **orphan).status_code == 302
    unpaid = plain(li.get(f"{LIST}?show=unpaid"))
    assert "慕容甲乙" in unpaid
    assert "欧阳丙丁" in unpaid
    assert "应助未助 2" in unpaid
    assert "残疾人证" not in unpaid
    reckoned(county)
    assert state(county) == {"due"}
    name, number = county.markers["both"][:2]
    rows = (f"{name},{number},,生活补助,500,2026-09-01", "欧阳丙丁,,家长欧阳丙丁,孤儿助学,300,2026-09-01")
    brought = send(li, f"{LIST}lists/new/", **GIVEN, file=sheet(*rows, "司空无人,,,生活补助,500,2026-09-01"))
    assert brought.status_code == 302
    assert {row.how for row in all_of(AidPayment)} == {"number", "linked"}
    shown = plain(li.get(LIST))
    assert "应助未助 0" in shown
    assert "司空无人 500.00" in shown
    reckoned(county)
    assert state(county) == {"due"}, "nobody stands by them yet"
    mentor = {"mentor": str(county.accounts["王老师"])}
    for each in (child, other):
        assert send(li, f"{LIST}children/{each}/pair/", **mentor).status_code == 302
    assert "王老师 一帮一" in plain(li.get(f"/children/{child}/")).replace("王老师一帮一", "王老师 一帮一")
    reckoned(county)
    assert state(county) == {"done"}
    assert send(li, f"{LIST}pairs/{all_of(AidPairing, child=child)[0].pk}/end/", reason="调走").status_code == 302
    reckoned(county)
    assert state(county) == {"due"}
    stranger = sign_in(county, "赵老师")
    assert "慕容甲乙" not in plain(stranger.get(LIST))
    assert stranger.get(page).status_code == 404
    for who in ("周支书", "吴组长", "何老师"):
        assert sign_in(county, who).get(LIST).status_code == 403, who
    assert "慕容甲乙" in plain(sign_in(county, "张镇长").get(LIST))


def test_the_same_payment_is_refused_by_hand_and_counted_once_in_a_list(county: County) -> None:
    entitled(county)
    li, child = sign_in(county, "李校长"), county.children["both"]
    name, number = county.markers["both"][:2]
    row = f"{name},{number},,生活补助,500,2026-09-01"
    stranger = "司空无人,,,生活补助,500,2026-09-01"
    assert send(li, f"{LIST}lists/new/", **GIVEN, file=sheet(row, row, stranger)).status_code == 302
    assert send(li, f"{LIST}lists/new/", **GIVEN, file=sheet(row, stranger)).status_code == 302
    counted = {(found.count, found.paid, found.strays, found.same) for found in all_of(AidList)}
    assert counted == {(3, 1, 1, 1), (2, 0, 0, 2)}
    assert "以前登记过，没有重复计" in plain(li.get(LIST))
    typed = {"aid_amount": "500", "aid_item": "生活补助", "paid_on": "2026-09-01", "term_day": "2026-09-01"}
    again = send(li, f"{LIST}children/{child}/pay/", **typed)
    assert (again.status_code, "同一笔发放已经登记过" in plain(again)) == (422, True)
    assert len(all_of(AidPayment)) == 1


def test_a_list_with_a_cell_that_cannot_be_read_is_not_brought(county: County) -> None:
    li = sign_in(county, "李校长")
    answer = send(li, f"{LIST}lists/new/", **GIVEN, file=sheet("甲,,,生活补助,很多,2026-09-01"))
    assert answer.status_code == 422
    assert "名单没有导入：第 2 行第 E 列看不懂或没有填（共 1 处）" in plain(answer)
    assert not all_of(AidList)


def test_a_payment_that_is_nobodys_is_settled_once_with_a_pupil_or_a_reason(county: County) -> None:
    entitled(county)
    li = sign_in(county, "李校长")
    rows = ("慕容佳艺,,,生活补助,500,2026-09-01", "司空无人,,,生活补助,500,2026-09-01")
    send(li, f"{LIST}lists/new/", **GIVEN, file=sheet(*rows))
    first, second = (all_of(AidStray, name=name)[0].pk for name in ("慕容佳艺", "司空无人"))
    empty = send(li, f"{LIST}strays/{second}/", child="", reason="")
    assert (empty.status_code, "写明原因" in plain(empty)) == (422, True)
    assert send(li, f"{LIST}strays/{second}/", child="", reason="不是本校学生").status_code == 302
    far = send(li, f"{LIST}strays/{first}/", child=str(county.children["far"]), reason="")
    assert far.status_code == 404
    assert send(li, f"{LIST}strays/{first}/", child=str(county.children["both"]), reason="").status_code == 302
    again = send(li, f"{LIST}strays/{first}/", child=str(county.children["both"]), reason="")
    assert (again.status_code, "已经处理过" in plain(again)) == (422, True)
    assert the(AidPayment).how == "hand"
    assert "应助未助 0" in plain(li.get(LIST))


def test_whom_a_key_group_marks_is_to_be_decided_on_and_not_entitled_is_a_decision(county: County) -> None:
    adopted(county, plan=4)
    county.time.pass_by(days=(date(2027, 1, 10) - DAY).days)
    mark_group(county.ctx("王老师"), child=county.children["both"], key_group="lifted")
    wang, page = sign_in(county, "王老师"), f"{LIST}children/{county.children['both']}/"
    assert "慕容甲乙" in plain(wang.get(f"{LIST}?show=undecided"))
    reckoned(county)
    assert state(county) == {"due"}
    both = send(wang, f"{page}entitle/", aid_ground="none", second_ground="poor", aid_basis="x")
    assert (both.status_code, "不能再选别的" in plain(both)) == (422, True)
    silent = send(wang, f"{page}entitle/", aid_ground="none", second_ground="", aid_basis="")
    assert (silent.status_code, "为什么不属于" in plain(silent)) == (422, True)
    assert send(wang, f"{page}entitle/", aid_ground="none", second_ground="", aid_basis="已退出").status_code == 302
    assert "慕容甲乙" not in plain(wang.get(LIST))
    reckoned(county)
    assert state(county) == {"done"}


def test_an_amount_that_the_county_has_set_makes_less_too_little(county: County) -> None:
    version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="local/aid")
    set_number(county.ctx("陈局长"), version=version, key="aid.day_pupil_primary", value="500", reason="按省里文件")
    adopt_plan(county.ctx("陈局长"), version=version, from_on=DAY, signer="陈局长")
    entitled(county)
    assert the(AidEntitlement).due == 500
    paid(county, aid_amount="499.99")
    li = sign_in(county, "李校长")
    assert "499.99 发放不足" in plain(li.get(f"{LIST}?show=unpaid"))
    paid(county, aid_amount="0.01")
    assert "应助未助 0" in plain(li.get(LIST))


def test_a_payment_of_the_last_term_does_not_pay_for_this_one(county: County) -> None:
    entitled(county)
    paid(county)
    county.time.pass_by(days=(date(2027, 3, 1) - DAY).days)
    assert "应助未助 1" in plain(sign_in(county, "李校长").get(LIST))


def test_a_mentor_holds_a_post_here_and_a_pupil_has_one_at_a_time(county: County) -> None:
    li, page = sign_in(county, "李校长"), f"{LIST}children/{county.children['both']}/"
    far = send(li, f"{page}pair/", mentor=str(county.accounts["赵老师"]))
    assert (far.status_code, "在本校或上级任职" in plain(far)) == (422, True)
    paired(county)
    twice = send(li, f"{page}pair/", mentor=str(county.accounts["李校长"]))
    assert (twice.status_code, "已经有人一帮一" in plain(twice)) == (422, True)


@pytest.mark.clause("4.15")
def test_a_payment_entered_wrongly_is_taken_back_and_entered_anew(county: County) -> None:
    entitled(county)
    entitled(county, "class_only")
    payment = paid(county, "class_only")
    li, page = sign_in(county, "李校长"), f"/aid/payments/{payment}/take-back/"
    wrong, right = (f"/aid/children/{county.children[key]}/" for key in ("class_only", "both"))
    assert page in text_of(li.get(wrong))
    assert sign_in(county, "赵老师").get(page).status_code in (403, 404)
    assert sign_in(county, "王老师").get(page).status_code == 403
    assert send(li, page, reason="").status_code == 422
    assert send(li, page, reason="登错了人").status_code == 302
    assert "2026-09-01 撤回" in text_of(li.get(wrong))
    assert "应助未助" in text_of(li.get(wrong))
    assert "已经撤回" in text_of(send(li, page, reason="再撤一次"))
    given = {"aid_amount": "500", "aid_item": "生活补助", "paid_on": "2026-09-01", "term_day": "2026-09-01"}
    for address in (right, wrong):
        assert send(li, f"{address}pay/", **given).status_code == 302
        assert "已发放" in text_of(li.get(address))


def test_a_row_said_to_be_the_wrong_pupils_is_nobodys_again(county: County) -> None:
    row = stray(county)
    li = sign_in(county, "李校长")
    assert send(li, f"/aid/strays/{row}/", child=str(county.children["both"]), reason="").status_code == 302
    payment = the(AidStray, pk=row).payment_id
    assert send(li, f"/aid/payments/{payment}/take-back/", reason="认错了人").status_code == 302
    assert "司空无人" in text_of(li.get("/aid/"))
    assert send(li, f"/aid/strays/{row}/", child=str(county.children["class_only"]), reason="").status_code == 302
    assert the(AidStray, pk=row).payment_id != payment
