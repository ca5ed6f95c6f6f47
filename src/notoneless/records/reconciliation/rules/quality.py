"""What is wrong with the rosters themselves: single rows to correct."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from notoneless.kernel.problems import Problem
from notoneless.kernel.resident_id import IdKind, parse_resident_id
from notoneless.records.reconciliation.rules.ages import OLDEST
from notoneless.records.reconciliation.rules.comparison import Reconciliation
from notoneless.records.reconciliation.rules.status import NO_CHANGE, PRESENCES, REMARKED, Presence
from notoneless.records.reconciliation.rules.tracks import Track

_ROSTERS = ("household", "school", "elsewhere")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing wrong with one row: roster (household, school, elsewhere), source row, field and what to say."""

    roster: str
    row: int
    field: str
    problem: Problem


def row_problems(result: Reconciliation) -> Iterator[RowProblem]:
    """Rows whose ID number, birth date or name a person should correct, roster by roster, in source order."""
    tracks = (result.household, result.school, result.elsewhere)
    for roster, track in zip(_ROSTERS, tracks, strict=True):
        if track is not None:
            yield from sorted(_of_track(roster, track, result.parameters.as_of), key=lambda p: (p.row, p.field))
            yield from _unclear_statuses(roster, track)
            yield from _remarks(roster, track)


def _of_track(roster: str, track: Track, as_of: date) -> Iterator[RowProblem]:
    rows = track.rows
    for at in np.flatnonzero(rows.name < 0).tolist():
        yield RowProblem(roster, int(rows.row[at]), "name", Problem("reconciliation.row.no_name"))
    yield from _ids(roster, track)
    latest = as_of.year * 10000 + as_of.month * 100 + as_of.day
    for at in np.flatnonzero(rows.dob > latest).tolist():
        yield RowProblem(roster, int(rows.row[at]), "dob", Problem("reconciliation.row.future"))
    earliest = latest - OLDEST * 10000
    for at in np.flatnonzero((rows.dob > 0) & (rows.dob < earliest)).tolist():
        yield RowProblem(roster, int(rows.row[at]), "dob", Problem("reconciliation.row.too_old", {"oldest": OLDEST}))
    for at in np.flatnonzero(_contradicts(rows.dob, rows.id_dob) & rows.id_sound).tolist():
        params: dict[str, str | int] = {"dob": _written(int(rows.dob[at])), "id_dob": _written(int(rows.id_dob[at]))}
        yield RowProblem(roster, int(rows.row[at]), "dob", Problem("reconciliation.row.dob_not_id", params))


def _ids(roster: str, track: Track) -> Iterator[RowProblem]:
    """IDs that are missing or not whole, each with what the kernel makes of it."""
    rows = track.rows
    unsound = np.flatnonzero(~rows.id_sound)
    if "id_no" not in track.table.column_names:
        return
    texts = track.table["id_no"].combine_chunks().take(pa.array(unsound)).to_pylist()
    for at, text in zip(unsound.tolist(), texts, strict=True):
        parsed = parse_resident_id(text)
        problem = parsed.problem or Problem("reconciliation.row.no_id")
        if parsed.kind not in (IdKind.VALID, IdKind.OTHER_DOCUMENT):
            yield RowProblem(roster, int(rows.row[at]), "id_no", problem)


def _unclear_statuses(roster: str, track: Track) -> Iterator[RowProblem]:
    """Each status nobody knows the meaning of, once, at its first row; and 无 where it was taken for no change."""
    if "status" not in track.table.column_names:
        return
    status = track.table["status"].combine_chunks()
    unclear = track.presence == PRESENCES.index(Presence.UNCLEAR)
    no_change = pc.equal(status, NO_CHANGE).fill_null(False).to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(unclear | no_change)
    texts = status.take(pa.array(rows)).to_pylist()
    first = dict(zip(reversed(texts), reversed(rows.tolist()), strict=True))
    for text, count in Counter(texts).items():
        slug = "unclear_status" if unclear[first[text]] else "no_change"
        problem = Problem(f"reconciliation.row.{slug}", {"status": text, "count": count})
        yield RowProblem(roster, int(track.rows.row[first[text]]), "status", problem)


def _remarks(roster: str, track: Track) -> Iterator[RowProblem]:
    """Remarks that speak against schooling beside a row that counts as in school: free text decides nothing, but is told."""
    if "remark" not in track.table.column_names:
        return
    remark = track.table["remark"].combine_chunks()
    rows = np.flatnonzero(track.linked & remark.is_valid().to_numpy(zero_copy_only=False))
    for at, text in zip(rows.tolist(), remark.take(pa.array(rows)).to_pylist(), strict=True):
        if REMARKED(text):
            yield RowProblem(
                roster, int(track.rows.row[at]), "remark", Problem("reconciliation.row.remark", {"text": text})
            )


def _contradicts(dob: npt.NDArray[np.int32], id_dob: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Whole dates that differ; an incomplete one contradicts only in the parts it has."""
    known = (dob > 0) & (id_dob > 0)
    day, month = dob % 100 > 0, dob // 100 % 100 > 0
    differs = np.where(
        day, dob != id_dob, np.where(month, dob // 100 != id_dob // 100, dob // 10000 != id_dob // 10000)
    )
    return np.asarray(known & differs, dtype=bool)


def _written(ymd: int) -> str:
    parts = (f"{ymd // 10000:04d}", f"{ymd // 100 % 100:02d}", f"{ymd % 100:02d}")
    return "-".join(part for part in parts if int(part))
