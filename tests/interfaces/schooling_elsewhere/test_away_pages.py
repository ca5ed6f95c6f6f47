"""Children schooled elsewhere on the web (2.04, 2.08): on file, spoken with, certified, confirmed by signature."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.selectors.accounted import accounted_among
from notoneless.casework.cases.services import suspect, verify
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.services import add_guardian
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.records.findings.services import compare_rosters_in_force
from notoneless.records.schooling_elsewhere.models import CertificateCopy, ElsewhereRecord, PartnerKey, TermConfirmation
from notoneless.records.schooling_elsewhere.services import lapse
from support.browsing import sign_in
from support.cases import PDF
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.forms import send, text_of
from support.golden import children_now
from support.plans import adopted, reckoned
from support.roll_work import prefixed
from support.rosters import adopt_both
from support.schooling_elsewhere import CHILD, Partner, away, certified, filed, long_after, spoken
from support.schooling_elsewhere import UNTIL as TERM_ENDS

LIST = "/elsewhere/"


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


def states(county: County, duty: str, unit: str = "town_a") -> dict[date, str]:
    """How the duties of a kind stand at a unit, by the day they are due."""
    return {row.due_on: row.state for row in all_of(DutyRow, duty=duty, unit=county.units[unit])}


def typed(**changed: str) -> dict[str, str]:
    """What the form for a child schooled elsewhere is filled in with."""
    return {
        "beyond": "county",
        "away_place": "外省临江市河东区",
        "since_on": "2026-09-01",
        "school": "河东实验小学",
        "stage": "primary",
        "grade": "3",
        "class_name": "三（2）班",
        "student_number": "",
        **changed,
    }


def page_of(record: UUID, what: str = "") -> str:
    return f"{LIST}{record}/{what}/" if what else f"{LIST}{record}/"


@pytest.mark.clause("2.04")
def test_a_child_away_is_on_file_and_its_family_spoken_with_in_time(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    zhou, child = sign_in(county, "周支书"), county.children[CHILD]
    form = f"{LIST}children/{child}/new/"
    assert form in text_of(zhou.get(f"/children/{child}/"))
    wrong = send(zhou, form, **typed(stage="x"))
    assert (wrong.status_code, "河东实验小学" in text_of(wrong)) == (422, True), "what was typed stays"
    assert send(zhou, form, **typed(class_name="")).status_code == 302
    record = the(ElsewhereRecord).pk
    page = plain(zhou.get(page_of(record)))
    assert "还缺 班级" in page
    assert "由他们办理：村支书周支书、包保干部何老师、乡镇领导张镇长" in page
    assert "1 名外地就读学生信息不全" in plain(zhou.get("/today/"))
    said = {"guardian": str(county.guardians[CHILD]), "way": "phone", "family_said": "attending", "on": "2026-09-01"}
    assert send(zhou, page_of(record, "contact"), **said, note="已报到").status_code == 302
    assert "2026-09-01 家长司徒戊己 电话 在读 已报到 周支书" in plain(zhou.get(page_of(record)))
    county.time.pass_by(days=31)
    zhou = sign_in(county, "周支书")
    assert "1 名外地就读学生该联系家长了" in plain(zhou.get("/today/"))
    zhang = sign_in(county, "张镇长")
    assert "联系逾期 1" in plain(zhang.get(LIST))
    assert "司徒戊己" in plain(zhang.get(f"{LIST}?show=overdue"))
    reckoned(county)
    assert states(county, "away_contacted")[date(2026, 10, 31)] == "due"
    spoken(county, record)
    reckoned(county)
    assert states(county, "away_contacted")[date(2026, 10, 31)] == "done"
    assert "该联系家长了" not in plain(zhou.get("/today/"))
    assert states(county, "away_accounted")[date(2026, 10, 31)] == "due", "nothing was certified in time"
    certified(county, record)
    reckoned(county)
    assert states(county, "away_accounted")[date(2026, 10, 31)] == "done"
    county.time.pass_by(days=(date(2027, 1, 10) - county.time.at.date()).days)
    reckoned(county)
    assert states(county, "away_on_file") == {TERM_ENDS: "due"}
    zhou = sign_in(county, "何老师")
    assert send(zhou, page_of(record, "describe"), **typed()).status_code == 302
    reckoned(county)
    assert states(county, "away_on_file") == {TERM_ENDS: "done"}


@pytest.mark.clause("2.08")
def test_a_certificate_is_printed_signed_sealed_and_filed_in_three_acknowledged_copies(county: County) -> None:
    adopted(county, "张镇长", "town_a", 2)
    prefixed(county, "town_a", "清溪政", "张镇长")
    record = away(county)
    zhou, zhang, guardian = sign_in(county, "周支书"), sign_in(county, "张镇长"), str(county.guardians[CHILD])
    assert send(zhang, page_of(record, "certificate"), guardian=guardian).status_code == 302
    book = Document(BytesIO(zhang.get(f"/papers/{the(Paper).pk}/word/").content))
    sheet = "".join(each.text for each in book.element.body.iter() if each.text)  # type: ignore[attr-defined]
    assert "学生：司徒戊己" in sheet
    assert "在外省临江市河东区河东实验小学就读小学，现在3年级三（2）班班级" in sheet
    assert county.markers[CHILD][1] not in sheet
    assert county.markers[CHILD][2] not in sheet, "the student number is written by hand"
    early = send(zhou, page_of(record, "file"), recipient="government", filed_on="2026-09-01", centre_school="")
    assert "还没有监护人签字、接收学校盖章" in plain(early)
    days = {"signed_on": "2026-09-01", "sealed_on": "2026-09-01", "until_on": TERM_ENDS.isoformat()}
    scan = SimpleUploadedFile("certificate.pdf", PDF, content_type="application/pdf")
    assert send(zhou, page_of(record, "certify"), guardian=guardian, proof=scan, **days).status_code == 302
    assert "没有交存" in plain(zhou.get(page_of(record)))
    assert "1 名外地就读学生的证明没有交齐三份" in plain(zhou.get("/today/"))
    keepers = {"government": "张镇长", "centre_school": "李校长", "bureau": "陈局长"}
    for recipient, who in keepers.items():
        reckoned(county)
        assert states(county, "away_certified")[date(2026, 10, 1)] == "due", f"{recipient} has none yet"
        school = str(county.units["school_a"]) if recipient == "centre_school" else ""
        given = {"recipient": recipient, "filed_on": "2026-09-01", "centre_school": school}
        assert send(zhou, page_of(record, "file"), **given).status_code == 302
        assert "没有签收" in plain(zhou.get(page_of(record)))
        keeper = zhang if who == "张镇长" else sign_in(county, who)
        assert "1 份异地就读证明待您签收" in plain(keeper.get("/today/"))
        assert "司徒戊己" in plain(keeper.get(LIST)), (
            "a central school sees the copy, though the child lives in a village"
        )
        copy = the(CertificateCopy, recipient=recipient).pk
        assert send(keeper, LIST, f"{LIST}copies/{copy}/acknowledge/").status_code == 302
    reckoned(county)
    assert states(county, "away_certified")[date(2026, 10, 1)] == "done"
    assert "没有签收" not in plain(zhou.get(page_of(record)))
    assert "已确认在读" in plain(zhou.get(page_of(record)))


def test_copies_are_for_who_keeps_them_only(county: County) -> None:
    copy = filed(county, "centre_school")
    for who in ("赵老师", "王老师"):
        visitor = sign_in(county, who)
        assert "司徒戊己" not in text_of(visitor.get(LIST))
        assert visitor.post(f"{LIST}copies/{copy}/acknowledge/").status_code in (403, 404)
    record = the(ElsewhereRecord).pk
    assert sign_in(county, "赵老师").get(page_of(record)).status_code == 404
    assert sign_in(county, "李校长").get(page_of(record)).status_code == 404, "the school keeps a copy, not the record"


def test_both_tracks_see_a_child_that_is_schooled_in_another_township(county: County) -> None:
    record = away(county, "far_school", beyond="township", away_place="高坪乡", school="高坪乡中心小学", grade=4)
    for who in ("周支书", "吴组长", "张镇长", "赵老师", "陈局长"):
        page = sign_in(county, who).get(page_of(record))
        assert page.status_code == 200, who
        assert "异地就读证明" not in plain(page), "who stays in the county needs none"
    for who in ("王老师", "李校长"):
        visitor = sign_in(county, who)
        assert visitor.get(page_of(record)).status_code == 404, who
        assert "上官壬癸" not in text_of(visitor.get(LIST)), who


def test_a_signed_confirmation_comes_as_text_or_file_and_is_refused_in_words(county: County) -> None:
    partner, record = Partner(), away(county)
    chen, zhou, form = sign_in(county, "陈局长"), sign_in(county, "周支书"), page_of(record, "import")
    assert "没有登记 临江市河东区 的公钥" in plain(send(zhou, form, signed_text=partner.signs(county)))
    told = {"county": partner.name, "public_key": partner.public_key, "compared_with": "刘科长"}
    wrong = send(chen, f"{LIST}keys/new/", key_fingerprint="00" * 16, **told)
    assert "指纹与公钥不符" in plain(wrong)
    assert partner.public_key in text_of(wrong), "what was typed stays"
    assert send(chen, f"{LIST}keys/new/", key_fingerprint=partner.fingerprint, **told).status_code == 302
    keys = plain(zhou.get(f"{LIST}keys/"))
    assert "刘科长" in keys
    assert "陈局长" in keys, "who entered it is named"
    assert "这份确认说的不是这名儿童" in plain(send(zhou, form, signed_text=partner.signs(county, "both")))
    assert "内容被改动过" in plain(send(zhou, form, signed_text=Partner().signs(county, key=partner.fingerprint)))
    old = partner.signs(county, issued="2026-03-02", until="2026-07-10")
    assert "已经过期" in plain(send(zhou, form, signed_text=old))
    assert "这不是就读确认" in plain(send(zhou, form, signed_text="看不懂"))
    file = SimpleUploadedFile("confirmation.txt", partner.signs(county).encode(), content_type="text/plain")
    assert send(zhou, form, signed_text="", file=file).status_code == 302
    page = plain(zhou.get(page_of(record)))
    assert "签名确认 临江市河东区" in page
    assert "已确认在读" in page
    assert send(chen, f"{LIST}keys/", f"{LIST}keys/{the(PartnerKey).pk}/end/").status_code == 302
    assert "没有登记" in plain(send(zhou, form, signed_text=partner.signs(county)))
    assert len(all_of(TermConfirmation)) == 1


@pytest.mark.parametrize("way", ["code", "file"])
def test_one_altered_character_is_told_whether_the_confirmation_was_scanned_or_came_as_a_file(
    county: County, way: str
) -> None:
    partner, record = Partner(), away(county)
    partner.trusted(county)
    zhou, form, text = sign_in(county, "周支书"), page_of(record, "import"), partner.signs(county)

    def brought(confirmation: str) -> Any:
        if way == "code":
            return send(zhou, form, signed_text=confirmation)
        file = SimpleUploadedFile("confirmation.txt", confirmation.encode(), content_type="text/plain")
        return send(zhou, form, signed_text="", file=file)

    for place in (0, 6, len(text) // 2, text.rindex(".") - 1, text.rindex(".") + 1, len(text) - 1):
        altered = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
        refused = brought(altered)
        assert refused.status_code == 422, place
        told = ("内容被改动过", "这不是就读确认", "没有登记")
        assert any(each in plain(refused) for each in told), place
    assert not all_of(TermConfirmation)
    assert brought(text).status_code == 302
    assert brought(text).status_code == 422, "it is taken in once"
    assert len(all_of(TermConfirmation)) == 1


def test_who_is_confirmed_elsewhere_is_not_listed_as_in_no_school_until_nothing_confirms_it(county: County) -> None:
    adopt_both(county)
    children_now(county)
    child = the(Child, name="巫马三").pk
    county.children["missing"] = child
    given = {"child": child, "name": "家长巫马", "relation": "父亲", "phone": "13812340000"}
    county.guardians["missing"] = add_guardian(county.ctx("陈局长"), **given)
    compare_rosters_in_force(county.ctx("陈局长"), unit=county.units["county"], as_of=DAY)
    zhou = sign_in(county, "周支书")
    assert "巫马三" in plain(zhou.get("/findings/"))
    assert the(Case, child_id=child).state == "suspected"
    verify(county.ctx("陈局长"), case=the(Case, child_id=child).pk, on=DAY, kind="out_of_school", reason="working")
    with owners_eyes():
        assert accounted_among([child], DAY) == frozenset()
    record = certified(county, away(county, "missing"), "missing")
    assert "巫马三" not in plain(zhou.get("/findings/"))
    with owners_eyes():
        assert accounted_among([child], DAY) == {child}, "no dropout either, while it is confirmed"
    compare_rosters_in_force(county.ctx("陈局长"), unit=county.units["county"], as_of=DAY)
    assert "巫马三" not in plain(zhou.get("/findings/"))
    long_after(county)
    zhou = sign_in(county, "吴组长")
    page = plain(zhou.get("/findings/"))
    assert "登记在外地就读、没有材料确认的" in page
    assert page.count("巫马三") == 2, "among those whom nothing confirms, and among those in no school"
    with owners_eyes():
        assert accounted_among([child], county.time.at.date()) == frozenset()
    assert "1 名外地就读学生没有材料确认在读，要查清去向" in plain(zhou.get("/today/"))
    assert "现在没有材料能确认在读，这名儿童重新列入查找范围" in plain(zhou.get(page_of(record)))
    assert "巫马三" not in plain(sign_in(county, "赵老师").get(LIST))


def test_a_new_term_asks_for_another_confirmation(county: County) -> None:
    record = certified(county)
    county.time.pass_by(days=(date(2027, 3, 10) - DAY).days)
    zhou = sign_in(county, "周支书")
    page = plain(zhou.get(page_of(record)))
    assert "新学期待确认" in page
    assert "过期重新列入查找范围" in page
    assert "1 名外地就读学生待确认在读" in plain(zhou.get("/today/"))
    scan = SimpleUploadedFile("term.pdf", PDF, content_type="application/pdf")
    given = {"issued_on": "2027-03-08", "until_on": "2027-07-09"}
    assert send(zhou, page_of(record, "confirm"), proof=scan, **given).status_code == 302
    assert "待确认在读" not in plain(zhou.get("/today/"))


def test_a_suspicion_is_cleared_with_one_tap_by_what_confirms_the_child_elsewhere(county: County) -> None:
    case = suspect(county.ctx("周支书"), child=county.children[CHILD], seen="邻居说没上学", **NOTHING_ELSE)
    zhou, zhang = sign_in(county, "周支书"), sign_in(county, "张镇长")
    page = f"/cases/{case}/"
    assert send(zhang, f"{page}clear/", f"{page}clear-elsewhere/").status_code == 302
    assert "现在没有材料确认" in plain(zhang.get(page))
    certified(county)
    assert "疑似辍学的一名儿童已确认在河东实验小学就读，可以排除" in plain(zhang.get("/today/"))
    assert f'href="{page}"' in text_of(zhang.get("/today/"))
    assert "凭就读确认排除" in plain(zhang.get(page))
    assert "凭就读确认排除" not in plain(zhou.get(page)), "who does not clear is not asked to"
    assert "可以排除" not in plain(zhou.get("/today/"))
    assert send(zhang, page, f"{page}clear-elsewhere/").status_code == 302
    assert the(Case).state == "cleared"
    shown = plain(zhang.get(page))
    assert "河东实验小学就读确认，确认到2027-01-20" in shown, "the confirmation is the evidence"
    assert send(zhang, f"{page}reopen/", f"{page}clear-elsewhere/").status_code == 302
    assert the(Case).state == "cleared", "twice does no harm"
    assert "可以排除" not in plain(zhang.get("/today/"))
    long_after(county)
    lapse(county.ctx("陈局长"), unit=county.units["county"])
    assert the(Case).state == "suspected", "when nothing confirms it any more, the child is suspected again"


NOTHING_ELSE: dict[str, Any] = dict.fromkeys(("finding", "answer", "on", "elsewhere_record"))
