"""The number of a disability certificate: the resident ID, then a digit for the category and one for the grade."""

from notoneless.casework.special_education.rules.kinds import Grade, Impairment
from notoneless.kernel.problems import Problem

LENGTH = 20
"""Characters: 18 of the resident ID, one of the category, one of the grade."""

_CATEGORY = {str(place): kind for place, kind in enumerate(Impairment, start=1)}


def plain(text: str) -> str:
    """A number as it is compared: without blanks, letters large."""
    return "".join(text.split()).upper()


def why_not_certified(number: str, resident_id: str | None, impairment: Impairment, grade: Grade) -> Problem | None:
    """Why a certificate cannot be this child's as entered; None where it can. No sentence repeats a number.

    `resident_id`: the child's, None where nobody knows it; then the first part is compared with nothing.
    """
    number = plain(number)
    if not number:
        return None if grade is Grade.NONE else Problem("special_education.grade_without_certificate")
    if len(number) != LENGTH or not number[:17].isdigit() or not number[18:].isdigit():
        return Problem("special_education.certificate_length", {"length": LENGTH, "typed": len(number)})
    if resident_id is not None and number[:18] != plain(resident_id):
        return Problem("special_education.certificate_of_another")
    if _CATEGORY.get(number[18]) is not impairment:
        return Problem("special_education.certificate_category", {"digit": number[18]})
    if number[19] != grade.value:
        return Problem("special_education.certificate_grade", {"digit": number[19]})
    return None
