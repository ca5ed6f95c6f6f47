"""Compulsory age: who is under, within or over it on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class CompulsoryAge:
    """From `from_years` full years (included) until `until_years` full years (excluded). Both come from a plan.

    Raises ValueError unless 0 <= from_years < until_years.
    """

    from_years: int
    until_years: int

    def __post_init__(self) -> None:
        if not 0 <= self.from_years < self.until_years:
            raise ValueError("compulsory age must begin before it ends")


def age_on(birth: date, on: date) -> int:
    """Age in full years (周岁); negative before birth.

    A year of age is full on the birthday itself, as 《义务教育法》第十一条 "年满六周岁" is applied to school entry
    (born by 31 August enters that year). Who is born on 29 February reaches it on 29 February in leap years and on
    1 March in others: 28 February is still the day before the birthday, and no law moves the birthday to it.
    """
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def stands(birth: date, on: date, rule: CompulsoryAge) -> Literal["under", "within", "over"]:
    """Where a child born on `birth` stands to compulsory age on the day `on`."""
    age = age_on(birth, on)
    if age < rule.from_years:
        return "under"
    return "within" if age < rule.until_years else "over"
