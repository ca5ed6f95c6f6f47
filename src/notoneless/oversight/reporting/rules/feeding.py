"""What of children is fed back to township and villages, and which year's statistics agree with which files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from notoneless.casework.cases.rules.standing import State
from notoneless.kernel.problems import Problem
from notoneless.oversight.reporting.rules.months import MOST_MONTHS, months_between


class Subject(StrEnum):
    """What is fed back, in the order of the plan (report.forward_subjects); what is said of disability is told by need."""

    DROPOUT = "dropout"
    TAUGHT_AT_HOME = "taught_at_home"
    DISABILITY = "disability"


OUT = frozenset({State.SUSPECTED, State.VERIFIED, State.PROPOSED})
"""Cases whose child is told of."""


def why_no_feedback(month: date, today: date) -> Problem | None:
    """Why a month cannot be fed back: it is none, is to come, or is too long ago."""
    if month.day != 1 or not 0 <= months_between(month, today) <= MOST_MONTHS:
        return Problem("reporting.no_summary_month")
    return None


@dataclass(frozen=True, slots=True)
class Disability:
    """A child with disabilities, as files or statistics have it. `room`: its class; `kind`: of which, empty where not said."""

    child: str
    name: str
    room: str = ""
    kind: str = ""


class Apart(StrEnum):
    """How statistics and files differ of a child."""

    NOT_IN_FILES = "not_in_files"
    NOT_IN_STATISTICS = "not_in_statistics"
    ROOM = "room"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference: `said` by the statistics, `filed` by the files."""

    apart: Apart
    name: str
    said: str
    filed: str

    @property
    def key(self) -> str:
        """What tells it from others: explained once, it stays explained while it says the same."""
        return f"{self.apart}|{self.name}|{self.said}|{self.filed}"


def differences(statistics: Iterable[Disability], files: Mapping[str, Disability]) -> tuple[Difference, ...]:
    """Where statistics and files differ, child by child; a child of the statistics is known by its id, else by its line.

    A kind of disability differs only where both say one.
    """
    found: list[Difference] = []
    seen: set[str] = set()
    for said in statistics:
        filed = files.get(said.child)
        seen.add(said.child)
        if filed is None:
            found.append(Difference(Apart.NOT_IN_FILES, said.name, _told(said), ""))
            continue
        if said.room != filed.room:
            found.append(Difference(Apart.ROOM, said.name, said.room, filed.room))
        if said.kind and filed.kind and said.kind.removesuffix("残疾") != filed.kind:
            found.append(Difference(Apart.KIND, said.name, said.kind, filed.kind))
    missing = sorted((each for child, each in files.items() if child not in seen), key=lambda each: each.name)
    found += [Difference(Apart.NOT_IN_STATISTICS, each.name, "", _told(each)) for each in missing]
    return tuple(found)


def _told(each: Disability) -> str:
    return " ".join(part for part in (each.room, each.kind) if part)


def lines_read(text: str) -> list[tuple[str, str, str]]:
    """The lines of a list of the statistics: name, class, kind of disability, parted by blanks, commas or tabs."""
    found = []
    for line in text.splitlines():
        parts = line.replace("，", " ").replace(",", " ").replace("、", " ").split()
        if parts:
            found.append((parts[0], parts[1] if len(parts) > 1 else "", " ".join(parts[2:])))
    return found
