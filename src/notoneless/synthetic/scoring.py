"""Compares the files of a reconciliation with the planted truth."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.synthetic.arrays import Ints
from notoneless.synthetic.number_errors import same_number

_SHIFT: Final = 1 << 32  # rows of a roster stay below, so a pair of rows is one number


@dataclass(frozen=True, slots=True)
class Rate:
    """`found` = said by the result, `true` = planted, `right` = both. A rate of nothing over nothing is 1."""

    found: int
    true: int
    right: int

    @property
    def precision(self) -> float:
        """Share of what was said that is true."""
        return self.right / self.found if self.found else float(not self.true)

    @property
    def recall(self) -> float:
        """Share of what is true that was said."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 1.0

    def as_dict(self) -> dict[str, float | int]:
        """Counts and rates."""
        return {**asdict(self), "precision": self.precision, "recall": self.recall, "f1": self.f1}


@dataclass(frozen=True, slots=True)
class Score:
    """How good a reconciliation is.

    links, elsewhere: pairs of rows. Where a child has several rows in a roster, every pair of its rows is true.
    hard: the pairs whose ID numbers do not agree after normalising (`number_errors.same_number`): of the truth those of
    kind hard, of the result those whose two cells do not agree; a false pair of agreeing numbers therefore counts
    against links only.
    out_of_school: children, not rows. A child is found if any of its household rows is listed.
    hidden: children truly in no school, one of whose rows was linked to a roll or the elsewhere roster.
    children: as asked of the maker, the base of `hidden_per_100k`.
    """

    links: Rate
    hard: Rate
    elsewhere: Rate
    out_of_school: Rate
    hidden: int
    children: int

    @property
    def hidden_per_100k(self) -> float:
        """Hidden children for each 100,000 children."""
        return self.hidden * 100_000 / self.children

    def as_dict(self) -> dict[str, Any]:
        """All counts and rates, for JSON."""
        rates = {name: getattr(self, name).as_dict() for name in ("links", "hard", "elsewhere", "out_of_school")}
        return {**rates, "hidden": self.hidden, "hidden_per_100k": self.hidden_per_100k, "children": self.children}


def score(truth_dir: Path, result_dir: Path) -> Score:
    """Score `links.parquet`, `elsewhere_links.parquet` and `not_in_school.parquet` of `result_dir`.

    A result without `elsewhere_links.parquet` said nothing about that roster. Raises NotonelessError for a missing or
    unusable file, and for a result whose summary.json names other rosters than those of the truth.
    """
    _refuse_other_rosters(truth_dir, result_dir)
    people = _read(truth_dir / "people.parquet", ("roster", "row", "person", "id_no"))
    household = people.filter(pc.equal(people["roster"], "household"))
    school = people.filter(pc.equal(people["roster"], "school"))
    truth = _read(truth_dir / "links.parquet", ("household_row", "school_row", "kind"))
    true_hard = truth.filter(pc.equal(truth["kind"], "hard"))
    found = _distinct(_pairs(_read(result_dir / "links.parquet", ("household_row", "school_row"))))
    away = _elsewhere(result_dir)
    true_away = _pairs(_read(truth_dir / "elsewhere_links.parquet", ("household_row", "elsewhere_row")))
    out, listed, hidden = _children(truth_dir, result_dir, household, np.concatenate((found, away)))
    return Score(
        links=_rate(found, _pairs(truth)),
        hard=_rate(_disagreeing(found, _pairs(truth), household, school, true_hard), _pairs(true_hard)),
        elsewhere=_rate(away, true_away),
        out_of_school=_rate(listed, out),
        hidden=hidden,
        children=_children_asked(truth_dir),
    )


def _read(path: Path, columns: Sequence[str]) -> pa.Table:
    try:
        return pq.read_table(path, columns=list(columns)).select(list(columns))
    except FileNotFoundError as error:
        raise NotonelessError(Problem("synthetic.no_such_file", {"path": str(path)})) from error
    except (OSError, pa.ArrowInvalid, KeyError) as error:
        raise _unusable(path, ", ".join(columns)) from error


def _numbers(column: pa.ChunkedArray) -> Ints:
    numbers: Ints = column.to_numpy().astype(np.int64)
    return numbers


def _distinct(numbers: Ints) -> Ints:
    """Sorted and without repeats; `numpy.unique` hashes, which is slow for numbers built like these."""
    ordered = np.sort(numbers)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def _pairs(table: pa.Table) -> Ints:
    """Each pair of rows (the first two columns) as one number."""
    return _numbers(table.column(0)) * _SHIFT + _numbers(table.column(1))


def _elsewhere(result_dir: Path) -> Ints:
    path = result_dir / "elsewhere_links.parquet"
    return (
        _distinct(_pairs(_read(path, ("household_row", "elsewhere_row")))) if path.exists() else np.zeros(0, np.int64)
    )


def _rate(found: Ints, true: Ints) -> Rate:
    return Rate(len(found), len(true), len(np.intersect1d(found, true, assume_unique=True)))


def _disagreeing(found: Ints, true: Ints, household: pa.Table, school: pa.Table, true_hard: pa.Table) -> Ints:
    """The pairs of the result whose ID numbers do not agree: the truth knows it of true ones."""
    false = np.setdiff1d(found, true, assume_unique=True)
    cells = zip(_id_of(household, false // _SHIFT), _id_of(school, false % _SHIFT), strict=True)
    apart = [not same_number(a, b) for a, b in cells]
    return np.concatenate((np.intersect1d(found, _pairs(true_hard), assume_unique=True), false[np.array(apart, bool)]))


def _id_of(people: pa.Table, rows: Ints) -> list[str | None]:
    """The ID cells of rows, which the truth lists in order from 1; None for a row the roster does not have."""
    inside = np.where((rows >= 1) & (rows <= people.num_rows), rows - 1, -1)
    cells: list[str | None] = people["id_no"].combine_chunks().take(pa.array(inside, mask=inside < 0)).to_pylist()
    return cells


def _children(truth_dir: Path, result_dir: Path, household: pa.Table, links: Ints) -> tuple[Ints, Ints, int]:
    """Children truly out of school, children listed as such, and how many of the former were linked."""
    person = np.concatenate(([-1], _numbers(household["person"])))
    out = _distinct(_numbers(_read(truth_dir / "out_of_school.parquet", ("person",))["person"]))
    rows = _numbers(_read(result_dir / "not_in_school.parquet", ("household_row",))["household_row"])
    linked = links // _SHIFT
    if (
        max(rows.max(initial=0), linked.max(initial=0)) >= len(person)
        or min(rows.min(initial=1), linked.min(initial=1)) < 1
    ):
        raise NotonelessError(Problem("synthetic.row_out_of_range", {"rows": len(person) - 1}))
    return out, _distinct(person[rows]), len(np.intersect1d(_distinct(person[linked]), out, assume_unique=True))


def _children_asked(truth_dir: Path) -> int:
    try:
        return int(_json(truth_dir / "meta.json")["children"])
    except (ValueError, KeyError, TypeError) as error:
        raise _unusable(truth_dir / "meta.json", "children") from error


def _refuse_other_rosters(truth_dir: Path, result_dir: Path) -> None:
    """A result that does not say what it compared, as that of another program, is taken at its word."""
    summary = result_dir / "summary.json"
    if not summary.exists():
        return
    known = _json(truth_dir / "meta.json").get("sha256", {})
    try:
        sources = {part: (str(source["file"]), source["sha256"]) for part, source in _json(summary)["sources"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise _unusable(summary, "sources") from error
    for part, (file, fingerprint) in sources.items():
        if part in known and known[part] != fingerprint:
            raise NotonelessError(Problem("synthetic.other_rosters", {"path": str(result_dir), "file": file}))


def _json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotonelessError(Problem("synthetic.no_such_file", {"path": str(path)})) from error
    except ValueError as error:
        raise _unusable(path, "{}") from error
    if not isinstance(content, dict):
        raise _unusable(path, "{}")
    return content


def _unusable(path: Path, lacking: str) -> NotonelessError:
    return NotonelessError(Problem("synthetic.unusable_file", {"path": str(path), "columns": lacking}))
