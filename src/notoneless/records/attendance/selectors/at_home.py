"""Which pupils of a class are taught at home (送教上门): a room above knows, and is asked through the wiring."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings as program
from django.utils.module_loading import import_string

AtHome = Callable[[Collection[UUID], date], Iterable[tuple[UUID, date, date | None]]]
"""Children and a day: each span of days that had begun by then on which one of them was taught at home, with its first day and
the first on which that was over."""


def taught_at_home(children: Collection[UUID], day: date) -> frozenset[UUID]:
    """Those of some children who are taught at home on a day: nobody expects them in class. It shows nothing by itself."""
    return frozenset(at_home_since(children, day))


def at_home_since(children: Collection[UUID], day: date) -> dict[UUID, date]:
    """The same, each with the day since which it is."""
    return {child: begun for child, begun, until in _spans(children, day) if until is None or until > day}


def at_home_from(children: Collection[UUID], day: date) -> Mapping[UUID, frozenset[date]]:
    """The days until a day on which some children began to be taught at home; who never was is left out."""
    found: dict[UUID, set[date]] = defaultdict(set)
    for child, begun, _ in _spans(children, day):
        found[child].add(begun)
    return {child: frozenset(days) for child, days in found.items()}


def _spans(children: Collection[UUID], day: date) -> Iterable[tuple[UUID, date, date | None]]:
    if not children:
        return ()
    known: Sequence[AtHome] = import_string(program.TAUGHT_AT_HOME)
    return [span for each in known for span in each(children, day)]
