"""The children whom the rosters in force on one day list: a pure question, which a process of its own can answer as well."""

import os
import pickle
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import IO
from uuid import UUID

from notoneless.foundation.access.unit_kinds import Track
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.linkage import Decided
from notoneless.records.golden.rules.known import Facts
from notoneless.records.golden.rules.sightings import Sighting, sightings
from notoneless.records.reconciliation.rules.comparison import match
from notoneless.records.reconciliation.rules.parameters import Parameters
from notoneless.records.rosters.rules.stacking import Stack


@dataclass(frozen=True, slots=True)
class Listed:
    """The rosters in force on a day, of which `away` may be none, with all that decides who their rows are.

    `days`: the day of each roster. `units`: those of each track. `decided`: what people have said of pairs of rows.
    """

    home: Stack
    school: Stack
    away: Stack | None
    days: Mapping[UUID, date]
    units: Mapping[Track, frozenset[UUID]]
    parameters: Parameters
    decided: Decided

    def __len__(self) -> int:
        """All rows."""
        return sum(stack.table.num_rows for stack in (self.home, self.school, self.away) if stack is not None)


def seen(listed: Listed) -> list[Sighting]:
    """The children, in the order of what is said of them. Raises NotonelessError where decisions contradict one another."""
    away = listed.away.table if listed.away else None
    found = match(listed.home.table, listed.school.table, away, listed.parameters, decided=listed.decided)
    return sightings(found, listed.home, listed.school, listed.days, listed.units)


def ask(listed: Listed, into: IO[bytes]) -> None:
    """Write a question for `answer`."""
    pickle.dump(listed, into, pickle.HIGHEST_PROTOCOL)
    into.flush()


def answer(asked: IO[bytes], into: IO[bytes]) -> None:
    """Read a question and write its answer for `answered`: both ends are this program, and nothing else gets in between."""
    try:
        found = seen(pickle.load(asked))
    except NotonelessError as error:
        pickle.dump(error.told, into)
        return
    columns = list(map(list, zip(*((*each.facts, *each[1:]) for each in found), strict=True)))
    pickle.dump(columns, into, pickle.HIGHEST_PROTOCOL)
    into.flush()


def answered(told: IO[bytes]) -> list[Sighting]:
    """The children of an answer. Raises NotonelessError as `seen` does, EOFError where there is no answer."""
    found = pickle.load(told)
    if isinstance(found, Problem):
        raise NotonelessError(found)
    if not found:
        return []
    facts = map(Facts._make, zip(*found[: len(Facts._fields)], strict=True))
    return list(map(Sighting, facts, *found[len(Facts._fields) :]))


def main() -> None:
    """Answer one question from standard input on standard output; whatever a library prints goes to standard error."""
    into = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with suppress(BrokenPipeError):  # who asked is gone
        answer(sys.stdin.buffer, into)
