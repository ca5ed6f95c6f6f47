"""Children of compulsory age in no school: why each is listed and what to check next."""

from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.kernel.problems import Lang, Problem, sentence
from notoneless.linkage import LinkResult
from notoneless.records.reconciliation.rules.ages import Standing
from notoneless.records.reconciliation.rules.parameters import Parameters
from notoneless.records.reconciliation.rules.tracks import Track

_TRACKS = ("school", "elsewhere")


class Why(StrEnum):
    """Why a child is listed, the most telling first."""

    LEFT = "left"
    DOUBTFUL = "doubtful"
    AGE_UNKNOWN = "age_unknown"
    AGE_UNSURE = "age_unsure"
    ID_MISSING = "id_missing"
    ID_UNSOUND = "id_unsound"
    FIRST_YEAR = "first_year"
    NO_TRACE = "no_trace"


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
    next_check (sentences), near_roster, near_row, near_score, near_reason: the best candidate, null where there is none.
    """
    near = _nearest(others, results, home.rows.row[absent])
    left = _left_rows(home, others, results)
    review = {row for result in results for row in result.review["left_row"].to_pylist()}
    whys, reasons, checks = [], [], []
    for position, candidate in zip(absent.tolist(), near, strict=True):
        entry = left.get(int(home.group[position]))
        doubtful = candidate is not None and int(home.rows.row[position]) in review
        why = _why(home, position, parameters, linked=entry is not None, doubtful=doubtful)
        params = _params(candidate, entry, lang)
        whys.append(why.value)
        reasons.append(_reason(why, candidate, params, lang))
        checks.append(sentence(Problem(f"reconciliation.next.{why.value}", params), lang))
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
        }
    )


_Candidate = tuple[str, int, int, str]


def _nearest(others: list[Track], results: list[LinkResult], rows: npt.NDArray[np.int32]) -> list[_Candidate | None]:
    """The best unlinked candidate of each household row over the other rosters."""
    best: dict[int, _Candidate] = {}
    for roster, result in zip(_TRACKS[: len(others)], results, strict=True):
        columns = (result.nearest[name].to_pylist() for name in ("left_row", "right_row", "score", "reason"))
        for row, other, score, reason in zip(*columns, strict=True):
            if row not in best or best[row][2] < score:
                best[row] = (roster, other, score, reason)
    return [best.get(row) for row in rows.tolist()]


_Left = tuple[str, int, str]


def _left_rows(home: Track, others: list[Track], results: list[LinkResult]) -> dict[int, _Left]:
    """By child (its first position): roster, row and status of an entry linked to it, the roll's before any other's.

    Those of them who are still listed are listed because of that status.
    """
    found: dict[int, _Left] = {}
    for roster, track, result in zip(_TRACKS, others, results, strict=False):
        if "status" not in track.table.column_names:
            continue
        status = track.table["status"].to_pylist()
        row_at = {row: k for k, row in enumerate(track.rows.row.tolist())}
        child = home.group[np.searchsorted(home.rows.row, result.links["left_row"].to_numpy())].tolist()
        for at, row in zip(child, result.links["right_row"].to_pylist(), strict=True):
            found.setdefault(at, (roster, row, status[row_at[row]] or ""))
    return found


def _why(home: Track, position: int, parameters: Parameters, *, linked: bool, doubtful: bool) -> Why:
    rows = home.rows
    standing = home.standing[position]
    year = int(rows.dob[position] or rows.id_dob[position]) // 10000
    tests = (
        (linked, Why.LEFT),
        (doubtful, Why.DOUBTFUL),
        (standing == Standing.UNKNOWN, Why.AGE_UNKNOWN),
        (standing == Standing.UNSURE, Why.AGE_UNSURE),
        (rows.id[position] == 0 and position not in rows.odd, Why.ID_MISSING),
        (not rows.id_sound[position], Why.ID_UNSOUND),
        (parameters.as_of.year - year == parameters.age.from_years, Why.FIRST_YEAR),
    )
    return next((why for true, why in tests if true), Why.NO_TRACE)


def _params(candidate: _Candidate | None, entry: _Left | None, lang: Lang) -> dict[str, str | int]:
    if entry is not None:
        roster, row, status = entry
        return {"roster": sentence(Problem(f"reconciliation.roster.{roster}"), lang), "row": row, "status": status}
    if candidate is None:
        return {}
    named = sentence(Problem(f"reconciliation.roster.{candidate[0]}"), lang)
    return {"roster": named, "row": candidate[1], "evidence": candidate[3]}


def _reason(why: Why, candidate: _Candidate | None, params: dict[str, str | int], lang: Lang) -> str:
    """The reason, and for a child without a candidate near enough, who came nearest and why it is not the child."""
    text = sentence(Problem(f"reconciliation.why.{why.value}", params), lang)
    if candidate is None or why in (Why.LEFT, Why.DOUBTFUL):
        return text
    return text + sentence(Problem("reconciliation.nearest", params), lang)
