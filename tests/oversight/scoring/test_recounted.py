"""Five people whose year was recounted by hand: what the appraisal gives each, item by item, and the whole."""

from typing import Any

from notoneless.casework.cases.services import verify
from notoneless.foundation.access.services import found_unit
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.services import found_group, seat_member
from notoneless.oversight.appraisal.models import Appraisal
from notoneless.oversight.appraisal.rules.rubrics import Subject
from notoneless.oversight.scoring.services import open_appraisals
from support.appraisals import rubric_adopted, target_split
from support.cases import WORKING, suspected
from support.county import DAY, County, appoint, enter_child
from support.databases import all_of

ITEMS: tuple[dict[str, Any], ...] = (
    {"item_title": "立案", "item_kind": "step", "weight": "60", "counted_facts": "case.opened<=0", "item_rule": "1=15"},
    {
        "item_title": "指标",
        "item_kind": "step",
        "weight": "20",
        "counted_facts": "target.missed<=0",
        "item_rule": "1=20",
    },
    {
        "item_title": "小组",
        "item_kind": "threshold",
        "weight": "20",
        "counted_facts": "group.seats>=1",
        "item_rule": None,
    },
    {
        "item_title": "否决",
        "item_kind": "veto",
        "weight": None,
        "counted_facts": "case.verified_at<=1",
        "item_rule": None,
    },
)

BY_HAND = {
    # one case opened: 60 - 15; the target of no dropout missed: 20 - 20; in no group
    "王老师": ({"立案": "45", "指标": "0", "小组": "0", "否决": "0"}, "45"),
    # no case, the target reached, a seat in the group
    "孙老师": ({"立案": "60", "指标": "20", "小组": "20", "否决": "0"}, "100"),
    # two dropouts, one more than the veto allows: the points of the items stand, the total is nought
    "赵老师": ({"立案": "30", "指标": "20", "小组": "0", "否决": "0"}, "0"),
    # nothing happened, and nothing was laid down
    "钱老师": ({"立案": "60", "指标": "20", "小组": "0", "否决": "0"}, "80"),
    # a suspicion alone costs as a case does; a seat in the group
    "许老师": ({"立案": "45", "指标": "20", "小组": "20", "否决": "0"}, "85"),
}


def test_five_class_teachers_are_given_what_was_recounted_by_hand(county: County) -> None:
    officer = county.ctx("陈局长")
    for key, name in (("class_c", "四年级（2）班"), ("class_d", "四年级（3）班")):
        told = {"kind": UnitKind.CLASS, "name": name, "from_on": DAY}
        county.units[key] = found_unit(county.ctx("陈局长"), parent=county.units["school_a"], **told)
    for number, (who, room) in enumerate((("孙老师", "class_b"), ("钱老师", "class_c"), ("许老师", "class_d"))):
        appoint(county, who, "class_teacher", room, f"1390000888{number}")
    enter_child(county, "extra", "公孙午未", "class_d", None, 40)
    target_split(county)
    target_split(county, "class_b", holder=county.accounts["孙老师"])
    group = found_group(county.ctx("李校长"), unit=county.units["school_a"], name="领导小组", goals=None, from_on=DAY)
    for who in ("孙老师", "许老师"):
        seat = {"account": county.accounts[who], "seat": "member", "duties": None, "from_on": DAY}
        seat_member(county.ctx("陈局长"), group=group, **seat)
    for key, who in (("both", "王老师"), ("far_school", "赵老师"), ("far", "赵老师")):
        verify(county.ctx("陈局长"), case=suspected(county, key, who), on=DAY, **WORKING)
    suspected(county, "extra", "许老师")
    rubric_adopted(county, *({**each, "clause": "8.02"} for each in ITEMS), who="陈局长", unit="county")
    told = {"scored_subject": Subject.CLASS_TEACHER, "school_year": 2026}
    open_appraisals(officer, unit=county.units["county"], **told)
    found = {row.name: ({each["title"]: each["points"] for each in row.lines}, row.total) for row in all_of(Appraisal)}
    assert found == BY_HAND
    assert {row.name for row in all_of(Appraisal) if row.is_barred} == {"赵老师"}
    seats = next(row.notes for row in all_of(Appraisal) if row.name == "许老师")
    assert ["seat", "领导小组", "member"] in seats
