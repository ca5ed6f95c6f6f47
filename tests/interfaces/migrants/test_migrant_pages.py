"""Migrant children on the web (1.16, 4.16): who answers, applications with papers and outcome, signed confirmations."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.foundation.people.services import place_child
from notoneless.foundation.plans.services import adopt_plan, draft_plan, set_number
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.records.migrants.models import IssuedConfirmation, MigrantApplication, MigrantChild
from support.browsing import sign_in
from support.cases import PDF
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import send, text_of
from support.migrants import CHILD, PAPERS, answered, applied, documented, migrant
from support.plans import adopted, reckoned
from support.rolls import on_roll

LIST = "/migrants/"


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


def states(county: County, duty: str, unit: str = "school_a") -> dict[date, str]:
    """How the duties of a kind stand at a unit, by the day they are due."""
    return {row.due_on: row.state for row in all_of(DutyRow, duty=duty, unit=county.units[unit])}


@pytest.mark.clause("1.16")
def test_residence_and_its_school_answer_for_a_child_whose_hukou_is_elsewhere(county: County) -> None:
    adopted(answered(county), plan=1)
    zhou, child = sign_in(county, "周支书"), county.children[CHILD]
    form = f"{LIST}children/{child}/new/"
    assert form in text_of(zhou.get(f"/children/{child}/"))
    given = {"from_place": "外省临江市河东区", "came_on": "2026-09-01", "accountable_school": ""}
    assert send(zhou, form, **given).status_code == 302
    row = the(MigrantChild)
    li = sign_in(county, "李校长")
    page = plain(li.get(f"{LIST}{row.pk}/"))
    assert "负责学校 清溪镇中心小学" in page
    assert "校长李校长、组长吴组长、村支书周支书、包保干部何老师" in page
    assert "户籍在外，也由居住地和负责学校保证入学，不得推回户籍地" in page
    for who in ("吴组长", "张镇长", "陈局长"):
        assert "司徒戊己" in plain(sign_in(county, who).get(LIST)), who
    for who in ("赵老师", "王老师"):
        visitor = sign_in(county, who)
        assert "司徒戊己" not in plain(visitor.get(LIST)), who
        assert visitor.get(f"{LIST}{row.pk}/").status_code == 404, who
    county.time.pass_by(days=(date(2027, 1, 10) - DAY).days)
    reckoned(county)
    assert states(county, "migrants_placed") == {date(2027, 1, 20): "due"}
    place_child(county.ctx("陈局长"), child=child, unit=county.units["class_b"], from_on=date(2027, 1, 10))
    reckoned(county)
    assert states(county, "migrants_placed") == {date(2027, 1, 20): "done"}
    assert "已入学" in plain(sign_in(county, "周支书").get(LIST))


@pytest.mark.clause("4.16")
def test_an_application_has_papers_and_an_outcome_at_the_nearest_school(county: County) -> None:
    adopted(county, plan=4)
    child = migrant(county)
    zhou, page = sign_in(county, "周支书"), f"{LIST}{child}/"
    assert "1 名流入儿童没有入学，也没有申请" in plain(zhou.get("/today/"))
    reckoned(county)
    assert states(county, "migrants_placed_promptly") == {date(2026, 9, 14): "due"}
    told = {"guardian": str(county.guardians[CHILD]), "signed_on": "2026-09-01", "grade": "3"}
    school = str(county.units["school_a"])
    assert send(zhou, f"{page}apply/", **told, nearest_school=school).status_code == 302
    application = the(MigrantApplication).pk
    li = sign_in(county, "李校长")
    assert "1 份随迁子女入学申请待安排" in plain(li.get("/today/"))
    acts = f"{LIST}applications/{application}"
    early = send(li, f"{acts}/place/", placed_school=school, reason="")
    assert (early.status_code, "材料还不齐" in plain(early)) == (422, True)
    for kind in PAPERS:
        file = SimpleUploadedFile("paper.pdf", PDF, content_type="application/pdf")
        assert send(zhou, f"{acts}/paper/", migrant_paper=kind, proof=file).status_code == 302
    barred = send(li, f"{acts}/refuse/", ground="hukou", reason="外地户口", article="无")
    assert "不能以“户籍不在本地”为由拒绝" in plain(barred)
    assert "外地户口" in text_of(barred), "what was typed stays"
    assert send(li, f"{acts}/queue/", reason="学位待定").status_code == 302
    assert "等候学位 1" in plain(li.get(LIST))
    assert send(li, f"{acts}/place/", placed_school=school, reason="").status_code == 302
    shown = plain(li.get(page))
    assert "就近安排 清溪镇中心小学" in shown
    assert "待安排" not in plain(li.get("/today/"))
    reckoned(county)
    assert set(states(county, "migrants_placed_promptly").values()) == {"due"}, "a place on paper is no school yet"
    place_child(county.ctx("陈局长"), child=county.children[CHILD], unit=county.units["class_a"], from_on=DAY)
    reckoned(county)
    assert states(county, "migrants_placed_promptly") == {date(2026, 9, 14): "done"}


def test_an_outcome_that_is_late_is_listed(county: County) -> None:
    documented(county)
    county.time.pass_by(days=20)
    page = plain(sign_in(county, "李校长").get(f"{LIST}?show=overdue"))
    assert "逾期没有结果 1" in page
    assert "司徒戊己" in page


def test_more_papers_than_local_children_bring_are_told(county: County) -> None:
    migrant(county)
    version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="local/migrants")
    more = "application residence identity work"
    set_number(county.ctx("陈局长"), version=version, key="migrant.papers", value=more, reason="试行")
    zhou = sign_in(county, "周支书")
    assert "不是平等条件" not in plain(zhou.get(LIST))
    adopt_plan(county.ctx("陈局长"), version=version, from_on=DAY, signer="陈局长")
    assert "随迁子女要的材料比本地儿童多，不是平等条件： 务工或经商证明".replace("： ", "：") in plain(zhou.get(LIST))


def test_an_entry_ends_when_nothing_is_open(county: County) -> None:
    application = applied(county)
    zhou = sign_in(county, "周支书")
    child = the(MigrantChild).pk
    assert "申请还没有结果" in plain(send(zhou, f"{LIST}{child}/close/", close_reason="left"))
    li = sign_in(county, "李校长")
    typed = {"ground": "not_living_here", "reason": "已搬走", "article": "义务教育法第十二条"}
    assert send(li, f"{LIST}applications/{application}/refuse/", **typed).status_code == 302
    assert "不在本地居住 已搬走 义务教育法第十二条" in plain(zhou.get(f"{LIST}{child}/"))
    assert send(zhou, f"{LIST}{child}/close/", close_reason="left").status_code == 302
    assert "司徒戊己" not in plain(zhou.get(LIST))


def test_a_school_confirms_a_pupil_by_code_and_file_without_a_name(county: County) -> None:
    on_roll(county)
    li, child = sign_in(county, "李校长"), county.children["both"]
    form = f"{LIST}confirmations/{child}/new/"
    assert form in text_of(li.get(f"/children/{child}/"))
    late = send(li, form, to_county="临江市河东区", until_on="2026-08-01")
    assert (late.status_code, "已经过期" in plain(late)) == (422, True)
    assert send(li, form, to_county="临江市河东区", until_on="2027-01-20").status_code == 302
    made = the(IssuedConfirmation)
    page = text_of(li.get(f"{LIST}confirmations/{made.pk}/"))
    assert 'class="qr"' in page
    assert made.text in page
    assert county.markers["both"][0] not in page
    file = li.get(f"{LIST}confirmations/{made.pk}/file/")
    assert file.content.decode() == made.text
    assert "attachment" in file["Content-Disposition"]
    assert sign_in(county, "赵老师").get(f"{LIST}confirmations/{made.pk}/").status_code == 404
    assert "没有学籍" in plain(li.get(f"{LIST}confirmations/{county.children['class_only']}/new/"))
