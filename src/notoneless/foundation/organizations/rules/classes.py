"""What a list of classes asks for."""

import re
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
)
from notoneless.foundation.organizations.rules.schools import school_meant
from notoneless.kernel.codes.grades import parse_grade
from notoneless.tabular.tables import Heading, Table, TableRow

HEADINGS = (
    Heading("school", ("学校", "学校名称", "学校标识码", "所属学校", "school"), required=True),
    Heading("grade", ("年级", "grade"), required=True),
    Heading("class", ("班级", "班级名称", "班名", "班", "班号", "class"), required=True),
    Heading("entry_year", ("入学年份", "入学年", "级", "届别", "entry year")),
)

_GRADES = ("学前", *(f"{word}年级" for word in "一二三四五六七八九"), "高一", "高二", "高三")
_BARE = re.compile(r"[（(]?(\d{1,2})[)）]?班?").fullmatch
_YEAR = re.compile(r"(20\d{2})(?:级|年)?").fullmatch


def plan_classes(table: Table, county: UUID, units: Iterable[KnownUnit]) -> Plan:
    """The classes of a list: which are new, which are known, what is wrong."""
    tree, faults = Growing(county, units), list[Fault]()
    described: dict[Ref, Profile] = {}
    for row in table.rows:
        try:
            ref, profile = _row(row, tree)
            described[ref] = profile
        except CellFault as fault:
            faults.append(told(row, fault, table))
    return Plan(table, tuple(tree.founded), described, len(tree.seen), tuple(faults))


def _row(row: TableRow, tree: Growing) -> tuple[Ref, Profile]:
    school = school_meant(tree, row)
    grade = parse_grade(row.cells.get("grade", ""))
    if grade is None:
        raise faulty("grade", "no_grade", text=row.cells.get("grade", "")[:20])
    check_name("class", row.cells.get("class", ""))
    year = row.cells.get("entry_year", "")
    found = _YEAR(year)
    if year and found is None:
        raise faulty("entry_year", "no_year", text=year[:20])
    ref = tree.take(row, "class", school, UnitKind.CLASS, class_name(grade, row.cells["class"]))
    return ref, {"grade": grade, "entry_year": int(found[1]) if found else None}


def class_name(grade: int, text: str) -> str:
    """The whole name of a class: 三年级（2）班 of a bare 2, what is written otherwise."""
    bare = _BARE(text)
    return f"{_GRADES[grade]}（{int(bare[1])}）班" if bare else text
