"""Who sees whom."""

import pytest

from notoneless.foundation.people.selectors import list_children
from support.county import CAST, County

SEES = {
    "王老师": {"both", "class_only"},
    "李校长": {"both", "class_only", "other_class"},
    "张镇长": {"both", "class_only", "group_only", "other_class", "far_school", "bare_village"},
    "周支书": {"both", "group_only", "other_class", "far_school"},
    "吴组长": {"both", "group_only", "far_school"},
    "何老师": {"both", "group_only", "other_class", "far_school"},
    "陈局长": {"both", "class_only", "group_only", "other_class", "far_school", "far", "bare_village"},
    "赵老师": {"far_school", "far"},
    "系统管理员": set(),
    "安全管理员": set(),
    "审计管理员": set(),
}


@pytest.mark.parametrize("who", list(CAST))
def test_everybody_sees_just_the_children_in_reach(county: County, who: str) -> None:
    listed = list_children(county.ctx(who))
    assert {line.id for line in listed.lines} == {county.children[key] for key in SEES[who]}
    assert listed.count == len(SEES[who])


@pytest.mark.parametrize("who", list(CAST))
def test_many_units_are_asked_in_another_way_with_the_same_answer(
    county: County, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notoneless.foundation.access.scope.FEW", 0)
    test_everybody_sees_just_the_children_in_reach(county, who)
