"""Inquiries on the web (1.10): a dropout by neglect opens one, with findings and outcome for each person."""

import pytest

from notoneless.interfaces.frame.clock import now
from notoneless.oversight.supervision.models import Inquiry, InquiryPerson
from notoneless.oversight.supervision.selectors.inquiries import outcomes_between
from support.browsing import sign_in
from support.cases import suspected, verified
from support.county import County
from support.databases import all_of, owners_eyes, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.supervision import director, inquired, named_person, plain, states

LIST, CANARY = "/supervision/inquiries/", "家访记录是补写的"


@pytest.mark.clause("1.10")
def test_a_dropout_by_neglect_opens_an_inquiry_with_findings_and_outcome_for_each_person(county: County) -> None:
    county.time.at = now()
    adopted(county, plan=1)
    case, chen = verified(county), sign_in(county, "陈局长")
    county.time.pass_by(minutes=1)
    form = f"{LIST}cases/{case}/open/"
    assert form in text_of(chen.get(f"/cases/{case}/"))
    given = {"unit": str(county.units["school_a"]), "because_of": "连续三天缺课没有家访"}
    assert send(chen, form, **given).status_code == 302
    twice = send(chen, form, **given)
    assert (twice.status_code, "已经立案追责" in plain(twice)) == (422, True)
    page = f"{LIST}{the(Inquiry).pk}/"
    for who in ("王老师", "李校长"):
        named = {"person": str(county.accounts[who]), "duty_neglected": "三天内家访"}
        assert send(chen, f"{page}name/", **named).status_code == 302
    people = {row.account_id: row.pk for row in all_of(InquiryPerson)}
    teacher, head = people[county.accounts["王老师"]], people[county.accounts["李校长"]]
    early = send(chen, f"{LIST}people/{teacher}/decide/", inquiry_outcome="rebuke", what_follows="检查")
    assert (early.status_code, "还没有登记调查结果" in plain(early)) == (422, True)
    for person, outcome in ((teacher, "rebuke"), (head, "talk")):
        assert the(Inquiry).closed_on is None
        assert send(chen, f"{LIST}people/{person}/find/", found_out=CANARY).status_code == 302
        decided = {"inquiry_outcome": outcome, "what_follows": "写出检查"}
        assert send(chen, f"{LIST}people/{person}/decide/", **decided).status_code == 302
    again = send(chen, f"{LIST}people/{teacher}/decide/", inquiry_outcome="none", what_follows="不追究")
    assert again.status_code == 422
    shown = chen.get(page)
    assert ("批评教育" in plain(shown), "谈话提醒" in plain(shown), CANARY in text_of(shown)) == (True, True, False)
    assert CANARY in text_of(chen.post(f"{LIST}people/{teacher}/"))
    li = sign_in(county, "李校长")
    assert "没有追责" in plain(li.get(LIST)), "whom it is into sees nothing of it"
    assert li.get(page).status_code == 404
    with owners_eyes():
        outcomes = {
            each.account: each.outcome for each in outcomes_between(the(Inquiry).opened_on, the(Inquiry).closed_on)
        }
    county.time.pass_by(days=50)
    reckoned(county)
    assert states(county, "inquiry_decided") == {"done"}
    assert outcomes == {county.accounts["王老师"]: "rebuke", county.accounts["李校长"]: "talk"}


@pytest.mark.clause("1.10")
def test_an_inquiry_that_nobody_decides_is_owed_by_the_head(county: County) -> None:
    adopted(county, plan=1)
    inquired(county)
    county.time.pass_by(days=50)
    reckoned(county)
    assert states(county, "inquiry_decided") == {"due"}
    assert "失职致辍学的查处" in plain(sign_in(county, "李校长").get("/today/"))


def test_a_suspicion_is_no_ground_and_nobody_inquires_into_oneself(county: County) -> None:
    chen, case = sign_in(county, "陈局长"), suspected(county)
    given = {"unit": str(county.units["school_a"]), "because_of": "没有家访"}
    early = send(chen, f"{LIST}cases/{case}/open/", **given)
    assert (early.status_code, "没有确认辍学" in plain(early)) == (422, True)


def test_whom_an_inquiry_is_into_does_nothing_in_it(county: County) -> None:
    inquiry = inquired(county)
    li = sign_in(county, "李校长")
    own = {"person": str(county.accounts["李校长"]), "duty_neglected": "家访"}
    refused = send(li, f"{LIST}{inquiry}/name/", **own)
    assert (refused.status_code, "追责对象本人不能办理" in plain(refused)) == (422, True)
    person = named_person(county, inquiry=inquiry, person="李校长")
    assert li.get(f"{LIST}people/{person}/find/").status_code == 404
    other = send(sign_in(county, "陈局长"), f"{LIST}{inquiry}/name/", **own)
    assert "已经列入" in plain(other)
    assert sign_in(county, director(county)).get(LIST).status_code == 403
