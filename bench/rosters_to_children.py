"""A roster from end to end with a whole county: `python -m bench.rosters_to_children --children 100000`.

Read, checked, sealed, linked, compared with what is on record, written and recorded, by the actions that people use, in a fresh
installation. As in the program, a roster is received by one process and worked out by another, which lets a third match; the
largest memory of any of them is told. The floor is the same work without meaning: DuckDB reads the same two files and joins
them on the ID number, and as many bare rows go into a table with one index.
"""

import argparse
import csv
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

DAY = date(2025, 9, 1)
MORNING = datetime(2025, 9, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
BOUND_SECONDS, BOUND_MEGABYTES = 15, 400
KINDS = ("household", "school")


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=100_000)
    parser.add_argument("--stage", help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.stage:
        _stage(*words.stage.split())
        return
    with tempfile.TemporaryDirectory(prefix="notoneless-bench-") as home:
        os.environ["NOTONELESS_HOME"], os.environ["DJANGO_SETTINGS_MODULE"] = home, "notoneless.settings"
        _measured(Path(home), words.children)


def _measured(home: Path, children: int) -> None:
    subprocess.run([sys.executable, "-c", _MAKE, str(children), str(home / "rosters")], check=True)
    _in_process("found")
    total, memory = 0.0, 0.0
    for kind in KINDS:
        told = [_in_process(f"{what} {kind}") for what in ("receive", "work_out")]
        seconds = {words: value for stage in told for words, value in stage["seconds"].items()}
        for words, value in (seconds | {"together": sum(seconds.values())}).items():
            _say(f"{kind}: {words:36} {value:8.2f} s" + (f"   bound {BOUND_SECONDS} s" if words == "together" else ""))
        sizes = [stage["megabytes"] for stage in told]
        _say(f"{kind}: receiving {sizes[0]:.0f} MB, working out {sizes[1]:.0f} MB   bound {BOUND_MEGABYTES} MB")
        total, memory = total + sum(seconds.values()), max(memory, *sizes)
    rows = int(_in_process("count")["rows"])
    floor = _floor(home, {kind: home / "rosters" / f"{kind}.csv" for kind in KINDS}, rows)
    _say(f"both, {rows} rows written: {total:.2f} s; floor, join and bare rows: {floor:.2f} s; {total / floor:.1f} x")
    _say(f"largest memory of one process {memory:.0f} MB, bound {BOUND_MEGABYTES} MB")


def _in_process(stage: str) -> dict[str, Any]:
    """A stage in a process of its own."""
    from notoneless.interfaces.jobs.supervising import FRUGAL

    words = [sys.executable, "-m", __spec__.name, "--stage", stage]
    told = subprocess.run(words, check=True, stdout=subprocess.PIPE, env={**FRUGAL, **os.environ})
    return dict(json.loads(told.stdout))


def _stage(what: str, kind: str = "") -> None:
    home = Path(os.environ["NOTONELESS_HOME"])
    seconds: dict[str, float] = {}
    rows = 0
    if what == "found":
        _county(home)
    else:
        import django

        django.setup()
        if what == "count":
            rows = _rows_written()
        else:
            (_receive if what == "receive" else _work_out)(kind, home / "rosters" / f"{kind}.csv", seconds)
    megabytes = (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    )
    _say(json.dumps({"seconds": seconds, "megabytes": megabytes, "rows": rows}))


_MAKE = """
import sys
from pathlib import Path

from notoneless.synthetic import make_rosters, write_rosters

write_rosters(make_rosters(int(sys.argv[1]), 1, 1.0), Path(sys.argv[2]), "csv")
"""


def _county(home: Path) -> None:
    """A county with the townships, villages and schools that the rosters name."""
    from notoneless.foundation.sealing.keys import write_ring
    from notoneless.interfaces.frame.standing import make_tables, set_up
    from notoneless.kernel.sealing import fresh_ring

    write_ring(fresh_ring(), home / "keys" / "ring.json")
    set_up()
    make_tables()
    from django.db import transaction

    from notoneless.foundation.access.founding import found_county
    from notoneless.interfaces.demo.county.ground import Ground
    from notoneless.interfaces.demo.county.people import Appointing
    from notoneless.interfaces.demo.county.times import Times, morning

    times = Times(morning(DAY))
    founded = found_county(times.ids, times.at, "晴川县", DAY)
    appointing = Appointing(founded, DAY, times)
    officer = appointing.open("chen", "陈局长", "county_officer", founded.county)
    rosters = home / "rosters"
    villages = {(row["township"], row["village"]) for row in _read(rosters / "household.csv") if row["township"]}
    schools = {row["school"] for row in _read(rosters / "school.csv")}
    towns = frozenset(town for town, _ in villages)
    ground = Ground(founded.county, appointing.context(officer), DAY, times, towns)
    with transaction.atomic():
        _found(ground, sorted(villages), sorted(schools))


def _found(ground: Any, villages: list[tuple[str, str]], schools: list[str]) -> None:
    from notoneless.foundation.access.unit_kinds import UnitKind

    for town, village in villages:
        ground.found(UnitKind.TOWNSHIP, town)
        if village:
            ground.found(UnitKind.VILLAGE, town, village)
    for school in schools:
        ground.found(UnitKind.SCHOOL, school)


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _receive(kind: str, path: Path, seconds: dict[str, float]) -> None:
    """The county officer hands a roster in and adopts it."""
    from notoneless.foundation.access.models import Unit
    from notoneless.foundation.attachments.models import Attachment
    from notoneless.foundation.attachments.store import put
    from notoneless.records.rosters.services import adopt_roster, receive_roster
    from notoneless.records.rosters.services.reading import read_once

    ctx, root = _officer(), Unit._base_manager.get(parent=None).id
    with _timed(seconds, "read, check, seal"), read_once():
        content = path.read_bytes()
        file = Attachment(id=ctx.ids.new(), unit_id=root, kind="csv", content=put(content))
        file.size, file.attached_at = len(content), ctx.at
        file.save(force_insert=True)
        given = {"unit": root, "kind": kind, "as_of": DAY, "title": kind, "file": file.id, "columns": None}
        adopt_roster(ctx.with_request(ctx.ids.new()), roster=receive_roster(ctx.with_request(ctx.ids.new()), **given))


def _work_out(kind: str, path: Path, seconds: dict[str, float]) -> None:  # noqa: ARG001 (as `_receive`)
    """The program works the children out: of the household roster alone, then of both."""
    from dataclasses import replace

    from notoneless.foundation.access.models import Unit
    from notoneless.records.golden.services import work_out

    ctx, root = _officer(), Unit._base_manager.get(parent=None).id
    ctx = replace(ctx, at=MORNING + timedelta(hours=1 + KINDS.index(kind)))
    begun = time.perf_counter()
    first: list[float] = []
    work_out(ctx, root, lambda *_: first.append(time.perf_counter()))
    seconds["link, find again, difference"] = first[0] - begun
    seconds["write and record"] = time.perf_counter() - first[0]


def _officer() -> Any:
    from notoneless.foundation.access.context import Context, Holding
    from notoneless.foundation.access.models import Grant
    from notoneless.interfaces.frame.clock import IDS

    row = Grant._base_manager.get(role="county_officer")
    held = (Holding(row.role, UUID(str(row.unit_id)), row.from_on, row.until_on),)
    return Context(actor=row.account_id, held=held, at=MORNING, channel="cli", ids=IDS, strong=True)


@contextmanager
def _timed(stages: dict[str, float], words: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    stages[words] = time.perf_counter() - begun


def _rows_written() -> int:
    from notoneless.foundation.people.models import Child, ChildUnit, Guardian, SearchedName
    from notoneless.foundation.places.models import Household

    return sum(model._base_manager.count() for model in (Child, ChildUnit, Guardian, SearchedName, Household))


def _floor(home: Path, files: dict[str, Path], rows: int) -> float:
    import duckdb

    begun = time.perf_counter()
    household, school = (f"read_csv('{path}', all_varchar=true)" for path in files.values())
    duckdb.sql(f"SELECT count(*) FROM {household} h JOIN {school} s USING (id_no)").fetchall()
    with sqlite3.connect(home / "floor.sqlite3") as table:
        table.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, said TEXT)")
        table.execute("CREATE INDEX bare_said ON bare (said)")
        table.executemany(
            "INSERT INTO bare (said) VALUES (?)", ((str(DAY + timedelta(days=n % 9000)),) for n in range(rows))
        )
    return time.perf_counter() - begun


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
