"""Surveys on the web: opened, gone through on a phone, printed, typed back, in and out as tables, signed for."""

import io
import re
import zipfile
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from notoneless.foundation.access.services import found_unit
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.people.services import place_child, register_child
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.records.surveys.models import GridCell, Survey, SurveyAnswer
from support.browsing import Visitor, sign_in
from support.county import DAY, County, made_up_id
from support.databases import all_of, the
from support.forms import send, text_of
from support.surveys import SHEET, answer, answered_all, cell_of, opened

LIST = "/surveys/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """A survey lasts from one day to another, so the pages live in the time of the county, signing in included."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def address(cell: UUID) -> str:
    return f"/surveys/cells/{cell}/"


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def open_by_page(visitor: Visitor, unit: str, kind: str) -> UUID:
    given = {"unit": unit, "name": "秋季摸排", "kind": kind, "from_on": DAY, "last_on": DAY + timedelta(days=30)}
    answered = send(visitor, f"{LIST}open/", **given)
    assert answered.status_code == 302, plain(answered)
    return UUID(str(answered["Location"]).rstrip("/").rpartition("/")[2])


# opening, and the tree


@pytest.mark.clause("5.06")
def test_the_household_line_goes_down_to_the_group_which_has_a_state_of_its_own(county: County) -> None:
    chen = sign_in(county, "陈局长")
    survey = open_by_page(chen, "晴川县", "household")
    step, names = f"{LIST}{survey}/", ["清溪镇", "柳树村", "柳树村一组"]
    for name in names:
        page = text_of(chen.get(step))
        assert name in page
        found = re.search(rf'href="(/surveys/[^"]+)">{name}</a>', page)
        assert found, name
        step = found[1]
    assert step == address(cell_of(survey, county.units["group_a"]))
    wu = sign_in(county, "吴组长")
    assert "未开始" in plain(wu.get(f"{LIST}{survey}/"))
    for key in ("both", "group_only", "far_school"):
        send(wu, f"{step}children/{county.children[key]}/", kind="not_reached", asked_on=DAY)
    send(wu, step, f"{step}sign-off/", signed_on=DAY)
    village = plain(chen.get(f"{LIST}{survey}/units/{county.units['village_a']}/"))
    assert re.search(r"柳树村一组 已签字 吴组长 09-01 吴组长 吴组长 1 / 1 3 / 3 0 0", village), village
    assert re.search(r"柳树村二组 未开始", village)
    household = text_of(chen.get(step))
    assert "慕容甲乙" in household
    assert "已签字" in household


@pytest.mark.clause("5.09")
def test_the_school_line_goes_down_to_the_class(county: County) -> None:
    li = sign_in(county, "李校长")
    survey = open_by_page(li, "清溪镇中心小学", "school")
    page = plain(li.get(f"{LIST}{survey}/"))
    assert "三年级（1）班 未开始 王老师" in page
    cell = address(cell_of(survey, county.units["class_a"]))
    wang = sign_in(county, "王老师")
    assert "欧阳丙丁" in text_of(wang.get(cell))
    send(wang, f"{cell}children/{county.children['both']}/", kind="known", asked_on=DAY)
    row = the(SurveyAnswer)
    assert (row.place, row.grade, row.surveyor) == ("清溪镇中心小学", 3, "王老师")
    assert re.search(r"三年级（1）班 进行中 王老师 王老师 0 / 1 1 / 2 0 1", plain(li.get(f"{LIST}{survey}/")))
    zhao = sign_in(county, "赵老师")
    assert zhao.get(cell).status_code == 404
    assert zhao.get(f"{LIST}{survey}/").status_code == 404
    assert "秋季摸排" not in text_of(zhao.get(LIST))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": ""}, "单位"),
        ({"unit": "没有的镇"}, "没有的镇"),
        ({"name": ""}, "姓名（名称）"),
        ({"last_on": "2026-08-01"}, "最后一天不能早于起始日期"),
        ({"kind": ""}, "类别"),
    ],
)
def test_a_survey_that_cannot_be_is_refused_and_what_was_typed_stays(
    county: County, changes: dict[str, str], words: str
) -> None:
    zhang = sign_in(county, "张镇长")
    given = {
        "unit": "清溪镇",
        "name": "秋季大摸排",
        "kind": "household",
        "from_on": "2026-09-01",
        "last_on": "2026-09-30",
    }
    answered = send(zhang, f"{LIST}open/", **given | changes)
    assert answered.status_code == 422
    assert words in plain(answered)
    assert (given | changes)["name"] in text_of(answered)
    assert not all_of(Survey)


@pytest.mark.parametrize("who", ["周支书", "吴组长", "何老师", "王老师"])
def test_who_only_answers_opens_and_imports_nothing(county: County, who: str) -> None:
    survey, visitor = opened(county), sign_in(county, who)
    assert visitor.get(f"{LIST}open/").status_code == 403
    assert visitor.get(f"{LIST}{survey}/import/").status_code == 403
    assert "开展摸排</a>" not in text_of(visitor.get(LIST))


# who is asked about


@pytest.mark.clause("5.03")
def test_every_child_from_six_to_the_end_of_compulsory_education_is_asked_about(county: County) -> None:
    chen, group = county.ctx, county.units["group_a"]
    births = {
        "刚满六岁": date(2020, 8, 31),
        "未满六岁": date(2020, 9, 1),
        "十五岁": date(2010, 9, 1),
        "已满十六": date(2010, 8, 31),
        "生日不详": None,
    }
    for name, born_on in births.items():
        register_child(chen("陈局长"), unit=group, name=name, born_on=born_on, from_on=DAY)
    still = register_child(chen("陈局长"), unit=group, name="十六在读", born_on=date(2010, 8, 30), from_on=DAY)
    place_child(chen("陈局长"), child=still, unit=county.units["class_a"], from_on=DAY)
    cell = address(cell_of(opened(county), group))
    wu = sign_in(county, "吴组长")
    page = text_of(wu.get(cell))
    assert {name for name in (*births, "十六在读") if name in page} == {"刚满六岁", "十五岁", "生日不详", "十六在读"}
    # with disability and without household registration: registered where it lives, and counted like any other
    said = {"kind": "no_school", "reason": "disability", "asked_on": DAY}
    person = {"name": "无户口的", "sex": "男", "born_on": "2017-03-03", "hukou": "none", "guardian_name": "叔父"}
    assert send(wu, f"{cell}found/", **person, **said).status_code == 302
    page = plain(wu.get(cell))
    assert re.search(r"无户口的 男 2017-03-03 未在校 新发现 无户籍", page), page
    assert the(ChildUnit, child__name="无户口的").unit_id == group


# on a phone


def test_one_child_after_another_and_back_to_the_list(county: County) -> None:
    cell = address(cell_of(opened(county), county.units["group_a"]))
    wu = sign_in(county, "吴组长")
    step, seen = str(wu.get(f"{cell}next/")["Location"]), []
    for _ in range(3):
        page = text_of(wu.get(step))
        seen.append(re.search(r'page-title">(\w+)<', page)[1])  # type: ignore[index]
        kind = "known" if "在校：" in page else "not_reached"
        step = str(send(wu, step, kind=kind, asked_on=DAY)["Location"])
    assert set(seen) == {"慕容甲乙", "司徒戊己", "上官壬癸"}
    assert step == cell
    assert "这个网格的儿童都摸排过了" in text_of(wu.get(cell))
    rows = {row.child_id: row for row in all_of(SurveyAnswer)}
    assert rows[county.children["far_school"]].place == "高坪乡中心小学"
    assert rows[county.children["far_school"]].grade == 4
    assert rows[county.children["group_only"]].kind == "not_reached"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"kind": "in_school", "place": ""}, "请写就读的学校或幼儿园"),
        ({"kind": "no_school", "note": "见到祖母"}, "请选未在校的原因"),
        ({"kind": "moved_away", "note": "邻居说"}, "请写迁往何处"),
        ({"kind": "not_reached", "asked_on": "2026-09-02"}, "2026-09-02 还没有到"),
        ({"kind": "not_reached", "asked_on": "2026-08-02"}, "这次摸排从 2026-09-01"),
        ({"kind": "", "note": "按回车"}, "类别"),
    ],
)
def test_an_answer_that_is_not_whole_is_told_and_what_was_typed_stays(
    county: County, said: dict[str, str], words: str
) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    answered = send(
        sign_in(county, "吴组长"),
        f"{address(cell)}children/{county.children['both']}/",
        **{"asked_on": "2026-09-01"} | said,
    )
    assert answered.status_code == 422
    assert words in plain(answered)
    assert f'value="{said.get("note", "")}"' in text_of(answered)
    assert not all_of(SurveyAnswer)


def test_the_same_form_sent_twice_is_one_answer(county: County) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    wu, page = sign_in(county, "吴组长"), f"{address(cell)}children/{county.children['both']}/"
    request = re.search(r'name="request" value="([^"]+)"', text_of(wu.get(page)))[1]  # type: ignore[index]
    for _ in range(2):
        assert wu.post(page, {"kind": "not_reached", "asked_on": DAY, "request": request}).status_code == 302
    assert len(all_of(SurveyAnswer)) == 1


def test_the_form_of_one_child_answers_for_no_other(county: County) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    wu, children = sign_in(county, "吴组长"), f"{address(cell)}children/"
    page = f"{children}{county.children['both']}/"
    request = re.search(r'name="request" value="([^"]+)"', text_of(wu.get(page)))[1]  # type: ignore[index]
    sent = {"kind": "not_reached", "asked_on": DAY, "request": request}
    assert wu.post(page, sent).status_code == 302
    assert wu.post(f"{children}{county.children['group_only']}/", sent).status_code == 422
    assert the(SurveyAnswer).child_id == county.children["both"]


def test_the_next_page_tells_what_was_recorded_and_leads_back_to_change_it(county: County) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    wu = sign_in(county, "吴组长")
    here = str(wu.get(f"{address(cell)}next/")["Location"])
    name = re.search(r'page-title">(\w+)<', text_of(wu.get(here)))[1]  # type: ignore[index]
    following = str(send(wu, here, kind="no_school", reason="working", asked_on=DAY)["Location"])
    assert following != here
    page = text_of(wu.get(following))
    assert f'已记：{name} 未在校 <a href="{here}">更改</a>' in page
    assert 'class="card-body asking"' in page, "which takes no touch for a moment"
    send(wu, here, kind="not_reached", asked_on=DAY)
    assert the(SurveyAnswer, is_current=True).kind == "not_reached"


@pytest.mark.parametrize("who", ["王老师", "李校长", "赵老师"])
def test_a_school_has_no_way_to_the_cells_of_homes(county: County, who: str) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    visitor = sign_in(county, who)
    for step in ("", "next/", "sheet/", "type/", "found/", f"children/{county.children['both']}/"):
        assert visitor.get(f"{address(cell)}{step}").status_code == 404, step


def test_a_child_of_another_cell_has_no_page_here(county: County) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    zhou = sign_in(county, "周支书")
    assert zhou.get(f"{address(cell)}children/{county.children['other_class']}/").status_code == 404


# paper


def test_the_sheet_has_everybody_boxes_and_signatures_and_no_number(county: County) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    page = text_of(sign_in(county, "吴组长").get(f"{address(cell)}sheet/"))
    for words in (
        "慕容甲乙",
        "司徒戊己",
        "上官壬癸",
        "□未联系上",
        "□无户籍",
        "摸排人签字",
        "村（组）负责人签字",
        "清溪镇 柳树村",
    ):
        assert words in page, words
    for markers in county.markers.values():
        assert not [marker for marker in (markers[1], markers[2], markers[4]) if marker in page]


def typed(county: County, **changes: str) -> dict[str, str]:
    both, alone = county.children["both"], county.children["group_only"]
    sheet = {
        "asked_on": "2026-09-01",
        "surveyor": "周大爷",
        f"{both}-kind": "in_school",
        f"{both}-place": "清溪镇中心小学",
        f"{alone}-kind": "no_school",
        f"{alone}-reason": "working",
        "new-1-name": "从天降",
        "new-1-hukou": "elsewhere",
        "new-1-born_on": "2018-05-01",
        "new-1-kind": "not_reached",
    }
    return sheet | changes


def test_a_sheet_is_typed_back_as_a_whole(county: County) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    zhou = sign_in(county, "周支书")
    assert send(zhou, f"{address(cell)}type/", **typed(county)).status_code == 302
    rows = {row.child_id: row for row in all_of(SurveyAnswer)}
    assert {row.surveyor for row in rows.values()} == {"周大爷"}
    assert {row.by for row in rows.values()} == {county.accounts["周支书"]}
    assert rows[county.children["group_only"]].kind == "no_school"
    assert rows[the(Child, name="从天降").pk].is_found
    page = plain(zhou.get(address(cell)))
    assert "已录入 3 名儿童的结果" in page
    assert re.search(r"应摸排 4 未在校 1 还缺 1", page), page


def test_one_bad_row_keeps_the_whole_sheet_out_and_everything_typed_stays(county: County) -> None:
    cell, alone = cell_of(opened(county), county.units["group_a"]), county.children["group_only"]
    bad = typed(county, **{f"{alone}-reason": "", "new-1-kind": "", "new-2-place": "某校"})
    answered = send(sign_in(county, "周支书"), f"{address(cell)}type/", **bad)
    page = text_of(answered)
    assert answered.status_code == 422
    assert "有 3 行不能录入" in page
    assert re.search(rf'id="fault-{alone}">请选未在校的原因', page)
    assert re.search(r'id="fault-new-1">[^<]*类别', page)
    assert re.search(r'id="fault-new-2">[^<]*姓名', page)
    for words in ("周大爷", "从天降", "清溪镇中心小学", "2018-05-01", "某校"):
        assert f'value="{words}"' in page, words
    assert not all_of(SurveyAnswer)
    assert not all_of(Child, name="从天降")


def test_an_empty_sheet_is_told(county: County) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    answered = send(sign_in(county, "周支书"), f"{address(cell)}type/", asked_on="2026-09-01")
    assert answered.status_code == 422
    assert "没有填写任何一行" in plain(answered)


# a child found


def test_a_number_that_is_known_already_registers_nobody_twice(county: County) -> None:
    cell, before = cell_of(opened(county), county.units["group_a"]), len(all_of(Child))
    person = {"name": "夏侯子丑", "hukou": "here", "id_number": made_up_id(6), "kind": "not_reached", "asked_on": DAY}
    answered = send(sign_in(county, "周支书"), f"{address(cell)}found/", **person)
    assert answered.status_code == 422
    assert "这个身份证号已经登记给一名儿童" in plain(answered)
    assert 'value="夏侯子丑"' in text_of(answered)
    assert len(all_of(Child)) == before


# signing


def test_nobody_signs_while_somebody_is_missing(county: County) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    wu = sign_in(county, "吴组长")
    page = text_of(wu.get(address(cell)))
    assert "sign-off" not in page
    token = re.search(r'name="request" value="([^"]+)"', text_of(wu.get(f"{address(cell)}found/")))[1]  # type: ignore[index]
    refused = wu.post(f"{address(cell)}sign-off/", {"signed_on": DAY, "request": token})
    assert refused.status_code == 409
    assert "还有 3 名儿童没有摸排" in plain(refused)
    assert the(GridCell, pk=cell).state == "not_begun"


def test_a_signed_cell_tells_when_answers_have_come_since(county: County) -> None:
    cell = answered_all(county, "group_a")
    wu = sign_in(county, "吴组长")
    assert send(wu, address(cell), f"{address(cell)}sign-off/", signed_on=DAY, surveyor="吴老组长").status_code == 302
    assert "吴老组长 2026-09-01" in plain(wu.get(address(cell)))
    answer(county, cell, "both", kind="not_reached")
    assert "请重新签字" in plain(wu.get(address(cell)))


# reasons


def test_a_reason_is_shown_nowhere_and_opened_one_at_a_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    made = answer(county, cell, "both", "吴组长", kind="no_school", reason="illness", note="住院三个月")
    monkeypatch.undo()  # who a person is, is proved by the machine's clock
    wu = sign_in(county, "吴组长")
    for page in (address(cell), f"/surveys/children/{county.children['both']}/", f"{LIST}{the(Survey).pk}/"):
        body = text_of(wu.get(page))
        assert "住院" not in body
        assert "患病" not in body
    shown = plain(wu.post(f"/surveys/answers/{made}/reason/"))
    assert "患病" in shown
    assert "住院三个月" in shown
    assert Entry.objects.filter(action="survey.reveal", outcome="read").count() == 2
    assert sign_in(county, "赵老师").post(f"/surveys/answers/{made}/reason/").status_code == 404


def test_the_childs_page_has_a_card_for_home_and_school(county: County) -> None:
    answer(county, cell_of(opened(county), county.units["group_a"]), "both", "吴组长")
    child = county.children["both"]
    for who in ("吴组长", "王老师"):
        visitor = sign_in(county, who)
        assert "在校（在园） 清溪镇中心小学" in plain(visitor.get(f"/children/{child}/")), who
        card = plain(visitor.get(f"/surveys/children/{child}/", HTTP_HX_REQUEST="true"))
        assert "2026-09-01 在校（在园） 清溪镇中心小学" in card, who
        assert "吴组长" in card
    assert sign_in(county, "赵老师").get(f"/surveys/children/{child}/").status_code == 404


# tables


def upload(visitor: Visitor, survey: UUID, text: str) -> Any:
    file = SimpleUploadedFile("摸排.csv", text.encode())
    return send(visitor, f"{LIST}{survey}/import/", file=file)


@pytest.mark.clause("2.03")
def test_the_townships_full_survey_is_imported_and_tells_who_asked_where_and_what_is_missing(county: County) -> None:
    zhang = sign_in(county, "张镇长")
    register_child(
        county.ctx("陈局长"), unit=county.units["group_b"], name="小娃", born_on=date(2022, 3, 3), from_on=DAY
    )
    survey = open_by_page(zhang, "清溪镇", "full")
    text = (
        SHEET
        + "柳树村,二组,小娃,女,2022-03-03,在园,清溪镇幼儿园,,周支书,2026-09-01\n无名村,,某某,男,,在校,某校,,周支书,2026-09-01\n"
    )
    preview = str(upload(zhang, survey, text)["Location"])
    page = plain(zhang.get(preview))
    assert "无名村" in page
    assert re.search(r"石桥村 清溪镇 何老师 1 0", page), page
    assert re.search(r"柳树村一组 柳树村 周支书 1 2", page)
    assert not all_of(SurveyAnswer), "nothing before it is confirmed"
    assert send(zhang, preview, f"{preview}apply/").status_code == 302
    tree = plain(zhang.get(f"{LIST}{survey}/"))
    assert re.search(r"石桥村 进行中 — 何老师 0 / 1 1 / 1 0 0", tree), tree
    assert re.search(r"柳树村 进行中 周支书、何老师 周支书 0 / 2 2 / 5 0 3", tree), tree
    faulty = CalamineWorkbook.from_filelike(io.BytesIO(zhang.get(f"{preview}faults/").content)).get_sheet_by_index(0)
    assert "无名村" in str(faulty.to_python())


def test_a_table_goes_out_inert_and_comes_in_again(county: County) -> None:
    survey = opened(county, "town_a")
    cell = cell_of(survey, county.units["group_a"])
    answer(county, cell, "both", place='=HYPERLINK("x")', kind="moved_away")
    zhang = sign_in(county, "张镇长")
    answered = zhang.get(f"{LIST}{survey}/table/")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answered.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert next(row for row in rows if row[2] == "慕容甲乙")[5:7] == ["已迁走", '=HYPERLINK("x")']
    with zipfile.ZipFile(io.BytesIO(answered.content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "HYPERLINK" in sheet
    assert "<f>" not in sheet
    assert {str(row[2]) for row in rows[3:]} == {"慕容甲乙", "司徒戊己", "上官壬癸", "诸葛庚辛", "皇甫寅卯"}
    for markers in county.markers.values():
        assert markers[1] not in str(rows)
    before = [row.pk for row in all_of(SurveyAnswer)]
    page = f"{LIST}{survey}/import/"
    preview = str(send(zhang, page, file=SimpleUploadedFile("表.xlsx", answered.content))["Location"])
    assert re.search(r"与现有相同 1 没有填结果的行 4 有问题的行 0", plain(zhang.get(preview)))
    assert send(zhang, preview, f"{preview}apply/").status_code == 302
    assert [row.pk for row in all_of(SurveyAnswer)] == before
    own = CalamineWorkbook.from_filelike(
        io.BytesIO(sign_in(county, "吴组长").get(f"{LIST}{survey}/units/{county.units['group_a']}/table/").content)
    )
    assert "诸葛庚辛" not in str(own.get_sheet_by_index(0).to_python())


def test_who_is_in_no_school_is_counted_for_each_unit_and_cell(county: County) -> None:
    survey = opened(county)
    cell = cell_of(survey, county.units["group_a"])
    answer(county, cell, "both", kind="no_school", reason="working")
    answer(county, cell, "group_only")
    chen = sign_in(county, "陈局长")
    assert re.search(
        r"柳树村 进行中 .* 0 / 2 2 / 4 1 2", plain(chen.get(f"{LIST}{survey}/units/{county.units['town_a']}/"))
    )
    # of a grid cell of its own, too: numbers, and no words of the machine
    own = plain(sign_in(county, "吴组长").get(f"{LIST}{survey}/"))
    assert re.search(r"柳树村一组 进行中 .* 0 / 1 2 / 3 1 1", own), own
    assert "未在校 1 还缺 1" in plain(chen.get(address(cell)))


def test_a_table_is_headed_with_the_unit_it_holds_and_counts_its_cells(county: County) -> None:
    survey = opened(county)
    answer(county, cell_of(survey, county.units["group_a"]), "both", kind="no_school", reason="working")
    visitors = {who: sign_in(county, who) for who in ("周支书", "陈局长")}
    for who, way, name in (
        ("周支书", "", "柳树村"),
        ("周支书", f"units/{county.units['village_a']}/", "柳树村"),
        ("陈局长", "", "晴川县"),
        ("陈局长", f"units/{county.units['town_a']}/", "清溪镇"),
    ):
        content = visitors[who].get(f"{LIST}{survey}/{way}table/").content
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in (0, 1):
            title, note = (str(row[0]) for row in book.get_sheet_by_index(sheet).to_python()[:2])
            assert title == f"{name} 秋季摸排", (who, way)
            assert note.startswith(f"{name}　"), (who, way)
            assert note.endswith("未在校 1 名"), note
        rows = book.get_sheet_by_index(1).to_python()
        assert ["柳树村", "柳树村一组", 3.0, 2.0, 1.0] in rows, rows
    assert visitors["周支书"].get(f"{LIST}{survey}/units/{county.units['town_z']}/table/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [("表.csv", "姓名,备注\n某某,无\n"), ("表.csv", ""), ("表.xlsx", "not a workbook"), ("表.pdf", "%PDF-1.7")],
)
def test_what_is_no_such_table_is_one_sentence(county: County, name: str, content: str) -> None:
    survey = opened(county, "town_a")
    zhang = sign_in(county, "张镇长")
    answered = send(zhang, f"{LIST}{survey}/import/", file=SimpleUploadedFile(name, content.encode()))
    assert answered.status_code == 422
    assert 'role="alert"' in text_of(answered)


# the frame


def test_the_pages_speak_english(county: County) -> None:
    cell = answered_all(county, "group_a")
    survey = the(GridCell, pk=cell).survey_id
    chen = sign_in(county, "陈局长")
    chen.post("/language/", {"language": "en", "next": LIST})
    assert "Surveys" in text_of(chen.get(LIST))
    assert "Answered for" in text_of(chen.get(f"{LIST}{survey}/"))
    assert "Print the sheet" in text_of(chen.get(address(cell)))
    assert "In no school, next" in text_of(chen.get(f"{address(cell)}children/{county.children['both']}/"))
    assert "Type back a sheet" in text_of(chen.get(f"{address(cell)}type/"))


def test_a_unit_without_a_cell_is_told_and_given_one(county: County) -> None:
    survey = opened(county)
    given = {"parent": county.units["village_a"], "kind": "group", "name": "柳树村三组", "from_on": DAY}
    found_unit(county.ctx("陈局长"), **given)
    zhang, page = sign_in(county, "张镇长"), f"{LIST}{survey}/"
    assert "有 1 个单位还没有网格" in plain(zhang.get(page))
    assert send(zhang, page, f"{page}grid/").status_code == 302
    assert "还没有网格" not in plain(zhang.get(page))
    assert "补齐网格" not in text_of(sign_in(county, "周支书").get(page))
