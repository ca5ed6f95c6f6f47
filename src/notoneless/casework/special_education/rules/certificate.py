"""The number of a disability certificate: the resident ID, then a digit for the category and one for the grade."""

from datetime import date

from notoneless.casework.special_education.rules.kinds import Grade, Impairment
from notoneless.kernel.problems import Problem
from notoneless.kernel.resident_id import is_valid

LENGTH = 20
"""Characters: 18 of the resident ID, one of the category, one of the grade."""

_CATEGORY = {str(place): kind for place, kind in enumerate(Impairment, start=1)}


def plain(text: str) -> str:
    """A number as it is compared: without blanks, letters large."""
    return "".join(text.split()).upper()


def why_not_certified(
    number: str, resident_id: str | None, impairment: Impairment, grade: Grade, born_on: date | None = None
) -> Problem | None:
    """Why a certificate cannot be this child's as entered; None where it can. No sentence repeats a number.

    `resident_id`: the child's, None where nobody knows it; then the first part is a sound number of somebody born on `born_on`.
    """
    number = plain(number)
    if not number:
        return None if grade is Grade.NONE else Problem("special_education.grade_without_certificate")
    if len(number) != LENGTH or not number.isascii() or not (number[:17] + number[18:]).isdigit():
        return Problem("special_education.certificate_length", {"length": LENGTH, "typed": len(number)})
    if resident_id is not None and number[:18] != plain(resident_id):
        return Problem("special_education.certificate_of_another")
    if resident_id is None and not _fits(number[:18], born_on):
        return Problem("special_education.certificate_unsound")
    if _CATEGORY.get(number[18]) is not impairment:
        return Problem("special_education.certificate_category", {"digit": number[18]})
    if number[19] != grade.value:
        return Problem("special_education.certificate_grade", {"digit": number[19]})
    return None


def _fits(number: str, born_on: date | None) -> bool:
    """Whether the first part may be the resident ID of somebody born on a day, or on any where that is not known."""
    return is_valid(number) and (born_on is None or number[6:14] == f"{born_on:%Y%m%d}")
