"""Puts three doubtful pairs into the served county, as a comparison would; run by itself, with the county's home."""

from itertools import pairwise

import django

django.setup()

from notoneless.foundation.access.models import Unit  # noqa: E402
from notoneless.foundation.sealing.models import Plain  # noqa: E402
from notoneless.interfaces.frame.clock import IDS, now  # noqa: E402
from notoneless.records.adjudication.models import Doubt  # noqa: E402
from notoneless.records.adjudication.rules.contents import content_of  # noqa: E402
from notoneless.records.adjudication.rules.sides import side_by_side  # noqa: E402
from notoneless.records.rosters.models import Roster  # noqa: E402
from notoneless.records.rosters.rules.versions import RosterKind  # noqa: E402
from notoneless.tabular.fields import Field  # noqa: E402

NAMES = ("令狐晓芳", "令狐文芳", "令狐小芳", "令狐晓方")


def plant(own_name: str, other_name: str, score: int) -> None:
    village = Unit._base_manager.filter(kind="village").order_by("sort_key")[0]
    school = Unit._base_manager.filter(kind="school").order_by("sort_key")[0]
    roster = Roster._base_manager.order_by("id")[0]
    same = {Field.SEX: "女", Field.DOB: "2014-03-02", Field.GUARDIAN_NAME: "令狐山", Field.PHONE: "13800004321"}
    own = same | {Field.NAME: own_name, Field.ID_NO: "529901201403020024", Field.VILLAGE: village.name}
    other = same | {
        Field.NAME: other_name,
        Field.ID_NO: "529901201403120020",
        Field.SCHOOL: school.name,
        Field.GRADE: "五年级",
    }
    Doubt(
        id=IDS.new(),
        comparison=IDS.new(),
        is_current=True,
        found_at=now(),
        unit=village,
        other_unit=school,
        other_kind=RosterKind.SCHOOL.value,
        own_roster=roster,
        own_source="户籍底册",
        own_row=12,
        other_roster=roster,
        other_source="学籍导出",
        other_row=31,
        own_name=own_name,
        other_name=other_name,
        shown=[cell.packed() for cell in side_by_side(own, other)],
        score=score,
        reason_zh="姓名有一字不同，出生日期、监护人一致",
        reason_en="one character of the name differs; same birth date, guardian",
        own_content=Plain(content_of(own, RosterKind.HOUSEHOLD)),
        other_content=Plain(content_of(other, RosterKind.SCHOOL)),
        alike=0,
        changed=[],
    ).save(force_insert=True)


for place, (left, right) in enumerate(pairwise(NAMES)):
    plant(left, right, 50 - place)
