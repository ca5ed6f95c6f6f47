"""Rosters of which a comparison doubts a pair, for what people decide of it."""

from collections.abc import Sequence
from uuid import UUID

from notoneless.records.adjudication.models import Doubt
from notoneless.records.findings.services import compare_rosters_in_force
from support.county import County, made_up_id
from support.databases import all_of
from support.rosters import adopt

HOME = "姓名,性别,出生日期,身份证号,监护人姓名,乡镇,村,组"
SCHOOL = "姓名,性别,出生日期,身份证号,监护人姓名,学校,年级,班级,学籍状态"

CHILD = "令狐晓芳,女,2017-03-02,,令狐山,清溪镇,柳树村,一组"
ENTRY = "令狐文芳,女,2017-03-02,,令狐山,清溪镇中心小学,三年级,1班,在读"
"""A child and an entry of which the comparison is not sure: one character of the name differs."""

FAR_CHILD = "公孙晓兰,女,2017-04-05,,公孙水,高坪乡,远山村,一组"
FAR_ENTRY = "公孙文兰,女,2017-04-05,,公孙水,高坪乡中心小学,四年级,1班,在读"
ACROSS = "公孙文兰,女,2017-04-05,,公孙水,清溪镇中心小学,三年级,1班,在读"
"""The same of another township, and an entry of the far child in the near school."""

SURE = (
    "巫马一,男,2017-01-12,{},巫马山,清溪镇,柳树村,二组",
    "巫马一,男,2017-01-12,{},巫马山,清溪镇中心小学,三年级,2班,在读",
)


def adopt_doubted(
    county: County, homes: Sequence[str] = (CHILD,), entries: Sequence[str] = (ENTRY,), **changes: object
) -> None:
    """Both rosters adopted: a child on both without doubt, and some rows more."""
    known = made_up_id(401)
    adopt(county, "household", HOME, [SURE[0].format(known), *homes], **changes)
    adopt(county, "school", SCHOOL, [SURE[1].format(known), *entries], **changes)


def compare(county: County) -> UUID:
    """Compare the rosters of the county."""
    return compare_rosters_in_force(county.ctx("陈局长"), unit=county.units["county"])


def doubts(county: County, homes: Sequence[str] = (CHILD,), entries: Sequence[str] = (ENTRY,)) -> list[UUID]:
    """The doubts of a comparison of such rosters, in the order of names."""
    adopt_doubted(county, homes, entries)
    compare(county)
    rows = sorted(all_of(Doubt, is_current=True), key=lambda doubt: str(doubt.own_name))
    return [doubt.pk for doubt in rows]
