"""Leading groups, assignments, gaps and the joint mechanism, acted out on the web by those whom the plans name."""

import html
import re
from typing import Any

import pytest

from notoneless.foundation.access.services import found_unit
from notoneless.foundation.organizations.models import Assignment, GroupSeat, JointProblem, LeadingGroup
from support.browsing import Visitor, sign_in
from support.county import DAY, County, appoint
from support.databases import all_of, the
from support.forms import send, text_of

FROM = DAY.isoformat()


def make(visitor: Visitor, **values: Any) -> Any:
    return send(visitor, "/organizations/assignments/", "/organizations/assignments/make/", from_on=FROM, **values)


def found_group(county: County, chen: Visitor, unit: str, name: str, goals: str = "") -> str:
    """The address of a new group."""
    answer = send(
        chen, "/organizations/groups/", "/organizations/groups/found/",
        unit=county.units[unit], name=name, goals=goals, from_on=FROM,
    )  # fmt: skip
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def seat(visitor: Visitor, group: str, who: str, kind: str, duties: str = "") -> Any:
    given = {"account": who, "seat": kind, "duties": duties, "from_on": FROM}
    return send(visitor, group, f"{group}seat/", **given)


def gaps(visitor: Visitor, kind: str) -> str:
    return text_of(visitor.get(f"/organizations/gaps/?kind={kind}"))


# leading groups


@pytest.mark.clause("1.01")
def test_a_school_has_its_leading_group_on_file_with_members_posts_and_duties(county: County) -> None:
    chen = sign_in(county, "陈局长")
    assert "清溪镇中心小学" in gaps(chen, "group")
    group = found_group(county, chen, "school_a", "控辍保学领导小组", "不让一个孩子失学")
    assert seat(chen, group, "李校长", "head", "负总责").status_code == 302
    assert seat(chen, group, "王老师", "member", "每日点名").status_code == 302
    li = text_of(sign_in(county, "李校长").get(group))
    for told in ("不让一个孩子失学", "李校长", "组长", "负总责", "王老师", "成员", "每日点名"):
        assert told in li
    assert "清溪镇中心小学" not in gaps(chen, "group")
    assert sign_in(county, "赵老师").get(group).status_code == 404


@pytest.mark.clause("2.02")
def test_a_township_group_has_the_heads_of_all_its_schools_as_members(county: County) -> None:
    given = {"parent": county.units["town_a"], "kind": "school", "name": "石桥小学", "from_on": DAY}
    county.units["school_b"] = found_unit(county.ctx("陈局长"), **given)
    appoint(county, "钱校长", "school_head", "school_b", "13900008881")
    appoint(county, "孙校长", "school_head", "school_z", "13900008882")
    chen = sign_in(county, "陈局长")
    group = found_group(county, chen, "town_a", "清溪镇控辍保学工作小组")
    assert seat(chen, group, "张镇长", "head").status_code == 302
    given = {"role": "school_head", "seat": "member", "duties": "本校第一责任人", "from_on": FROM}
    assert send(chen, group, f"{group}holders/", **given).status_code == 302
    shown = text_of(sign_in(county, "张镇长").get(group))
    assert "李校长" in shown
    assert "钱校长" in shown
    assert shown.count("本校第一责任人") == 2
    assert "孙校长" not in shown, "of another township"
    assert send(chen, group, f"{group}holders/", **given).status_code == 302
    assert len(all_of(GroupSeat)) == 3, "twice is once"


@pytest.mark.clause("8.01")
def test_a_school_group_of_head_deputies_director_and_the_class_teachers_of_all_classes(county: County) -> None:
    for number in range(7):
        given = {
            "parent": county.units["school_a"],
            "kind": "class",
            "name": f"五年级（{number + 1}）班",
            "from_on": DAY,
        }
        county.units[f"c{number}"] = found_unit(county.ctx("陈局长"), **given)
        appoint(county, f"班主任{number}", "class_teacher", f"c{number}", f"1390000777{number}")
    appoint(county, "冯老师", "class_teacher", "class_b", "13900007788")
    appoint(county, "孔副校长", "school_director", "school_a", "13900007789")
    chen = sign_in(county, "陈局长")
    group = found_group(county, chen, "school_a", "控辍保学工作领导小组", "辍学率为零")
    for role, kind, duties in (
        ("school_head", "head", "负总责"),
        ("school_director", "deputy", "分管"),
        ("class_teacher", "member", "包本班"),
    ):
        given = {"role": role, "seat": kind, "duties": duties, "from_on": FROM}
        assert send(chen, group, f"{group}holders/", **given).status_code == 302
    seats = all_of(GroupSeat)
    assert [len([each for each in seats if each.seat == kind]) for kind in ("head", "deputy", "member")] == [1, 1, 9]
    assert text_of(sign_in(county, "李校长").get(group)).count("包本班") == 9


def test_a_second_head_and_a_second_seat_are_refused_in_one_sentence(county: County) -> None:
    chen = sign_in(county, "陈局长")
    group = found_group(county, chen, "school_a", "领导小组")
    seat(chen, group, "李校长", "head")
    for who, kind, told in (
        ("王老师", "head", "只有一名组长"),
        ("李校长", "member", "已在小组里"),
        ("无此人", "member", "没有找到"),
    ):
        answer = seat(chen, group, who, kind)
        assert answer.status_code == 422
        assert told in text_of(answer)
    assert len(all_of(GroupSeat)) == 1


def test_who_leaves_is_gone_and_a_closed_group_takes_its_seats_along(county: County) -> None:
    chen = sign_in(county, "陈局长")
    group = found_group(county, chen, "school_a", "领导小组")
    seat(chen, group, "李校长", "head")
    seat(chen, group, "王老师", "member")
    leaver = next(each for each in all_of(GroupSeat) if each.seat == "member")
    assert send(chen, group, f"/organizations/seats/{leaver.id}/leave/").status_code == 302
    assert "王老师" not in text_of(chen.get(group)).split("任命一人")[0]
    assert send(chen, group, f"{group}close/").status_code == 302
    assert the(LeadingGroup).until_on is not None
    assert all(each.until_on for each in all_of(GroupSeat))


def test_a_head_may_seat_in_the_own_school_and_nowhere_else(county: County) -> None:
    chen, li = sign_in(county, "陈局长"), sign_in(county, "李校长")
    own = found_group(county, chen, "school_a", "本校小组")
    far = found_group(county, chen, "school_z", "外校小组")
    given = {"role": "class_teacher", "seat": "member", "from_on": FROM}
    assert send(li, own, f"{own}holders/", **given).status_code == 302
    assert send(li, own, f"{far}holders/", **given).status_code == 404
    assert [each.holder_id for each in all_of(GroupSeat)] == [county.accounts["王老师"]]


# assignments


@pytest.mark.clause("5.05")
def test_every_village_is_assigned_to_an_accountable_school_and_unassigned_ones_are_listed(county: County) -> None:
    chen = sign_in(county, "陈局长")
    listed = gaps(chen, "village")
    assert all(name in listed for name in ("柳树村", "石桥村", "远山村"))
    given = {"kind": "village", "unit": county.units["village_a"], "from_unit": county.units["school_a"]}
    assert make(chen, **given).status_code == 302
    listed = gaps(chen, "village")
    assert "柳树村" not in listed
    assert "石桥村" in listed
    other = make(chen, **(given | {"from_unit": county.units["school_z"]}))
    assert other.status_code == 422
    assert "已由清溪镇中心小学包保" in text_of(other)


@pytest.mark.clause("5.10")
@pytest.mark.parametrize(
    ("unit", "from_unit", "there", "here"),
    [("village_a", "school_a", "周支书", "李校长"), ("town_a", "school_a", "张镇长", "李校长")],
)
def test_both_sides_of_a_link_see_the_same_record(
    county: County, unit: str, from_unit: str, there: str, here: str
) -> None:
    chen = sign_in(county, "陈局长")
    given = {"kind": "link", "unit": county.units[unit], "from_unit": county.units[from_unit]}
    assert make(chen, **given).status_code == 302
    for who in (there, here):
        page = text_of(sign_in(county, who).get("/organizations/assignments/?kind=link"))
        assert "横向联络" in page
        assert "清溪镇中心小学" in page
    far = text_of(sign_in(county, "赵老师").get("/organizations/assignments/"))
    assert "清溪镇中心小学" not in far


@pytest.mark.clause("5.02")
def test_bureau_leaders_answer_for_townships_and_schools_and_gaps_are_listed(county: County) -> None:
    chen = sign_in(county, "陈局长")
    group = found_group(county, chen, "county", "区控辍保学工作领导小组")
    assert seat(chen, group, "陈局长", "head", "分管全面").status_code == 302
    assert seat(chen, group, "何老师", "office", "办公室日常").status_code == 302
    shown = text_of(chen.get(group))
    assert "办公室" in shown
    assert "高坪乡" in gaps(chen, "township")
    for unit in ("town_z", "school_z"):
        assert make(chen, kind="leader", unit=county.units[unit], account="陈局长").status_code == 302
    page = text_of(chen.get("/organizations/assignments/?kind=leader"))
    assert page.count("陈局长从今天起不再包保") == 2
    answer = make(chen, kind="leader", unit=county.units["town_z"], from_unit=county.units["school_a"])
    assert answer.status_code == 422
    assert "由一个人承担" in text_of(answer)


@pytest.mark.clause("1.02")
def test_every_class_has_an_unbroken_chain_of_named_people_by_the_plans_own_tiers(county: County) -> None:
    chen = sign_in(county, "陈局长")
    listed = gaps(chen, "chain")
    assert "责任链断在“主任包班级”" in listed
    assert "责任链断在“教师包学生”" in listed, "二班没有班主任"
    appoint(county, "孔主任", "school_director", "school_a", "13900007789")
    li = sign_in(county, "李校长")
    assert "三年级（1）班" not in gaps(li, "chain")
    given = {"kind": "tier", "unit": county.units["class_b"], "account": "孔主任", "tier": 3}
    assert make(chen, **given).status_code == 302
    assert "没有缺口" in gaps(li, "chain")
    assert "四年级（1）班" in gaps(chen, "chain"), "the other township has no leader, no head and no director"
    shown = text_of(li.get("/organizations/assignments/?kind=tier"))
    assert "教师包学生" in shown


def test_an_ended_assignment_opens_the_gap_again(county: County) -> None:
    chen = sign_in(county, "陈局长")
    make(chen, kind="village", unit=county.units["village_a"], from_unit=county.units["school_a"])
    tie = the(Assignment)
    assert send(chen, "/organizations/assignments/", f"/organizations/assignments/{tie.id}/end/").status_code == 302
    assert "柳树村" in gaps(chen, "village")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"kind": "village", "unit": "class_a", "from_unit": "school_a"}, "不能包班级"),
        ({"kind": "village", "unit": "village_a", "from_unit": "town_a"}, "不能承担"),
        ({"kind": "tier", "unit": "class_a", "account": "李校长"}, "要写层级"),
        ({"kind": "tier", "unit": "class_a", "account": "李校长", "tier": "9"}, "只有 3 层"),
        ({"kind": "leader", "unit": "town_a"}, "由一个人承担"),
        ({"kind": "nonsense", "unit": "town_a", "account": "李校长"}, "写法不对"),
        ({"kind": "village", "unit": "village_a", "from_unit": "school_a", "until_on": "2020-01-01"}, "早于开始日期"),
    ],
)
def test_a_tie_that_cannot_be_is_refused_in_one_sentence(county: County, values: dict[str, str], told: str) -> None:
    filled = {name: county.units.get(value, value) for name, value in values.items()}
    answer = make(sign_in(county, "陈局长"), **filled)
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert not all_of(Assignment)


# the joint mechanism


@pytest.mark.clause("5.49")
def test_departments_have_contacts_and_problems_are_raised_and_settled(county: County) -> None:
    chen = sign_in(county, "陈局长")
    given = {"unit": county.units["county"], "department": "公安局", "name": "户政科长", "phone": "0855-1112222"}
    joint = "/organizations/joint/"
    assert send(chen, joint, f"{joint}contacts/", from_on=FROM, **given).status_code == 302
    page = text_of(chen.get(joint))
    assert "公安局" in page
    assert "0855-1112222" not in page
    contact = re.search(r"contacts/([0-9a-f-]{36})/phone/", page)
    assert contact
    assert "0855-1112222" in text_of(chen.post(f"{joint}contacts/{contact[1]}/phone/"))
    raised = {"contact": contact[1], "about": "三名儿童查无户口", "raised_on": FROM, "due_on": "2026-09-10"}
    assert send(chen, joint, f"{joint}problems/", **raised).status_code == 302
    page = text_of(chen.get(joint))
    assert "三名儿童查无户口" in page
    assert "逾期" in page
    problem = the(JointProblem)
    settled = {"answer": "已核实并补登户口", "settled_on": "2026-09-20"}
    assert send(chen, joint, f"{joint}problems/{problem.id}/settle/", **settled).status_code == 302
    page = text_of(chen.get(joint))
    assert "已核实并补登户口" in page
    assert "逾期" not in page
    again = send(chen, joint, f"{joint}problems/{problem.id}/settle/", **settled)
    assert again.status_code == 422
    assert "已经办过了" in text_of(again)
    assert "查无户口" not in text_of(sign_in(county, "赵老师").get(joint))


def test_the_page_of_gaps_leads_each_person_only_to_where_it_may_act(county: County) -> None:
    li = gaps(sign_in(county, "李校长"), "class")
    assert f"/organizations/units/{county.units['class_b']}/" in li
    assert "/grants/" not in li
    security = gaps(sign_in(county, "安全管理员"), "class")
    assert "/grants/#give" in security
    assert text_of(sign_in(county, "赵老师").get("/organizations/gaps/")).count("清溪镇") == 0


def test_the_way_from_a_gap_fills_the_form_with_a_name_that_it_takes(county: County) -> None:
    chen = sign_in(county, "陈局长")
    way = re.search(rf'href="([^"]+unit={county.units["village_b"]}[^"]*)"', gaps(chen, "village"))
    assert way
    filled = re.search(r'id="make_unit"[^>]* value="([^"]*)"', text_of(chen.get(html.unescape(way[1]))))
    assert filled
    assert filled[1].startswith("石桥村"), "no id: nobody reads one"
    assert make(chen, kind="village", unit=filled[1], from_unit=county.units["school_a"]).status_code == 302
    assert the(Assignment).to_unit_id == county.units["village_b"]


def test_the_tiers_keep_their_names_and_have_an_english_gloss(county: County) -> None:
    chen, page = sign_in(county, "陈局长"), "/organizations/assignments/"
    assert ">校长包全校</option>" in text_of(chen.get(page))
    chen.post("/language/", {"language": "en", "next": page})
    assert ">校长包全校 (first tier)</option>" in text_of(chen.get(page))
