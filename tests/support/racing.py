"""Threads that meet at the same instant, and a database that they may share."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections

from support.databases import is_postgres


@contextmanager
def shared_database(folder: Path) -> Iterator[None]:
    """Within, threads with connections of their own see one database: on SQLite a file of what was built in memory."""
    if is_postgres():
        yield
        return
    shared, ours = connections.databases["default"], connections["default"]
    with closing(sqlite3.connect(folder / "county.sqlite3")) as file:
        ours.ensure_connection()
        ours.connection.backup(file)
    name, shared["NAME"] = shared["NAME"], folder / "county.sqlite3"
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        shared["NAME"] = name
        connections["default"] = ours


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Make all calls at the same instant, each in a thread of its own: what each gave back, or raised."""
    start, ends = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        connection.ensure_connection()
        start.wait(30)
        try:
            ends[place] = call()
        except Exception as error:
            ends[place] = error  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    return ends
