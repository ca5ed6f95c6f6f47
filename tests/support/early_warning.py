"""Tasks, contacts, concern and reports in the county of the tests, as the tests of several floors need them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from notoneless.casework.early_warning.models import AtRiskReport, FollowUp
from notoneless.casework.early_warning.services import note_concern, reckon, report_at_risk
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.outbox import deliver_due
from support.attendance import reported
from support.county import DAY, County
from support.databases import all_of, owners_eyes


def reckoned(county: County) -> None:
    """The program has told anew what stands today."""
    with transaction.atomic(), owners_eyes():
        ctx = system_context(county.ids, county.time.at)
    reckon(ctx.with_request(county.ids.new()), unit=county.units["county"])


def delivered(county: County) -> None:
    """The program has done what waits, as it does within a minute."""
    with transaction.atomic(), owners_eyes():
        ctx = system_context(county.ids, county.time.at)
    while deliver_due(ctx):
        pass


SECOND = DAY + timedelta(days=1)
"""The second day of the term: on the first all came."""


def missed(county: County, key: str = "both", who: str = "王老师", unit: str = "class_a") -> None:
    """All came on the first day of the term; on the second, which is today from now on, a child was missed."""
    reported(county, unit=unit, who=who)
    county.time.at += SECOND - county.ctx(who).today
    reported(county, on=SECOND, unit=unit, who=who, **{key: "absent"})
    reckoned(county)


def tasks(county: County, key: str = "both", **where: Any) -> dict[str, Any]:
    """The tasks of a child by trigger."""
    return {row.trigger: row for row in all_of(FollowUp, child_id=county.children[key], **where)}


def states(county: County, key: str = "both") -> dict[str, str]:
    """How the tasks of a child stand."""
    return {trigger: row.state for trigger, row in tasks(county, key).items()}


def task(county: County, trigger: str = "contact", key: str = "both") -> UUID:
    """A task of a child that was missed today."""
    if trigger not in tasks(county, key):
        missed(county, key=key)
    found: UUID = tasks(county, key)[trigger].pk
    return found


def concern(county: County, inclined: bool = True, key: str = "both", who: str = "王老师", **changes: Any) -> UUID:
    """A class teacher is concerned about a child."""
    given = {"concern_kind": "wants_to_leave", "inclined": inclined, "on": DAY, "note": "说要去打工"}
    return note_concern(county.ctx(who), child=county.children[key], **given | changes)


def risk_report(county: County, authority: str = "bureau") -> UUID:
    """A report of a child inclined to drop out, to one authority."""
    noted = concern(county)
    report_at_risk(county.ctx("李校长"), concern=noted)
    [found] = all_of(AtRiskReport, concern_id=noted, authority=authority)
    return found.pk  # type: ignore[no-any-return]
