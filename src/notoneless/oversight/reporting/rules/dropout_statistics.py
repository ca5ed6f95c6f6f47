"""The statistics of dropouts (辍学学生信息统计表, clause 2.17): its columns in their order."""

from enum import StrEnum


class Statistic(StrEnum):
    """What the form shows of a dropout, in this order."""

    SERIAL = "serial"
    SCHOOL = "school"
    ROOM = "room"
    NAME = "name"
    SEX = "sex"
    BORN_ON = "born_on"
    GUARDIAN = "guardian"
    HOME = "home"
    LEFT_ON = "left_on"
    REASON = "reason"
    EFFORTS = "efforts"
    JOINT = "joint"
    DESTINATION = "destination"
    ACCOUNTABLE = "accountable"
    STATE = "state"
    BACK_ON = "back_on"
