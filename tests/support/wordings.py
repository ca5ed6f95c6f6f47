"""The county's own wordings of papers, as the tests of several floors need them."""

from typing import Any
from uuid import UUID

from notoneless.foundation.papers.models import PaperWording
from notoneless.foundation.papers.rules.wordings import texts_digest
from notoneless.foundation.papers.services import adopt_wording, change_wording, draft_wording
from support.county import DAY, County, appoint
from support.databases import the

NOTICE = "return_notice"


def second_officer(county: County) -> str:
    """Another officer of the bureau, who adopts what the first has written."""
    if "郑科长" not in county.accounts:
        appoint(county, "郑科长", "county_officer", "county", "13900005555")
    return "郑科长"


def begun(county: County, kind: str = NOTICE) -> UUID:
    """A draft in which nothing is worded otherwise yet."""
    return draft_wording(county.ctx("陈局长"), unit=county.units["county"], kind=kind)


def worded(county: County, kind: str = NOTICE, **texts: Any) -> UUID:
    """A draft with some texts, by place; an underscore stands for the slash."""
    draft = begun(county, kind)
    for place, text in (texts or {"title": "请孩子返校通知书"}).items():
        change_wording(county.ctx("陈局长"), paper_wording=draft, place=place.replace("_", "/"), wording=text)
    return draft


def taken(county: County, kind: str = NOTICE, **texts: Any) -> UUID:
    """A wording that the second officer has adopted for today."""
    draft = worded(county, kind, **texts)
    adopt_wording(county.ctx(second_officer(county)), paper_wording=draft, seen=seen_of(draft), effective_on=DAY)
    return draft


def seen_of(draft: UUID) -> str:
    """What stands for the texts as they are."""
    return texts_digest(the(PaperWording, pk=draft).texts)


def by_another(county: County) -> UUID:
    """A draft that the second officer has written."""
    who, draft = second_officer(county), begun(county)
    change_wording(county.ctx(who), paper_wording=draft, place="title", wording="请孩子返校通知书")
    return draft
