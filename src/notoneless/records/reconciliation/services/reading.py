"""The roster files read and held ready; files that no comparison can use are refused."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from notoneless.kernel.progress import Progress, silent
from notoneless.records.reconciliation.rules.usable import (
    refuse_reshuffled,
    refuse_swapped,
    refuse_twins,
    refuse_unusable,
)
from notoneless.tabular.column_map import load_map
from notoneless.tabular.reading import Roster, read_roster

ROSTERS = ("household", "school", "elsewhere")
_AT_ONCE = 2

Rosters = dict[str, Roster]
"""Rosters by their part."""


@contextmanager
def reading(
    files: Mapping[str, Path], maps: Mapping[str, Path], progress: Progress = silent
) -> Iterator[Callable[[], Rosters]]:
    """Begin to read the roster files (by part; elsewhere may be missing); what is given, once called, waits for them.

    Whoever reads can meanwhile load what is needed next. maps: column maps by part, or under "" for all. The call raises
    NotonelessError for a file that cannot be read, is given twice or cannot be compared: the first in the order of the parts.
    """
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as readers:
        started = {part: readers.submit(_read_one, part, files[part], maps) for part in ROSTERS if part in files}
        yield lambda: _waited_for(started, progress)


def _waited_for(started: Mapping[str, Future[Roster]], progress: Progress) -> Rosters:
    rosters = {}
    for at, (part, roster) in enumerate(started.items()):
        progress(f"reconciliation.stage.{part}", at, len(started))
        rosters[part] = roster.result()
    refuse_twins(rosters)
    refuse_reshuffled(rosters)
    refuse_swapped({part: roster.data for part, roster in rosters.items()})
    return rosters


def _read_one(part: str, path: Path, maps: Mapping[str, Path]) -> Roster:
    chosen = maps.get(part) or maps.get("")
    roster = read_roster(path, columns=load_map(chosen) if chosen else None)
    refuse_unusable(part, roster.data)
    return roster
