"""Doubtful pairs on the web: side by side, decided one after the other, undone, put off."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import translation

from notoneless.foundation.audit.models import Entry
from notoneless.records.adjudication.models import Decision, Doubt
from notoneless.records.adjudication.services import decide_doubt
from support.browsing import Visitor, sign_in
from support.county import DAY, County, made_up_id
from support.databases import all_of, the
from support.doubts import ACROSS, CHILD, ENTRY, FAR_CHILD, FAR_ENTRY, doubts
from support.forms import send, text_of

PAGE = "/doubts/"


def decide(visitor: Visitor, doubt: UUID, verdict: str, **more: str) -> Any:
    return send(visitor, f"{PAGE}{doubt}/", f"{PAGE}{doubt}/decide/", verdict=verdict, **more)


def test_the_county_decides_one_after_the_other_and_undoes_the_last(county: County) -> None:
    doubts(county, [CHILD, FAR_CHILD], [ENTRY, FAR_ENTRY])
    chen = sign_in(county, "陈局长")
    first = text_of(chen.get(PAGE))
    assert "第 1 对，还剩 2 对" in first
    assert "姓名有一字不同" in first
    assert first.count("不同</span>") == 1
    [here] = re.findall(rf'action="{PAGE}([0-9a-f-]+)/decide/"', first)
    [following] = re.findall(rf'href="{PAGE}([0-9a-f-]+)/" data-key="j"', first)
    answer = send(chen, PAGE, f"{PAGE}{here}/decide/", verdict="same")
    assert answer["Location"] == f"{PAGE}{following}/"
    second = text_of(chen.get(answer["Location"]))
    assert "第 1 对，还剩 1 对" in second
    assert "已认定是同一人" in second
    [undoing] = re.findall(rf'action="({PAGE}decisions/[0-9a-f-]+/undo/)"', second)
    assert send(chen, answer["Location"], undoing)["Location"] == f"{PAGE}{here}/"
    assert "还剩 2 对" in text_of(chen.get(PAGE))
    done = Entry.objects.filter(action__startswith="doubt.", outcome="done").values_list("action", flat=True)
    assert sorted(done) == ["doubt.decide", "doubt.undo"]


def test_the_last_one_decided_nothing_is_left(county: County) -> None:
    [doubt] = doubts(county)
    zhang = sign_in(county, "张镇长")
    answer = decide(zhang, doubt, "different", reason="两家不同")
    assert answer["Location"] == PAGE
    page = text_of(zhang.get(PAGE))
    assert "没有待核对的记录" in page
    assert "您上一次的认定" in page
    decided = text_of(zhang.get(f"{PAGE}decisions/"))
    assert "不是同一人" in decided
    assert "两家不同" in decided
    assert "张镇长" in decided


def test_put_off_it_is_gone_until_its_day(county: County) -> None:
    [doubt] = doubts(county)
    chen = sign_in(county, "陈局长")
    refused = decide(chen, doubt, "later", check_on=DAY.isoformat())
    assert refused.status_code == 422
    assert "要晚于今天" in text_of(refused)
    decide(chen, doubt, "later", check_on="2099-01-01")
    assert "没有待核对的记录" in text_of(chen.get(PAGE))
    assert "以后再核" in text_of(chen.get(f"{PAGE}{doubt}/"))


def test_a_school_head_sees_both_sides_and_does_not_say_that_it_is_one_child(county: County) -> None:
    [doubt] = doubts(county, [FAR_CHILD], [ACROSS])
    li = sign_in(county, "李校长")
    page = text_of(li.get(PAGE))
    assert "远山村" in page
    assert 'value="same"' not in page
    assert 'value="different"' in page
    refused = decide(li, doubt, "same")
    assert refused.status_code == 422
    assert "不能由您认定为同一人" in text_of(refused)
    assert all_of(Decision) == []


@pytest.mark.parametrize("who", ["王老师", "周支书", "吴组长", "赵老师", "安全管理员"])
def test_who_decides_nothing_has_no_such_page(county: County, who: str) -> None:
    [doubt] = doubts(county)
    visitor = sign_in(county, who)
    for address in (PAGE, f"{PAGE}{doubt}/", f"{PAGE}decisions/"):
        assert visitor.get(address).status_code == 403
    assert visitor.post(f"{PAGE}{doubt}/decide/", {"verdict": "different"}).status_code == 403


def test_out_of_reach_there_is_nothing(county: County) -> None:
    [doubt] = doubts(county, [FAR_CHILD], [FAR_ENTRY])
    decision = decide_doubt(county.ctx("陈局长"), doubt=doubt, verdict="different")
    li = sign_in(county, "李校长")
    assert "没有待核对的记录" in text_of(li.get(PAGE))
    for each in (doubt, uuid4()):
        assert li.get(f"{PAGE}{each}/").status_code == 404
        assert li.post(f"{PAGE}{each}/decide/", {"verdict": "different"}).status_code == 404
    assert li.post(f"{PAGE}decisions/{decision}/undo/").status_code == 404
    assert "公孙" not in text_of(li.get(f"{PAGE}decisions/"))


@pytest.mark.parametrize(
    "sent",
    [
        {"verdict": ""},
        {"verdict": "perhaps"},
        {"verdict": "later", "check_on": "soon"},
        {"verdict": "same", "reason": "长" * 201},
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_is_lost(county: County, sent: dict[str, str]) -> None:
    [doubt] = doubts(county)
    chen = sign_in(county, "陈局长")
    answer = decide(chen, doubt, **sent)
    assert answer.status_code == 422
    assert "alert-danger" in text_of(answer)
    if "reason" in sent:
        assert sent["reason"] in text_of(answer)
    assert all_of(Decision) == []


def test_sent_twice_it_is_decided_once(county: County) -> None:
    [doubt] = doubts(county)
    chen = sign_in(county, "陈局长")
    found = re.search(r'name="request" value="([^"]+)"', text_of(chen.get(f"{PAGE}{doubt}/")))
    assert found
    for _ in range(2):
        answer = chen.post(f"{PAGE}{doubt}/decide/", {"verdict": "same", "request": found[1]})
        assert answer.status_code == 302
    assert the(Decision).verdict == "same"


def test_no_number_is_on_the_page(county: County) -> None:
    number = made_up_id(77)
    [doubt] = doubts(county, [CHILD.replace("2017-03-02,,", f"2017-03-02,{number},")], [ENTRY])
    for who in ("陈局长", "李校长"):
        page = text_of(sign_in(county, who).get(f"{PAGE}{doubt}/"))
        assert number not in page
        assert f"{number[:3]}***" in page


def test_the_page_speaks_english(county: County) -> None:
    [doubt] = doubts(county)
    with translation.override("zh-hans"):  # what the answers switch to ends with the test
        chen = sign_in(county, "陈局长")
        chen.post("/language/", {"language": "en", "next": PAGE})
        page = text_of(chen.get(PAGE))
        for words in (
            "Pair 1; left to decide: 1",
            "Same child",
            "Not the same child",
            "Look again later",
            "differs",
            "birth date",
        ):
            assert words in page, words
        assert ">female</td>" in page
        decide(chen, doubt, "different")
        assert "Decisions taken" in text_of(chen.get(f"{PAGE}decisions/"))
        assert the(Doubt).pk == doubt
