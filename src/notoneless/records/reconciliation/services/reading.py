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
from notoneless.tabular.fields import Field
from notoneless.tabular.reading import Roster, read_roster

ROSTERS = ("household", "school", "elsewhere")
COMPARED = frozenset({
    Field.NAME, Field.FORMER_NAME, Field.SEX, Field.DOB, Field.ID_NO, Field.STUDENT_NO, Field.GUARDIAN_NAME,
    Field.GUARDIAN_REL, Field.GUARDIAN_ID, Field.GUARDIAN2_NAME, Field.PHONE, Field.PHONE2, Field.TOWNSHIP, Field.VILLAGE,
    Field.SCHOOL, Field.GRADE, Field.STATUS, Field.DROPPED_OUT, Field.KEY,
})  # fmt: skip
"""What the comparison itself looks at; the other fields are only shown to people."""

_AT_ONCE = 2

Rosters = dict[str, Roster]
"""Rosters by their part."""


@contextmanager
def reading(
    files: Mapping[str, Path],
    maps: Mapping[str, Path],
    progress: Progress = silent,
    wanted: frozenset[Field] | None = None,
) -> Iterator[Callable[[], Rosters]]:
    """Begin to read the roster files (by part; elsewhere may be missing); what is given, once called, waits for them.

    wanted: fields that will be used, None for all.

    Whoever reads can meanwhile load what is needed next. maps: column maps by part, or under "" for all. The call raises
    NotonelessError for a file that cannot be read, is given twice or cannot be compared: the first in the order of the parts.
    """
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as readers:
        started = {
            part: readers.submit(_read_one, part, files[part], maps, wanted) for part in ROSTERS if part in files
        }
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


def _read_one(part: str, path: Path, maps: Mapping[str, Path], wanted: frozenset[Field] | None) -> Roster:
    chosen = maps.get(part) or maps.get("")
    roster = read_roster(path, columns=load_map(chosen) if chosen else None, wanted=wanted)
    refuse_unusable(part, roster.data)
    return roster
