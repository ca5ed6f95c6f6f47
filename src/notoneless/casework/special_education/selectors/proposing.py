"""What forms propose, so that only what differs is typed: who applies, what experts advised, what was written before."""

from datetime import date

from notoneless.casework.special_education.models import EducationProgramme, NeedsAssessment, SpecialFile
from notoneless.casework.special_education.selectors.knowing import answering, numbers_of
from notoneless.foundation.people.models import Guardian

STANDARDS = "homebound.standards"


def guardian_of(file: SpecialFile) -> str:
    """The name of a guardian who may apply, empty where nobody is known."""
    rows = Guardian._base_manager.filter(child_id=file.child_id).order_by("id")
    return rows.values_list("name", flat=True).first() or ""


def advice_of(file: SpecialFile) -> str:
    """The placement that experts advised last."""
    rows = NeedsAssessment._base_manager.filter(file=file).order_by("-on", "-id")
    return rows.values_list("advice", flat=True).first() or ""


def last_programme(file: SpecialFile) -> dict[str, str]:
    """What the programme written last says, by field."""
    row = EducationProgramme._base_manager.filter(file=file).order_by("-number").first()
    return {name: getattr(row, name) for name in ("goals", "measures", "standard")} if row is not None else {}


def standards_of(file: SpecialFile, day: date) -> list[str]:
    """The curriculum standards that the plan which binds names."""
    unit = answering([file.child_id], day).get(file.child_id)
    return numbers_of(unit, day).get(STANDARDS, "").split() if unit else []
