"""What may be done for a child with disabilities."""

from notoneless.casework.special_education.services.agreeing import agree
from notoneless.casework.special_education.services.filing import open_file, revise_file
from notoneless.casework.special_education.services.placing import (
    assess,
    decide_placement,
    propose_placement,
    record_application,
)
from notoneless.casework.special_education.services.programming import write_programme

__all__ = [
    "agree",
    "assess",
    "decide_placement",
    "open_file",
    "propose_placement",
    "record_application",
    "revise_file",
    "write_programme",
]
