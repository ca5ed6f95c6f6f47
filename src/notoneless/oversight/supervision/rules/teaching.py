"""Required hours of each subject, what a timetable lacks of them, and when homework is more than is set."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from notoneless.kernel.problems import Problem

PLAN = "local/conduct"
_LINE = re.compile(r"^(?P<subject>[^\s=＝:：]{1,20})\s*[=＝:：\s]\s*(?P<hours>\d{1,2})$")
_GRADES = re.compile(r"^(?P<first>\d)(?:-(?P<last>\d))?$")
MOST_HOURS = 60
"""Lessons of a week that no class has."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A subject that a timetable lacks, or has too little of. `has` is nought where it is missing."""

    subject: str
    needs: int
    has: int

    @property
    def is_missing(self) -> bool:
        """Whether there is no lesson of it at all."""
        return self.has == 0


def hours_of(text: str) -> Mapping[str, int] | Problem:
    """A timetable's hours a week by subject, of lines such as `语文=7`; the problem of a line that says nothing."""
    found: dict[str, int] = {}
    for line in filter(None, (each.strip() for each in text.splitlines())):
        match = _LINE.match(line)
        if match is None or int(match["hours"]) == 0:
            return Problem("supervising.no_hours", {"line": line[:40]})
        if match["subject"] in found:
            return Problem("supervising.subject_twice", {"subject": match["subject"]})
        found[match["subject"]] = int(match["hours"])
    if not found or sum(found.values()) > MOST_HOURS:
        return Problem("supervising.no_timetable")
    return found


def required_hours(text: str) -> Mapping[int, Mapping[str, int]] | None:
    """What a county requires of each grade, of `1-2:语文=9、数学=4 3-6:…`; None where it is not set or cannot be read."""
    found: dict[int, dict[str, int]] = {}
    for part in text.split():
        grades, _, subjects = part.partition(":")
        match, told = _GRADES.match(grades), hours_of(subjects.replace("、", "\n"))
        if match is None or isinstance(told, Problem):
            return None
        for grade in range(int(match["first"]), int(match["last"] or match["first"]) + 1):
            found.setdefault(grade, {}).update(told)
    return found or None


def minutes_of(text: str) -> Mapping[int, int] | None:
    """The most minutes of homework a day by grade, of `1-2=0 3-6=60`; None where it is not set or cannot be read."""
    found: dict[int, int] = {}
    for part in text.split():
        grades, _, minutes = part.partition("=")
        match = _GRADES.match(grades)
        if match is None or not minutes.isdigit():
            return None
        found.update(dict.fromkeys(range(int(match["first"]), int(match["last"] or match["first"]) + 1), int(minutes)))
    return found or None


def gaps_between(required: Mapping[str, int], has: Mapping[str, int]) -> tuple[Gap, ...]:
    """Which subjects are missing or short."""
    return tuple(Gap(name, needs, has.get(name, 0)) for name, needs in required.items() if has.get(name, 0) < needs)


def is_excess(minutes: int, most: int | None) -> bool:
    """Whether homework is more than is set; without a number nothing is by number alone, and who checks says so."""
    return most is not None and minutes > most
