"""Two people who decide at once on the last two persons of an inquiry: it is closed, and not left open for ever."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notoneless.oversight.supervision.models import Inquiry, InquiryPerson
from notoneless.oversight.supervision.services import decide_inquiry, find_inquiry
from support.county import County, appoint, build_county
from support.databases import all_of, the
from support.racing import at_once, shared_database
from support.supervision import director, inquired, named_person


@pytest.fixture
def county(committed: None, tmp_path: Path) -> Iterator[County]:
    """A county in a database that threads do not share a connection to, with two officers of the bureau."""
    built = build_county()
    appoint(built, "钱科长", "county_officer", "county", "13900007781")
    with shared_database(tmp_path):
        yield built


def test_the_last_two_persons_decided_at_once_close_the_inquiry(county: County) -> None:
    inquiry = inquired(county)
    for who in ("王老师", director(county)):
        person = named_person(county, inquiry=inquiry, person=who)
        find_inquiry(county.ctx("陈局长"), inquiry_person=person, found_out="没有按期家访")
    first, second = (row.pk for row in all_of(InquiryPerson))
    chen, qian = county.ctx("陈局长"), county.ctx("钱科长")
    told = {"inquiry_outcome": "talk", "what_follows": "谈话"}
    ends = at_once(
        lambda: decide_inquiry(chen, inquiry_person=first, **told),
        lambda: decide_inquiry(qian, inquiry_person=second, **told),
    )
    assert ends == [None, None]
    assert the(Inquiry).closed_on is not None
