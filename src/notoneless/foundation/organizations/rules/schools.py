"""What a list of schools asks for: under a township, its central school, the urban tutoring group, or directly the bureau."""

from collections.abc import Iterable
from uuid import UUID

from notoneless.foundation.access.unit_kinds import PARENTS, UnitKind
from notoneless.foundation.organizations.rules.kinds import GRADES, SCHOOLS, SchoolType
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
from notoneless.kernel.codes.grades import parse_grade
from notoneless.kernel.codes.schools import parse_school_code
from notoneless.tabular.tables import Heading, Table, TableRow

HEADINGS = (
    Heading("name", ("学校名称", "学校", "名称", "单位名称", "school"), required=True),
    Heading("code", ("学校标识码", "学校代码", "标识码", "代码", "code")),
    Heading("type", ("办学类型", "学校类型", "类型", "type"), required=True),
    Heading("above", ("上级单位", "上级", "所属单位", "主管单位", "所属乡镇", "乡镇", "中心校", "所属中心校", "above")),
    Heading("first_grade", ("起始年级", "最低年级", "first grade")),
    Heading("last_grade", ("终止年级", "最高年级", "last grade")),
    Heading("central", ("是否中心校", "中心校标志", "central")),
    Heading("direct", ("是否直属", "局直属", "直属", "direct")),
)

TYPES = {
    "幼儿园": SchoolType.KINDERGARTEN,
    "小学": SchoolType.PRIMARY,
    "完全小学": SchoolType.PRIMARY,
    "初级中学": SchoolType.JUNIOR,
    "初中": SchoolType.JUNIOR,
    "九年一贯制": SchoolType.NINE_YEAR,
    "九年一贯制学校": SchoolType.NINE_YEAR,
    "完全中学": SchoolType.COMPLETE,
    "完中": SchoolType.COMPLETE,
    "教学点": SchoolType.TEACHING_POINT,
    "小学教学点": SchoolType.TEACHING_POINT,
    "特殊教育学校": SchoolType.SPECIAL,
    "特殊教育": SchoolType.SPECIAL,
    "特校": SchoolType.SPECIAL,
}
"""How people write the types."""

_ABOVE = frozenset({UnitKind.COUNTY, UnitKind.TOWNSHIP, UnitKind.TUTORING_GROUP, UnitKind.SCHOOL})
_BUREAU = frozenset({"县教育局", "区教育局", "市教育局", "教育局", "局直属", "直属"})


def plan_schools(table: Table, county: UUID, units: Iterable[KnownUnit]) -> Plan:
    """The schools of a list. A school may stand before the central school that is above it: such rows are taken up again."""
    tree = Growing(county, units)
    described: dict[Ref, Profile] = {}
    waiting, faults = list(table.rows), list[Fault]()
    own = {row.cells.get("name", "") for row in table.rows}
    while waiting:
        later: list[TableRow] = []
        before = len(waiting)
        for row in waiting:
            try:
                if _waits(row, own, tree):
                    later.append(row)
                    continue
                ref, profile = _row(row, tree)
                described[ref] = profile
            except CellFault as fault:
                faults.append(told(row, fault, table))
        if len(later) == before:
            faults += [told(row, faulty("above", "no_unit_above", name=row.cells["above"]), table) for row in later]
            break
        waiting = later
    faults.sort(key=lambda fault: table.rows.index(fault.row))
    return Plan(table, tuple(tree.founded), described, len(tree.seen), tuple(faults))


def _waits(row: TableRow, own: set[str], tree: Growing) -> bool:
    above = row.cells.get("above", "")
    return bool(above) and above in own and not tree.called(above, _ABOVE)


def _row(row: TableRow, tree: Growing) -> tuple[Ref, Profile]:
    name, code = row.cells.get("name", ""), row.cells.get("code", "")
    check_name("name", name)
    kind = TYPES.get(row.cells.get("type", ""))
    if kind is None:
        raise faulty("type", "no_school_type", text=row.cells.get("type", "")[:20])
    school_code = parse_school_code(code)
    if code and school_code is None:
        raise faulty("code", "no_school_code", code=code[:20])
    first, last = _grades(row, kind)
    is_direct, is_central = (yes_or_no(key, row.cells.get(key, "")) for key in ("direct", "central"))
    unit_kind = UnitKind.TEACHING_POINT if kind is SchoolType.TEACHING_POINT else UnitKind.SCHOOL
    above = _above(row, tree, unit_kind, bool(is_direct))
    ref = tree.take(row, "name", above, unit_kind, name, school_code.code if school_code else "")
    profile: Profile = {
        "school_type": kind.value,
        "school_code": school_code.code if school_code else "",
        "first_grade": first,
        "last_grade": last,
        "is_central": bool(is_central),
        "is_direct": above == tree.county,
    }
    return ref, profile


def _above(row: TableRow, tree: Growing, kind: UnitKind, is_direct: bool) -> Ref:
    """What stands above a school. An urban tutoring group that is not there yet is founded with its first school."""
    text = row.cells.get("above", "")
    if is_direct or text in _BUREAU:
        found: list[Ref] = [tree.county]
    elif not text:
        raise faulty("above", "above_or_direct")
    else:
        found = tree.called(text, _ABOVE)
        if not found and text.endswith(("辅导组", "督导组")):
            found = [tree.take(row, "above", tree.county, UnitKind.TUTORING_GROUP, text)]
    if len(found) != 1:
        raise faulty("above", "several_units_above" if found else "no_unit_above", name=text)
    if tree.kind(found[0]) not in PARENTS[kind]:
        raise faulty("above", "cannot_stand_there", name=tree.name(found[0]))
    return found[0]


def _grades(row: TableRow, kind: SchoolType) -> tuple[int, int]:
    """First and last grade, those of the type where the cells are empty. Raises CellFault where they cannot be."""
    lowest, highest = GRADES[kind]
    first, last = _grade(row, "first_grade", lowest), _grade(row, "last_grade", highest)
    if not lowest <= first <= last <= max(highest, first):
        raise faulty("first_grade", "grades_of_type", first=first, last=last)
    return first, last


def _grade(row: TableRow, key: str, usual: int) -> int:
    text = row.cells.get(key, "")
    grade = parse_grade(text) if text else usual
    if grade is None:
        raise faulty(key, "no_grade", text=text[:20])
    return grade


def school_meant(tree: Growing, row: TableRow, key: str = "school") -> Ref:
    """The school that a cell names, by name or code. Raises CellFault where it is none or may be several."""
    text = row.cells.get(key, "")
    check_name(key, text)
    by_code = tree.codes.get(text)
    found = [by_code] if by_code is not None else tree.called(text, SCHOOLS)
    if len(found) != 1:
        raise faulty(key, "several_schools" if found else "no_such_school", name=text)
    return found[0]
