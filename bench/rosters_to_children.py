"""A roster from end to end with a whole county: `python -m bench.rosters_to_children --children 100000`.

Read, checked, sealed, linked, compared with what is on record, written and recorded, by the actions that people use, in a fresh
installation; the largest memory of the process beside it. The floor is the same work without meaning: DuckDB reads the same two
files and joins them on the ID number, and as many bare rows go into a table with one index.
"""

import argparse
import csv
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

DAY = date(2025, 9, 1)
BOUND_SECONDS, BOUND_MEGABYTES = 15, 400


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=100_000)
    children = parser.parse_args().children
    with tempfile.TemporaryDirectory(prefix="notoneless-bench-") as home:
        os.environ["NOTONELESS_HOME"], os.environ["DJANGO_SETTINGS_MODULE"] = home, "notoneless.settings"
        files = _rosters(Path(home) / "rosters", children)
        county = _county(Path(home), files)
        stages: dict[str, dict[str, float]] = {}
        _from_end_to_end(county, files, stages)
        rows = _rows_written()
        floor = _floor(Path(home), files, rows)
    for kind, of in stages.items():
        for words, seconds in of.items():
            _say(f"{kind}: {words:36} {seconds:8.2f} s")
        _say(f"{kind}: {'together':36} {sum(of.values()):8.2f} s   bound {BOUND_SECONDS} s")
    total = sum(sum(of.values()) for of in stages.values())
    _say(f"both, {rows} rows written: {total:.2f} s; floor, join and bare rows: {floor:.2f} s; {total / floor:.1f} x")
    _say(f"largest memory {_megabytes():.0f} MB, bound {BOUND_MEGABYTES} MB")


def _rosters(folder: Path, children: int) -> dict[str, Path]:
    """The files, made by a process of its own: its memory is not the program's."""
    subprocess.run([sys.executable, "-c", _MAKE, str(children), str(folder)], check=True)
    return {kind: folder / f"{kind}.csv" for kind in ("household", "school")}


_MAKE = """
import sys
from pathlib import Path

from notoneless.synthetic import make_rosters, write_rosters

write_rosters(make_rosters(int(sys.argv[1]), 1, 1.0), Path(sys.argv[2]), "csv")
"""


def _county(home: Path, files: dict[str, Path]) -> Any:
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
    villages = {(row["township"], row["village"]) for row in _read(files["household"]) if row["township"]}
    schools = {row["school"] for row in _read(files["school"])}
    towns = frozenset(town for town, _ in villages)
    ground = Ground(founded.county, appointing.context(officer), DAY, times, towns)
    with transaction.atomic():
        _found(ground, sorted(villages), sorted(schools))
    return ground


def _found(ground: Any, villages: list[tuple[str, str]], schools: list[str]) -> None:
    from notoneless.foundation.access.roles import UnitKind

    for town, village in villages:
        ground.found(UnitKind.TOWNSHIP, town)
        if village:
            ground.found(UnitKind.VILLAGE, town, village)
    for school in schools:
        ground.found(UnitKind.SCHOOL, school)


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _from_end_to_end(ground: Any, files: dict[str, Path], stages: dict[str, dict[str, float]]) -> None:
    """The household roster into an empty county, then the school roster, which is matched with the children on record."""
    from notoneless.foundation.attachments.models import Attachment
    from notoneless.foundation.attachments.store import put
    from notoneless.records.golden.services import work_out
    from notoneless.records.rosters.services import adopt_roster, receive_roster
    from notoneless.records.rosters.services.reading import read_once

    for kind, path in files.items():
        of = stages.setdefault(kind, {})
        with _timed(of, "read, check, seal"), read_once():
            content = path.read_bytes()
            file = Attachment(id=ground.times.ids.new(), unit_id=ground.root, kind="csv", content=put(content))
            file.size, file.attached_at = len(content), ground.times.at
            file.save(force_insert=True)
            given = {"unit": ground.root, "kind": kind, "as_of": DAY, "title": kind, "file": file.id, "columns": None}
            adopt_roster(ground.ctx(), roster=receive_roster(ground.ctx(), **given))
        ground.times.pass_by(hours=1)
        begun = time.perf_counter()
        first: list[float] = []
        work_out(ground.ctx(), ground.root, lambda *_, first=first: first.append(time.perf_counter()))
        of["link, find again, difference"] = first[0] - begun
        of["write and record"] = time.perf_counter() - first[0]


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


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
