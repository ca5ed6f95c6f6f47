"""Papers on the web: the register, documents that are always the same, the check of a code, withdrawal, prefixes."""

import io
import re
import zipfile
from typing import Any

import pytest
from pypdf import PdfReader

from notoneless.foundation.audit.models import Entry, Outcome
from notoneless.foundation.papers.models import Paper, PaperPrefix
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.interfaces.papers.pages import register
from notoneless.typesetting.fonts import fonts_in
from support.browsing import sign_in
from support.county import County
from support.databases import all_of, the
from support.forms import send, text_of
from support.roll_work import TEXT, adopted

LIST = "/papers/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def test_the_register_lists_and_filters(county: County) -> None:
    adopted(county)
    chen = sign_in(county, "陈局长")
    page = plain(chen.get(LIST))
    assert re.search(r"清溪小学学籍〔2026〕1号 学籍管理工作计划 清溪镇中心小学 2026-09-01 李校长 有效", page), page
    for query, is_there in (
        ("?kind=roll_work_plan&year=2026&state=issued&text=学籍〔2026〕", True),
        ("?state=withdrawn", False),
        ("?year=2025", False),
        ("?text=没有", False),
        ("?kind=nothing&year=二千&state=x&page=zz", True),
        ("?page=2", False),
    ):
        assert ("〔2026〕1号" in plain(chen.get(LIST + query))) == is_there, query


def test_documents_are_always_the_same_and_say_the_same(county: County) -> None:
    adopted(county)
    paper = the(Paper)
    li, zhang = sign_in(county, "李校长"), sign_in(county, "张镇长")
    word, pdf = li.get(f"{LIST}{paper.pk}/word/"), li.get(f"{LIST}{paper.pk}/pdf/")
    county.time.pass_by(minutes=50)
    assert zhang.get(f"{LIST}{paper.pk}/word/").content == word.content
    assert zhang.get(f"{LIST}{paper.pk}/pdf/").content == pdf.content
    assert word["Content-Type"].endswith("wordprocessingml.document")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"].startswith(f"attachment; filename=\"{paper.code}.pdf\"; filename*=UTF-8''")
    assert "no-store" in word["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(word.content)) as parts:
        told = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", parts.read("word/document.xml").decode()))
    read = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages).replace("\n", "")
    for text in (paper.number, "2026—2027学年学籍管理工作计划", TEXT, "2026年9月1日", "清溪镇中心小学"):
        assert text in told
        assert text in read.replace(" ", "")
    assert paper.code in read
    assert paper.digest in read
    assert Entry.objects.filter(action="paper.read", object=paper.pk, outcome=Outcome.READ).count() == 4


def test_without_a_chinese_font_the_page_says_so_and_word_is_there(
    county: County, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    adopted(county)
    monkeypatch.setattr(register, "find_fonts", lambda _: fonts_in(tmp_path))
    li, paper = sign_in(county, "李校长"), the(Paper).pk
    answer = li.get(f"{LIST}{paper}/pdf/")
    assert answer.status_code == 422
    assert "找不到中文字体" in plain(answer)
    assert li.get(f"{LIST}{paper}/word/").status_code == 200


def test_a_stranger_sees_no_paper_but_may_check_its_code(county: County) -> None:
    adopted(county)
    paper = the(Paper)
    zhao = sign_in(county, "赵老师")
    assert paper.number not in plain(zhao.get(LIST))
    for end in ("", "word/", "pdf/"):
        assert zhao.get(f"{LIST}{paper.pk}/{end}").status_code == 404
    gao = sign_in(county, "周支书")
    for visitor in (zhao, gao):
        page = plain(visitor.get("/paper-check/", {"code": paper.code.lower()}))
        assert "清溪小学学籍〔2026〕1号" in page
        assert "有效" in page
        assert paper.digest in page
        assert "李校长" not in page
        assert TEXT not in page
    wrong = zhao.get("/paper-check/", {"code": "77777-77777"})
    assert (wrong.status_code, "不是核验码" in plain(wrong)) == (422, True)
    assert "77777-77777" in text_of(wrong)


def test_a_code_of_no_paper_is_told(county: County) -> None:
    zhao = sign_in(county, "赵老师")
    answer = zhao.get("/paper-check/", {"code": "00000-00000"})
    assert (answer.status_code, "没有核验码为" in plain(answer)) == (404, True)


def test_a_paper_is_withdrawn_with_a_reason_and_its_check_says_so(county: County) -> None:
    adopted(county)
    paper = the(Paper)
    li = sign_in(county, "李校长")
    page = f"{LIST}{paper.pk}/"
    empty = send(li, page, f"{page}withdraw/", reason="")
    assert empty.status_code == 422
    assert send(li, page, f"{page}withdraw/", reason="日期写错").status_code == 302
    shown = plain(li.get(page))
    assert "已撤回" in shown
    assert "日期写错" in shown
    assert "已撤回" in plain(li.get("/paper-check/", {"code": paper.code}))
    word, pdf = (li.get(f"{page}{kind}/").content for kind in ("word", "pdf"))  # what was issued can still be seen
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        assert "作废（2026年9月1日撤回）" in parts.read("word/header1.xml").decode()
    assert "作废（2026年9月1日撤回）" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert the(Paper).state == "withdrawn"


def test_a_prefix_is_set_on_the_page_and_what_is_none_stays_typed(county: County) -> None:
    li = sign_in(county, "李校长")
    to = f"{LIST}prefix/{county.units['school_a']}/"
    wrong = send(li, LIST, to, prefix="清〔溪〕")
    assert wrong.status_code == 422
    assert "清〔溪〕" in text_of(wrong)
    assert "不带括号" in plain(wrong)
    assert send(li, LIST, to, prefix="清溪小学").status_code == 302
    assert the(PaperPrefix).prefix == "清溪小学"
    other = send(li, LIST, f"{LIST}prefix/{county.units['school_z']}/", prefix="高坪小学")
    assert other.status_code == 404
    assert len(all_of(PaperPrefix)) == 1
