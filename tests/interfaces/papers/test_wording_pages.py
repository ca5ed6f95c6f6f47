"""The county words papers itself: seen with an invented child, adopted by a second person, kept by the papers made from it."""

import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from notoneless.casework.notices.services import issue_notice
from notoneless.foundation.papers.models import Paper, PaperWording
from notoneless.foundation.papers.selectors import description_of
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from support.browsing import sign_in
from support.cases import verified
from support.county import County
from support.databases import all_of, the
from support.forms import send, text_of
from support.notices import given, ready
from support.wordings import NOTICE, begun, second_officer, worded

PAGE = "/paper-wordings/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def test_a_notice_is_worded_looked_at_adopted_by_another_and_ended(county: County) -> None:
    ready(county)
    verified(county, "other_class")
    chen, zheng = sign_in(county, "陈局长"), sign_in(county, second_officer(county))
    assert send(chen, PAGE, f"{PAGE}draft/{NOTICE}/").status_code == 302
    draft = the(PaperWording).pk
    page = f"{PAGE}{draft}/"
    assert send(chen, page, f"{page}change/", title="请孩子返校通知书").status_code == 302
    for wording, words in (
        ("第一行\n{{children}}", "第 2 行的“children”不是这种文书能填的内容：{{children}}"),
        ("{% if child %}", "第 1 行像是程序代码"),
        ("${child}", "第 1 行像是程序代码"),
    ):
        refused = send(chen, page, f"{page}change/", **{"body/0": wording, "title": "没有存的标题"})
        assert refused.status_code == 422
        assert words in plain(refused).replace("&quot;", '"')
        assert "没有存的标题" in text_of(refused), "what else was typed stays in the form"
        assert the(PaperWording).texts == {"title": "请孩子返校通知书"}, "all is saved, or nothing"
    sample = PdfReader(BytesIO(chen.get(f"{page}sample/pdf/").content)).pages[0].extract_text()
    assert "请孩子返校通知书" in sample
    assert "张三丰收（虚构）" in sample
    assert "样张" in sample
    assert chen.get(f"{page}sample/word/").content.startswith(b"PK")
    own = send(chen, page, f"{page}adopt/", effective_on="2026-09-01")
    assert "起草的人不能自己采用" in plain(own)
    assert send(zheng, page, f"{page}adopt/", effective_on="2026-08-31").status_code == 422
    assert send(zheng, page, f"{page}adopt/", effective_on="2026-09-01").status_code == 302
    assert "这一版已经采用" in plain(send(chen, PAGE, f"{page}change/", title="别的"))
    issue_notice(county.ctx("李校长"), **given(county))
    first = the(Paper)
    assert first.wording_id == draft
    assert send(chen, page, f"{page}end/", reason="用回原文").status_code == 302
    issue_notice(county.ctx("李校长"), **given(county, "other_class"))
    second = next(each for each in all_of(Paper) if each.pk != first.pk)
    titles = [description_of(county.ctx("李校长"), each.pk)[1].title for each in (first, second)]
    assert titles == ["请孩子返校通知书", "辍学学生返校通知书"]  # each as it was issued
    assert "已停用" in plain(zheng.get(PAGE))
    for who in ("李校长", "赵老师"):
        assert sign_in(county, who).get(page).status_code == 403


def test_what_law_demands_of_a_paper_stays(county: County) -> None:
    zheng = sign_in(county, second_officer(county))
    places = {"body_7": ""}  # basis and amount of the penalty
    page = f"{PAGE}{worded(county, 'penalty_decision', **places)}/"
    refused = plain(send(zheng, page, f"{page}adopt/", effective_on="2026-09-01"))
    assert "不能少了 {{amount}}、{{basis}}、{{power}}（依据：行政处罚法第五十九条）" in refused
    assert send(zheng, page, f"{page}discard/").status_code == 302
    law = "依照有关规定{{basis}}{{power}}，本机关决定对你罚款{{amount}}元。"
    page = f"{PAGE}{worded(county, 'penalty_decision', body_7=law)}/"
    assert "不能少了依据的法律条文：第五条" in plain(send(zheng, page, f"{page}adopt/", effective_on="2026-09-01"))


def test_a_draft_without_a_change_is_not_adopted_and_there_is_one_at_a_time(county: County) -> None:
    chen, page = sign_in(county, "陈局长"), f"{PAGE}{begun(county)}/"
    assert "已有一份草稿" in plain(send(chen, page, f"{PAGE}draft/{NOTICE}/"))
    zheng = sign_in(county, second_officer(county))
    assert "还没有改动" in plain(send(zheng, page, f"{page}adopt/", effective_on="2026-09-01"))
    assert send(chen, page, f"{PAGE}draft/no_such/").status_code == 404


def test_nobody_adopts_a_draft_they_have_written_in_nor_one_that_changed_since_they_read_it(county: County) -> None:
    chen, zheng = sign_in(county, "陈局长"), sign_in(county, second_officer(county))
    draft = worded(county)  # by 陈局长
    page = f"{PAGE}{draft}/"
    old = re.search(r'name="seen" value="([^"]+)"', text_of(zheng.get(page)))
    assert old
    assert send(chen, page, f"{page}change/", title="请孩子回校通知书").status_code == 302
    stale = send(zheng, page, f"{page}adopt/", seen=old[1], effective_on="2026-09-01")
    assert "措辞有了改动" in plain(stale)
    assert send(zheng, page, f"{page}change/", title="请孩子回校通知书。").status_code == 302
    for visitor in (chen, zheng):  # both have written in it now, whoever wrote last
        assert f"{page}adopt/" not in text_of(visitor.get(page))
        assert "起草的人不能自己采用" in plain(send(visitor, page, f"{page}adopt/", effective_on="2026-09-01"))
    assert the(PaperWording, pk=draft).state == "draft"


def test_all_texts_are_saved_at_once_and_nobody_writes_over_what_another_saved(county: County) -> None:
    chen, zheng = sign_in(county, "陈局长"), sign_in(county, second_officer(county))
    page = f"{PAGE}{begun(county)}/"
    shown = text_of(chen.get(page))
    assert shown.count("<textarea") > 3
    assert (shown.count(f'action="{page}change/"'), "{{child}}</code> 孩子姓名" in shown) == (1, True)
    stale = dict(re.findall(r'name="(request|seen)" value="([^"]*)"', shown[shown.index('id="texts"') :]))
    both = {"title": "请孩子返校通知书", "addressee": "{{party}}：您好"}
    assert send(zheng, page, f"{page}change/", **both).status_code == 302
    assert dict(the(PaperWording).texts) == both
    refused = chen.post(f"{page}change/", {**stale, "title": "我的标题", "addressee": "{{party}}："})
    assert (refused.status_code, "别人改了措辞" in plain(refused)) == (422, True)
    assert "我的标题" in text_of(refused)
    assert dict(the(PaperWording).texts) == both


def test_every_blank_of_every_paper_is_called_by_its_name() -> None:
    from notoneless.foundation.papers.rules.templates import kinds, latest
    from notoneless.kernel.catalogue import WORDS

    named = {code.removeprefix("paper_fields.") for code in WORDS if code.startswith("paper_fields.")}
    assert named == {name for kind in kinds() for name in latest(kind).fields}
