"""Writers of the SQLite file stand in line: in the order of coming, with an end of patience, and whoever ends gives way."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db.utils import ConnectionHandler, OperationalError

from notoneless.foundation.access.turns import base
from notoneless.foundation.access.turns import line as lines
from notoneless.foundation.access.turns.base import SUFFIX, DatabaseWrapper, Turn
from notoneless.foundation.access.turns.line import Line
from notoneless.settings import database


@pytest.fixture
def connected(tmp_path: Path, django_db_blocker: pytest.FixtureRequest) -> Iterator[Callable[[], DatabaseWrapper]]:
    """Makes connections to one file with one table, as the program has them, but with little patience."""
    settings = database(None, tmp_path)
    settings["OPTIONS"]["timeout"] = 0.4
    made: list[DatabaseWrapper] = []

    def connect() -> DatabaseWrapper:
        connection = ConnectionHandler({"default": settings}).create_connection("default")
        assert isinstance(connection, DatabaseWrapper)
        connection.inc_thread_sharing()
        made.append(connection)
        return connection

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connect().cursor().execute("CREATE TABLE came (who TEXT)")
        yield connect
        for each in made:
            each.close()


class writing:  # noqa: N801 (it reads as a statement)
    """A transaction of a connection."""

    def __init__(self, connection: DatabaseWrapper) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        self.connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)

    def __exit__(self, kind: object, *_: object) -> None:
        (self.connection.rollback if kind else self.connection.commit)()
        self.connection.set_autocommit(True)


def came(connection: DatabaseWrapper, who: str) -> None:
    connection.cursor().execute("INSERT INTO came VALUES (%s)", [who])


def undone(connection: DatabaseWrapper) -> None:
    with writing(connection):
        came(connection, "甲")
        connection.cursor().execute("INSERT INTO missing VALUES (1)")


def everybody(connection: DatabaseWrapper) -> list[str]:
    return [row[0] for row in connection.cursor().execute("SELECT who FROM came ORDER BY rowid").fetchall()]


def test_who_waits_comes_when_the_writer_before_has_ended_and_in_order(
    connected: Callable[[], DatabaseWrapper],
) -> None:
    first = connected()
    others = {name: connected() for name in ("乙", "丙", "丁")}

    def write(name: str) -> None:
        with writing(others[name]):
            came(others[name], name)

    threads = [threading.Thread(target=write, args=[name]) for name in others]
    with writing(first):
        came(first, "甲")
        for thread in threads:
            thread.start()
            time.sleep(0.05)  # so that they come one after the other
    for thread in threads:
        thread.join()
    assert everybody(first) == ["甲", "乙", "丙", "丁"]


def test_patience_ends_and_who_left_the_line_does_not_keep_the_others_out(
    connected: Callable[[], DatabaseWrapper],
) -> None:
    first, impatient, last = connected(), connected(), connected()
    with writing(first):
        came(first, "甲")
        with pytest.raises(OperationalError, match="locked"), writing(impatient):
            came(impatient, "乙")
    with writing(last):
        came(last, "丙")
    with writing(impatient):
        came(impatient, "乙")
    assert everybody(first) == ["甲", "丙", "乙"]


def test_what_is_undone_or_closed_gives_the_turn_back(connected: Callable[[], DatabaseWrapper]) -> None:
    first, other = connected(), connected()
    with pytest.raises(OperationalError, match="no such table"):
        undone(first)
    with writing(other):
        came(other, "乙")
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    came(first, "丙")
    first.close()
    with writing(other):
        came(other, "丁")
    assert everybody(other) == ["乙", "丁"]


def test_a_transaction_that_cannot_begin_gives_the_turn_back(
    connected: Callable[[], DatabaseWrapper], tmp_path: Path
) -> None:
    import sqlite3

    first, other = connected(), connected()
    other.ensure_connection()
    with closing(sqlite3.connect(tmp_path / "notoneless.sqlite3", isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")  # who knows nothing of the line
        with pytest.raises(OperationalError, match="locked"), writing(first):
            came(first, "甲")
    with writing(other):
        came(other, "乙")
    assert everybody(other) == ["乙"]


def test_a_process_that_is_killed_gives_the_turn_back(tmp_path: Path) -> None:
    place = tmp_path / f"some{SUFFIX}"
    code = (
        f"import time; from notoneless.foundation.access.turns.base import Turn; turn = Turn({str(place)!r}); "
        "turn.take(5); print('taken', flush=True); time.sleep(60)"
    )
    held = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert held.stdout is not None
    assert held.stdout.readline() == "taken\n"
    mine = Turn(str(place))
    with pytest.raises(OperationalError):
        mine.take(0.1)
    os.kill(held.pid, signal.SIGKILL)
    held.wait()
    mine.take(5)
    mine.give_back()
    held.stdout.close()


def test_the_lock_is_nobody_elses_to_read(tmp_path: Path) -> None:
    turn = Turn(str(tmp_path / "some"))
    turn.take(1)
    assert (tmp_path / "some").stat().st_mode & 0o777 == 0o600
    turn.give_back()


def test_a_process_forked_meanwhile_does_not_keep_the_turn(tmp_path: Path) -> None:
    place = str(tmp_path / "some")
    mine = Turn(place)
    mine.take(1)
    child = os.fork()
    if child == 0:
        time.sleep(30)
        os._exit(0)
    try:
        mine.give_back()
        other = Turn(place)
        other.take(1)
        other.give_back()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_where_the_lock_cannot_be_there_is_told_as_the_databases_trouble(tmp_path: Path) -> None:
    with pytest.raises(OperationalError):
        Turn(str(tmp_path / "nowhere" / "some")).take(1)
    with pytest.raises(OperationalError):
        Turn(str(tmp_path)).take(1)


def opened(place: Path) -> int:
    """How many descriptors of this process are open on a file."""
    found = 0
    for each in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found += each.readlink() == place
    return found


def given_up(place: str, seconds: float = 0.01) -> None:
    with pytest.raises(OperationalError, match="locked"):
        Turn(place).take(seconds)


def elsewhere(place: str) -> subprocess.Popen[str]:
    """Another process that has the turn until it is killed."""
    code = (
        f"import time; from notoneless.foundation.access.turns.base import Turn; turn = Turn({place!r}); "
        "turn.take(5); print('taken', flush=True); time.sleep(60)"
    )
    held = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert held.stdout is not None
    assert held.stdout.readline() == "taken\n"
    return held


def ended(held: subprocess.Popen[str]) -> None:
    held.kill()
    held.wait()
    assert held.stdout is not None
    held.stdout.close()


def test_who_gives_up_keeps_neither_a_thread_nor_a_descriptor(tmp_path: Path) -> None:
    place = str(tmp_path / "some")
    held = elsewhere(place)
    before = threading.active_count()
    for _ in range(8):
        given_up(place)
    assert threading.active_count() - before <= 1  # who stands for all of them
    assert opened(Path(place)) <= 1
    ended(held)
    last = Turn(place)
    last.take(5)
    last.give_back()
    assert opened(Path(place)) == 0


def test_who_gives_up_behind_a_writer_of_the_same_process_keeps_nothing_at_all(tmp_path: Path) -> None:
    place = str(tmp_path / "some")
    first = Turn(place)
    first.take(1)
    before = threading.active_count()
    for _ in range(8):
        given_up(place)
    assert (threading.active_count(), opened(Path(place))) == (before, 1)
    first.give_back()
    assert opened(Path(place)) == 0


def test_those_who_wait_when_the_turn_comes_go_in_order_and_nothing_stays(tmp_path: Path) -> None:
    """So a worker that writes without pause has one turn, and then all teachers have theirs who came by then."""
    place = str(tmp_path / "some")
    line = Line(place)
    held, went = elsewhere(place), []

    def go(name: str) -> None:
        line.take(10)
        went.append(name)
        line.give_back()

    threads = [threading.Thread(target=go, args=[name]) for name in "甲乙丙"]
    for thread in threads:
        thread.start()
        time.sleep(0.05)  # so that they come one after the other
    assert went == []
    ended(held)
    for thread in threads:
        thread.join()
    assert went == ["甲", "乙", "丙"]
    assert opened(Path(place)) == 0


def test_what_was_spent_on_the_turn_is_not_to_be_had_again_for_the_lock_of_sqlite(
    connected: Callable[[], DatabaseWrapper], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, asked = connected(), []
    first.ensure_connection()
    monkeypatch.setattr(first, "_wait_for_locks", asked.append)
    instants = iter([100.0, 100.3])
    monkeypatch.setattr(base, "time", SimpleNamespace(monotonic=lambda: next(instants)))
    with writing(first):
        came(first, "甲")
    assert asked == [pytest.approx(0.1), pytest.approx(0.4)]  # the rest to begin with, and all of it then


def test_patience_that_is_spent_asks_the_lock_of_sqlite_once(
    connected: Callable[[], DatabaseWrapper], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    first = connected()
    first.ensure_connection()
    instants = iter([100.0, 200.0])
    monkeypatch.setattr(base, "time", SimpleNamespace(monotonic=lambda: next(instants)))
    with closing(sqlite3.connect(tmp_path / "notoneless.sqlite3", isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"), writing(first):
            came(first, "甲")
    assert first.cursor().execute("PRAGMA busy_timeout").fetchone() == (400,)


def test_a_forked_process_does_not_give_back_the_turn_of_another(tmp_path: Path) -> None:
    place = str(tmp_path / "some")
    mine = Turn(place)
    mine.take(1)
    child = os.fork()
    if child == 0:
        mine.give_back()
        os._exit(0)
    os.waitpid(child, 0)
    held = subprocess.run(
        [
            sys.executable,
            "-c",
            f"from notoneless.foundation.access.turns.base import Turn; Turn({place!r}).take(0.1)",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "database is locked" in held.stderr
    mine.give_back()


def test_nobody_goes_in_the_stead_of_whoever_left_after_the_lock_had_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = str(tmp_path / "some")
    line, went = Line(place), list[str]()
    held, has_come, go = elsewhere(place), threading.Event(), threading.Event()

    def first() -> None:
        line.take(10)
        has_come.set()
        go.wait(10)
        line.give_back()

    def give_up() -> None:
        with pytest.raises(OperationalError, match="locked"):
            line.take(1)

    def pass_through() -> None:
        line.take(10)
        went.append("turn")
        line.give_back()

    def in_order(works: list[Callable[[], None]]) -> list[threading.Thread]:
        threads = [threading.Thread(target=each) for each in works]
        for thread in threads:
            thread.start()
            time.sleep(0.05)  # so that they come one after the other
        return threads

    holder, *impatient = in_order([first, give_up, give_up])
    ended(held)
    assert has_come.wait(10)
    for thread in impatient:
        thread.join()
    given_back = lines._unlocked
    monkeypatch.setattr(lines, "_unlocked", lambda opened: (went.append("given back"), given_back(opened)))
    late = in_order([pass_through, pass_through])
    go.set()
    for thread in (holder, *late):
        thread.join()
    assert went == ["given back", "turn", "turn", "given back"]
