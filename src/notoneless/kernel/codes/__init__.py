"""Codes and their plain-word spellings: divisions, schools, sex, ethnic group, grade."""

from notoneless.kernel.codes.divisions import Division, DivisionLevel, TownshipKind, parse_division
from notoneless.kernel.codes.ethnicities import ETHNICITIES, Ethnicity, parse_ethnicity
from notoneless.kernel.codes.grades import LAST_COMPULSORY_GRADE, parse_grade
from notoneless.kernel.codes.schools import SchoolCode, SchoolKind, parse_school_code
from notoneless.kernel.codes.sexes import Sex, parse_sex

__all__ = [
    "ETHNICITIES",
    "LAST_COMPULSORY_GRADE",
    "Division",
    "DivisionLevel",
    "Ethnicity",
    "SchoolCode",
    "SchoolKind",
    "Sex",
    "TownshipKind",
    "parse_division",
    "parse_ethnicity",
    "parse_grade",
    "parse_school_code",
    "parse_sex",
]
