"""Surveys opened, answered, signed for and imported, by those who may; whatever comes late or twice leaves the same state."""

from datetime import date, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest

from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Conflict, NotAllowed, NotFound, Refused, Unusable
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.access.services import found_unit
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.foundation.people.services import place_child, register_child
from notoneless.records.surveys.models import GridCell, Survey, SurveyAnswer
from notoneless.records.surveys.selectors import (
    answer_in_reach,
    answers_of_child,
    list_surveys,
    open_cell,
    open_survey_page,
    progress_of,
    rows_for_table,
)
from notoneless.records.surveys.selectors.sheets import plan_of
from notoneless.records.surveys.services import complete_grid, find_child, import_sheet, open_survey, sign_off
from support.county import DAY, County, made_up_id
from support.databases import all_of, the
from support.surveys import LAST, SHEET, answer, answered_all, cell_of, kept_sheet, opened

HOME = {"group_a", "group_b", "village_b", "group_z"}
"""The units that are grid cells on the household line: groups, and the village that has none."""


def cells(county: County, survey: UUID) -> set[str]:
    keys = {unit: key for key, unit in county.units.items()}
    return {keys[row.unit_id] for row in all_of(GridCell, survey=survey)}


def state_of(cell: UUID) -> str:
    state: str = the(GridCell, pk=cell).state
    return state


def current(cell: UUID) -> dict[UUID, str]:
    return {row.child_id: row.kind for row in all_of(SurveyAnswer, cell=cell, is_current=True)}


def find(county: County, cell: UUID, who: str = "周支书", **changes: Any) -> UUID:
    given = {"name": "新来的", "sex": "女", "born_on": date(2018, 5, 1), "hukou": "none", "asked_on": DAY}
    said = {"kind": "no_school", "reason": "not_entered", "guardian_name": "外祖母", "phone": "13700002222"}
    return find_child(county.ctx(who), cell=cell, **given | said | changes)


# the grid


def test_the_smallest_cell_is_the_group_and_a_village_without_groups(county: County) -> None:
    assert cells(county, opened(county)) == HOME
    assert cells(county, opened(county, "town_a")) == HOME - {"group_z"}
    assert cells(county, opened(county, "village_a")) == {"group_a", "group_b"}


def test_the_smallest_cell_of_the_school_line_is_the_class(county: County) -> None:
    assert cells(county, opened(county, kind="school")) == {"class_a", "class_b", "class_z"}
    assert cells(county, opened(county, "school_a", "school", who="李校长")) == {"class_a", "class_b"}


def test_children_of_a_village_itself_have_a_cell_though_it_has_groups(county: County) -> None:
    place_child(county.ctx("陈局长"), child=county.children["both"], unit=county.units["village_a"], from_on=DAY)
    assert cells(county, opened(county)) == HOME | {"village_a"}


def test_a_group_founded_later_comes_into_the_grid(county: County) -> None:
    survey = opened(county)
    given = {"parent": county.units["village_a"], "kind": "group", "name": "柳树村三组", "from_on": DAY}
    county.units["group_c"] = found_unit(county.ctx("陈局长"), **given)
    assert open_survey_page(county.ctx("张镇长"), survey).lacking == 1
    complete_grid(county.ctx("张镇长"), survey=survey)
    complete_grid(county.ctx("张镇长"), survey=survey)
    assert cells(county, survey) == HOME | {"group_c"}
    assert open_survey_page(county.ctx("张镇长"), survey).lacking == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"last_on": DAY - timedelta(days=1)}, "surveys.days_crossed"),
        ({"last_on": DAY + timedelta(days=367)}, "surveys.days_crossed"),
        ({"unit": "class_a"}, "surveys.no_cells"),
        ({"unit": "village_b", "kind": "school"}, "surveys.no_cells"),
        ({"from_on": date(1990, 1, 1), "last_on": date(1990, 2, 1)}, "reconciliation.no_ages"),
    ],
)
def test_what_is_no_survey_is_refused(county: County, changes: dict[str, Any], code: str) -> None:
    given = {"unit": "county", "name": "摸排", "kind": "household", "from_on": DAY, "last_on": LAST} | changes
    with pytest.raises(Unusable) as refusal:
        open_survey(county.ctx("陈局长"), **given | {"unit": county.units[str(given["unit"])]})
    assert refusal.value.problem.code == code
    assert not all_of(Survey)


@pytest.mark.parametrize("who", ["王老师", "周支书", "吴组长", "何老师", "赵老师", "系统管理员"])
def test_who_answers_for_homes_or_a_class_opens_no_survey(county: County, who: str) -> None:
    with pytest.raises(NotAllowed):
        opened(county, who=who)


def test_a_township_opens_no_survey_of_another(county: County) -> None:
    with pytest.raises(NotFound):
        opened(county, "town_z", who="张镇长")


# who answers


@pytest.mark.parametrize("who", ["吴组长", "周支书", "何老师", "张镇长", "陈局长"])
def test_who_answers_for_homes_answers_for_their_children(county: County, who: str) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    answer(county, cell, "both", who)
    row = the(SurveyAnswer)
    assert (row.surveyor, row.by, row.kind) == (who, county.accounts[who], "in_school")
    assert state_of(cell) == "begun"


@pytest.mark.parametrize("who", ["王老师", "李校长", "赵老师"])
def test_a_school_does_not_answer_for_homes(county: County, who: str) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    with pytest.raises(NotFound):
        answer(county, cell, "both", who)


@pytest.mark.parametrize("who", ["王老师", "李校长", "陈局长"])
def test_who_answers_for_a_class_answers_for_its_pupils(county: County, who: str) -> None:
    cell = cell_of(opened(county, kind="school"), county.units["class_a"])
    answer(county, cell, "class_only", who)
    assert set(current(cell)) == {county.children["class_only"]}


def test_a_child_of_another_cell_is_refused(county: County) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    with pytest.raises(Unusable) as refusal:
        answer(county, cell, "other_class", "周支书")
    assert refusal.value.problem.code == "surveys.not_of_cell"
    with pytest.raises(NotFound):
        answer(county, cell, "far", "周支书")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"asked_on": DAY + timedelta(days=1)}, "surveys.day_to_come"),
        ({"asked_on": DAY - timedelta(days=1)}, "surveys.other_day"),
        ({"asked_at": "25:00"}, "surveys.no_time"),
        ({"place": None}, "surveys.which_school"),
        ({"grade": 13}, "surveys.no_grade"),
        ({"kind": "no_school"}, "surveys.why_in_none"),
        ({"kind": "moved_away", "place": ""}, "surveys.where_to"),
        ({"kind": "asleep"}, "access.wrong_kind"),
        ({"asked_on": None}, "access.missing_parameter"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_lost(county: County, changes: dict[str, Any], code: str) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    before = answer(county, cell, "both")
    with pytest.raises(Unusable) as refusal:
        answer(county, cell, "both", **changes)
    assert refusal.value.problem.code == code
    assert [row.pk for row in all_of(SurveyAnswer)] == [before]


def test_a_later_answer_supersedes_and_none_is_edited(county: County) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    first = answer(county, cell, "both")
    county.time.pass_by(days=2)
    second = answer(county, cell, "both", kind="no_school", reason="left", asked_on=DAY + timedelta(days=2))
    rows = {row.pk: row for row in all_of(SurveyAnswer)}
    assert (rows[first].kind, rows[first].is_current) == ("in_school", False)
    assert (rows[second].kind, rows[second].is_current) == ("no_school", True)
    history = answers_of_child(county.ctx("吴组长"), county.children["both"])
    assert [(each.answer.id, each.survey) for each in history] == [(second, "秋季摸排"), (first, "秋季摸排")]


def test_answers_sent_late_leave_the_same_state_in_any_order(county: County) -> None:
    county.time.pass_by(days=20)
    told = [
        {"asked_on": DAY, "asked_at": "09:00", "request": uuid4()},
        {"asked_on": DAY + timedelta(days=1), "asked_at": "08:00", "kind": "not_reached", "request": uuid4()},
        {"asked_on": DAY + timedelta(days=1), "asked_at": "17:00", "kind": "died", "request": uuid4()},
    ]
    for arriving in permutations(told):
        cell = cell_of(opened(county), county.units["group_a"])
        for each in arriving:
            answer(county, cell, "both", **{**each, "request": uuid4()})
        assert current(cell) == {county.children["both"]: "died"}


def test_an_answer_sent_again_is_done_once_and_another_under_its_id_is_a_conflict(county: County) -> None:
    cell, request = cell_of(opened(county), county.units["group_a"]), uuid4()
    first = answer(county, cell, "both", "吴组长", request=request)
    county.time.pass_by(hours=30)
    assert answer(county, cell, "both", "吴组长", request=request) == first
    with pytest.raises(Conflict):
        answer(county, cell, "both", "吴组长", request=request, kind="died")
    assert len(all_of(SurveyAnswer)) == 1


def test_reason_and_note_are_sealed_and_open_only_to_who_may(county: County) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    made = answer(county, cell, "both", "吴组长", kind="no_school", reason="illness", note="住院三个月")
    row = the(SurveyAnswer)
    assert "住院" not in repr(vars(row))
    assert "illness" not in repr(vars(row))
    wu = county.ctx("吴组长")
    assert reveal(wu, answer_in_reach(wu, made), "note", Limits()) == "住院三个月"
    with pytest.raises(NotFound):
        answer_in_reach(county.ctx("赵老师"), made)
    [line] = [each for each in open_cell(wu, cell).lines if each.answer]
    assert line.answer
    assert (line.answer.has_reason, line.answer.has_note) == (True, True)


def test_home_and_school_see_the_same_answer_and_others_none(county: County) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    answer(county, cell, "both", "吴组长")
    for who in ("吴组长", "周支书", "王老师", "李校长", "张镇长"):
        assert len(answers_of_child(county.ctx(who), county.children["both"])) == 1, who
    with pytest.raises(NotFound):
        answers_of_child(county.ctx("赵老师"), county.children["both"])


# a child found


def test_a_child_found_is_registered_with_its_guardian_and_answered_for(county: County) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    child = find(county, cell)
    row, found = the(Child, pk=child), the(SurveyAnswer)
    assert (row.name, row.born_on) == ("新来的", date(2018, 5, 1))
    assert the(ChildUnit, child=child).unit_id == county.units["group_a"]
    assert the(Guardian, child=child).name == "外祖母"
    assert (found.child_id, found.is_found, found.hukou, found.kind) == (child, True, "none", "no_school")
    [line] = [each for each in open_cell(county.ctx("吴组长"), cell).lines if each.id == child]
    assert line.answer
    assert line.answer.hukou == "none"


def test_a_pupil_found_in_a_class_is_registered_there(county: County) -> None:
    cell = cell_of(opened(county, kind="school"), county.units["class_a"])
    child = find(county, cell, "王老师", kind="in_school", reason=None, place="清溪镇中心小学", hukou="elsewhere")
    assert the(ChildUnit, child=child).unit_id == county.units["class_a"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": ""}, "access.missing_parameter"),
        ({"hukou": ""}, "access.missing_parameter"),
        ({"born_on": date(2030, 1, 1)}, "people.no_birth_date"),
        ({"phone": "12"}, "people.no_phone"),
        ({"id_number": "123"}, "people.no_id_number"),
        ({"id_number": made_up_id(1)}, "people.id_number_taken"),
        ({"id_number": made_up_id(6)}, "people.id_number_taken"),
        ({"kind": "in_school", "place": ""}, "surveys.which_school"),
    ],
)
def test_a_child_found_that_cannot_be_registered_leaves_nothing(
    county: County, changes: dict[str, Any], code: str
) -> None:
    cell, before = cell_of(opened(county), county.units["group_a"]), len(all_of(Child))
    with pytest.raises(Refused) as refusal:
        find(county, cell, **changes)
    assert refusal.value.problem.code == code
    assert len(all_of(Child)) == before
    assert not all_of(SurveyAnswer)
    assert state_of(cell) == "not_begun"


# signing, and what is missing


def test_nobody_signs_while_a_child_is_missing(county: County) -> None:
    cell = cell_of(opened(county), county.units["group_a"])
    answer(county, cell, "both")
    with pytest.raises(Refused) as refusal:
        sign_off(county.ctx("吴组长"), cell=cell, signed_on=DAY)
    assert (refusal.value.problem.code, refusal.value.problem.params["count"]) == ("surveys.still_missing", 2)
    assert state_of(cell) == "begun"


def test_a_cell_is_signed_for_and_a_later_answer_takes_the_signature_back(county: County) -> None:
    cell = answered_all(county, "group_a")
    sign_off(county.ctx("吴组长"), cell=cell, signed_on=DAY)
    row = the(GridCell, pk=cell)
    assert (row.state, row.signer, row.signed_on) == ("done", "吴组长", DAY)
    answer(county, cell, "both", kind="not_reached")
    assert state_of(cell) == "begun"


def test_a_child_who_comes_after_the_survey_is_not_missing_from_it(county: County) -> None:
    survey = opened(county)
    late = LAST + timedelta(days=1)
    county.time.pass_by(days=60)
    before = progress_of(county.ctx("陈局长"), county.units["county"], survey)
    given = {"unit": county.units["group_a"], "name": "后来的", "born_on": date(2017, 5, 5)}
    register_child(county.ctx("陈局长"), **given, from_on=late)
    assert progress_of(county.ctx("陈局长"), county.units["county"], survey) == before
    register_child(county.ctx("陈局长"), **given, from_on=LAST)
    after = progress_of(county.ctx("陈局长"), county.units["county"], survey)
    assert before
    assert after
    assert after.missing == before.missing + 1


def test_progress_counts_cells_answers_and_who_is_missing(county: County) -> None:
    ctx = county.ctx("陈局长")
    assert progress_of(ctx, county.units["county"]) is None
    cell = answered_all(county, "group_a")
    sign_off(county.ctx("吴组长"), cell=cell, signed_on=DAY)
    survey = the(GridCell, pk=cell).survey_id
    answer(county, cell_of(survey, county.units["village_b"]), "bare_village")
    found = progress_of(ctx, county.units["county"])
    assert found
    assert (found.cells, found.done, found.begun, found.not_begun) == (4, 1, 1, 2)
    assert (found.answered, found.missing, found.asked_about) == (4, 2, 6)
    assert progress_of(county.ctx("周支书"), county.units["village_a"]) == progress_of(ctx, county.units["village_a"])
    assert progress_of(county.ctx("赵老师"), county.units["county"]) is None
    page = open_survey_page(ctx, survey)
    assert page.total == found


def test_the_tree_says_who_answers_who_asked_and_what_is_missing(county: County) -> None:
    cell = answered_all(county, "group_a")
    survey = the(GridCell, pk=cell).survey_id
    top = open_survey_page(county.ctx("陈局长"), survey)
    assert {line.name: line.progress.missing for line in top.lines} == {"清溪镇": 2, "高坪乡": 1}
    village = open_survey_page(county.ctx("陈局长"), survey, county.units["village_a"])
    assert [name for _, name in village.path] == ["晴川县", "清溪镇"]
    lines = {line.name: line for line in village.lines}
    assert lines["柳树村一组"].answerable == ("吴组长",)
    assert lines["柳树村一组"].surveyors == ("陈局长",)
    assert (lines["柳树村一组"].state, lines["柳树村二组"].state) == ("begun", "not_begun")
    assert lines["柳树村一组"].cell == cell
    own = open_survey_page(county.ctx("吴组长"), survey)
    assert [line.cell for line in own.lines] == [cell]
    for who in ("王老师", "李校长", "赵老师"):
        with pytest.raises(NotFound):
            open_survey_page(county.ctx(who), survey)
        assert not list_surveys(county.ctx(who))
    with pytest.raises(NotFound):
        open_survey_page(county.ctx("周支书"), survey, county.units["village_b"])


def test_a_survey_of_the_county_is_known_to_each_who_answers_for_a_cell(county: County) -> None:
    opened(county)
    for who in ("陈局长", "张镇长", "周支书", "何老师", "吴组长"):
        [line] = list_surveys(county.ctx(who))
        assert line.is_running, who
    assert [line.cells for line in list_surveys(county.ctx("周支书"))] == [2]


def test_kindergarten_children_are_asked_about_in_a_survey_of_them(county: County) -> None:
    given = {"unit": county.units["group_a"], "name": "小娃", "born_on": date(2022, 3, 3), "from_on": DAY}
    small = register_child(county.ctx("陈局长"), **given)
    seen = {}
    for kind in ("household", "kindergarten", "full"):
        cell = cell_of(opened(county, kind=kind), county.units["group_a"])
        seen[kind] = {line.id for line in open_cell(county.ctx("吴组长"), cell).lines}
    assert seen["kindergarten"] == {small}
    assert seen["full"] == seen["household"] | {small}
    assert small not in seen["household"]


# tables


def imported(county: County, survey: UUID, text: str, who: str = "张镇长", unit: str = "town_a") -> None:
    import_sheet(county.ctx(who), survey=survey, attachment=kept_sheet(county, text, who, unit))


def test_a_table_is_imported_and_twice_is_once(county: County) -> None:
    survey = opened(county, "town_a")
    imported(county, survey, SHEET)
    rows = {row.child_id: row for row in all_of(SurveyAnswer)}
    assert set(rows) == {county.children["both"], county.children["bare_village"]}
    assert {row.surveyor for row in rows.values()} == {"周支书", "何老师"}
    assert rows[county.children["both"]].grade == 3
    imported(county, survey, SHEET)
    assert {row.pk for row in all_of(SurveyAnswer)} == {row.pk for row in rows.values()}


def test_a_table_brings_new_children_and_they_are_known_the_second_time(county: County) -> None:
    survey, before = opened(county, "town_a"), len(all_of(Child))
    text = "村,组,姓名,性别,出生日期,情况,未在校原因,户籍,监护人,联系电话,摸排日期\n"
    text += "柳树村,柳树村二组,从天降,男,2018年5月1日,未入学,,无户籍,祖母,13700004444,2026-09-01\n"
    imported(county, survey, text)
    child = the(Child, name="从天降")
    assert the(SurveyAnswer).hukou == "none"
    assert the(SurveyAnswer).is_found
    assert the(Guardian, child=child).name == "祖母"
    imported(county, survey, text)
    assert len(all_of(Child)) == before + 1
    assert len(all_of(SurveyAnswer)) == 1


@pytest.mark.parametrize(
    ("row", "place", "code"),
    [
        ("无名村,一组,某某,男,,在校,某校,,2026-09-01", "B", "surveys.sheet_no_cell"),
        ("柳树村,,某某,男,,在校,某校,,2026-09-01", "A", "surveys.sheet_no_cell"),
        ("柳树村,一组,,男,,在校,某校,,2026-09-01", "C", "organizations.empty_cell"),
        ("柳树村,一组,慕容甲乙,男,2016-01-01,在校,某校,,2026-09-01", "E", "surveys.sheet_other_birth"),
        ("柳树村,一组,慕容甲乙,男,昨天,在校,某校,,2026-09-01", "E", "surveys.sheet_no_day"),
        ("柳树村,一组,慕容甲乙,男,,上学,某校,,2026-09-01", "F", "surveys.sheet_no_word"),
        ("柳树村,一组,慕容甲乙,男,,在校,,,2026-09-01", "G", "surveys.which_school"),
        ("柳树村,一组,慕容甲乙,男,,失学,,,2026-09-01", "F", "surveys.why_in_none"),
        ("柳树村,一组,慕容甲乙,男,,在校,某校,大学,2026-09-01", "H", "surveys.sheet_no_word"),
        ("柳树村,一组,慕容甲乙,男,,在校,某校,,", "I", "organizations.empty_cell"),
        ("柳树村,一组,慕容甲乙,男,,在校,某校,,2027-09-01", "I", "surveys.day_to_come"),
        ("柳树村,一组,慕容甲乙,男,,在校,某校,,2026-08-01", "I", "surveys.other_day"),
        ("柳树村,一组,新某某,中,,在校,某校,,2026-09-01", "D", "people.no_sex"),
    ],
)
def test_each_fault_of_a_table_is_told_at_its_cell(county: County, row: str, place: str, code: str) -> None:
    survey = opened(county, "town_a")
    text = f"村,组,姓名,性别,出生日期,情况,就读学校,年级,摸排日期\n{row}\n"
    plan = plan_of(county.ctx("张镇长"), the(Survey, pk=survey), kept_sheet(county, text))
    [fault] = plan.faults
    told: Any = fault.problem.params
    assert told["what"].code == code
    assert told["place"].params["column"] in (place, "")
    with pytest.raises(Unusable):
        imported(county, survey, text)
    assert not all_of(SurveyAnswer)


def test_a_new_child_twice_in_a_table_is_told_and_a_blank_row_is_no_answer(county: County) -> None:
    survey = opened(county, "town_a")
    text = "村,组,姓名,出生日期,情况,就读学校,摸排日期\n"
    text += "柳树村,一组,从天降,2018-05-01,在校,某校,2026-09-01\n" * 2 + "柳树村,一组,司徒戊己,,,,\n"
    plan = plan_of(county.ctx("张镇长"), the(Survey, pk=survey), kept_sheet(county, text))
    assert (len(plan.planned), plan.found, plan.blank) == (1, 1, 1)
    assert plan.faults[0].problem.params["what"].code == "surveys.sheet_twice"  # type: ignore[union-attr]


def test_a_township_imports_nothing_into_another(county: County) -> None:
    survey = opened(county)
    imported(county, survey, SHEET + "远山村,一组,夏侯子丑,男,,在校,高坪乡中心小学,四年级,,2026-09-01\n")
    assert county.children["far"] not in {row.child_id for row in all_of(SurveyAnswer)}
    with pytest.raises(NotAllowed):
        imported(county, survey, SHEET, "周支书", "village_a")


def test_the_table_holds_the_missing_too_and_of_ones_own_units_alone(county: County) -> None:
    survey = opened(county)
    answer(county, cell_of(survey, county.units["group_a"]), "both")
    rows = rows_for_table(county.ctx("周支书"), the(Survey, pk=survey))
    seen = {row.name: bool(row.answer) for row in rows}
    assert seen == {"慕容甲乙": True, "司徒戊己": False, "上官壬癸": False, "诸葛庚辛": False}


def test_nothing_of_a_survey_names_a_unit_that_is_no_cell(county: County) -> None:
    survey = opened(county)
    kinds = {row.kind for row in all_of(Unit, pk__in=[each.unit_id for each in all_of(GridCell, survey=survey)])}
    assert kinds == {"group", "village"}
