"""The lists of other offices in a demonstration: of the poverty office, and of the disabled persons' federation."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from notoneless.interfaces.demo.county.answers import NEWCOMERS, Newcomer
from notoneless.records.rosters.rules.versions import RosterKind
from notoneless.synthetic import Demonstration

Row = Mapping[str, Any]

_SAID = ("name", "sex", "id_no", "dob", "township", "village")
_POOR, _POOR_OUT_OF_SCHOOL = 0.06, 0.4
_DISABLED, _DISABLED_OUT_OF_SCHOOL = 0.008, 0.1
"""Shares of all children, and of those in no school. Invented for the demonstration; they say nothing of any county."""

_KINDS = ("脱贫户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户", "")

_UNHEARD_OF = 2
"""Newcomers whom an office knows before any roster does."""


def lists_of(demonstration: Demonstration, seed: int, today: date) -> Iterator[tuple[RosterKind, list[Row]]]:
    """What the offices hand in: some of the household roster's children, and some whom it does not know."""
    homes = demonstration.rosters["household"].to_pylist()
    missing = {line["household_row"] - 1 for line in demonstration.truth["out_of_school"].to_pylist()}
    for kind, share, of_missing in (
        (RosterKind.POVERTY, _POOR, _POOR_OUT_OF_SCHOOL),
        (RosterKind.DISABLED, _DISABLED, _DISABLED_OUT_OF_SCHOOL),
    ):
        draws = Random(f"{seed} {kind}")
        named = [row for at, row in enumerate(homes) if draws.random() < (of_missing if at in missing else share)]
        unheard = NEWCOMERS[-_UNHEARD_OF:] if kind is RosterKind.DISABLED else NEWCOMERS[:1]
        rows = [*_told(named), *(_newcomer(each, homes[0], today) for each in unheard)]
        yield kind, _of_kinds(rows, seed) if kind is RosterKind.POVERTY else rows


def _told(rows: Sequence[Row]) -> list[Row]:
    return [{field: row[field] for field in _SAID} for row in rows]


def _of_kinds(rows: Sequence[Row], seed: int) -> list[Row]:
    """The rows of the poverty office, each with the kind of household it names; some say none."""
    draws = Random(f"{seed} kinds of households")
    return [{**row, "household_kind": draws.choice(_KINDS)} for row in rows]


def _newcomer(each: Newcomer, home: Row, today: date) -> Row:
    told = each.told(today)
    said = {"name": told["name"], "sex": told["sex"], "dob": told["born_on"].isoformat(), "id_no": None}
    return {field: said.get(field, home[field]) for field in _SAID}
