"""Briefings, stories and the book of a year on the web (clauses 3.04, 5.40, 6.01)."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.casework.campaigns.models import BriefingReceipt, CampaignBook, Story, StoryConsent
from notoneless.foundation.papers.models import Paper, PaperState
from notoneless.foundation.papers.selectors import description_of
from notoneless.foundation.people.models import Child
from notoneless.interfaces.frame.asking import new_form
from notoneless.typesetting.word import as_word
from support.browsing import sign_in
from support.campaigns import (
    PICTURE,
    STORY,
    approved,
    briefed,
    consented,
    counted,
    held_activity,
    post_of,
    signed_off,
    told_story,
)
from support.county import DAY, County, appoint
from support.databases import all_of, owners_eyes, the
from support.forms import send, text_of
from support.roll_work import prefixed
from support.words import words_of

TERM = date(2026, 9, 30)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


@pytest.mark.clause("6.01")
def test_everybody_of_the_staff_is_briefed_and_acknowledges_it_until_all_have(county: County) -> None:
    appoint(county, "孙老师", "class_teacher", "class_b", "13900007778")
    li = sign_in(county, "李校长")
    given = {
        "unit": str(county.units["school_a"]),
        "topic": "一个都不能少",
        "briefing_text": "学生留不住，学校就办不下去。",
    }
    briefing = str(send(li, "/briefings/write/", **given)["Location"])
    assert "签收 0 / 3（0%）" in plain(li.get(briefing))
    assert counted(county, "campaign.briefed", last=TERM) == 0
    wang = sign_in(county, "王老师")
    assert "等您签收" in plain(wang.get("/briefings/"))
    assert send(wang, briefing, f"{briefing}acknowledge/").status_code == 302
    again = wang.post(f"{briefing}acknowledge/", {"request": new_form(county.ctx("王老师"))})
    assert (again.status_code, "王老师 2026-09-01 已经签收，不重复计数" in plain(again)) == (422, True)
    assert send(li, briefing, f"{briefing}acknowledge/").status_code == 302
    assert counted(county, "campaign.briefed", last=TERM) == 66
    shown = plain(li.get(briefing))
    assert "孙老师 三年级（2）班 还没有签收" in shown
    sheet = SimpleUploadedFile("sheet.pdf", PICTURE)
    assert send(li, f"{briefing}enter/", post=str(post_of("孙老师")), proof=sheet).status_code == 302
    assert "签收 3 / 3（100%）" in plain(li.get(briefing))
    assert counted(county, "campaign.briefed", last=TERM) == 100
    assert len(all_of(BriefingReceipt)) == 3


def test_whoever_is_not_of_the_staff_acknowledges_nothing(county: County) -> None:
    briefing = f"/briefings/{briefed(county)}/"
    zhao = sign_in(county, "赵老师")
    assert zhao.get(briefing).status_code == 404
    assert zhao.post(f"{briefing}acknowledge/", {"request": new_form(county.ctx("赵老师"))}).status_code == 404
    zhang = sign_in(county, "张镇长")
    guest = zhang.post(f"{briefing}acknowledge/", {"request": new_form(county.ctx("张镇长"))})
    assert (guest.status_code, "不是本校教职工" in plain(guest)) == (422, True)
    assert "签收</button>" not in text_of(zhang.get(briefing))
    assert all_of(BriefingReceipt) == []
    li = sign_in(county, "李校长")
    sheet = SimpleUploadedFile("sheet.pdf", PICTURE)
    assert send(li, f"{briefing}enter/", post=str(post_of("赵老师")), proof=sheet).status_code == 404


@pytest.mark.clause("3.04")
def test_a_story_that_names_a_pupil_needs_consent_and_goes_with_it(county: County) -> None:
    appoint(county, "郑主任", "school_director", "school_a", "13900007777")
    zheng, li = sign_in(county, "郑主任"), sign_in(county, "李校长")
    given = {"unit": str(county.units["school_a"]), "story_kind": "role_model", "topic": "回到课堂"}
    given |= {"story_text": "慕容甲乙回到学校，成绩进步很快。", "child": str(county.children["both"])}
    story = str(send(zheng, "/stories/collect/", **given)["Location"])
    assert "还没有家长同意书" in plain(li.get(story))
    refused = send(li, f"{story}approve/")
    assert (refused.status_code, "写到学生慕容甲乙，没有家长同意书" in plain(refused)) == (422, True)
    scan = SimpleUploadedFile("consent.pdf", PICTURE)
    signed = {"guardian": str(county.guardians["both"]), "signed_on": DAY.isoformat()}
    foreign = {"guardian": str(county.guardians["other_class"]), "signed_on": DAY.isoformat()}
    wrong = send(zheng, f"{story}consent/", **foreign, proof=SimpleUploadedFile("b.pdf", PICTURE))
    assert (wrong.status_code, "不是该学生的监护人" in plain(wrong)) == (422, True)
    assert send(zheng, f"{story}consent/", **signed, proof=scan).status_code == 302
    own = zheng.post(f"{story}approve/", {"request": new_form(county.ctx("郑主任"))})
    assert own.status_code == 403
    assert send(li, f"{story}approve/").status_code == 302
    assert send(zheng, f"{story}publish/", where="宣传栏").status_code == 302
    assert counted(county, "campaign.examples") == 1
    assert "慕容甲乙" in plain(li.get(story))
    back = f"/stories/consents/{the(StoryConsent).pk}/withdraw/"
    assert send(li, back, reason="家长不再同意").status_code == 302
    assert counted(county, "campaign.examples") == 0
    for page in (story, "/stories/"):
        for visitor in (li, zheng):
            shown = text_of(visitor.get(page))
            assert "慕容甲乙" not in shown
            assert "回到课堂" not in shown
    assert "已撤回：家长不再同意" in plain(li.get(story))
    assert "请通知下列各处撤下" in plain(li.get(story))
    late = send(li, f"{story}withdraw/", reason="再撤一次")
    assert (late.status_code, "已经撤回" in plain(late)) == (422, True)


def test_a_pupil_named_in_passing_needs_consent_too(county: County) -> None:
    story = f"/stories/{told_story(county, story_text='多亏同学诸葛庚辛帮忙。')}/"
    li = sign_in(county, "李校长")
    refused = send(li, f"{story}approve/")
    assert (refused.status_code, "写到学生诸葛庚辛" in plain(refused)) == (422, True)
    assert the(Story).approved_on is None


@pytest.mark.clause("5.40")
def test_good_work_is_collected_approved_by_another_and_passed_on_to_media_of_three_levels(county: County) -> None:
    story = f"/stories/{told_story(county, story_kind='good_work', topic='送教到家的办法')}/"
    li = sign_in(county, "李校长")
    early = send(li, f"{story}pass-on/", medium="区级媒体", outlet="晴川区融媒体中心")
    assert (early.status_code, "事例还没有审核" in plain(early)) == (422, True)
    assert send(li, f"{story}approve/").status_code == 302
    for medium, outlet in (("区级媒体", "晴川区融媒体中心"), ("市级媒体", "市日报"), ("省级媒体", "省教育报")):
        assert send(li, f"{story}pass-on/", medium=medium, outlet=outlet).status_code == 302
    twice = send(li, f"{story}pass-on/", medium="市级媒体", outlet="市日报")
    assert (twice.status_code, "已经推荐给市日报" in plain(twice)) == (422, True)
    unknown = send(li, f"{story}pass-on/", medium="世界媒体", outlet="某报")
    assert (unknown.status_code, "请选方案里的媒体级别" in plain(unknown)) == (422, True)
    assert send(li, f"{story}publish/", where="校园广播").status_code == 302
    shown = plain(li.get(story))
    assert "区级媒体 晴川区融媒体中心 2026-09-01 市级媒体 市日报 2026-09-01 省级媒体 省教育报 2026-09-01" in shown
    assert counted(county, "campaign.examples") == 1
    assert sign_in(county, "王老师").get(story).status_code == 403
    zhang = plain(sign_in(county, "张镇长").get("/stories/"))
    assert "送教到家的办法 好做法 清溪镇中心小学 2026-09-01 已公布 3" in zhang


def test_the_head_does_not_approve_what_the_head_collected(county: County) -> None:
    story = f"/stories/{told_story(county, who='李校长')}/"
    li = sign_in(county, "李校长")
    assert f"{story}approve/" not in text_of(li.get(story))
    refused = send(li, f"{story}approve/")
    assert (refused.status_code, "自己收集的事例由别人审核" in plain(refused)) == (422, True)


def test_the_book_of_a_year_gathers_what_was_recorded_and_names_no_pupil(county: County) -> None:
    prefixed(county)
    signed_off(county, kind="term_start")
    held_activity(county, "board")
    held_activity(county, "minors", "王老师", "class_a")
    briefed(county)
    named = told_story(county, child="both", story_text="慕容甲乙回到学校。", topic="慕容甲乙的故事")
    consented(county, named)
    li = sign_in(county, "李校长")
    assert send(li, f"/stories/{named}/approve/").status_code == 302
    assert send(li, f"/stories/{named}/publish/", where="宣传栏").status_code == 302
    given = {"unit": str(county.units["school_a"]), "school_year": "2026"}
    answer = send(li, "/campaign-books/issue/", **given)
    assert answer.status_code == 302, plain(answer)
    paper = the(Paper, kind="campaign_book")
    assert answer["Location"] == f"/papers/{paper.pk}/"
    _, described = description_of(county.ctx("李校长"), paper.pk)
    told = words_of(as_word(described))
    for words in (
        "2026—2027学年控辍保学活动档案",
        "九月控辍保学专题会（期初例会）",
        "九月board",
        "宣传栏、板报、橱窗",
        "未成年人保护法",
        "一个都不能少",
        "典型人物",
        "宣传栏",
        "0／1（0%）",
    ):
        assert words in told, words
    for name in ("慕容甲乙", "欧阳丙丁", "诸葛庚辛"):
        assert name not in told
    assert send(li, "/campaign-books/issue/", **given).status_code == 302
    assert [row.state for row in sorted(all_of(Paper), key=lambda row: row.serial)].count(PaperState.ISSUED) >= 1
    assert len(all_of(CampaignBook)) == 2
    assert "清溪小学活动档案〔2026〕2号" in plain(li.get("/campaign-books/"))
    future = send(li, "/campaign-books/issue/", unit=given["unit"], school_year="2027")
    assert (future.status_code, "只能出本学年和上一学年的" in plain(future)) == (422, True)


def test_nothing_typed_is_lost_where_a_story_is_refused(county: County) -> None:
    li = sign_in(county, "李校长")
    answer = send(
        li, "/stories/collect/", unit=str(county.units["school_a"]), story_kind="", topic="题目", story_text="正文"
    )
    assert answer.status_code == 422
    assert "正文" in text_of(answer)
    assert all_of(Story) == []
    assert STORY["topic"] not in plain(li.get("/stories/"))
    approved(county)
    assert STORY["topic"] in plain(li.get("/stories/"))


def test_the_pupil_of_a_story_is_typed_by_name_and_chosen_where_two_are_called_alike(county: County) -> None:
    appoint(county, "郑主任", "school_director", "school_a", "13900007777")
    zheng = sign_in(county, "郑主任")
    given = {"unit": str(county.units["school_a"]), "story_kind": "role_model", "topic": "回到课堂"}
    given |= {"story_text": "慕容甲乙回到学校。"}
    assert "慕容甲乙" not in plain(zheng.get("/stories/collect/")), "no list of all children"
    nobody = send(zheng, "/stories/collect/", **given, pupil_name="查无此人")
    assert (nobody.status_code, "没有叫“查无此人”的学生" in plain(nobody)) == (422, True)
    far = send(zheng, "/stories/collect/", **given, pupil_name=county.markers["far"][0])
    assert far.status_code == 422, "nobody of another school"
    with owners_eyes():
        Child._base_manager.filter(pk=county.children["class_only"]).update(name="慕容甲乙")
    twins = send(zheng, "/stories/collect/", **given, pupil_name=" 慕容 甲乙 ")
    assert (twins.status_code, "有 2 名学生叫“慕容 甲乙”" in plain(twins)) == (422, True)
    assert "三年级（1）班" in plain(twins)
    chosen = given | {"pupil_name": "慕容甲乙", "child": str(county.children["both"])}
    assert send(zheng, "/stories/collect/", **chosen).status_code == 302
    assert the(Story).child_id == county.children["both"]
