"""The four steps from the first effort to the court, in a browser, by the people whose each is; and the papers of 5.17."""

import io
import zipfile
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.casework.notices.models import ReturnNotice
from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.services import serve
from notoneless.foundation.papers.models import Paper
from support.browsing import Visitor, sign_in
from support.cases import PDF
from support.county import County, appoint
from support.databases import the
from support.forms import send, text_of
from support.notices import handed_over
from support.procedure_pages import LIST, PARTY, beside, effort, forms_on, moves, of, page, plain, value
from support.procedures import (
    BY_HAND,
    COURT,
    FOUND,
    HEAD,
    OFFICERS,
    OTHER,
    before_court,
    demanded,
    served_order,
)
from support.roll_work import prefixed

BASIS = {
    "text_kind": "local_regulation",
    "law": "某省义务教育条例",
    "article": "第五十条",
    "least": "100",
    "most": "1000",
}
SAID = {"on": "2026-09-09", "how": "home", "place": "柳树村一组家中", "attitude": "refuses", "difficulty": "要出门打工"}


def anew(county: County, who: str) -> Visitor:
    """Somebody who signs in on another day."""
    Authenticator.objects.filter(user_id=county.accounts[who]).delete()
    return sign_in(county, who)


def sent(visitor: Visitor, procedure: UUID, step: str, **given: Any) -> None:
    """Send the form of a step as it is filled in, with what is typed besides; it is accepted."""
    path = of(procedure, f"{step}/")
    answer = send(visitor, path, **given)
    assert answer.status_code == 302, beside(text_of(answer), "on") or plain(text_of(answer))[:600]


def served(visitor: Visitor, procedure: UUID, on: str) -> None:
    """Record that the paper issued last was handed over, with its signed receipt."""
    form = page(visitor, of(procedure, "serve/"))
    given = {name: value(form, name) for name in ("means", "receiver", "place")}
    assert given["receiver"] == PARTY
    sent(visitor, procedure, "serve", on=on, **given, proof=SimpleUploadedFile("回证.pdf", PDF))


def deadline_notice(town: Visitor, county: County) -> Paper:
    """The township's notice with a deadline, issued from its list and served."""
    address = f"/notices/issue/{county.units['town_a']}/"
    form = text_of(town.get(address))
    given = {"children": str(county.children["both"]), "until": "2026-09-14", "ask_at": "张镇长 0851-8800000"}
    given[f"guardian-{county.children['both']}"] = str(county.guardians["both"])
    assert "慕容甲乙" in form
    assert send(town, address, **given).status_code == 302
    notice = the(ReturnNotice, kind="deadline_notice")
    told = {"on": "2026-09-09", "means": "in_person", "receiver": "父亲"}
    assert send(town, f"/notices/{notice.pk}/serve/", **told).status_code == 302
    return the(Paper, pk=notice.paper_id)


def errands(visitor: Visitor) -> str:
    return plain(page(visitor, "/today/"))


@pytest.mark.clause("5.15", "5.17")
def test_the_four_steps_follow_one_another_from_the_village_to_the_court(county: County) -> None:
    handed_over(prefixed(county, "county", "晴教", "陈局长"))  # the school has told the family in vain: 9 September
    appoint(county, OTHER, "county_officer", "county", "13900007777")
    procedure = _turned_to(county)
    _ordered(county, procedure)
    county.time.pass_by(days=8)  # 17 September
    _penalized(county, procedure)
    county.time.pass_by(days=30)  # 27 October
    _demanded(anew(county, "陈局长"), procedure)
    county.time.pass_by(days=30)
    closed = plain(page(anew(county, "陈局长"), of(procedure, "apply_to_court/")))
    assert "2027-03-30 起至 2027-06-29 才能申请法院强制执行（《中华人民共和国行政强制法》第五十三条）" in closed
    county.time.pass_by(days=126)  # 1 April
    _taken_to_court(anew(county, "陈局长"), procedure)
    _who_sees_what(county, procedure)


def _turned_to(county: County) -> UUID:
    """The township tells the family by when, in a numbered paper; village and school turn to it: step one."""
    assert deadline_notice(sign_in(county, "张镇长"), county).number == "清政限复〔2026〕1号"
    for who, side in (("周支书", "village"), ("李校长", "school")):
        assert send(sign_in(county, who), effort(county), **SAID, sides=[side]).status_code == 302
    return UUID(str(the(Procedure).pk))


def _ordered(county: County, procedure: UUID) -> None:
    """Step two: the bureau proposes, the township orders and serves."""
    bureau, town = sign_in(county, "陈局长"), anew(county, "张镇长")
    for step in ("issue_demand", "apply_to_court"):
        assert "四步依次进行" in page(bureau, of(procedure, f"{step}/"))
    form = page(bureau, of(procedure, "propose_order/"))
    sent(bureau, procedure, "propose_order", **{name: value(form, name) for name in ("unit", "guardian", "on")})
    assert "1 份责令、处罚文书等您签发" in errands(town)
    sent(town, procedure, "issue_order", until="2026-09-16")
    assert "1 份文书还没有送达" in errands(town)
    served(town, procedure, "2026-09-09")
    assert "还没有送达" not in errands(town)


def _penalized(county: County, procedure: UUID) -> None:
    """Step three: a legal basis, two officers, the notice with the party's rights, the decision by another."""
    bureau = anew(county, "陈局长")
    form = page(bureau, of(procedure, "open_penalty/"))
    sent(bureau, procedure, "open_penalty", unit=value(form, "unit"), on="2026-09-17", **BASIS)
    sent(bureau, procedure, "inquire", on="2026-09-17", **OFFICERS)
    sent(bureau, procedure, "issue_notice", amount="500", found=FOUND)
    served(bureau, procedure, "2026-09-17")
    county.time.pass_by(days=10)  # 27 September
    bureau = anew(county, "陈局长")
    sent(sign_in(county, OTHER), procedure, "propose_decision", on="2026-09-27", amount="500")
    sent(bureau, procedure, "issue_decision", pay_to="县农村信用社罚款专户", until="")
    served(bureau, procedure, "2026-09-27")
    assert "履行期限到" in page(bureau, of(procedure, "issue_demand/"))


def _demanded(bureau: Visitor, procedure: UUID) -> None:
    """Step four: the demand, with what law lets be added until today."""
    assert "1 件处罚到期没有履行，应当催告" in errands(bureau)
    form = page(bureau, of(procedure, "issue_demand/"))
    assert (value(form, "added"), value(form, "pay_to")) == ("225", "县农村信用社罚款专户")
    too_much = send(bureau, of(procedure, "issue_demand/"), added="900", pay_to="县农村信用社罚款专户")
    assert "最多 225 元" in beside(text_of(too_much), "added")
    sent(bureau, procedure, "issue_demand", added="225", pay_to=value(form, "pay_to"))
    served(bureau, procedure, "2026-10-27")


def _taken_to_court(bureau: Visitor, procedure: UUID) -> None:
    """The court, once review and suit have run out: the application with its bundle, and what the court does."""
    assert "1 件可以申请法院强制执行" in errands(bureau)
    form = page(bureau, of(procedure, "apply_to_court/"))
    given = {"court": COURT, "views": "收到催告书以后没有陈述、申辩。"}
    assert given["views"] in form
    unsigned = send(bureau, of(procedure, "apply_to_court/"), **given, head="")
    assert "《行政强制法》第五十五条" in beside(text_of(unsigned), "head")
    sent(bureau, procedure, "apply_to_court", **given, head=HEAD)
    _handed_in(bureau, procedure)
    assert "1 件申请等法院答复" in errands(bureau)
    sent(bureau, procedure, "accepted", on="2027-04-01", case_number="（2027）晴行审1号")
    sent(bureau, procedure, "rule", on="2027-04-01", outcome="granted", case_number="（2027）晴行审1号裁定")
    seen = plain(page(bureau, of(procedure)))
    for words in (
        "法院已裁定",
        "准予执行",
        "（2027）晴行审1号裁定",
        "晴教强执申〔2027〕1号",
        "法院受理的期限 — 2027-04-08 暂定 按期",
    ):
        assert words in seen
    assert moves(procedure)[-5:] == ["issue_demand", "serve_demand", "apply_to_court", "accepted", "rule"]


def _handed_in(bureau: Visitor, procedure: UUID) -> None:
    """All that goes to the court comes as one file, as the list of the application names it."""
    assert f"{LIST}{procedure}/court.zip" in page(bureau, of(procedure))
    answer = bureau.get(f"{LIST}{procedure}/court.zip")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "强制执行申请书 晴教强执申〔2027〕1号.docx",
            "1 行政处罚决定书（晴教罚决〔2026〕1号）.docx",
            "2 行政处罚决定书的送达回证（晴教送达〔2026〕2号）.docx",
            "2 行政处罚决定书的送达回证（晴教送达〔2026〕2号） 签收件.pdf",
            "3 履行行政决定催告书（晴教催告〔2026〕1号）.docx",
            "4 履行行政决定催告书的送达回证（晴教送达〔2026〕3号）.docx",
            "4 履行行政决定催告书的送达回证（晴教送达〔2026〕3号） 签收件.pdf",
            "附件清单.docx",
        ]


def _who_sees_what(county: County, procedure: UUID) -> None:
    """A teacher of another school sees nothing; the class teacher sees how far it has come, and no paper."""
    stranger, teacher, town = (anew(county, who) for who in ("赵老师", "王老师", "张镇长"))
    for step in ("", "issue_demand/", "apply_to_court/", "court.zip"):
        assert stranger.get(of(procedure, step)).status_code in (403, 404)
    assert stranger.get(of(procedure)).status_code == 404
    assert "慕容甲乙" not in page(stranger, LIST)
    seen = page(teacher, of(procedure))
    assert "法院已裁定" in seen
    assert "court.zip" not in seen
    assert teacher.get(of(procedure, "court.zip")).status_code == 404
    assert teacher.get(of(procedure, "apply_to_court/")).status_code == 403
    assert town.get(of(procedure, "court.zip")).status_code == 404  # the papers are the county's


@pytest.mark.clause("5.15")
def test_a_township_goes_to_law_where_its_order_ran_out_unheeded(county: County) -> None:
    procedure = served_order(county)
    town = sign_in(county, "张镇长")
    assert "责令改正的期限到 2026-09-08" in page(town, of(procedure, "sue/"))
    county.time.pass_by(days=9)
    town = anew(county, "张镇长")
    seen = plain(page(town, of(procedure)))
    assert "立案时录入处罚依据" in seen
    assert "第三步 行政处罚 可以办" in seen
    sent(town, procedure, "sue", on="2026-09-10", case_number="（2026）晴民初1号", note="请求判令送子女入学")
    sent(town, procedure, "settle_suit", on="2026-09-10", outcome="mediated", case_number="（2026）晴民初1号调解书")
    seen = plain(page(town, of(procedure)))
    for words in ("民事诉讼已结案", "（2026）晴民初1号调解书", "调解"):
        assert words in seen
    sent(town, procedure, "end", on="2026-09-10", outcome="returned")
    assert forms_on(page(town, of(procedure)), procedure) == set()
    assert sign_in(county, "赵老师").get(of(procedure)).status_code == 404


def test_review_and_suit_are_entered_and_keep_the_court_closed(county: County) -> None:
    procedure = before_court(county)
    bureau = anew(county, "陈局长")
    sent(bureau, procedure, "file_review", on="2027-03-25", case_number="晴府复〔2027〕1号")
    assert "还没有结果，不能申请执行" in page(bureau, of(procedure, "apply_to_court/"))
    sent(bureau, procedure, "decide_review", on="2027-03-25", outcome="withdrawn", case_number="")
    sent(bureau, procedure, "file_suit", on="2027-03-25", case_number="（2027）晴行初1号")
    assert "可以申请法院强制执行" not in errands(bureau)
    sent(bureau, procedure, "decide_suit", on="2027-03-25", outcome="annulled", case_number="（2027）晴行初1号判决")
    assert "处罚决定已被撤销" in page(bureau, of(procedure, "apply_to_court/"))


def test_what_waits_is_told_to_whose_it_is_alone(county: County) -> None:
    procedure = demanded(county)
    bureau, town = sign_in(county, "陈局长"), sign_in(county, "张镇长")
    seen = page(bureau, "/today/")
    assert "1 份文书还没有送达" in seen
    assert f'href="{of(procedure)}"' in seen
    assert "文书还没有送达" not in errands(town)
    assert "慕容甲乙" not in errands(bureau).partition("文书还没有送达")[2][:40]
    serve(county.ctx("陈局长"), procedure=procedure, on=date(2026, 10, 20), **BY_HAND)
    assert "文书还没有送达" not in errands(bureau)
