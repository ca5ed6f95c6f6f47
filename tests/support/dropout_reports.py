"""Reports of dropouts: told to the head, sent upwards, received."""

from typing import Any
from uuid import UUID

from notoneless.oversight.reporting.services import (
    acknowledge_report,
    receive_dropout_report,
    send_dropout_report,
    send_teacher_report,
)
from support.cases import suspected
from support.county import County


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
