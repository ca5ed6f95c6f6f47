"""Bad input on statutory papers: one sentence with the article, nothing half-issued, no number burnt without record.

| what is wrong | where it is shown |
|---|---|
| guardian | `test_a_guardian_of_another_child_is_refused_with_the_article` |
| address of an order or notice | `test_an_order_*`, `test_an_address_*`, `test_a_penalty_notice_*` |
| address of a decision, application, receipt | `test_a_decision_*`, `test_an_application_*`, `test_a_receipt_*` |
| ID | `test_a_wrong_resident_id_goes_on_no_paper`, `test_no_paper_asks_for_a_resident_id` |
| ID of a child | `test_a_wrong_id_of_a_child_is_refused_where_it_is_entered` |
| ID of an officer | `test_two_officers_have_two_certificates` |
| backdating | `test_backdating_is_refused_with_the_article_of_the_step` |
| no competence | `test_who_has_no_competence_orders_nothing` (test_procedure_pages), `cannot_penalize` (test_penalty_pages) |
| second decision on one fact | `test_a_second_decision_on_one_fact_is_refused_with_the_article` |
| service refused | `test_a_service_that_is_refused_needs_its_witness` |
| deadline on a holiday | `test_a_deadline_on_a_holiday_moves_to_the_next_working_day` |
| code in a template | `test_code_in_what_is_typed_stays_text`; in a template: test_wording_pages, test_paper_rules |
| no number burnt | `test_after_every_refusal_the_next_paper_has_the_next_number` |
"""

from datetime import date
from typing import Any

import pytest

from notoneless.casework.procedures.models import ProcedureEvent
from notoneless.casework.procedures.rules.addressing import why_no_address, why_wrong_number
from notoneless.casework.procedures.selectors.procedures import open_procedure
from notoneless.casework.procedures.services import issue_decision, issue_order
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import filled_with
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.people.services import register_child
from notoneless.foundation.places.models import Household
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.kernel.resident_id import check_digit
from support.browsing import sign_in
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.forms import send, text_of
from support.procedure_pages import beside, of, page, plain, value
from support.procedures import (
    FOUND,
    OFFICERS,
    PAY_TO,
    UNTIL,
    VIEWS,
    before_court,
    begun,
    decided,
    demand_served,
    inquired,
    opened_penalty,
    ordered,
    proposal_in,
    proposed_decision,
    proposed_order,
)
from support.roll_work import prefixed

GOOD = "邻县大坝镇河边村三组12号"
FIRST17 = "53062119850101123"
RIGHT_ID = FIRST17 + check_digit(FIRST17)
WRONG_ID = FIRST17 + ("0" if check_digit(FIRST17) != "0" else "1")


def state() -> tuple[list[str], int]:
    """The numbers that are given, and how many events there are: what a refusal must leave as it was."""
    return sorted(paper.number for paper in all_of(Paper)), len(all_of(ProcedureEvent))


def nowhere(county: County) -> None:
    """Nobody knows where the child lives: it is known by its class alone."""
    child, village = county.children["both"], county.units["village_a"]
    with owners_eyes():
        Child._base_manager.filter(pk=child).update(household=None)
        ChildUnit._base_manager.filter(child_id=child, track="household").delete()
        assert not ChildUnit._base_manager.filter(child_id=child, unit_id=village).exists()


def moved(county: County) -> None:
    """The home of the child is registered anew, in another village."""
    with owners_eyes():
        rows = ChildUnit._base_manager.filter(child_id=county.children["both"], track="household")
        rows.update(unit_id=county.units["village_b"])
        Child._base_manager.filter(pk=county.children["both"]).update(household=None)


def forgotten() -> None:
    """Entries of a program that did not keep addresses yet."""
    with owners_eyes():
        for row in ProcedureEvent._base_manager.all():
            row.details = {name: each for name, each in row.details.items() if name not in ("home", "registered")}
            ProcedureEvent._base_manager.filter(pk=row.pk).update(details=row.details)


def order(county: County, **given: Any) -> dict[str, Any]:
    """What the form of a proposal sends."""
    party = {"unit": str(county.units["town_a"]), "guardian": str(county.guardians["both"])}
    return {**party, "on": DAY.isoformat(), "address": "", **given}


def on_paper(kind: str) -> str:
    return str(filled_with(the(Paper, kind=kind)))


def refused(answer: Any, *words: str, field: str = "") -> None:
    """A refusal: one sentence with its article, beside its field or above the form."""
    assert answer.status_code == 422, plain(text_of(answer))
    text = beside(text_of(answer), field) if field else plain(text_of(answer))
    assert all(each in text for each in words), (text, words)


# guardian


def test_a_guardian_of_another_child_is_refused_with_the_article(county: County) -> None:
    procedure, before = begun(county), state()
    given = order(county, guardian=str(county.guardians["far_school"]))
    answer = send(sign_in(county, "陈局长"), of(procedure, "propose_order/"), **given)
    refused(answer, "这名监护人不是这名儿童的", "《义务教育法》第五十八条", field="guardian")
    assert state() == before


# address


def test_an_order_without_an_address_is_refused_and_one_may_be_entered(county: County) -> None:
    prefixed(county, "town_a", "清政", "张镇长")
    procedure = begun(county)
    nowhere(county)
    bureau, before = sign_in(county, "陈局长"), state()
    assert value(page(bureau, of(procedure, "propose_order/")), "address") == ""
    answer = send(bureau, of(procedure, "propose_order/"), **order(county))
    refused(answer, "没有当事人的住址", "《民事诉讼法》第八十七条", field="address")
    assert state() == before
    assert send(bureau, of(procedure, "propose_order/"), **order(county, address=GOOD)).status_code == 302
    town = sign_in(county, "张镇长")
    assert GOOD in plain(page(town, of(procedure, "issue_order/")))
    seen = str(proposal_in(procedure))
    assert send(town, of(procedure, "issue_order/"), until=UNTIL.isoformat(), proposal=seen).status_code == 302
    assert GOOD in on_paper("order_to_correct")
    assert GOOD in on_paper("service_receipt")
    assert value(page(town, of(procedure, "serve/")), "place") == GOOD


@pytest.mark.parametrize("typed", ["不详", "无", "——", "123456", "河边村", "13911112222"])
def test_an_order_is_not_proposed_for_what_is_no_address(county: County, typed: str) -> None:
    procedure, before = begun(county), state()
    answer = send(sign_in(county, "陈局长"), of(procedure, "propose_order/"), **order(county, address=typed))
    refused(answer, "不是住址", "《行政处罚法》第五十九条", "《民事诉讼法》第八十七条", field="address")
    assert value(text_of(answer), "address") == typed
    assert state() == before


def test_an_address_registered_as_unknown_is_none(county: County) -> None:
    procedure = begun(county)
    with owners_eyes():
        Household._base_manager.update(address="不详")
    assert "不详" not in value(page(sign_in(county, "陈局长"), of(procedure, "propose_order/")), "address")


def test_an_order_is_not_issued_once_the_address_has_changed(county: County) -> None:
    prefixed(county, "town_a", "清政", "张镇长")
    procedure = proposed_order(county)
    moved(county)
    before, seen = state(), str(proposal_in(procedure))
    town = sign_in(county, "张镇长")
    answer = send(town, of(procedure, "issue_order/"), until=UNTIL.isoformat(), proposal=seen)
    refused(answer, "柳树村", "石桥村", "退回重拟", "《行政处罚法》第五十九条")
    assert state() == before


def test_an_address_that_the_order_states_stands_whatever_is_registered(county: County) -> None:
    prefixed(county, "town_a", "清政", "张镇长")
    procedure = begun(county)
    assert (
        send(sign_in(county, "陈局长"), of(procedure, "propose_order/"), **order(county, address=GOOD)).status_code
        == 302
    )
    moved(county)
    issue_order(county.ctx("张镇长"), procedure=procedure, proposal=proposal_in(procedure), until=UNTIL)
    assert GOOD in on_paper("order_to_correct")


def test_a_penalty_notice_without_an_address_is_not_issued(county: County) -> None:
    procedure = inquired(county)
    forgotten()
    nowhere(county)
    before = state()
    answer = send(sign_in(county, "陈局长"), of(procedure, "issue_notice/"), amount="500", found=FOUND)
    refused(answer, "没有当事人的住址", "《民事诉讼法》第八十七条")
    assert state() == before


def test_a_decision_without_an_address_lacks_one_of_its_six_things(county: County) -> None:
    procedure = proposed_decision(county)
    forgotten()
    nowhere(county)
    before, seen = state(), str(proposal_in(procedure))
    bureau = sign_in(county, "陈局长")
    answer = send(bureau, of(procedure, "issue_decision/"), pay_to=PAY_TO, until="", proposal=seen)
    refused(answer, "处罚决定书缺“当事人姓名、地址”", "《行政处罚法》第五十九条")
    assert state() == before


def test_a_decision_is_not_issued_once_the_address_has_changed(county: County) -> None:
    procedure = proposed_decision(county)
    moved(county)
    before = state()
    given = {"proposal": proposal_in(procedure), "pay_to": PAY_TO, "until": None}
    with pytest.raises(NotonelessError) as found:
        issue_decision(county.ctx("陈局长"), procedure=procedure, **given)
    assert found.value.problem.code == "procedures.home_changed"
    assert state() == before


def test_a_later_paper_goes_to_the_corrected_address(county: County) -> None:
    procedure = inquired(county)
    moved(county)
    answer = send(sign_in(county, "陈局长"), of(procedure, "issue_notice/"), amount="500", found=FOUND)
    assert answer.status_code == 302
    assert "石桥村" in on_paper("penalty_notice")
    assert "石桥村" not in on_paper("order_to_correct"), "what was issued stays as it was"


def test_an_application_without_an_address_says_not_against_whom(county: County) -> None:
    procedure = before_court(county)
    forgotten()
    nowhere(county)
    before = state()
    sent = {"court": "晴川县人民法院", "head": "陈局长", "views": VIEWS}
    answer = send(sign_in(county, "陈局长"), of(procedure, "apply_to_court/"), **sent)
    refused(answer, "没有被申请人的住址", "《行政强制法》第五十五条")
    assert state() == before


def test_a_receipt_says_where_a_paper_was_served(county: County) -> None:
    procedure = ordered(county)
    before = state()
    sent = {"on": DAY.isoformat(), "means": "in_person", "receiver": "父亲", "place": "不详"}
    answer = send(sign_in(county, "张镇长"), of(procedure, "serve/"), **sent)
    refused(answer, "不是送达地点", "《民事诉讼法》第八十七条", field="place")
    assert state() == before


# ID


@pytest.mark.parametrize(
    ("make", "step", "field", "article"),
    [
        (begun, "propose_order/", "address", "《义务教育法》第五十八条"),
        (inquired, "issue_notice/", "found", "《行政处罚法》第四十条"),
        (before_court, "apply_to_court/", "views", "《行政强制法》第五十五条"),
    ],
)
def test_a_wrong_resident_id_goes_on_no_paper(county: County, make: Any, step: str, field: str, article: str) -> None:
    procedure = make(county)
    before, bureau = state(), sign_in(county, "陈局长")
    forms: dict[str, dict[str, Any]] = {
        "address": order(county),
        "found": {"amount": "500"},
        "views": {"court": "晴川县人民法院", "head": "陈局长"},
    }
    text = f"{GOOD}，母亲身份证号{{}}，自2026年9月1日起没有送孩子到校。"
    answer = send(bureau, of(procedure, step), **forms[field] | {field: text.format(WRONG_ID)})
    refused(answer, "不是正确的身份证号", article, field=field)
    assert WRONG_ID not in beside(text_of(answer), field)
    assert state() == before
    assert send(bureau, of(procedure, step), **forms[field] | {field: text.format(RIGHT_ID)}).status_code == 302


def test_no_paper_asks_for_a_resident_id(county: County) -> None:
    with owners_eyes():
        Child._base_manager.filter(pk=county.children["both"]).update(id_number=None, id_number_index=None)
    decided(county)
    for paper in all_of(Paper):
        said = str(filled_with(paper))
        assert "身份证" not in said
        assert county.markers["both"][1] not in said


def test_a_wrong_id_of_a_child_is_refused_where_it_is_entered(county: County) -> None:
    before = len(all_of(Child))
    given = {"sex": None, "born_on": None, "student_number": None, "household": None, "from_on": DAY}
    with pytest.raises(NotonelessError) as found:
        register_child(county.ctx("李校长"), unit=county.units["class_a"], name="慕容丙丁", id_number=WRONG_ID, **given)
    assert found.value.problem.code == "people.no_id_number"
    assert WRONG_ID not in sentence(found.value.told)
    assert len(all_of(Child)) == before


def test_two_officers_have_two_certificates(county: County) -> None:
    procedure = opened_penalty(county)
    before = state()
    same = {"officer": "执法甲", "certificate": "晴001", "second_officer": "执法乙", "second_certificate": "晴001"}
    answer = send(sign_in(county, "陈局长"), of(procedure, "inquire/"), on="2026-09-10", note="", **same)
    refused(answer, "《行政处罚法》第四十二条、第五十五条", field="second_officer")
    assert state() == before


# the other items


@pytest.mark.parametrize(
    ("make", "step", "sent", "law"),
    [
        (ordered, "serve/", {"on": "2026-08-31", "means": "in_person"}, "《民事诉讼法》第八十七条"),
        (inquired, "inquire/", {"on": "2026-09-09"}, "《行政处罚法》第四十七条"),
    ],
)
def test_backdating_is_refused_with_the_article_of_the_step(
    county: County, make: Any, step: str, sent: dict[str, str], law: str
) -> None:
    procedure = make(county)
    before = state()
    given = {**sent, **(OFFICERS if step == "inquire/" else {})}
    answer = send(sign_in(county, "陈局长"), of(procedure, step), **given)
    refused(answer, "日期不能倒填", law, field="on")
    assert state() == before


def test_a_second_decision_on_one_fact_is_refused_with_the_article(county: County) -> None:
    procedure = decided(county)
    before, bureau = state(), sign_in(county, "陈局长")
    for step in ("propose_decision/", "issue_decision/"):
        assert "同一事实不能再办一次（《行政处罚法》第二十九条）" in plain(page(bureau, of(procedure, step)))
    given = {"proposal": proposal_in(procedure), "pay_to": PAY_TO, "until": None}
    with pytest.raises(NotonelessError) as found:
        issue_decision(county.ctx("陈局长"), procedure=procedure, **given)
    assert "《行政处罚法》第二十九条" in sentence(found.value.told)
    assert state() == before


def test_a_service_that_is_refused_needs_its_witness(county: County) -> None:
    procedure = ordered(county)
    before, town = state(), sign_in(county, "张镇长")
    sent = {"on": DAY.isoformat(), "means": "left", "place": "柳树村一组家中", "receiver": "父亲，拒绝签收"}
    refused(send(town, of(procedure, "serve/"), **sent), "《民事诉讼法》第八十九条")
    assert state() == before
    assert send(town, of(procedure, "serve/"), **sent, witness="周支书", proved="true").status_code == 302


def test_a_deadline_on_a_holiday_moves_to_the_next_working_day(county: County) -> None:
    """The order runs until a Sunday: it ends on the Monday after, and nothing follows before (article 85)."""
    prefixed(county, "town_a", "清政", "张镇长")
    procedure = proposed_order(county)
    sunday = date(2026, 9, 6)
    issue_order(county.ctx("张镇长"), procedure=procedure, proposal=proposal_in(procedure), until=sunday)
    given = {"on": DAY.isoformat(), "means": "in_person", "receiver": "父亲"}
    assert send(sign_in(county, "张镇长"), of(procedure, "serve/"), **given).status_code == 302
    [clock] = open_procedure(county.ctx("张镇长"), procedure).clocks
    assert clock.until == date(2026, 9, 7)
    assert "2026年9月6日" in on_paper("order_to_correct"), "the paper says the day that was set"


def test_code_in_what_is_typed_stays_text(county: County) -> None:
    procedure, bureau = inquired(county), sign_in(county, "陈局长")
    code = "{{child}} {% if x %} {{party.delete}} <script>1</script>"
    answer = send(bureau, of(procedure, "issue_notice/"), amount="500", found=FOUND + code)
    assert answer.status_code == 302
    assert filled_with(the(Paper, kind="penalty_notice"))["found"] == FOUND + code
    shown = page(bureau, f"/papers/{the(Paper, kind='penalty_notice').pk}/")
    assert "<script>1" not in shown


def test_after_every_refusal_the_next_paper_has_the_next_number(county: County) -> None:
    procedure = inquired(county)
    bureau = sign_in(county, "陈局长")
    for found in ("", f"身份证号{WRONG_ID}"):
        assert send(bureau, of(procedure, "issue_notice/"), amount="500", found=found).status_code == 422
    assert send(bureau, of(procedure, "issue_notice/"), amount="5000", found=FOUND).status_code == 422
    assert send(bureau, of(procedure, "issue_notice/"), amount="500", found=FOUND).status_code == 302
    assert the(Paper, kind="penalty_notice").number == "晴教罚告〔2026〕1号"


# rules


@pytest.mark.parametrize("address", [GOOD, "柳树村一组", "省外某市高新区A座1203室（务工地）"])
def test_what_somebody_could_be_found_by_is_an_address(address: str) -> None:
    assert why_no_address(address) is None


@pytest.mark.parametrize("text", ["", RIGHT_ID, f"账号6222{WRONG_ID}", f"{WRONG_ID}9", "2026年9月1日起没有到校"])
def test_only_a_resident_id_that_cannot_be_one_is_wrong(text: str) -> None:
    assert why_wrong_number(text, "") is None


def test_a_demand_goes_where_the_order_went(county: County) -> None:
    demand_served(county)
    homes = {filled_with(paper)["home"] for paper in all_of(Paper)}
    assert len(homes) == 1
