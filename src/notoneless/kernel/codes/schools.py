"""School codes (学校标识码): ten digits, 2 for the type, 2 for the province, 6 in sequence; never used again."""

import re
from dataclasses import dataclass
from enum import StrEnum

from notoneless.kernel.resident_id import plausible_area


class SchoolKind(StrEnum):
    """What the first two digits say, as far as compulsory education needs it."""

    KINDERGARTEN = "幼儿园"
    PRIMARY = "小学"
    JUNIOR = "初中"
    VOCATIONAL_JUNIOR = "职业初中"
    SENIOR = "高中"
    VOCATIONAL_SENIOR = "中职"
    SPECIALIZED = "专门学校"
    SPECIAL = "特殊教育"
    OTHER = "其他"


_KINDS = {
    "11": SchoolKind.KINDERGARTEN,
    "21": SchoolKind.PRIMARY,
    "31": SchoolKind.JUNIOR,
    "32": SchoolKind.VOCATIONAL_JUNIOR,
    "34": SchoolKind.SENIOR,
    "36": SchoolKind.VOCATIONAL_SENIOR,
    "37": SchoolKind.SPECIALIZED,
    "51": SchoolKind.SPECIAL,
}


@dataclass(frozen=True, slots=True)
class SchoolCode:
    """One code of ten digits. kind: OTHER for types beyond compulsory education and its neighbours."""

    code: str
    kind: SchoolKind

    @property
    def province(self) -> str:
        """The two digits of the province (GB/T 2260)."""
        return self.code[2:4]

    @property
    def sequence(self) -> str:
        """The six digits in sequence inside type and province."""
        return self.code[4:]


_CODE = re.compile(r"([1-9][0-9]{9})(?:\.0*)?").fullmatch


def parse_school_code(raw: str | None) -> SchoolCode | None:
    """The school code in a cell; None unless it is ten digits with a real province."""
    match = _CODE((raw or "").strip().strip("'").replace(" ", ""))
    if match is None or not plausible_area(f"{match[1][2:4]}0101"):
        return None
    return SchoolCode(match[1], _KINDS.get(match[1][:2], SchoolKind.OTHER))
