"""Migrant children as tests of several floors need them: entered, applied for with papers, confirmed to their home."""

from datetime import date
from typing import Any
from uuid import UUID

from notoneless.foundation.organizations.services import make_assignment
from notoneless.records.migrants.services import add_paper, apply_for_place, issue_confirmation, register
from support.cases import proof
from support.county import DAY, County
from support.rolls import on_roll

CHILD = "group_only"
PAPERS = ("application", "residence", "identity")


def answered(county: County) -> County:
    """The county, whose first school answers for the first village."""
    make_assignment(
        county.ctx("陈局长"),
        kind="village",
        unit=county.units["village_a"],
        from_unit=county.units["school_a"],
        account=None,
        tier=None,
        until_on=None,
        from_on=DAY,
    )
    return county


def migrant(county: County, key: str = CHILD, who: str = "周支书", school: str | None = "school_a") -> UUID:
    """A child that has come from elsewhere."""
    answers = {"accountable_school": county.units[school]} if school else {}
    given = {"from_place": "外省临江市河东区", "came_on": DAY, **answers}
    return register(county.ctx(who), child=county.children[key], **given)


def applied(county: County, child: UUID | None = None, key: str = CHILD, who: str = "周支书", **given: Any) -> UUID:
    """An application of its guardian, without papers."""
    told = {"guardian": county.guardians[key], "signed_on": county.time.at.date(), "grade": 3, **given}
    return apply_for_place(county.ctx(who), migrant_child=child or migrant(county, key), **told)


def documented(county: County, application: UUID | None = None, who: str = "周支书", unit: str = "village_a") -> UUID:
    """The same with all papers."""
    application = application or applied(county)
    for kind in PAPERS:
        given = {"migrant_paper": kind, "proof": proof(county, who, unit)}
        add_paper(county.ctx(who), migrant_application=application, **given)
    return application


def confirmed(county: County, key: str = "both", until: date = date(2027, 1, 20)) -> UUID:
    """A signed confirmation that a pupil attends."""
    entry = on_roll(county, key)
    return issue_confirmation(county.ctx("李校长"), entry=entry, to_county="临江市河东区", until_on=until)
