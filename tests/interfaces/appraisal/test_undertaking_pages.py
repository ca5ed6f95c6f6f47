"""Undertakings on the web: letters of teachers (2.20), guardians under the school's own rules (1.13), signed to the last."""

import io
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from notoneless.foundation.papers.models import Paper, PaperState
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.appraisal.models import SchoolRules, Undertaking
from notoneless.oversight.appraisal.services import sign_undertaking
from notoneless.oversight.duties.models import DutyRow
from support.browsing import Visitor, sign_in
from support.cases import PDF
from support.county import DAY, County, appoint
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.roll_work import prefixed
from support.undertakings import RULES, lettered, ruled, stated, written
from support.words import words_of

PAGE = "/undertakings/"
SUMMER = 350
"""Days until the end of the school year is near, by which letters are due."""


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


def school(county: County, way: str = "") -> str:
    return f"{PAGE}schools/{county.units['school_a']}/{way}"


def room(county: County, way: str = "", unit: str = "class_a") -> str:
    return f"{PAGE}classes/{county.units[unit]}/{way}"


def ticked(visitor: Visitor, page: str, to: str, wanted: int | None = None, **given: Any) -> Any:
    """Tick the first of those that may be ticked, all of them without a number, and send."""
    offered = re.findall(r'name="undertakings" value="([^"]+)"', text_of(visitor.get(page)))
    return send(visitor, page, to, **{"undertakings": offered[:wanted], "on": DAY.isoformat(), **given})


def states(county: County, duty: str) -> set[str]:
    """How a duty of this school year stands, reckoned anew."""
    reckoned(county)
    return {row.state for row in all_of(DutyRow, duty=duty, unit=county.units["school_a"]) if row.due_on >= DAY}


def all_papers(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: words_of(archive.read(name)) for name in archive.namelist()}


@pytest.mark.clause("2.20")
def test_every_teacher_signs_what_the_plans_ask_and_the_head_sees_who_has_not(county: County) -> None:
    adopted(county, "张镇长", "town_a", plan=2)
    adopted(county, plan=8, visit__per_term="25")
    county.time.pass_by(days=SUMMER)
    appoint(county, "孙老师", "class_teacher", "class_b", "13900008881")
    prefixed(county)
    li, wang = sign_in(county, "李校长"), sign_in(county, "王老师")
    assert states(county, "letters") == {"due"}
    assert send(li, PAGE, school(county, "issue/")).status_code == 302
    rows = {row.signer: row for row in all_of(Undertaking)}
    assert rows.keys() == {"王老师", "孙老师"}
    assert (rows["王老师"].unit_id, rows["王老师"].school_year) == (county.units["class_a"], 2026)
    papers = all_papers(li.get(school(county, "papers/word/")).content)
    assert sorted(papers) == ["清溪小学学籍责任〔2027〕1号.docx", "清溪小学学籍责任〔2027〕2号.docx"]
    own = next(text for text in papers.values() if "王老师" in text)
    for words in ("2026—2027学年", "三年级（1）班", "家访", "不少于 25 人次", "8.09", "一式两份"):
        assert words in own, own
    shown = plain(li.get(PAGE))
    assert shown.count("未签") >= 2
    assert "2 份教师责任书还没有签回" in plain(li.get("/today/"))
    assert "王老师" in plain(wang.get(f"{PAGE}{rows['王老师'].pk}/"))  # a teacher opens the own letter, and no other's
    assert wang.get(f"{PAGE}{rows['孙老师'].pk}/").status_code == 404
    day = (DAY + timedelta(days=SUMMER)).isoformat()
    assert ticked(li, PAGE, school(county, "sign/"), 1, on=day).status_code == 302
    assert states(county, "letters") == {"due"}  # one of two: not all
    scan = SimpleUploadedFile("责任书.pdf", PDF)
    assert ticked(li, PAGE, school(county, "sign/"), proof=scan, on=day).status_code == 302
    assert states(county, "letters") == {"done"}
    assert "教师责任书还没有签回" not in plain(li.get("/today/"))
    copy = next(row.copy_id for row in all_of(Undertaking) if row.copy_id)
    assert li.get(f"/attachments/{copy}/").status_code == 200
    assert "2 / 2" in plain(sign_in(county, "陈局长").get(PAGE))
    for who, path in (
        ("赵老师", school(county)),
        ("赵老师", f"{PAGE}{rows['王老师'].pk}/"),
        ("王老师", school(county)),
    ):
        assert sign_in(county, who).get(path).status_code == 404


@pytest.mark.clause("2.20")
def test_a_new_school_year_asks_for_every_letter_anew_and_whoever_comes_later_signs_too(county: County) -> None:
    adopted(county, "张镇长", "town_a", plan=2)
    county.time.pass_by(days=SUMMER)
    sign_undertaking(county.ctx("李校长"), undertaking=lettered(county), on=DAY + timedelta(days=SUMMER), proof=None)
    assert states(county, "letters") == {"done"}
    appoint(county, "孙老师", "class_teacher", "class_b", "13900008881")
    assert states(county, "letters") == {"due"}
    county.time.pass_by(days=20)
    li = sign_in(county, "李校长")
    assert "还有 2 名教师没有学籍管理责任书" in plain(li.get("/today/"))
    assert send(li, PAGE, school(county, "issue/")).status_code == 302
    assert {row.school_year for row in all_of(Undertaking, issued_on__gte=date(2027, 9, 1))} == {2027}


@pytest.mark.clause("1.13")
def test_guardians_sign_their_duties_under_the_rules_that_the_school_wrote(county: County) -> None:
    adopted(county, plan=1)
    prefixed(county)
    li, wang = sign_in(county, "李校长"), sign_in(county, "王老师")
    assert "还没有施行中的保学规章" in plain(wang.get(PAGE + f"classes/{county.units['class_a']}/"))
    write = school(county, "rules/write/")
    offered = text_of(li.get(write))
    assert "每周至少和孩子、被委托人联系一次" in offered  # what law asks is offered, and put in the school's words
    assert send(li, write, **RULES).status_code == 302
    assert (
        send(li, school(county, "rules/"), school(county, "rules/adopt/"), effective_on="2026-08-31").status_code == 422
    )
    old = re.search(r'name="seen" value="([^"]+)"', text_of(li.get(school(county, "rules/"))))
    assert old
    assert send(li, write, **{**RULES, "basis": "依照义务教育法和本县方案制定。"}).status_code == 302
    adopt = school(county, "rules/adopt/")
    stale = send(li, school(county, "rules/"), adopt, seen=old[1], effective_on="2026-09-01")
    assert "规章草稿有了改动" in plain(stale)
    assert send(li, school(county, "rules/"), adopt, effective_on="2026-09-01").status_code == 302
    assert "第 1 版，2026-09-01 起施行" in plain(wang.get(school(county, "rules/")))
    assert states(county, "rules_signed") == {"due"}
    assert send(li, PAGE, school(county, "issue-statements/")).status_code == 302
    rows = {row.child_id: row for row in all_of(Undertaking)}
    assert rows.keys() == {county.children[key] for key in ("both", "class_only", "other_class")}
    papers = all_papers(wang.get(room(county, "papers/word/")).content)
    assert len(papers) == 2  # those of the own class alone
    own = next(text for text in papers.values() if "慕容甲乙" in text)
    for words in ("家长慕容甲乙（母亲）", "按时送孩子入学", "义务教育法第五条", "第五十八条", "一式两份"):
        assert words in own, own
    pages = PdfReader(io.BytesIO(wang.get(room(county, "papers/print/")).content)).pages
    assert sum("监护人保学责任书" in page.extract_text() for page in pages) >= 2
    assert wang.get(room(county, "papers/nonsense/")).status_code == 404
    assert ticked(wang, room(county), room(county, "sign/"), 1).status_code == 302
    assert "1 份监护人责任书还没有签回" in plain(wang.get("/today/"))
    scan = SimpleUploadedFile("回执.pdf", PDF)
    assert ticked(wang, room(county), room(county, "sign/"), proof=scan).status_code == 302
    assert states(county, "rules_signed") == {"due"}  # the other class of the school has not signed
    assert ticked(li, room(county, unit="class_b"), room(county, "sign/", "class_b")).status_code == 302
    assert states(county, "rules_signed") == {"done"}
    assert "3 / 3" in plain(sign_in(county, "陈局长").get(PAGE))
    zhao = sign_in(county, "赵老师")
    assert "慕容甲乙" not in plain(zhao.get(PAGE))
    for path in (room(county), room(county, "papers/word/"), f"{PAGE}{rows[county.children['both']].pk}/"):
        assert zhao.get(path).status_code == 404
    assert sign_in(county, "吴组长").get(PAGE).status_code == 403


def test_what_was_entered_by_mistake_is_put_right_with_its_reason(county: County) -> None:
    one = stated(county)
    page, li = f"{PAGE}{one}/", sign_in(county, "李校长")
    wang = sign_in(county, "王老师")
    assert "先勾选" in plain(send(wang, room(county), room(county, "sign/"), on="2026-09-01"))
    early = send(wang, room(county), room(county, "sign/"), undertakings=[str(one)], on="2026-08-31")
    assert early.status_code == 422
    assert "签字不会早于出具" in plain(early)
    send(wang, room(county), room(county, "sign/"), undertakings=[str(one)], on="2026-09-01")
    assert "要撤回先撤销签字登记" in plain(send(li, f"{page}withdraw/", reason="监护人写错"))
    assert send(li, f"{page}reopen/", reason="登记错了人").status_code == 302
    assert the(Undertaking, pk=one).signed_on is None
    assert send(li, f"{page}withdraw/", reason="监护人写错").status_code == 302
    row = the(Undertaking, pk=one)
    assert (row.withdrawn_on, row.because) == (DAY, "监护人写错")
    assert the(Paper, pk=row.paper_id).state == PaperState.WITHDRAWN
    assert (
        send(wang, room(county), room(county, "issue/")).status_code == 302
    )  # the right one, and no second of the others
    assert len(all_of(Undertaking, withdrawn_on__isnull=True)) == 2
    again = send(wang, room(county), room(county, "issue/"))
    assert "都已出具" in plain(again)


def test_nobody_records_the_own_letter_and_without_rules_or_prefix_nothing_is_issued(county: County) -> None:
    li, wang = sign_in(county, "李校长"), sign_in(county, "王老师")
    assert "还没有发文代字" in plain(send(li, PAGE, school(county, "issue/")))
    own = lettered(county)
    stated(county)
    answer = send(wang, room(county), room(county, "sign/"), undertakings=[str(own)], on="2026-09-01")
    assert "不能自己登记" in plain(answer)
    assert send(li, PAGE, school(county, "issue/")).status_code == 422  # all have theirs


def test_a_later_version_of_the_rules_takes_the_place_of_the_one_before(county: County) -> None:
    ruled(county)
    li = sign_in(county, "李校长")
    written(county, guardian_duties="新的责任")
    page = school(county, "rules/")
    assert send(li, page, school(county, "rules/adopt/"), effective_on="2026-09-01").status_code == 422
    assert send(li, page, school(county, "rules/adopt/"), effective_on="2026-09-02").status_code == 302
    assert "按时送孩子入学" in plain(li.get(page))  # that of today, until the new one begins
    county.time.pass_by(days=1)
    assert "新的责任" in plain(sign_in(county, "王老师").get(page))
    first, second = sorted(all_of(SchoolRules), key=lambda row: row.version or 0)
    assert the(Paper, pk=second.paper_id).supersedes_id == first.paper_id
