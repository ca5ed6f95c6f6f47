"""The files of the county's story: two rosters of invented children, and a superior's form."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import openpyxl

from support.county import made_up_id

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

HOME = ("姓名", "性别", "出生日期", "身份证号", "监护人姓名", "乡镇", "村")
SCHOOL = ("姓名", "性别", "出生日期", "身份证号", "监护人姓名", "学校", "年级", "班级", "学籍状态")
FORM = ("序号", "学生姓名", "身份证号", "学校", "血型")
ROLL_STATUS = "在读"
SAID = ("男", "女", ROLL_STATUS)
"""What cells of the rosters say, as they are shown where rosters are looked at."""

UNKNOWN = "血型"
"""The heading of the form that nobody can fill."""


@dataclass(frozen=True)
class Place:
    """Where a story plays: units of the demonstration, and children of its own, told apart by their surname."""

    surname: str
    number: int
    town: str
    village: str

    @property
    def school(self) -> str:
        """The school of the town."""
        return f"{self.town}中心小学"

    @property
    def doubted(self) -> tuple[str, str]:
        """A child of the village and a pupil of the school, of whom a comparison is not sure."""
        return f"{self.surname}晓芳", f"{self.surname}文芳"

    @property
    def missing(self) -> str:
        """The child who is in no school."""
        return f"{self.surname}远"

    @property
    def pupil(self) -> str:
        """A child who is in the school."""
        return f"{self.surname}一"

    def id_number(self, name: str) -> str:
        """The ID number of a child."""
        return made_up_id(self.number + [self.pupil, f"{self.surname}二", self.missing].index(name))

    def households(self) -> bytes:
        """The roster of the village; the second child's number has a wrong last digit."""
        sound = self.id_number(f"{self.surname}二")
        wrong = sound[:-1] + ("0" if sound[-1] != "0" else "1")
        rows = [
            self._child(self.pupil, self.id_number(self.pupil)),
            self._child(f"{self.surname}二", wrong),
            self._child(self.missing, self.id_number(self.missing)),
            (self.doubted[0], "女", f"2017-03-{self._day:02}", "", f"{self.surname}山"),
        ]
        return _book(HOME, [(*row, self.town, self.village) for row in rows])

    def pupils(self) -> bytes:
        """The roster of the school, without the missing child."""
        rows = [self._child(name, self.id_number(name)) for name in (self.pupil, f"{self.surname}二")]
        rows.append((self.doubted[1], "女", f"2017-03-{self._day:02}", "", f"{self.surname}山"))
        return _book(SCHOOL, [(*row, self.school, "三年级", "1班", ROLL_STATUS) for row in rows])

    @property
    def _day(self) -> int:
        return self.number % 27 + 1

    def _child(self, name: str, number: str) -> tuple[str, ...]:
        sound = self.id_number(name)
        born = f"{sound[6:10]}-{sound[10:12]}-{sound[12:14]}"
        return name, "男" if int(sound[16]) % 2 else "女", born, number, f"{self.surname}山"


def form() -> bytes:
    """A superior's form with one column that the program does not know."""
    return _book(FORM, [(1,), (2,)], "义务教育适龄儿童情况登记表")


def _book(heads: Sequence[str], rows: Sequence[Sequence[object]], title: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ([[title]] if title else []) + [list(heads), *map(list, rows)]:
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


PLACES = {
    ("zh", "desk"): Place("令狐", 500, "铜坪镇", "新桃坪村"),
    ("en", "desk"): Place("东方", 510, "龙坡镇", "老竹冲村"),
    ("zh", "phone"): Place("上官", 520, "鹿坡乡", "老桃坝村"),
    ("en", "phone"): Place("公孙", 530, "云箐乡", "下竹坡村"),
}
"""By language and width: each story in a place of its own, since all play in one county."""
