"""What a list of divisions asks for: townships and subdistricts, villages and communities, village groups."""

from collections.abc import Iterable
from uuid import UUID

from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.rules.planning import (
    CellFault,
    Fault,
    Growing,
    KnownUnit,
    Plan,
    Profile,
    Ref,
    check_name,
    faulty,
    told,
    yes_or_no,
)
from notoneless.kernel.codes.divisions import DivisionLevel, parse_division
from notoneless.tabular.tables import Heading, Table, TableRow

HEADINGS = (
    Heading("township", ("乡镇", "乡镇（街道）", "街道", "乡镇街道", "镇", "所属乡镇", "township"), required=True),
    Heading("village", ("村", "村（社区）", "社区", "行政村", "村居", "村委会", "居委会", "村社区", "village")),
    Heading("group", ("村民小组", "小组", "组", "村小组", "网格", "group")),
    Heading("code", ("区划代码", "行政区划代码", "统计用区划代码", "代码", "区划码", "code")),
    Heading("urban", ("是否城镇", "城乡", "城乡分类", "城乡分类代码", "城镇", "urban")),
)

_URBAN = {"城镇": True, "城区": True, "城市": True, "街道": True, "乡村": False, "农村": False}
_COMMUNITY = ("社区", "居委会", "居民委员会")


def plan_divisions(table: Table, county: UUID, units: Iterable[KnownUnit]) -> Plan:
    """The townships, villages and groups of a list: which are new, which are known, what is wrong."""
    tree, faults = Growing(county, units), list[Fault]()
    described: dict[Ref, Profile] = {}
    for row in table.rows:
        try:
            ref, profile = _row(row, tree)
        except CellFault as fault:
            faults.append(told(row, fault, table))
            continue
        if profile:
            described[ref] = {**described.get(ref, {}), **profile}
    return Plan(table, tuple(tree.founded), described, len(tree.seen), tuple(faults))


def _row(row: TableRow, tree: Growing) -> tuple[Ref, Profile]:
    """One row: all that is wrong with it is found before anything is founded."""
    township, village, group = (row.cells.get(key, "") for key in ("township", "village", "group"))
    check_name("township", township)
    if group and not village:
        raise faulty("village", "group_without_village")
    for key, name in (("village", village), ("group", group)):
        if name:
            check_name(key, name)
    code = _code(row.cells.get("code", ""), bool(village))
    above = tree.find(tree.county, UnitKind.TOWNSHIP, township)
    if village and code and above is not None:
        _inside(code, tree.code_of.get(above, ""), township)
    if code:
        there = tree.find(above, UnitKind.VILLAGE, village) if village and above is not None else above
        tree.check_code(None if village and above is None else there, code)
    is_urban = _urban(row.cells.get("urban", ""), village)
    ref = tree.take(row, "township", tree.county, UnitKind.TOWNSHIP, township, "" if village else code)
    if village:
        ref = tree.take(row, "village", ref, UnitKind.VILLAGE, village, code)
    if group:
        tree.take(row, "group", ref, UnitKind.GROUP, group)
    profile = {"division_code": code} if code else {}
    return ref, profile | ({} if is_urban is None else {"is_urban": is_urban})


def _code(text: str, is_village: bool) -> str:
    """The twelve digits of a code. Raises CellFault for one that is none, or of another level than its row."""
    if not text:
        return ""
    division = parse_division(text)
    if division is None:
        raise faulty("code", "no_division_code", code=text[:20])
    if division.level is not (DivisionLevel.VILLAGE if is_village else DivisionLevel.TOWNSHIP):
        raise faulty("code", "division_of_other_level", code=division.full)
    return division.full


def _inside(code: str, above: str, township: str) -> None:
    if above and code[:9] != above[:9]:
        raise faulty("code", "division_elsewhere", code=code, name=township)


def _urban(text: str, village: str) -> bool | None:
    """Whether it is urban: in words, by the statistical class (1xx urban, 2xx rural), or by the name of a community."""
    if len(text) == 3 and text.isdecimal() and text[0] in "12":
        return text[0] == "1"
    if text in _URBAN:
        return _URBAN[text]
    answered = yes_or_no("urban", text)
    return True if answered is None and village.endswith(_COMMUNITY) else answered
