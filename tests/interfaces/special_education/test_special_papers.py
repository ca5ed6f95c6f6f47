"""Numbered papers of special education on the web: notices of placements, agreements to sign, handbooks of pupils."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from docx import Document

from notoneless.casework.special_education.models import FilePaper, HomeLesson, LearningAgreement, Placement
from notoneless.casework.special_education.services import take_back_lesson
from notoneless.foundation.papers.models import Paper
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from support.browsing import Visitor, sign_in
from support.county import County
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted
from support.roll_work import prefixed
from support.special import (
    FINDINGS,
    agreement_paper,
    home_agreement,
    home_taught,
    notice_ready,
    placed,
    programmed,
    put_forward,
    taught,
)

LIST = "/special/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def sheet_of(visitor: Visitor, paper: Paper) -> str:
    """What a paper says in Word."""
    answer = visitor.get(f"/papers/{paper.pk}/word/")
    return "".join(each.text for each in Document(BytesIO(answer.content)).element.body.iter() if each.text)  # type: ignore[attr-defined]


@pytest.mark.clause("2.06")
def test_who_decides_gives_notice_of_the_placement_and_says_nothing_of_why(county: County) -> None:
    prefixed(county, "county", "清溪教育", "陈局长")
    placement = notice_ready(county)
    file = the(Placement, pk=placement).file_id
    chen, li = sign_in(county, "陈局长"), sign_in(county, "李校长")
    page = f"{LIST}{file}/"
    assert f"placements/{placement}/notice/" not in text_of(li.get(page)), "a head decides nothing"
    assert send(chen, page, f"{LIST}placements/{placement}/notice/").status_code == 302
    paper = the(Paper)
    sheet = sheet_of(chen, paper)
    assert "决定安置方式为：送教上门" in sheet
    assert "可以向县教育行政部门申请处理" in sheet
    assert "需要全日护理" not in sheet, "why it was decided opens by need only"
    assert not any(each in sheet for each in FINDINGS.splitlines())
    assert paper.number in plain(li.get(page)), "the school sees that notice was given"
    assert sign_in(county, "赵老师").get(page).status_code == 404
    assert send(chen, page, f"{LIST}placements/{placement}/notice/").status_code == 302
    first, second = sorted(all_of(Paper), key=lambda row: row.serial)
    assert second.supersedes_id == first.pk


def test_no_notice_is_given_of_what_nobody_has_agreed_to(county: County) -> None:
    prefixed(county, "county", "清溪教育", "陈局长")
    placement = put_forward(county)
    chen = sign_in(county, "陈局长")
    page = f"{LIST}{the(Placement, pk=placement).file_id}/"
    assert send(chen, page, f"{LIST}placements/{placement}/notice/").status_code == 302
    after = plain(chen.get(page))
    assert "同意以后的安置才出具通知书" in after
    assert "还没有出具文书" in after
    assert not all_of(Paper)


def test_a_unit_without_a_prefix_is_told_so_and_no_number_is_lost(county: County) -> None:
    placement = notice_ready(county)
    chen = sign_in(county, "陈局长")
    page = f"{LIST}{the(Placement, pk=placement).file_id}/"
    answer = send(chen, page, f"{LIST}placements/{placement}/notice/")
    assert answer.status_code == 302
    assert "发文代字" in plain(chen.get(page))
    assert not all_of(FilePaper)


@pytest.mark.clause("2.12")
def test_the_agreement_is_numbered_with_the_plans_norm_signed_and_then_recorded(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    file = programmed(prefixed(county))
    li = sign_in(county, "李校长")
    page = f"{LIST}{file}/homebound/"
    given = {name: str(value) for name, value in agreement_paper(county).items()}
    backwards = send(li, f"{page}agreement-paper/", **given | {"until_on": "2020-01-01"})
    assert backwards.status_code == 422
    assert "学校每周送教两次" in text_of(backwards), "nothing that was typed is lost"
    assert (
        send(li, f"{page}agreement-paper/", **given | {"on": "9999-12-30", "until_on": "9999-12-31"}).status_code == 422
    )
    assert send(li, f"{page}agreement-paper/", **given | {"situation": "moon"}).status_code == 422
    assert not all_of(Paper)
    assert send(li, f"{page}agreement-paper/", **given).status_code == 302
    sheet = sheet_of(li, the(Paper))
    assert "每周送教至少2次，每次至少3课时，每次至少2名教师；" in sheet
    assert "送教不收任何费用" in sheet
    assert "家长慕容甲乙" in sheet
    assert "能走路，说话少" not in sheet, "what impairs the child stays out"
    assert not all_of(LearningAgreement), "nothing is agreed on before it is signed"
    signed = home_agreement(county)
    typed = {name: str(value).lower() for name, value in signed.items() if isinstance(value, bool)}
    typed |= {name: str(value) for name, value in signed.items() if name not in typed and value is not None}
    assert send(li, f"{page}agree/", **typed).status_code == 302
    assert the(Paper).number in plain(li.get(page))


@pytest.mark.clause("5.33")
def test_the_handbook_is_made_of_the_lessons_that_stand_and_of_no_talk_with_the_family(county: County) -> None:
    file = home_taught(prefixed(county))
    taught(county, file, interview="父亲在外打工，母亲有病")
    county.time.pass_by(days=1)
    wrong = taught(county, file, lesson_content="认颜色")
    take_back_lesson(county.ctx("王老师"), home_lesson=wrong, reason="记错了日期")
    assert len(all_of(HomeLesson)) == 2
    li = sign_in(county, "李校长")
    page = f"{LIST}{file}/homebound/"
    day = county.time.at.date().isoformat()
    none = send(li, f"{page}handbook/", since=day, until=day)
    assert none.status_code == 422
    assert "没有送教记录" in plain(none)
    assert send(li, f"{page}handbook/", since="2026-09-01", until="9999-12-31").status_code == 422
    assert send(li, f"{page}handbook/", since="0001-01-01", until=day).status_code == 302
    sheet = sheet_of(li, the(Paper))
    assert "共送教1次，3课时" in sheet
    assert "认水果" in sheet
    assert "识字卡一套；每天认三张卡；教母亲怎样做手指操" in sheet
    assert "王老师" in sheet
    assert "认颜色" not in sheet, "what was taken back counts for nothing"
    assert "打工" not in sheet
    assert sign_in(county, "赵老师").get(f"{page}handbook/").status_code in (403, 404)


def test_a_class_teacher_and_a_stranger_number_no_papers(county: County) -> None:
    file = placed(prefixed(county))
    wang = sign_in(county, "王老师")
    for name in ("agreement-paper", "handbook"):
        assert wang.get(f"{LIST}{file}/homebound/{name}/").status_code in (403, 404)
