"""The columns of a roster that the program knows, one name each whatever the source calls them."""

from enum import StrEnum


class Field(StrEnum):
    """A canonical roster column; its value is the column name in every table this cellar returns."""

    NAME = "name"
    FORMER_NAME = "former_name"
    SEX = "sex"
    DOB = "dob"
    ID_NO = "id_no"
    ETHNICITY = "ethnicity"
    GUARDIAN_NAME = "guardian_name"
    GUARDIAN_REL = "guardian_rel"
    GUARDIAN_ID = "guardian_id"
    GUARDIAN2_NAME = "guardian2_name"
    GUARDIAN2_REL = "guardian2_rel"
    GUARDIAN2_ID = "guardian2_id"
    PHONE = "phone"
    PHONE2 = "phone2"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    VILLAGE_GROUP = "village_group"
    ADDRESS = "address"
    HUKOU_ADDRESS = "hukou_address"
    HOUSEHOLD_NO = "household_no"
    HOUSEHOLD_KIND = "household_kind"
    STUDENT_NO = "student_no"
    SCHOOL = "school"
    SCHOOL_CODE = "school_code"
    GRADE = "grade"
    CLASS_NAME = "class"
    ENROLLED_ON = "enrolled_on"
    STATUS = "status"
    DROPPED_OUT = "dropped_out"
    REMARK = "remark"
    KEY = "key"


IDENTITY: frozenset[Field] = frozenset({Field.NAME, Field.ID_NO, Field.DOB, Field.STUDENT_NO})
"""The fields that say who a row is."""

CONTESTABLE: frozenset[Field] = frozenset({Field.NAME, Field.ID_NO, Field.STUDENT_NO})
"""A file where two columns claim one of these equally needs a person's decision."""

NUMBERS: frozenset[Field] = frozenset({Field.ID_NO, Field.DOB, Field.STUDENT_NO})
"""The fields of which a roster must have at least one beside the name."""

SECOND: dict[Field, Field] = {
    Field.GUARDIAN_NAME: Field.GUARDIAN2_NAME,
    Field.GUARDIAN_REL: Field.GUARDIAN2_REL,
    Field.GUARDIAN_ID: Field.GUARDIAN2_ID,
    Field.PHONE: Field.PHONE2,
}
"""Where a second column of the same kind goes: rosters give two guardians and two telephones."""
