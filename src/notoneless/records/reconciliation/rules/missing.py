"""Children of compulsory age in no school: why each is listed and what to check next."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.kernel.problems import Lang, Problem, sentence
from notoneless.linkage import LinkResult
from notoneless.records.reconciliation.rules.ages import Standing
from notoneless.records.reconciliation.rules.parameters import Parameters
from notoneless.records.reconciliation.rules.places import Places
from notoneless.records.reconciliation.rules.status import PRESENCES, Presence, says_dropped_out
from notoneless.records.reconciliation.rules.tracks import Track, positions

_TRACKS = ("school", "elsewhere")


class Why(StrEnum):
    """Why a child is listed, the most telling first; the first five for what an entry says."""

    NOT_ATTENDING = "not_attending"
    NO_SCHOOL = "no_school"
    STATUS_UNCLEAR = "status_unclear"
    LEFT = "left"
    PRIMARY_ONLY = "primary_only"
    DOUBTFUL = "doubtful"
    AGE_UNKNOWN = "age_unknown"
    AGE_UNSURE = "age_unsure"
    ID_MISSING = "id_missing"
    ID_UNSOUND = "id_unsound"
    FIRST_YEAR = "first_year"
    NO_TRACE = "no_trace"


_OF_STATUS = {
    Presence.NOT_ATTENDING: Why.NOT_ATTENDING,
    Presence.NO_SCHOOL: Why.NO_SCHOOL,
    Presence.UNCLEAR: Why.STATUS_UNCLEAR,
    Presence.LEFT: Why.LEFT,
    Presence.PRIMARY_ONLY: Why.PRIMARY_ONLY,
}
BY_STATUS = tuple(why for why in _OF_STATUS.values() if why is not Why.NO_SCHOOL)
"""Reasons that the status of an entry of the child gives."""


def missing_children(
    home: Track,
    others: list[Track],
    results: list[LinkResult],
    absent: npt.NDArray[np.intp],
    parameters: Parameters,
    lang: Lang,
) -> pa.Table:
    """One row for each household row in `absent`, in source order.

    household_row, child (row number of the child's first row: rows of one child share it), why (a `Why`), reason and
    next_check (sentences), near_roster, near_row, near_score, near_reason: the best candidate, null where there is none;
    entry_roster, entry_row: the entry of the child whose status is the reason, null where there is none.
    """
    places = [Places(part, track) for part, track in zip(_TRACKS, others, strict=False)]
    near = _nearest(others, results, home.rows.row[absent])
    entries = _entries(home, others, results, absent)
    review = {row for result in results for row in result.review["left_row"].to_pylist()}
    stated = [entries.get(int(child)) for child in home.group[absent]]
    whys, reasons, checks = [], [], []
    for position, candidate, entry in zip(absent.tolist(), near, stated, strict=True):
        doubtful = candidate is not None and int(home.rows.row[position]) in review
        why = _of_status(entry) or _why(home, position, parameters, doubtful=doubtful)
        whys.append(why.value)
        reasons.append(_reason(why, candidate, entry, places, lang))
        checks.append(sentence(Problem(f"reconciliation.next.{why.value}"), lang))
    return pa.table(
        {
            "household_row": home.rows.row[absent],
            "child": home.rows.row[home.group[absent]],
            "why": pa.array(whys, pa.string()),
            "reason": pa.array(reasons, pa.string()),
            "next_check": pa.array(checks, pa.string()),
            "near_roster": pa.array([c and c[0] for c in near], pa.string()),
            "near_row": pa.array([c and c[1] for c in near], pa.int32()),
            "near_score": pa.array([c and c[2] for c in near], pa.int16()),
            "near_reason": pa.array([c and c[3] for c in near], pa.string()),
            "entry_roster": pa.array([e and _TRACKS[e.at] for e in stated], pa.string()),
            "entry_row": pa.array([e and e.row for e in stated], pa.int32()),
        }
    )


_Candidate = tuple[str, int, int, str]
"""Roster, row, score and reason."""


def _nearest(others: list[Track], results: list[LinkResult], rows: npt.NDArray[np.int32]) -> list[_Candidate | None]:
    """The best unlinked candidate of each household row over the other rosters."""
    best: dict[int, _Candidate] = {}
    for roster, result in zip(_TRACKS[: len(others)], results, strict=True):
        columns = (result.nearest[name].to_pylist() for name in ("left_row", "right_row", "score", "reason"))
        for row, other, score, reason in zip(*columns, strict=True):
            if row not in best or best[row][2] < score:
                best[row] = (roster, other, score, reason)
    return [best.get(row) for row in rows.tolist()]


@dataclass(frozen=True, slots=True, order=True)
class _Entry:
    """An entry of a listed child; the first in order is the one to tell: by presence, by roster (0 the roll), by row."""

    presence: int
    at: int
    row: int
    status: str
    dropped_out: str

    @property
    def said(self) -> str | Problem:
        """What it says of the pupil: the status, and where a column of its own says that the pupil dropped out, this too."""
        if not says_dropped_out(self.dropped_out):
            return self.status
        kind = "both" if self.status else "dropped_out"
        return Problem(f"reconciliation.said.{kind}", {"status": self.status, "answer": self.dropped_out})


def _entries(
    home: Track, others: list[Track], results: list[LinkResult], absent: npt.NDArray[np.intp]
) -> dict[int, _Entry]:
    """By child (its first position), the entry that says most of why the child is listed, of all entries of the pupil."""
    found: dict[int, _Entry] = {}
    for at, (track, result) in enumerate(zip(others, results, strict=True)):
        if not track.presence.any():
            continue
        child = home.group[positions(home.rows, result.links["left_row"])]
        wanted = np.isin(child, home.group[absent])
        pupil = track.group[positions(track.rows, result.links["right_row"])]
        child_of = dict(zip(pupil[wanted].tolist(), child[wanted].tolist(), strict=True))
        there = np.flatnonzero(np.isin(track.group, pupil[wanted]))
        said = [_texts(track.table, field, there) for field in ("status", "dropped_out")]
        columns = (track.group[there], track.presence[there], track.rows.row[there])
        for group, presence, row, status, answer in zip(*(column.tolist() for column in columns), *said, strict=True):
            of = child_of[group]
            entry = _Entry(presence, at, row, status or "", answer or "")
            found[of] = min(found.get(of, entry), entry)
    return found


def _texts(table: pa.Table, field: str, rows: npt.NDArray[np.intp]) -> list[str | None]:
    if field not in table.column_names:
        return [None] * len(rows)
    texts: list[str | None] = table[field].take(pa.array(rows)).to_pylist()
    return texts


def _of_status(entry: _Entry | None) -> Why | None:
    return None if entry is None else _OF_STATUS.get(PRESENCES[entry.presence])


def _why(home: Track, position: int, parameters: Parameters, *, doubtful: bool) -> Why:
    rows = home.rows
    standing = home.standing[position]
    year = int(rows.dob[position] or rows.id_dob[position]) // 10000
    tests = (
        (doubtful, Why.DOUBTFUL),
        (standing == Standing.UNKNOWN, Why.AGE_UNKNOWN),
        (standing == Standing.UNSURE, Why.AGE_UNSURE),
        (rows.id[position] == 0 and position not in rows.odd, Why.ID_MISSING),
        (not rows.id_sound[position], Why.ID_UNSOUND),
        (parameters.as_of.year - year == parameters.age.from_years, Why.FIRST_YEAR),
    )
    return next((why for true, why in tests if true), Why.NO_TRACE)


def _reason(why: Why, candidate: _Candidate | None, entry: _Entry | None, places: list[Places], lang: Lang) -> str:
    """The reason, and for a child without a candidate near enough, who came nearest and why it is not the child."""
    if entry is not None:
        params: dict[str, str | int | Problem] = {"place": places[entry.at].told(entry.row), "status": entry.said}
    elif candidate is not None:
        place = places[_TRACKS.index(candidate[0])].told(candidate[1])
        params = {"place": place, "evidence": candidate[3]}
    else:
        params = {}
    text = sentence(Problem(f"reconciliation.why.{why.value}", params), lang)
    if entry is not None or candidate is None or why is Why.DOUBTFUL:
        return text
    return text + sentence(Problem("reconciliation.nearest", params), lang)
