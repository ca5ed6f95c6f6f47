"""Reports of dropouts: told to the head, sent upwards, received."""

from typing import Any
from uuid import UUID

from notoneless.oversight.reporting.services import (
    acknowledge_report,
    receive_back_report,
    receive_dropout_report,
    record_joint_check,
    send_back_report,
    send_dropout_report,
    send_teacher_report,
)
from support.cases import proposed, suspected
from support.county import DAY, County

TOGETHER: dict[str, Any] = {
    "school_people": "王老师、李校长",
    "township_people": "张镇长",
    "village_people": "周支书",
    "result": "still_out",
}
"""Who took part of school, township and village, and what they found."""


def told(county: County, case: UUID | None = None, who: str = "王老师", **given: Any) -> UUID:
    """A pupil of whom the class teacher has told the head; the report."""
    return send_teacher_report(county.ctx(who), case=case or suspected(county), **{"note": ""} | given)


def acknowledged(county: County, case: UUID | None = None, who: str = "李校长") -> UUID:
    """The same, acknowledged by the head."""
    report = told(county, case)
    acknowledge_report(county.ctx(who), teacher_report=report)
    return report


def sent(county: County, case: UUID | None = None, who: str = "李校长", **given: Any) -> UUID:
    """A pupil whom the school has reported upwards; the report."""
    return send_dropout_report(county.ctx(who), case=case or suspected(county), **{"note": ""} | given)


def received(county: County, report: UUID, who: str = "张镇长", unit: str = "town_a") -> UUID:
    """A report received; the receipt."""
    return receive_dropout_report(county.ctx(who), dropout_report=report, unit=county.units[unit])


def reported_to_all(county: County, case: UUID) -> UUID:
    """A pupil reported upwards, and received by township, village and bureau; the report."""
    report = sent(county, case)
    for who, unit in (("张镇长", "town_a"), ("周支书", "village_a"), ("陈局长", "county")):
        received(county, report, who, unit)
    return report


def back_sent(county: County, case: UUID | None = None, who: str = "李校长") -> UUID:
    """A pupil who is back, reported upwards; the report."""
    return send_back_report(county.ctx(who), case=case or proposed(county), note="今天到校")


def back_received(county: County, report: UUID, who: str = "张镇长", unit: str = "town_a") -> UUID:
    """A report of a return received; the receipt."""
    return receive_back_report(county.ctx(who), back_report=report, unit=county.units[unit])


def checked(county: County, case: UUID, who: str = "李校长", **given: Any) -> UUID:
    """A suspected pupil for whom school, township and village looked together."""
    return record_joint_check(county.ctx(who), case=case, **{"on": DAY, **TOGETHER} | given)
