"""The third step in a browser: from proceedings on a legal basis to a served decision, filled in, refused beside the field."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.casework.procedures.services import call_hearing, issue_order, propose_order, serve
from notoneless.foundation.papers.models import Paper
from support.browsing import sign_in
from support.cases import PDF
from support.county import County
from support.databases import all_of
from support.forms import send, text_of
from support.procedure_pages import LIST, PARTY, beside, effort, forms_on, moves, of, page, plain, value
from support.procedures import (
    BY_HAND,
    FOUND,
    OFFICERS,
    OPENED_ON,
    OTHER,
    begun,
    expired_order,
    hearing_asked,
    inquired,
    past_arguing,
    proposal_in,
    proposed_decision,
)

BASIS = {
    "text_kind": "local_regulation",
    "law": "某省义务教育条例",
    "article": "第五十条",
    "least": "100",
    "most": "1000",
}
HEARING = {"hearing_at": "上午九时", "place": "县教育局会议室", "host": "法制办丙"}


def papers() -> set[str]:
    return {paper.number for paper in all_of(Paper)}


def second_order(county: County) -> UUID:
    """The procedure of another child whose order has run out."""
    procedure = begun(county, "other_class", who="李校长")
    party = {"unit": county.units["town_a"], "guardian": county.guardians["other_class"]}
    propose_order(county.ctx("陈局长"), procedure=procedure, on=OPENED_ON, delegated=None, **party)
    issue_order(county.ctx("张镇长"), procedure=procedure, proposal=proposal_in(procedure), until=date(2026, 9, 12))
    serve(county.ctx("张镇长"), procedure=procedure, on=OPENED_ON, **BY_HAND)
    county.time.pass_by(days=5)
    return procedure


def test_a_penalty_goes_from_its_basis_to_a_served_notice(county: County) -> None:
    procedure = expired_order(county)
    bureau = sign_in(county, "陈局长")
    assert "open_penalty" in forms_on(page(bureau, of(procedure)), procedure)
    form = page(bureau, of(procedure, "open_penalty/"))
    assert value(form, "unit") == str(county.units["county"])
    given = {"unit": value(form, "unit"), "on": value(form, "on"), **BASIS}
    assert send(bureau, of(procedure, "open_penalty/"), **given).status_code == 302
    seen = plain(page(bureau, of(procedure)))
    assert "某省义务教育条例第五十条（地方性法规），罚款 100 元至 1000 元" in seen
    assert "作出处罚决定的期限 2026-12-09 还有 90 天" in seen
    assert send(bureau, of(procedure, "inquire/"), on="2026-09-10", **OFFICERS).status_code == 302
    form = page(bureau, of(procedure, "issue_notice/"))
    for words in ("晴川县", PARTY, "某省义务教育条例第五十条"):
        assert words in plain(form)
    assert send(bureau, of(procedure, "issue_notice/"), amount="500", found=FOUND).status_code == 302
    assert "晴教罚告〔2026〕1号" in papers()
    sent = {"on": "2026-09-10", "means": "in_person", "receiver": PARTY}
    assert send(bureau, of(procedure, "serve/"), **sent).status_code == 302
    assert moves(procedure)[-4:] == ["open_penalty", "inquire", "issue_notice", "serve_notice"]
    seen = page(bureau, of(procedure))
    assert "要求听证的期限" in plain(seen)
    assert "当事人陈述申辩、要求听证的期限到 2026-09-17，期满以后才能决定" in plain(seen)
    assert {"state_views", "ask_hearing", "drop_penalty"} <= forms_on(seen, procedure)
    assert not {"call_hearing", "propose_decision"} & forms_on(seen, procedure)


def test_a_decision_is_proposed_with_what_was_told_and_issued_by_another(county: County) -> None:
    procedure = past_arguing(county)
    other, bureau = sign_in(county, OTHER), sign_in(county, "陈局长")
    form = page(other, of(procedure, "propose_decision/"))
    assert value(form, "amount") == "500"
    sent = {"on": value(form, "on"), "amount": value(form, "amount")}
    assert send(other, of(procedure, "propose_decision/"), **sent).status_code == 302
    assert "自己拟的不能自己签发" in page(other, of(procedure, "issue_decision/"))
    form = page(bureau, of(procedure, "issue_decision/"))
    for words in (PARTY, "某省义务教育条例第五十条", "罚款数额（元） 500"):
        assert words in plain(form)
    refused = send(bureau, of(procedure, "issue_decision/"), pay_to="县信用社", until="2026-09-25")
    assert "履行期限最早到" in beside(text_of(refused), "until")
    assert send(bureau, of(procedure, "issue_decision/"), pay_to="县信用社", until="").status_code == 302
    assert "晴教罚决〔2026〕1号" in papers()
    seen = plain(page(bureau, of(procedure)))
    assert "送达决定书的期限 2026-09-30" in seen
    sent = {"on": "2026-09-20", "means": "in_person"}
    assert send(bureau, of(procedure, "serve/"), **sent).status_code == 302
    seen = plain(page(bureau, of(procedure)))
    for words in ("申请行政复议的期限", "提起行政诉讼的期限", "申请法院强制执行的期限", "履行处罚决定的期限"):
        assert words in seen


def test_a_hearing_is_called_on_the_earliest_day(county: County) -> None:
    procedure = hearing_asked(county)
    bureau = sign_in(county, "陈局长")
    form = page(bureau, of(procedure, "call_hearing/"))
    assert value(form, "hearing_on") == "2026-09-20"  # a Sunday that is worked
    soon = send(bureau, of(procedure, "call_hearing/"), hearing_on="2026-09-18", **HEARING)
    assert "听证最早在 2026-09-20" in beside(text_of(soon), "hearing_on")
    partial = {**HEARING, "hearing_on": "2026-09-21", "host": "执法甲"}
    refused = send(bureau, of(procedure, "call_hearing/"), **partial)
    assert "《行政处罚法》第六十四条第四项" in beside(text_of(refused), "host")
    assert send(bureau, of(procedure, "call_hearing/"), hearing_on="2026-09-21", **HEARING).status_code == 302
    assert "晴教听证〔2026〕1号" in papers()
    assert "通知的听证日是 2026-09-21" in page(bureau, of(procedure, "hold_hearing/"))


def test_a_hearing_is_held_and_its_legality_reviewed_before_a_decision(county: County) -> None:
    procedure = hearing_asked(county)
    given = {"procedure": procedure, "hearing_on": date(2026, 9, 21), **HEARING}
    call_hearing(county.ctx("陈局长"), **given)
    county.time.pass_by(days=11)
    bureau = sign_in(county, "陈局长")
    assert "听证通知还没有送达当事人" in page(bureau, of(procedure, "hold_hearing/"))
    form = page(bureau, of(procedure, "serve/"))
    assert "送达听证通知书" in form
    sent = {"on": "2026-09-10", "means": "in_person", "receiver": PARTY, "proof": SimpleUploadedFile("回证.pdf", PDF)}
    assert send(bureau, of(procedure, "serve/"), **sent).status_code == 302
    seen = page(bureau, of(procedure))
    assert "送达听证通知书" in plain(seen)
    assert "serve" not in forms_on(seen, procedure)
    assert "propose_decision" not in forms_on(page(bureau, of(procedure)), procedure)
    assert send(bureau, of(procedure, "hold_hearing/"), on="2026-09-21", note="听取了申辩").status_code == 302
    assert send(bureau, of(procedure, "review_legality/"), on="2026-09-21").status_code == 302
    assert "propose_decision" in forms_on(page(bureau, of(procedure)), procedure)


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"law": "义务教育法"}, "law", "没有对监护人的罚款"),
        ({"text_kind": "other"}, "law", "不是法律、法规、规章"),
        ({"most": "50"}, "most", "罚款幅度"),
        ({"least": "x"}, "least", "最少"),
        ({"unit": "town_a"}, "unit", "《行政处罚法》第二十三条、第二十四条"),
        ({"unit": "town_z"}, "unit", "《行政处罚法》第二十二条"),
        ({"on": "2026-09-08"}, "on", "第五十八条"),
        ({"on": "2026-08-30"}, "on", "日期不能倒填"),
    ],
)
def test_a_basis_that_does_not_hold_is_told_beside_its_field(
    county: County, changed: dict[str, Any], field: str, words: str
) -> None:
    procedure = expired_order(county)
    bureau = sign_in(county, "陈局长")
    given = {"unit": "county", "on": "2026-09-10", **BASIS, **changed}
    given["unit"] = str(county.units[given["unit"]])
    refused = send(bureau, of(procedure, "open_penalty/"), **given)
    assert refused.status_code == 422
    assert words in beside(text_of(refused), field)
    assert moves(procedure)[-1] == "serve_order"


def test_an_amount_out_of_range_and_a_township_are_refused_and_no_number_is_burnt(county: County) -> None:
    procedure = inquired(county)
    before = papers()
    bureau, town = sign_in(county, "陈局长"), sign_in(county, "张镇长")
    refused = send(bureau, of(procedure, "issue_notice/"), amount="5000", found=FOUND)
    assert "不在 某省义务教育条例第五十条 规定的 100 元至 1000 元以内" in beside(text_of(refused), "amount")
    assert FOUND in text_of(refused)
    assert "由晴川县办理" in plain(page(town, of(procedure)))
    refused = send(town, effort(county), of(procedure, "issue_notice/"), amount="500", found=FOUND)
    assert refused.status_code == 422
    assert "由晴川县办理" in text_of(refused)
    assert papers() == before


def test_what_was_entered_of_the_basis_and_the_officers_is_not_typed_again(county: County) -> None:
    inquired(county)
    path = f"{LIST}{second_order(county)}/"
    bureau = sign_in(county, "陈局长")
    form = page(bureau, f"{path}open_penalty/")
    known = {name: value(form, name) for name in BASIS}
    assert known == BASIS
    sent = {"unit": value(form, "unit"), "on": value(form, "on"), **known}
    assert send(bureau, f"{path}open_penalty/", **sent).status_code == 302
    form = page(bureau, f"{path}inquire/")
    assert {name: value(form, name) for name in OFFICERS} == OFFICERS


def test_a_decision_may_be_sent_back_and_a_head_does_nothing_of_the_third_step(county: County) -> None:
    procedure = proposed_decision(county)
    head = sign_in(county, "李校长")
    assert forms_on(page(head, of(procedure)), procedure) == {"refer"}
    for step in ("issue_decision/", "call_hearing/", "inquire/", "drop_penalty/"):
        assert head.get(of(procedure, step)).status_code == 403
    bureau = sign_in(county, "陈局长")
    assert send(bureau, of(procedure, "send_back/"), on="2026-09-20", note="数额再议").status_code == 302
    assert "propose_decision" in forms_on(page(bureau, of(procedure)), procedure)
