"""What a table of answers asks for: whose answer each row is, which child is new, and what is wrong at which cell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.organizations.rules.planning import CellFault, Fault, told
from notoneless.kernel.codes.grades import parse_grade
from notoneless.kernel.codes.sexes import parse_sex
from notoneless.kernel.dates import DateKind, parse_date
from notoneless.kernel.phones import phone_number
from notoneless.kernel.problems import Problem, sentence
from notoneless.kernel.resident_id import IdKind, parse_resident_id
from notoneless.records.surveys.rules.answering import Said, why_not_asked, why_not_said
from notoneless.records.surveys.rules.kinds import AnswerKind, Hukou, NoSchoolReason
from notoneless.tabular.tables import Heading, Table, TableRow

E = TypeVar("E", bound=StrEnum)

LONGEST, LONGEST_LINE = 60, 200

_PLACE = Heading(
    "place", ("就读学校或去向", "就读学校", "就读幼儿园", "就读学校（幼儿园）", "去向", "school or destination")
)
_SAID = (
    Heading("name", ("姓名", "儿童姓名", "name"), required=True),
    Heading("sex", ("性别", "sex")),
    Heading("born_on", ("出生日期", "出生年月日", "birth date")),
    Heading("id_number", ("身份证号", "公民身份号码", "身份证号码", "ID number")),
    Heading("kind", ("摸排情况", "情况", "在校情况", "摸排结果", "what was found"), required=True),
    Heading("elsewhere", ("县内外", "是否县外", "county")),
    Heading("grade", ("年级", "grade")),
    Heading("reason", ("未在校原因", "未入学原因", "失学原因", "原因", "why in no school")),
    Heading("hukou", ("户籍", "户口", "户籍情况", "household registration")),
    Heading("guardian", ("监护人", "家长", "监护人姓名", "家长姓名", "guardian")),
    Heading("phone", ("联系电话", "监护人电话", "电话", "手机号", "phone")),
    Heading("surveyor", ("摸排人", "入户人", "调查人", "surveyor")),
    Heading("asked_on", ("摸排日期", "入户日期", "日期", "day asked")),
    Heading("note", ("备注", "note")),
)
HEADINGS: Mapping[Track, tuple[Heading, ...]] = {
    Track.HOUSEHOLD: (
        Heading("wide", ("村（社区）", "村", "社区", "行政村", "村（居）", "village"), required=True),
        Heading("narrow", ("村民小组", "组", "小组", "group")),
        *_SAID,
        Heading(_PLACE.key, (*_PLACE.names, "学校")),
    ),
    Track.SCHOOL: (
        Heading("wide", ("学校", "所在学校", "school"), required=True),
        Heading("narrow", ("班级", "班", "class")),
        *_SAID,
        _PLACE,
    ),
}
"""The columns of a table, by the track of the survey."""

_MORE_KINDS = {
    "在读": AnswerKind.IN_SCHOOL,
    "就读": AnswerKind.IN_SCHOOL,
    "在园": AnswerKind.IN_SCHOOL,
    "在籍在校": AnswerKind.IN_SCHOOL,
    "在校": AnswerKind.IN_SCHOOL,
    "未入学": AnswerKind.NO_SCHOOL,
    "未入园": AnswerKind.NO_SCHOOL,
    "未就读": AnswerKind.NO_SCHOOL,
    "不在校": AnswerKind.NO_SCHOOL,
    "失学": AnswerKind.NO_SCHOOL,
    "辍学": AnswerKind.NO_SCHOOL,
    "联系不上": AnswerKind.NOT_REACHED,
    "不详": AnswerKind.NOT_REACHED,
    "迁出": AnswerKind.MOVED_AWAY,
    "搬走": AnswerKind.MOVED_AWAY,
    "死亡": AnswerKind.DIED,
    "查无此人": AnswerKind.NOT_OF_HERE,
}
_MORE_REASONS = {
    "辍学": NoSchoolReason.LEFT,
    "厌学": NoSchoolReason.LEFT,
    "外出务工": NoSchoolReason.WORKING,
    "务工": NoSchoolReason.WORKING,
    "生病": NoSchoolReason.ILLNESS,
    "残疾": NoSchoolReason.DISABILITY,
    "家庭困难": NoSchoolReason.FAMILY,
    "其他": NoSchoolReason.OTHER,
    "不详": NoSchoolReason.UNKNOWN,
}
_MORE_HUKOU = {"本地": Hukou.HERE, "外地": Hukou.ELSEWHERE, "无": Hukou.NONE, "黑户": Hukou.NONE}
_ELSEWHERE = {"县外": True, "外县": True, "是": True, "elsewhere": True, "县内": False, "否": False, "here": False}


@dataclass(frozen=True, slots=True)
class KnownCell:
    """A grid cell by the name of its unit and of what stands above that."""

    id: UUID
    name: str
    parent: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class KnownChild:
    """A child of a grid cell; `said` and `asked_on` are those of the answer that counts now. No id: new in this table."""

    id: UUID | None
    name: str
    born_on: date | None
    said: Said | None = None
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """An answer to write. `child` None: the child is new and registered first, as `person` says."""

    cell: UUID
    child: UUID | None
    said: Said
    asked_on: date
    surveyor: str
    row: TableRow
    person: Mapping[str, str | date | None] = field(default_factory=dict)
    hukou: Hukou | None = None


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What a table asks for: answers to write, rows that say nothing new, rows of children not asked about, and faults."""

    table: Table
    planned: tuple[Planned, ...]
    same: int
    blank: int
    faults: tuple[Fault, ...]

    @property
    def found(self) -> int:
        """How many children are new."""
        return sum(each.child is None for each in self.planned)


class Grid:
    """The grid cells in reach, with their children as a table is gone through."""

    def __init__(
        self,
        cells: Sequence[KnownCell],
        children: Mapping[UUID, Sequence[KnownChild]],
        today: date,
        own_school: bool,
    ) -> None:
        self.cells, self.today, self.own_school = cells, today, own_school
        self.children = {cell.id: list(children.get(cell.id, ())) for cell in cells}

    def cell(self, cells: Mapping[str, str]) -> KnownCell:
        """The grid cell a row names. Raises CellFault where there is none, or several."""
        wide, narrow = cells.get("wide", ""), cells.get("narrow", "")
        if narrow:
            found = [each for each in self.cells if each.name in (narrow, wide + narrow) and each.parent == wide]
        else:
            found = [each for each in self.cells if each.name == wide]
        if len(found) == 1:
            return found[0]
        slug = "sheet_no_cell" if not found else "sheet_which_cell"
        raise CellFault("narrow" if narrow else "wide", Problem(f"surveys.{slug}", {"text": (wide + narrow)[:60]}))

    def child(self, cell: UUID, name: str, born: date | None) -> KnownChild | None:
        """The child of a cell whom a row names; None where it is new. Raises CellFault where nobody can tell."""
        called = [each for each in self.children[cell] if each.name == name]
        exact = [each for each in called if born is not None and each.born_on == born]
        fits = exact or [each for each in called if born is None or each.born_on is None]
        if len(fits) > 1:
            raise CellFault("born_on", Problem("surveys.sheet_which_child", {"name": name}))
        if not fits and called:
            raise CellFault("born_on", Problem("surveys.sheet_other_birth", {"name": name}))
        if fits and fits[0].id is None:
            raise CellFault("name", Problem("surveys.sheet_twice", {"name": name}))
        return fits[0] if fits else None


def plan_sheet(table: Table, grid: Grid) -> SheetPlan:
    """What a table asks for in a grid."""
    planned: list[Planned] = []
    faults: list[Fault] = []
    same = blank = 0
    for row in table.rows:
        if not row.cells.get("kind"):
            blank += 1
            continue
        try:
            found = _plan(row, grid)
        except CellFault as fault:
            faults.append(told(row, fault, table))
            continue
        if found is None:
            same += 1
        else:
            planned.append(found)
    return SheetPlan(table, tuple(planned), same, blank, tuple(faults))


def _plan(row: TableRow, grid: Grid) -> Planned | None:
    """What one row asks for; None where it says what is known."""
    cells = row.cells
    cell = grid.cell(cells)
    name, born = _name("name", cells.get("name", "")), _day(cells, "born_on")
    child = grid.child(cell.id, name, born)
    said, asked_on = _said(cells, cell if grid.own_school else None), _day(cells, "asked_on")
    if asked_on is None:
        raise CellFault("asked_on", Problem("organizations.empty_cell"))
    if child is not None and _is_known(child, said, asked_on):
        return None
    problem = why_not_asked(asked_on, None, cell.first, cell.last, grid.today)
    if problem is not None:
        raise CellFault("asked_on", problem)
    problem = why_not_said(said)
    if problem is not None:
        raise CellFault(_KEYS.get(said.kind, "kind"), problem)
    surveyor = _name("surveyor", cells["surveyor"]) if cells.get("surveyor") else ""
    if child is not None:
        return Planned(cell.id, child.id, said, asked_on, surveyor, row)
    grid.children[cell.id].append(KnownChild(None, name, born))
    hukou = _word(cells, "hukou", Hukou, "hukou", _MORE_HUKOU) or Hukou.HERE
    return Planned(cell.id, None, said, asked_on, surveyor, row, _person(cells, name, born), hukou)


_KEYS = {AnswerKind.IN_SCHOOL: "place", AnswerKind.MOVED_AWAY: "place", AnswerKind.NO_SCHOOL: "reason"}
"""At which cell an answer of a kind is not whole."""


def _is_known(child: KnownChild, said: Said, asked_on: date) -> bool:
    """Whether a row says nothing but what the answer that counts says; what it leaves blank it does not deny."""
    there = child.said
    if there is None or child.asked_on != asked_on or there.kind is not said.kind:
        return False
    pairs = [(getattr(said, name), getattr(there, name)) for name in ("place", "elsewhere", "grade", "reason", "note")]
    return all(new in (None, "", old) for new, old in pairs)


def _said(cells: Mapping[str, str], own_school: KnownCell | None) -> Said:
    kind = _word(cells, "kind", AnswerKind, "answer", _MORE_KINDS)
    if kind is None:
        raise CellFault("kind", Problem("organizations.empty_cell"))
    reason = _word(cells, "reason", NoSchoolReason, "reason", _MORE_REASONS)
    if reason is None and kind is AnswerKind.NO_SCHOOL:
        reason = {"辍学": NoSchoolReason.LEFT, "未入学": NoSchoolReason.NOT_ENTERED}.get(cells["kind"])
    place = _line("place", cells.get("place", ""))
    if kind is AnswerKind.IN_SCHOOL and not place and own_school is not None:
        place = own_school.parent or own_school.name
    return Said(kind, place, _elsewhere(cells), _grade(cells), reason, _line("note", cells.get("note", "")))


def _word(cells: Mapping[str, str], key: str, kind: type[E], slug: str, more: Mapping[str, E]) -> E | None:
    """A word as one of an enumeration, in either language of the catalogue, or as people also write it."""
    text = cells.get(key, "").strip()
    if not text:
        return None
    known = {sentence(Problem(f"surveys.{slug}.{each}"), lang): each for each in kind for lang in ("zh", "en")}
    found = known.get(text) or more.get(text)
    if found is None:
        raise CellFault(key, Problem("surveys.sheet_no_word", {"text": text[:20]}))
    return found


def _elsewhere(cells: Mapping[str, str]) -> bool | None:
    text = cells.get("elsewhere", "")
    if text and text not in _ELSEWHERE:
        raise CellFault("elsewhere", Problem("surveys.sheet_no_word", {"text": text[:20]}))
    return _ELSEWHERE.get(text)


def _grade(cells: Mapping[str, str]) -> int | None:
    text = cells.get("grade", "")
    grade = 0 if text == "0" else parse_grade(text)
    if text and grade is None:
        raise CellFault("grade", Problem("surveys.sheet_no_word", {"text": text[:20]}))
    return grade


def _day(cells: Mapping[str, str], key: str) -> date | None:
    read = parse_date(cells.get(key, ""))
    if read.kind is DateKind.MISSING:
        return None
    if read.kind is not DateKind.DAY or read.value is None:
        raise CellFault(key, Problem("surveys.sheet_no_day", {"text": cells[key][:20]}))
    return read.value


def _name(key: str, text: str) -> str:
    if not text:
        raise CellFault(key, Problem("organizations.empty_cell"))
    if len(text) > LONGEST or not text.isprintable():
        raise CellFault(key, Problem("organizations.bad_name", {"most": LONGEST}))
    return text


def _line(key: str, text: str) -> str:
    if len(text) > LONGEST_LINE or not text.replace("\n", "").isprintable():
        raise CellFault(key, Problem("organizations.bad_name", {"most": LONGEST_LINE}))
    return text


def _person(cells: Mapping[str, str], name: str, born: date | None) -> Mapping[str, str | date | None]:
    """What is told of a new child. Raises CellFault for what cannot be a child's data."""
    sex, number, phone = cells.get("sex", ""), cells.get("id_number", ""), cells.get("phone", "")
    checks: tuple[tuple[str, str, Callable[[str], object], str], ...] = (
        ("sex", sex, parse_sex, "people.no_sex"),
        ("phone", phone, phone_number, "people.no_phone"),
    )
    for key, text, read, code in checks:
        if text and read(text) is None:
            raise CellFault(key, Problem(code, {"text": text[:20]}))
    if parse_resident_id(number).kind not in (IdKind.VALID, IdKind.MISSING):
        raise CellFault("id_number", Problem("surveys.sheet_no_id"))
    guardian = _name("guardian", cells["guardian"]) if cells.get("guardian") else None
    return {"name": name, "sex": sex or None, "born_on": born, "id_number": number or None} | {
        "guardian": guardian,
        "phone": phone or None,
    }
