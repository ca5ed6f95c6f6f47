"""Gaps, assignments, leading groups and units for programs: as far as their owners see, and no farther."""

from notoneless.foundation.organizations.services import found_group, make_assignment
from support.county import DAY, County
from support.programs import Program, give_token


def test_a_program_reads_the_gaps_and_the_assignments_of_its_owner(county: County) -> None:
    make = {"unit": county.units["village_a"], "kind": "village", "from_unit": county.units["school_a"]}
    make_assignment(county.ctx("陈局长"), **make, from_on=DAY)
    head, far = (Program(county, give_token(county, who)) for who in ("李校长", "赵老师"))
    assert [tie["to"] for tie in head.get("organizations/assignments").json()] == ["柳树村"]
    assert head.get("organizations/assignments?kind=leader").json() == []
    gaps = head.get("organizations/gaps?kind=class").json()
    assert [(line["name"], line["zh"]) for line in gaps["lines"]] == [("三年级（2）班", "没有班主任")]
    assert gaps["counts"]["class"] == 1
    assert far.get("organizations/assignments").json() == []
    assert "清溪镇" not in far.get("organizations/gaps").content.decode()


def test_a_program_opens_a_unit_in_reach_alone(county: County, officer: Program, teacher: Program) -> None:
    found_group(county.ctx("陈局长"), unit=county.units["school_a"], name="控辍保学领导小组", from_on=DAY)
    card = officer.get(f"organizations/units/{county.units['school_a']}").json()
    assert card["name"] == "清溪镇中心小学"
    assert [group["name"] for group in card["groups"]] == ["控辍保学领导小组"]
    assert teacher.get(f"organizations/units/{county.units['school_a']}").status_code == 404
    assert [group["name"] for group in officer.get("organizations/groups").json()] == ["控辍保学领导小组"]
    assert teacher.get("organizations/groups").json() == []


def test_an_unknown_kind_is_refused(officer: Program) -> None:
    assert officer.get("organizations/gaps?kind=nonsense").status_code in (400, 422)
