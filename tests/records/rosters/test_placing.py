"""Rows of rosters are placed in units by the names they give."""

from uuid import UUID

import pytest

from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.records.rosters.rules.placing import Place, Placed, Tree, placed, places_of
from notoneless.tabular.fields import Field

PLACES = {
    place.name: place
    for place in (
        Place(UUID(int=1), UnitKind.COUNTY, "晴川县"),
        Place(UUID(int=2), UnitKind.TOWNSHIP, "清溪镇", "", UUID(int=1)),
        Place(UUID(int=3), UnitKind.TOWNSHIP, "高坪乡", "", UUID(int=1)),
        Place(UUID(int=4), UnitKind.VILLAGE, "柳树村", "", UUID(int=2)),
        Place(UUID(int=5), UnitKind.VILLAGE, "石桥村", "", UUID(int=2)),
        Place(UUID(int=6), UnitKind.VILLAGE, "石桥村2", "", UUID(int=3)),
        Place(UUID(int=7), UnitKind.GROUP, "柳树村一组", "", UUID(int=4)),
        Place(UUID(int=8), UnitKind.GROUP, "第二村民小组", "", UUID(int=4)),
        Place(UUID(int=9), UnitKind.SCHOOL, "清溪镇中心小学", "2153000001", UUID(int=2)),
        Place(UUID(int=10), UnitKind.CLASS, "三年级（1）班", "", UUID(int=9)),
        Place(UUID(int=11), UnitKind.CLASS, "三年级（2）班", "", UUID(int=9)),
        Place(UUID(int=12), UnitKind.CLASS, "一年级(1)班", "", UUID(int=9)),
    )
}
TWINS = Place(UUID(int=13), UnitKind.VILLAGE, "石桥村", "", UUID(int=3))


def tree_of(name: str, *more: Place) -> Tree:
    """The tree beneath one of the places."""
    root = PLACES[name]
    above = []
    up = root.parent
    while up is not None:
        above.append(next(place for place in PLACES.values() if place.id == up))
        up = above[-1].parent
    beneath = [place for place in (*PLACES.values(), *more) if place.id not in {root.id, *(each.id for each in above)}]
    return Tree.of(root, above, beneath)


@pytest.mark.parametrize(
    ("root", "names", "where", "lacking"),
    [
        ("晴川县", {Field.TOWNSHIP: "清溪镇", Field.VILLAGE: "柳树村", Field.VILLAGE_GROUP: "1组"}, "柳树村一组", ""),
        ("晴川县", {Field.TOWNSHIP: "清溪镇人民政府", Field.VILLAGE: "柳树村委会"}, "柳树村", ""),
        ("晴川县", {Field.VILLAGE: "柳树", Field.VILLAGE_GROUP: "二组"}, "第二村民小组", ""),
        ("晴川县", {Field.TOWNSHIP: "清溪镇", Field.VILLAGE: "无名村"}, "清溪镇", "无名村"),
        ("晴川县", {Field.TOWNSHIP: "无名镇", Field.VILLAGE: "柳树村"}, "晴川县", "无名镇"),
        ("柳树村", {Field.TOWNSHIP: "清溪镇", Field.VILLAGE: "柳树村", Field.VILLAGE_GROUP: "一组"}, "柳树村一组", ""),
        ("柳树村", {Field.TOWNSHIP: "高坪乡", Field.VILLAGE: "柳树村"}, "柳树村", "高坪乡"),
        ("柳树村", {Field.VILLAGE: "石桥村"}, "柳树村", "石桥村"),
        ("晴川县", {Field.SCHOOL: "清溪镇中心小学", Field.GRADE: "三年级", Field.CLASS_NAME: "1班"}, "三年级（1）班", ""),
        ("晴川县", {Field.SCHOOL: "清溪镇中心小学", Field.CLASS_NAME: "三（2）班"}, "三年级（2）班", ""),
        ("晴川县", {Field.SCHOOL_CODE: "2153000001", Field.GRADE: "小三", Field.CLASS_NAME: "301班"}, "三年级（1）班", ""),
        ("清溪镇中心小学", {Field.GRADE: "1", Field.CLASS_NAME: "01"}, "一年级(1)班", ""),
        ("清溪镇中心小学", {Field.GRADE: "四年级", Field.CLASS_NAME: "1班"}, "清溪镇中心小学", "四年级1班"),
        ("清溪镇中心小学", {Field.SCHOOL: "别处小学", Field.GRADE: "三年级"}, "清溪镇中心小学", "别处小学"),
        ("晴川县", {Field.SCHOOL: "别处小学"}, "晴川县", "别处小学"),
        ("晴川县", {}, "晴川县", ""),
    ],
)  # fmt: skip
def test_a_row_is_where_its_names_lead(root: str, names: dict[Field, str], where: str, lacking: str) -> None:
    assert placed(names, tree_of(root)) == Placed(PLACES[where].id, lacking)


def test_of_two_villages_of_one_name_the_township_decides_and_without_it_nobody() -> None:
    tree = tree_of("晴川县", TWINS)
    assert placed({Field.TOWNSHIP: "高坪乡", Field.VILLAGE: "石桥村"}, tree).unit == TWINS.id
    assert placed({Field.VILLAGE: "石桥村"}, tree) == Placed(PLACES["晴川县"].id, "石桥村")


def test_all_rows_are_placed_in_their_order() -> None:
    rows = [{Field.VILLAGE: "柳树村"}, {Field.VILLAGE: "石桥村"}, {Field.VILLAGE: "柳树村"}]
    found = places_of(rows, tree_of("晴川县"))
    assert [each.unit.int for each in found] == [4, 5, 4]
