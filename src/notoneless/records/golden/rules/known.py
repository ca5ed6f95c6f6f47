"""A child as the rosters tell of it, and many of them as a table that can be kept."""

import sys
from collections.abc import Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

import pyarrow as pa

from notoneless.foundation.access.unit_kinds import Track

HAND = "hand"
OPEN = ""
"""The end of a stay that goes on."""


class Facts(NamedTuple):
    """What rosters say of a child, as text; empty where they say nothing. `born`: as ISO 8601."""

    name: str
    sex: str = ""
    born: str = ""
    id_number: str = ""
    student_number: str = ""
    guardian: str = ""
    relation: str = ""
    phone: str = ""
    address: str = ""


class Stay(NamedTuple):
    """That a child belongs to a unit on a track, from a day until before another."""

    track: Track
    unit: str
    from_on: str
    until_on: str = OPEN


class Known(NamedTuple):
    """One child. `gone_on`: the day from which no roster in force lists it any more.

    `origin`: HAND for a child that a person entered before any roster listed it; it is never removed.
    """

    id: str
    facts: Facts
    stays: tuple[Stay, ...] = ()
    gone_on: str = ""
    origin: str = ""

    def stay(self, track: Track) -> Stay | None:
        """Where the child belongs now, on one track."""
        for stay in reversed(self.stays):
            if stay.track is track and stay.until_on == OPEN:
                return stay
        return None


_COLUMNS = ("id", *Facts._fields, "stays", "gone_on", "origin")


def as_table(children: Iterable[Known]) -> pa.Table:
    """Children as columns of text, in the order of their ids."""
    rows = sorted(children, key=_by_id)
    told = cache(_stays_text)
    columns: list[Iterable[str]] = [
        map(_by_id, rows),
        *(map(itemgetter(at), map(_facts, rows)) for at in range(len(Facts._fields))),
        (told(child.stays) for child in rows),
        (child.gone_on for child in rows),
        (child.origin for child in rows),
    ]
    return pa.table({name: pa.array(column, pa.string()) for name, column in zip(_COLUMNS, columns, strict=True)})


def from_table(table: pa.Table) -> list[Known]:
    """Children again: what many have in common is one object. Raises KeyError for a table of anything else."""
    ids, *facts, stays, gone, origins = (_shared(table[name]) for name in _COLUMNS)
    told = map(Facts._make, zip(*facts, strict=True))
    return list(map(Known, ids, told, map(cache(_stays), stays), gone, origins))


def _shared(column: pa.ChunkedArray) -> list[str]:
    coded = column.combine_chunks().dictionary_encode()
    different = coded.dictionary.to_pylist()
    return [different[at] for at in coded.indices.to_pylist()]


def _by_id(child: Known) -> str:
    return child.id


def _facts(child: Known) -> Facts:
    return child.facts


def _stays_text(stays: Sequence[Stay]) -> str:
    return ";".join("|".join(stay) for stay in stays)


def _stays(text: str) -> tuple[Stay, ...]:
    if not text:
        return ()
    parts = (map(sys.intern, each.split("|")) for each in text.split(";"))
    return tuple(Stay(Track(track), unit, from_on, until_on) for track, unit, from_on, until_on in parts)
