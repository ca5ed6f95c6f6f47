"""When the county's own wording ends: what papers are made from afterwards."""

from datetime import timedelta

from notoneless.foundation.papers.rules.templates import latest
from notoneless.foundation.papers.services import adopt_wording, end_wording, made_from
from support.county import DAY, County
from support.wordings import NOTICE, second_officer, seen_of, taken, worded


def test_where_the_latest_wording_ends_papers_go_back_to_the_file_and_not_to_the_one_before(county: County) -> None:
    taken(county)
    later = taken(county, title="请孩子回校通知书")
    end_wording(county.ctx("陈局长"), paper_wording=later, reason="不用了")
    assert made_from(NOTICE, DAY) == (latest(NOTICE), None)


def test_a_wording_that_ends_before_it_began_leaves_the_one_in_force(county: County) -> None:
    now = taken(county)
    later = worded(county, title="请孩子回校通知书")
    begins = DAY + timedelta(days=9)
    adopt_wording(county.ctx(second_officer(county)), paper_wording=later, seen=seen_of(later), effective_on=begins)
    end_wording(county.ctx("陈局长"), paper_wording=later, reason="不用了")
    wording = made_from(NOTICE, DAY + timedelta(days=9))[1]
    assert wording is not None
    assert wording.pk == now
