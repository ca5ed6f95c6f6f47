"""The plan of linking rosters of one population: exact, candidates, evidence, assignment."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.kernel.names import load_shapes
from notoneless.kernel.problems import Lang, sentence
from notoneless.kernel.progress import Progress, silent
from notoneless.linkage.assign import Taken, assign, content_order, vetoed
from notoneless.linkage.compare import Comparer, Scored
from notoneless.linkage.compare_ids import Owners
from notoneless.linkage.compare_names import compare_names
from notoneless.linkage.decided import Decided, Judged
from notoneless.linkage.duplicates import LookAlikes
from notoneless.linkage.encode import Encoded, Population, encode, stack
from notoneless.linkage.explain import DECIDED, EXACT_REASONS, reasons
from notoneless.linkage.joining import Joining
from notoneless.linkage.joins import Exact, Joins
from notoneless.linkage.levels import Name
from notoneless.linkage.model import LinkResult, LinkSettings
from notoneless.linkage.neighbours import Neighbours
from notoneless.linkage.open_dates import OpenDates

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

EXACT_SCORE = 400
"""Score written for links of the exact stage, in tenths of a bit; above any score evidence can reach."""

DECIDED_SCORE = 500
"""Score written for links that a person decided."""

_STAGES = 3
_AT_ONCE = 2
"""Batches of pairs compared at once, as many as the columns that `encode` reads: each holds memory."""


def link(
    left: pa.Table,
    right: pa.Table,
    settings: LinkSettings | None = None,
    lang: Lang = "zh",
    decided: Decided | None = None,
) -> LinkResult:
    """Link two rosters. Columns are text, named as tabular's fields; `row` gives row numbers, else 1, 2, 3 …

    The same children in any row order give the same links. A row without a name is never linked but by a person's decision: an
    ID alone is no proof.
    """
    return link_encoded(encode([left, right]), settings or LinkSettings(), lang, decided=decided).results[0]


def link_encoded(
    population: Population,
    settings: LinkSettings,
    lang: Lang = "zh",
    progress: Progress = silent,
    decided: Decided | None = None,
) -> "Linked":
    """Link the first roster of a population with each of the others, one result for each.

    The others are searched together, so that what the large one teaches serves the small one; a row of the first may have
    a partner in every other. decided: what a person has said of pairs of rows; it stands before every stage. Raises
    NotonelessError where decisions contradict one another.
    """
    left, *others = population.rosters
    right = stack(others)
    starts = np.cumsum([0, *(len(roster) for roster in others)])
    progress("linkage.stage.exact", 0, _STAGES)
    with Joins(population, left, right) as joins, ThreadPoolExecutor(max_workers=1) as beside:
        found = joins.exact()
        judged = Judged.of(decided, population.rosters, found)
        certain = judged.certain
        left_open, right_open = _open(len(left), certain.left), _open(len(right), certain.right)
        progress("linkage.stage.candidates", 1, _STAGES)
        dates = beside.submit(OpenDates.of, population, left, right, left_open, right_open)
        learning = beside.submit(Neighbours.learn, left, right, found.left, found.right)
        candidates = joins.candidates(left_open, right_open, dates.result, settings.block_cap)
        look_alikes = LookAlikes(left, right, starts, *joins.look_alikes(settings.block_cap))
        owners = _owners(population, left, right, judged.exact, joins.holders())
    progress("linkage.stage.evidence", 2, _STAGES)
    comparer = Comparer(population, left, right, owners, learning.result(), len(left))
    pairs = _score(comparer, judged.undecided(candidates, len(left)), settings)
    pairs = pairs.take(content_order(population, left, right, pairs))
    results = [
        _Part.cut(left, roster, int(start), judged, pairs).result(settings, lang)
        for roster, start in zip(others, starts, strict=False)
    ]
    progress("linkage.stage.evidence", _STAGES, _STAGES)
    return Linked(results, look_alikes, judged)


@dataclass(frozen=True, slots=True)
class Linked:
    """A result for each roster but the first, the rows of one roster that may be one child, and what was decided of rows."""

    results: list[LinkResult]
    look_alikes: LookAlikes
    judged: Judged


def _open(size: int, linked: Ints) -> Bools:
    still_open = np.ones(size, dtype=bool)
    still_open[linked] = False
    return still_open


def _owners(population: Population, left: Encoded, right: Encoded, exact: Exact, holders: tuple[Ints, Ints]) -> Owners:
    """An ID is another's where its holder on the other side has a name that cannot be this child's."""
    i, j = holders
    level = compare_names(population.names, left.name[i], right.name[j], np.zeros(len(i), dtype=bool))
    foreign = np.isin(level, [Name.DIFFERENT, Name.SURNAME_ONLY, Name.ONE_OTHER])
    owners = Owners.nothing_known(len(left), len(right))
    owners.left_owned[i[foreign]] = True
    owners.right_owned[j[foreign]] = True
    owners.left_confirmed[exact.left] = left.id[exact.left]
    owners.right_confirmed[exact.right] = left.id[exact.left]
    return owners


def _score(comparer: Comparer, candidates: tuple[Ints, Ints], settings: LinkSettings) -> Scored:
    """Score all candidates, a batch to a thread; keep those that may matter to anyone."""
    i, j = candidates
    batches = [slice(at, at + settings.batch) for at in range(0, max(len(i), 1), settings.batch)]
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as comparing:
        comparing.submit(load_shapes)  # names come last, and only they ask for shapes
        kept = list(comparing.map(lambda part: comparer.score(i[part], j[part], settings.tell_at), batches))
    return Scored.joined(kept)


@dataclass(frozen=True, slots=True)
class _Part:
    """What concerns the first roster and one of the others; positions are those in the two rosters."""

    left: Encoded
    right: Encoded
    certain: Exact
    pairs: Scored
    joining: Joining | None

    @classmethod
    def cut(cls, left: Encoded, right: Encoded, start: int, judged: Judged, pairs: Scored) -> "_Part":
        """The part of the roster that begins at `start` of the stacked others."""
        near = pairs.take((pairs.right >= start) & (pairs.right < start + len(right)))
        moved = replace(near, right=(near.right - start).astype(np.int32))
        joining = judged.joining and judged.joining.beginning(len(left) + start)
        return cls(left, right, judged.certain.part(start, len(right)), moved, joining)

    def result(self, settings: LinkSettings, lang: Lang) -> LinkResult:
        """Assign partners and tell the outcome."""
        pairs = self.pairs
        taken = Taken(~_open(len(self.left), self.certain.left), ~_open(len(self.right), self.certain.right))
        chosen = assign(self.left, pairs, taken, settings, self.joining)
        rest = np.ones(len(pairs.left), dtype=bool)
        rest[chosen] = False
        waiting = rest & ~taken.left[pairs.left]
        doubtful = waiting & (pairs.score >= settings.review_at) & (~taken.right[pairs.right] | ~vetoed(pairs))
        first = np.zeros(len(pairs.left), dtype=bool)
        at = np.flatnonzero(waiting)
        first[at[np.unique(pairs.left[at], return_index=True)[1]]] = True
        links = pa.concat_tables([self._certain_table(lang), self._table(pairs.take(chosen), lang)])
        return LinkResult(_sorted(links), self._table(pairs.take(doubtful), lang), self._table(pairs.take(first), lang))

    def _certain_table(self, lang: Lang) -> pa.Table:
        told = pa.array([sentence(reason, lang) for reason in EXACT_REASONS], pa.string())
        reason = pa.DictionaryArray.from_arrays(pa.array(self.certain.how.astype(np.int32)), told)
        score = np.where(self.certain.how == DECIDED, DECIDED_SCORE, EXACT_SCORE).astype(np.int16)
        return self._rows(self.certain.left, self.certain.right, score, reason)

    def _table(self, pairs: Scored, lang: Lang) -> pa.Table:
        return self._rows(pairs.left, pairs.right, pairs.score.astype(np.int16), reasons(pairs, lang))

    def _rows(self, i: Ints, j: Ints, score: npt.NDArray[np.int16], reason: pa.Array) -> pa.Table:
        rows = {"left_row": self.left.row[i], "right_row": self.right.row[j]}
        return pa.table({**rows, "score": score, "reason": reason})


def _sorted(table: pa.Table) -> pa.Table:
    return table.unify_dictionaries().sort_by([("left_row", "ascending"), ("right_row", "ascending")])
