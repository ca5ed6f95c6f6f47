"""What comes next in files, for this room's own lists and Today. It shows nothing by itself."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.special_education.models import EducationProgramme, LearningAgreement
from notoneless.casework.special_education.rules.clocks import Due, next_due
from notoneless.casework.special_education.rules.standing import Known, placed_on, placed_since
from notoneless.foundation.calendar.selectors import load_calendar

_A_YEAR = timedelta(days=366)


def last_review(day: date) -> date:
    """By when a programme written on a day is looked at again: the end of its term, in holidays of the term that follows."""
    terms = load_calendar(day, day + _A_YEAR).terms_between(day, day + _A_YEAR)
    return min(each.last_day for each in terms if each.last_day > day)


def dues(known: Mapping[UUID, Known], day: date) -> dict[UUID, Due]:
    """What each of some files awaits next; files whose child is not placed, or that await nothing, are left out."""
    placed = {file: now for file, each in known.items() if (now := placed_on(each.proposals, day)) is not None}
    if not placed:
        return {}
    reviews = dict(
        EducationProgramme._base_manager.filter(file__in=placed).order_by("number").values_list("file_id", "review_on")
    )
    agreements = LearningAgreement._base_manager.filter(file__in=placed, on__lte=day).order_by("until_on")
    until = {(file, learns): last for file, learns, last in agreements.values_list("file_id", "learns", "until_on")}
    comes = {
        file: next_due(
            each.learns,
            placed_since(known[file].proposals, day) or each.on,
            reviews.get(file),
            until.get((file, each.learns)),
        )
        for file, each in placed.items()
    }
    return {file: due for file, due in comes.items() if due is not None}
