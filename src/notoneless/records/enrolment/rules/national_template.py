"""The national template of basic pupil information: its columns in order, what is required, and what the program can write.

Columns and required marks after published copies of the import form (国家学籍系统学生基础信息模板). Editions shift columns by
one or two: the one that the province sends down decides, and 按上级模板填表 fills it. What the program does not know stays
blank; nothing is guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from notoneless.kernel.codes.rolls import Movement


class Known(StrEnum):
    """What the program may know of a pupil for the template."""

    NAME = "name"
    SEX = "sex"
    BORN = "born"
    CITIZEN = "citizen"
    ID_TYPE = "id_type"
    ID_NUMBER = "id_number"
    GRADE = "grade"
    CLASS = "class"
    ENTERED = "entered"
    ATTENDS = "attends"
    ADDRESS = "address"
    PHONE = "phone"
    SPECIAL = "special"
    INCLUSION = "inclusion"
    LEFT_BEHIND = "left_behind"
    GUARDIAN_1 = "guardian_1"
    RELATION_1 = "relation_1"
    PHONE_1 = "phone_1"
    IS_GUARDIAN_1 = "is_guardian_1"
    GUARDIAN_2 = "guardian_2"
    RELATION_2 = "relation_2"
    IS_GUARDIAN_2 = "is_guardian_2"


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column: its heading, whether the national system takes no row without it, and what fills it."""

    heading: str
    is_required: bool = False
    known: Known | None = None


def _pupil() -> tuple[TemplateColumn, ...]:
    """The 48 columns of the pupil, in the order of the form."""
    of = TemplateColumn
    return (
        of("姓名", True, Known.NAME), of("性别", True, Known.SEX), of("出生日期", True, Known.BORN),
        of("出生地", True), of("籍贯"), of("民族", True), of("国籍/地区", True, Known.CITIZEN),
        of("身份证件类型", True, Known.ID_TYPE), of("身份证件号", False, Known.ID_NUMBER), of("港澳台侨外", True),
        of("政治面貌"), of("健康状况", True), of("照片"), of("姓名拼音"), of("曾用名"), of("身份证件有效期"),
        of("户口所在地", True), of("户口性质", True), of("特长"), of("学籍辅号"), of("班内学号"),
        of("年级", True, Known.GRADE), of("班级", True, Known.CLASS), of("入学年月", True, Known.ENTERED),
        of("入学方式", True), of("就读方式", True, Known.ATTENDS), of("学生来源"), of("现住址", True, Known.ADDRESS),
        of("通信地址", True), of("家庭地址", True, Known.ADDRESS), of("联系电话", True, Known.PHONE),
        of("邮政编码", True), of("电子信箱"), of("主页地址"), of("是否独生子女", True), of("是否受过学前教育", True),
        of("是否留守儿童", False, Known.LEFT_BEHIND), of("是否进城务工人员随迁子女"), of("是否孤儿"), of("是否烈士或优抚子女"),
        of("随班就读", False, Known.INCLUSION),
        of("残疾人类型"), of("是否由政府购买学位"), of("是否需要申请资助"), of("是否享受一补"), of("上下学距离"),
        of("上下学交通方式"), of("是否需要乘坐校车"), of("特教就读类型", False, Known.SPECIAL),
    )  # fmt: skip


def _family(
    number: int, name: Known, relation: Known, phone: Known | None, is_guardian: Known
) -> tuple[TemplateColumn, ...]:
    """The twelve columns of a member of the family."""
    known: Mapping[str, Known | None] = {"姓名": name, "关系": relation, "联系电话": phone, "是否监护人": is_guardian}
    parts = (
        *("姓名", "关系", "关系说明", "民族", "工作单位", "现住址"),
        *("户口所在地", "联系电话", "是否监护人", "身份证件类型", "身份证件号", "职务"),
    )
    return tuple(TemplateColumn(f"成员{number}{part}", False, known.get(part)) for part in parts)


COLUMNS: Sequence[TemplateColumn] = (
    *_pupil(),
    *_family(1, Known.GUARDIAN_1, Known.RELATION_1, Known.PHONE_1, Known.IS_GUARDIAN_1),
    *_family(2, Known.GUARDIAN_2, Known.RELATION_2, None, Known.IS_GUARDIAN_2),
)

SEALED = frozenset({Known.ID_NUMBER, Known.PHONE, Known.PHONE_1})
"""What no list shows."""

_SEXES = {"男": "1", "女": "2"}
_PROVINCES = frozenset("123456")
"""With what the resident ID of a citizen begins (GB/T 2260)."""
_RESIDENT_ID, _CHINA, _YES, _TAUGHT_AT_HOME = "1", "CHN", "是", "送教上门"


@dataclass(frozen=True, slots=True)
class Guardian:
    """A member of the family who is a guardian."""

    name: str
    relation: str


@dataclass(frozen=True, slots=True)
class TemplatePupil:
    """A pupil of the roll as the template asks for it. `movement`: how it came to this school's roll, on `entered_on`;
    `told`: what other rooms than the roll say, in the words of the template: where a child with disabilities learns, whether
    it is left behind."""

    name: str
    sex: str
    born_on: date | None
    grade: int | None
    room: str
    entered_on: date
    movement: str
    address: str
    guardians: tuple[Guardian, ...]
    told: Mapping[Known, str] = field(default_factory=dict)
    id_number: str = ""
    phone: str = ""


def row_of(pupil: TemplatePupil) -> tuple[str, ...]:
    """The cells of a pupil, in the order of COLUMNS."""
    known = _known(pupil)
    return tuple(known.get(each.known, "") if each.known is not None else "" for each in COLUMNS)


def _known(pupil: TemplatePupil) -> Mapping[Known, str]:
    first, second = (*pupil.guardians, None, None)[:2]
    # residence permits of Hong Kong, Macao, Taiwan and of foreigners look alike, and begin with 8 or 9
    has_id = pupil.id_number[:1] in _PROVINCES
    return {
        Known.NAME: pupil.name,
        Known.SEX: _SEXES.get(pupil.sex, ""),
        Known.BORN: f"{pupil.born_on:%Y%m%d}" if pupil.born_on else "",
        Known.CITIZEN: _CHINA if has_id else "",
        Known.ID_TYPE: _RESIDENT_ID if has_id else "",
        Known.ID_NUMBER: pupil.id_number,
        Known.GRADE: str(pupil.grade) if pupil.grade is not None else "",
        Known.CLASS: pupil.room,
        # who came by a transfer or an import began school on another day, which the roll does not say
        Known.ENTERED: f"{pupil.entered_on:%Y%m}" if pupil.movement == Movement.ENTRY else "",
        Known.ATTENDS: _TAUGHT_AT_HOME if pupil.told.get(Known.SPECIAL) == _TAUGHT_AT_HOME else "",
        Known.ADDRESS: pupil.address,
        Known.PHONE: pupil.phone,
        Known.PHONE_1: pupil.phone if first else "",
        Known.GUARDIAN_1: first.name if first else "",
        Known.RELATION_1: first.relation if first else "",
        Known.IS_GUARDIAN_1: _YES if first else "",
        Known.GUARDIAN_2: second.name if second else "",
        Known.RELATION_2: second.relation if second else "",
        Known.IS_GUARDIAN_2: _YES if second else "",
        **pupil.told,
    }


def filled(rows: Sequence[Sequence[str]]) -> list[tuple[TemplateColumn, int]]:
    """Each column with how many rows have something in it."""
    return [(column, sum(bool(row[at]) for row in rows)) for at, column in enumerate(COLUMNS)]
