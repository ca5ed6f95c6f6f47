"""Complaints on the web (1.09, 4.12): told without an account, opened by named readers alone, decided by others."""

import logging
import re
from typing import Any

import pytest
from django.test import Client

from notoneless.interfaces.frame.clock import now
from notoneless.interfaces.supervision.pages import complaining
from notoneless.oversight.supervision.models import Complaint, ComplaintLink, Inquiry, InquiryPerson
from notoneless.oversight.supervision.rules.complaining import A_DAY_FROM_ADDRESS
from support.browsing import Visitor, sign_in
from support.county import County
from support.databases import all_of, owners_eyes, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.programs import Program, give_token
from support.supervision import TOLD, cleared_up, complained, complaint_linked, director, looked_into, plain, states

LIST = "/supervision/complaints/"
CANARIES = (TOLD["told"], TOLD["complainant"], TOLD["call_back"], "罚站属实，同班三人作证", "调离岗位一年")


def sent(county: County, visitor: Client | None = None, **given: str) -> Any:
    """A complaint as anybody sends it."""
    address = f"/complaint/{the(ComplaintLink, unit=county.units['school_a']).token}/"
    return send(visitor or Visitor(), address, **TOLD | given)


def told_code(answer: Any) -> str:
    """The receipt code of a page."""
    return re.findall(r"<b>([0-9A-Z-]{14})</b>", text_of(answer))[0]


def holds_none(*answers: Any) -> bool:
    """Whether nothing of what is confidential stands on pages."""
    return not [text for answer in answers for text in CANARIES if text in text_of(answer)]


@pytest.mark.clause("1.09")
def test_a_complaint_of_corporal_punishment_is_recorded_looked_into_and_decided_with_its_sender_protected(
    county: County,
) -> None:
    county.time.at = now()
    adopted(county, plan=1)
    complaint_linked(county)
    code = told_code(sent(county))
    reckoned(county)
    assert states(county, "complaint_decided") == {"due"}
    row, li = the(Complaint), sign_in(county, "李校长")
    page = f"{LIST}{row.pk}/"
    assert "体罚或变相体罚" in plain(li.get(LIST))
    assert li.post(page).status_code == 404, "nobody is named to read it yet"
    looker = str(county.accounts[director(county)])
    assert send(li, f"{page}take-up/", looker=looker).status_code == 302
    sun = sign_in(county, "孙主任")
    county.time.pass_by(minutes=1)
    opened = sun.post(page)
    assert (TOLD["told"] in text_of(opened), TOLD["complainant"] in text_of(opened)) == (True, True)
    early = send(li, f"{page}decide/", verdict="proved", what_follows="批评")
    assert (early.status_code, "还没有登记调查结果" in plain(early)) == (422, True)
    found = {"accused": str(county.accounts["王老师"]), "class_meant": str(county.units["class_a"])}
    found |= {"drove_away": "false", "found_out": "罚站属实，同班三人作证"}
    other = send(li, f"{page}find/", **found)
    assert (other.status_code, "由指定的调查人登记结果" in plain(other)) == (422, True)
    assert send(sun, f"{page}find/", **found).status_code == 302
    assert sun.get(f"{page}decide/").status_code == 403, "who looks into it does not decide"
    assert send(li, f"{page}decide/", verdict="proved", what_follows="调离岗位一年").status_code == 302
    twice = send(li, f"{page}decide/", verdict="unproved", what_follows="没有")
    assert (twice.status_code, "已经处理，不能再改" in plain(twice)) == (422, True)
    reckoned(county)
    assert states(county, "complaint_decided") == {"done"}
    asked = Visitor().post("/complaint/state/", {"code": code})
    assert "已处理：属实" in plain(asked)
    assert holds_none(asked, li.get(LIST), li.get(page), sun.get(LIST), sun.get(page), li.get("/today/"))
    for who in ("王老师", "赵老师", "张镇长", "周支书"):
        assert sign_in(county, who).get(page).status_code in (403, 404), who


@pytest.mark.clause("4.12")
def test_mockery_proved_to_have_driven_a_pupil_away_opens_an_inquiry_into_the_teacher(county: County) -> None:
    adopted(county, plan=4)
    row = cleared_up(county, complained(county, complaint_kind="mockery"), drove_away=True)
    li = sign_in(county, "李校长")
    reckoned(county)
    assert states(county, "complaint_decided") == {"due"}
    assert send(li, f"{LIST}{row}/decide/", verdict="proved", what_follows="严肃处理").status_code == 302
    reckoned(county)
    assert states(county, "complaint_decided") == {"done"}
    inquiry, person = the(Inquiry), the(InquiryPerson)
    assert (inquiry.complaint_id, person.account_id) == (row, county.accounts["王老师"])
    assert "王老师" in plain(li.get(f"/supervision/inquiries/{inquiry.pk}/"))


def test_a_complaint_of_the_head_goes_to_the_bureau_and_the_school_sees_nothing_of_it(county: County) -> None:
    complaint_linked(county)
    sent(county, is_of_head="true")
    row, li = the(Complaint), sign_in(county, "李校长")
    assert row.unit_id == county.units["county"]
    assert "没有投诉" in plain(li.get(LIST))
    assert li.get(f"{LIST}{row.pk}/").status_code == 404
    assert "清溪镇中心小学 由晴川县处理" in plain(sign_in(county, "陈局长").get(LIST))


def test_a_complaint_of_the_head_that_is_told_by_telephone_is_the_bureaus_too(county: County) -> None:
    body = {**TOLD, "is_of_head": "true"}
    enter = f"{LIST}schools/{county.units['school_a']}/enter/"
    chen, li = sign_in(county, "陈局长"), sign_in(county, "李校长")
    assert "投诉校长的由教育局处理，学校看不到" in plain(chen.get(enter))
    assert send(chen, enter, **body).status_code == 302
    row = the(Complaint)
    assert row.unit_id == county.units["county"]
    assert li.get(f"{LIST}{row.pk}/").status_code == 404
    assert send(chen, enter, **{**body, "is_of_head": "false"}).status_code == 302
    assert {each.unit_id for each in all_of(Complaint)} == {county.units["county"], county.units["school_a"]}
    assert "投诉校长的不在学校登记" in plain(send(li, enter, **body))
    assert the(Complaint, unit=county.units["county"]).times == 1


def test_a_head_found_to_be_meant_sees_and_decides_no_more(county: County) -> None:
    row = looked_into(county)
    found = {"accused": str(county.accounts["李校长"]), "drove_away": "false", "found_out": "是校长"}
    assert send(sign_in(county, "孙主任"), f"{LIST}{row}/find/", **found).status_code == 302
    li = sign_in(county, "李校长")
    assert li.get(f"{LIST}{row}/").status_code == 404
    assert li.get(f"{LIST}{row}/decide/").status_code == 404
    chen = sign_in(county, "陈局长")
    assert send(chen, f"{LIST}{row}/decide/", verdict="partly", what_follows="谈话").status_code == 302


def test_the_same_complaint_sent_again_is_merged_visibly_and_spam_is_throttled(county: County) -> None:
    complaint_linked(county)
    codes = {told_code(sent(county)) for _ in range(3)}
    assert (len(codes), len(all_of(Complaint)), the(Complaint).times) == (1, 1, 3)
    assert "同一内容收到 3 次" in plain(sign_in(county, "李校长").get(LIST))
    for number in range(A_DAY_FROM_ADDRESS - 1):
        assert sent(county, told=f"第{number}件事").status_code == 200
    over = sent(county, told="又一件事")
    assert (over.status_code, "请明天再来" in plain(over)) == (429, True)
    assert "又一件事" in text_of(over), "what was typed stays"
    assert len(all_of(Complaint)) == A_DAY_FROM_ADDRESS
    assert Visitor().get("/complaint/no-such-token/").status_code == 404


def test_only_a_reader_names_another_reader(county: County) -> None:
    county.time.at = now()
    row = looked_into(county)
    chen = sign_in(county, "陈局长")
    county.time.pass_by(minutes=1)
    reader = {"reader": str(county.accounts["陈局长"])}
    refused = send(chen, f"{LIST}{row}/reader/", **reader)
    assert (refused.status_code, "只有能查阅的人" in plain(refused)) == (422, True)
    assert chen.post(f"{LIST}{row}/").status_code == 404
    assert send(sign_in(county, "李校长"), f"{LIST}{row}/reader/", **reader).status_code == 302
    assert TOLD["told"] in text_of(chen.post(f"{LIST}{row}/"))


def test_nothing_confidential_stands_in_any_list_page_log_or_answer_to_programs(
    county: County, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    county.time.at = now()
    complaint_linked(county)
    sent(county)
    cleared_up(county, the(Complaint).pk, found_out=CANARIES[3])
    for who in ("李校长", "陈局长", "孙主任", "王老师"):
        visitor = sign_in(county, who)
        pages = [LIST, f"{LIST}{the(Complaint).pk}/", "/supervision/inquiries/", "/supervision/circulars/", "/today/"]
        assert holds_none(*map(visitor.get, pages)), who
    for who in ("李校长", "陈局长"):
        with owners_eyes():
            secret = give_token(county, who)
        program = Program(county, secret)
        answer = program.client.get("/api/complaints", headers=program.headers(), secure=True)
        assert (answer.status_code, "corporal" in text_of(answer)) == (200, True)
        assert holds_none(answer), who
    assert not [text for text in CANARIES if text in caplog.text]
    kept = [str(value) for row in all_of(Complaint) for value in vars(row).values()]
    assert not [text for text in CANARIES if any(text in value for value in kept)], "sealed where it lies"


def test_where_there_are_many_schools_one_is_chosen_beneath_what_is_to_be_done(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    chen = sign_in(county, "陈局长")
    few = text_of(chen.get(LIST))
    assert "清溪镇中心小学：登记投诉" in few
    schools = [(county.units["school_a"], f"第{number}小学") for number in range(4)]
    monkeypatch.setattr(complaining, "units_to_choose", lambda *_: schools)
    many = text_of(chen.get(LIST))
    assert "第3小学：登记投诉" not in many
    assert [many.count(f"<summary>{words}</summary>") for words in ("登记投诉", "开通投诉二维码")] == [1, 1]
    assert many.count(f"schools/{county.units['school_a']}/enter/") == len(schools)
