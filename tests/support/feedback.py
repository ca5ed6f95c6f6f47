"""What is fed back of the county of the tests, and yearly statistics beside the files."""

import hashlib
from uuid import UUID

from django.test import Client

from notoneless.oversight.reporting.models import Feedback
from notoneless.oversight.reporting.services import enter_yearly, explain_yearly, issue_feedback
from support.county import County
from support.databases import the
from support.returns import MONTH
from support.watch_list import of_group

LISTED = "慕容甲乙 三年级（1）班 智力\n无名氏 三年级（2）班 听力"
"""Whom the statistics count: a pupil of the school, and a name that nobody there has."""


ONE = hashlib.sha256("not_in_files|无名氏|三年级（2）班 听力|".encode()).hexdigest()[:16]
"""The key of the difference that the name nobody has makes."""


def filed(county: County, key: str = "both", who: str = "王老师") -> UUID:
    """A child of whom there is a file: counted among the children with disabilities."""
    return of_group(county, key, who, "disability")


def fed_back(county: County, who: str = "李校长", unit: str = "school_a") -> County:
    """A month fed back."""
    issue_feedback(county.ctx(who), unit=county.units[unit], month=MONTH, note="请协助家访")
    return county


def feedback_to(county: County, place: str) -> UUID:
    """What went to a township or village."""
    found: UUID = the(Feedback, place=county.units[place]).pk
    return found


def entered(county: County, lines: str = LISTED, who: str = "李校长", unit: str = "school_a", year: int = 2026) -> UUID:
    """The statistics of a year, entered."""
    return enter_yearly(county.ctx(who), unit=county.units[unit], year=year, lines=lines)


def said(county: County, row: UUID, difference: str, who: str = "李校长") -> None:
    """A difference explained."""
    explain_yearly(county.ctx(who), yearly_return=row, difference=difference, explanation="去年底已转走，年报未更新")


def proved(visitor: Client, county: County) -> Client:
    """Somebody who has just proved to be present, by the clock of the county: what is sealed opens for nobody else."""
    session = visitor.session
    for proof in session["account_authentication_methods"]:
        proof["at"] = county.time.at.timestamp()
    session.save()
    return visitor
