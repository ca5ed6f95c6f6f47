"""A county of many children counted, and a dashboard read: `python -m bench.dashboards [--children 100000]`."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

FIRST = date(2025, 9, 1)
TOWNS, VILLAGES, GROUPS, SCHOOLS, CLASSES = 20, 12, 8, 4, 24
"""Townships; in each so many villages and schools, with so many groups and classes."""

COUNT_WITHIN, READ_WITHIN = 5.0, 0.2
"""Seconds: a few for all, and a fifth for one page."""


def main() -> None:
    """Entry point; the exit code is 0 also where a bound does not hold, because a busy machine must not fail a build."""
    parser = argparse.ArgumentParser(prog="python -m bench.dashboards", description=__doc__)
    parser.add_argument("--children", type=int, default=100_000, help="children of the county")
    parser.add_argument("--runs", type=int, default=5, help="runs, of which the median counts")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"NOTONELESS_HOME": home, "DJANGO_SETTINGS_MODULE": "notoneless.settings"}
        _founded(Path(home))
        for line in _measured(words.children, words.runs):
            print(line, flush=True)


def _founded(home: Path) -> None:
    from notoneless.foundation.sealing.keys import write_ring
    from notoneless.kernel.sealing import fresh_ring

    (home / "keys").mkdir(mode=0o700)
    write_ring(fresh_ring(), home / "keys" / "ring.json")
    import django

    django.setup()
    from notoneless.interfaces.frame.standing import make_tables

    make_tables()


def _measured(children: int, runs: int) -> Iterator[str]:
    from notoneless.foundation.access.context import Context, Holding
    from notoneless.foundation.access.founding import found_county, system_context
    from notoneless.interfaces.frame.clock import IDS
    from notoneless.oversight.indicators.selectors import open_board
    from notoneless.oversight.indicators.services import count_units

    at = datetime(2026, 9, 30, 4, 0, tzinfo=UTC)
    root = found_county(IDS, at, "晴川县", FIRST).county
    town = _county(root, children)
    counting = system_context(IDS, at)
    counts = [_timed(lambda: count_units(counting.with_request(IDS.new()), unit=root)) for _ in range(runs)]
    yield _told(f"{children} children counted for all units", counts, COUNT_WITHIN)
    for words, role, unit in (("county", "county_officer", root), ("township", "township_leader", town)):
        held = (Holding(role, unit, FIRST),)
        ctx = Context(actor=IDS.new(), held=held, at=at, channel="web", ids=IDS, strong=True)
        reads = [_timed(lambda ctx=ctx: open_board(ctx)) for _ in range(runs)]
        yield _told(f"dashboard of the {words} read", reads, READ_WITHIN)


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _told(what: str, times: list[float], within: float) -> str:
    median = sorted(times)[len(times) // 2]
    return f"{what}: {median:.3f} s, bound {within:.1f} s{'' if median <= within else ', NOT HELD'}"


def _county(root: UUID, children: int) -> UUID:
    """Units and children written in bulk, each with a home and nearly all with a class; a township."""
    from django.db import transaction

    from notoneless.foundation.access.bulk import insert_many
    from notoneless.foundation.people.models import Child, ChildUnit
    from notoneless.interfaces.frame.clock import IDS

    with transaction.atomic():
        towns, homes, rooms = _tree(root)
        ids = [IDS.new().hex for _ in range(children)]
        born = [(date(2010, 9, 1) + timedelta(days=at % 3900)).isoformat() for at in range(children)]
        now = datetime(2025, 9, 1, tzinfo=UTC).isoformat(sep=" ")
        columns = ("id", "name", "sort_key", "sex", "born_on", "registered_at")
        named = ((each, f"甲{at}", f"jia {at:06}", "男女"[at % 2], born[at], now) for at, each in enumerate(ids))
        insert_many(Child, columns, named)
        begun = FIRST.isoformat()
        placed: list[tuple[Any, ...]] = []
        for at, each in enumerate(ids):
            placed.append((IDS.new().hex, each, homes[at % len(homes)], "household", begun))
            if at % 200:
                placed.append((IDS.new().hex, each, rooms[at * 7 % len(rooms)], "school", begun))
        insert_many(ChildUnit, ("id", "child", "unit", "track", "from_on"), placed)
    return towns[0]


def _tree(root: UUID) -> tuple[list[UUID], list[str], list[str]]:
    """Townships, and the ids of groups and classes."""
    from notoneless.foundation.access.models import Unit
    from notoneless.foundation.access.services import place_in_tree
    from notoneless.interfaces.frame.clock import IDS

    def under(parent: UUID, kind: str, number: int) -> list[UUID]:
        made = []
        for at in range(number):
            name = f"{kind}{at}"
            unit = Unit(id=IDS.new(), kind=kind, name=name, sort_key=name, from_on=FIRST, parent_id=parent)
            unit.save(force_insert=True)
            place_in_tree(unit)
            made.append(unit.id)
        return made

    towns = under(root, "township", TOWNS)
    homes = [
        group.hex
        for town in towns
        for village in under(town, "village", VILLAGES)
        for group in under(village, "group", GROUPS)
    ]
    rooms = [
        room.hex
        for town in towns
        for school in under(town, "school", SCHOOLS)
        for room in under(school, "class", CLASSES)
    ]
    return towns, homes, rooms


if __name__ == "__main__":
    sys.exit(main())
