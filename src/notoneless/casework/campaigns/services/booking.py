"""The book of a school year, set on numbered paper out of what was recorded."""

from uuid import UUID

from notoneless.casework.campaigns.models import CampaignBook
from notoneless.casework.campaigns.selectors.books import book_of, last_book
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.papers.models import PaperState
from notoneless.foundation.papers.services import issue
from notoneless.kernel.problems import Problem

ISSUE, KIND = "campaign_book.issue", "campaign_book"


@action("campaign_book.issue", words="出具活动年度档案", english="Issue the book of the year's campaigns")
def issue_book(ctx: Context, *, unit: Unit, school_year: int) -> UUID:
    """Set a school year's meetings, activities, lessons, briefings, stories and coverage on numbered paper; the paper.

    A later one of the same year takes its place. Raises Unusable for a unit that is no school and a year to come or long past,
    Refused for a school without a prefix.
    """
    if unit.kind != UnitKind.SCHOOL:
        raise Unusable(Problem("campaigns.book_only_schools"))
    year = load_calendar(ctx.today, ctx.today).school_year_of(ctx.today)
    if not 0 <= year - school_year <= 1:
        raise Unusable(Problem("campaigns.book_year"))
    former = last_book(unit.pk, school_year)
    before = former.paper if former is not None and former.paper.state == PaperState.ISSUED else None
    paper = issue(ctx, ISSUE, unit=unit, kind=KIND, data=book_of(unit, school_year, ctx.today), supersedes=before)
    row = CampaignBook(id=ctx.ids.new(), unit=unit, school_year=school_year, paper=paper, on=ctx.today)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return paper.pk
