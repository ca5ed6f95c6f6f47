"""The tables of undertakings, rubrics and appraisals."""

from notoneless.oversight.appraisal.models.scoring import Appeal, Appraisal, Consequence, OwnTarget, Rubric
from notoneless.oversight.appraisal.models.signing import SchoolRules, Undertaking

__all__ = ["Appeal", "Appraisal", "Consequence", "OwnTarget", "Rubric", "SchoolRules", "Undertaking"]
