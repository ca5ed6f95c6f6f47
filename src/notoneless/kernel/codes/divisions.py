"""Division codes (统计用区划代码): 2 digits each for province, prefecture, county; 3 each for township and village."""

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from notoneless.kernel.resident_id import plausible_area


class DivisionLevel(IntEnum):
    """How far down a code reaches."""

    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3
    TOWNSHIP = 4
    VILLAGE = 5


class TownshipKind(StrEnum):
    """Kind of a township by its three digits: 001-099, 100-199, 200-399, 400-599."""

    SUBDISTRICT = "街道"
    TOWN = "镇"
    TOWNSHIP = "乡"
    TOWNSHIP_LIKE = "类似乡级"


@dataclass(frozen=True, slots=True)
class Division:
    """One division. code: its significant digits (2, 4, 6, 9 or 12), padding zeros removed by whole levels."""

    code: str
    level: DivisionLevel

    @property
    def parent(self) -> "Division | None":
        """The division it belongs to; None for a province."""
        if self.level is DivisionLevel.PROVINCE:
            return None
        return Division(self.code[: _WIDTHS[self.level - 2]], DivisionLevel(self.level - 1))

    @property
    def full(self) -> str:
        """The code padded with zeros to 12 digits."""
        return self.code.ljust(_LONGEST, "0")

    @property
    def township_kind(self) -> TownshipKind | None:
        """Kind of the township it is or lies in; None above township level and for numbers without a kind."""
        if self.level < DivisionLevel.TOWNSHIP:
            return None
        number = int(self.code[6:9])
        return next((kind for last, kind in _KINDS if number <= last), None)

    def contains(self, other: "Division") -> bool:
        """Whether `other` is this division or lies inside it."""
        return other.code.startswith(self.code)


_LONGEST = 12
_WIDTHS = (2, 4, 6, 9, 12)
_KINDS = (
    (99, TownshipKind.SUBDISTRICT),
    (199, TownshipKind.TOWN),
    (399, TownshipKind.TOWNSHIP),
    (599, TownshipKind.TOWNSHIP_LIKE),
)
_CODE = re.compile(r"([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})(?:\.0*)?").fullmatch


def parse_division(raw: str | None) -> Division | None:
    """The division a code of 2, 4, 6, 9 or 12 digits names.

    None for another shape, an unknown province, or a gap: zeros for prefecture or township above digits that are not.
    A county of 00 is no gap, for a few prefectures (441900) have townships and no counties.
    """
    match = _CODE((raw or "").strip().strip("'").replace(" ", ""))
    if match is None:
        return None
    full = match[1].ljust(_LONGEST, "0")
    known = full.rstrip("0")
    depth = next(i for i, width in enumerate(_WIDTHS, start=1) if len(known) <= width)
    no_prefecture = depth > DivisionLevel.PREFECTURE and full[2:4] == "00"
    no_township = depth == DivisionLevel.VILLAGE and full[6:9] == "000"
    if no_prefecture or no_township or not plausible_area(f"{full[:2]}0101"):
        return None
    return Division(full[: _WIDTHS[depth - 1]], DivisionLevel(depth))
