"""A quiet county for the linkage tests: families that match without doubt, so that names have a frequency."""

from dataclasses import dataclass, field

import pyarrow as pa

from notoneless.kernel.resident_id import check_digit
from notoneless.linkage import LinkResult, link

FIELDS = ("name", "former_name", "sex", "dob", "id_no", "guardian_name", "guardian_rel", "phone", "township", "village",
          "student_no", "school", "grade")  # fmt: skip
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
FIRST = "志晓文子雨佳建永国春海立"
SECOND = "强华军丽霞涛明芳静磊敏杰"


def resident_id(birth: str, serial: int, area: str = "530627") -> str:
    """A sound ID for a birth date written yyyymmdd."""
    head = f"{area}{birth}{serial:03d}"
    return head + check_digit(head)


def child(**known: str | None) -> dict[str, str | None]:
    """One row; what is not named is what 王小雅 of 杉树村 has."""
    usual: dict[str, str | None] = {
        "name": "王筱雅", "sex": "女", "dob": "2013-05-17", "id_no": resident_id("20130517", 124), "guardian_name": "王国栋",
        "guardian_rel": "父亲", "phone": "13800001234", "township": "青石镇", "village": "杉树村",
    }  # fmt: skip
    return usual | known


def pupil(**known: str | None) -> dict[str, str | None]:
    """The roll entry of the same child."""
    return child(school="青石中心小学", grade="五年级") | known


@dataclass
class County:
    """Two rosters that grow: background families first, then the rows of a test."""

    household: list[dict[str, str | None]] = field(default_factory=list)
    school: list[dict[str, str | None]] = field(default_factory=list)

    def settle(self, families: int) -> None:
        """Background children, the same on both sides."""
        for k in range(families):
            birth = f"20{10 + k % 8:02d}{1 + k % 12:02d}{1 + k % 28:02d}"
            row: dict[str, str | None] = {
                "name": SURNAMES[k % 20] + FIRST[k // 20 % 12] + SECOND[k // 7 % 12], "sex": "男" if k % 2 else "女",
                "dob": birth, "id_no": resident_id(birth, 100 + k % 800, f"5306{21 + k // 800:02d}"),
                "guardian_name": SURNAMES[k % 20] + SECOND[k % 12] + FIRST[k // 3 % 12], "phone": f"139{k:08d}",
                "township": f"第{k % 5}镇", "village": f"{k % 40}号村",
            }  # fmt: skip
            self.household.append(row)
            self.school.append(row | {"school": f"{k % 40 % 5}镇小学"})

    def link(self) -> LinkResult:
        """Link the rosters as they are."""
        return link(table(self.household), table(self.school))


def settled() -> County:
    """A county of 1,200 background children."""
    county = County()
    county.settle(1200)
    return county


def table(rows: list[dict[str, str | None]]) -> pa.Table:
    return pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in FIELDS})
