"""Kills the program before every statement with which it reckons and seals, and looks whether anything but all was written.

`python -m kill.reckoning WHAT …` from the folder of tests; NOTONELESS_HOME holds the database of a county with a plan, made by
whoever calls. For each thing to do a child is forked that does it and kills itself before its first statement that writes,
or row of one that writes many; the next one before its second; until one comes to its end. Each leaves what was there before,
and the last one what is written where nobody kills.
"""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from kill.driver import must

OFFICER = "陈局长"
ROWS = 40
"""From one kill to the next among the rows of one statement: they differ in nothing."""
TABLES = ("duties_row", "duties_sealed_month", "access_receipt", "audit_entry", "audit_payload")


def do(what: str) -> None:
    """Do one thing: a day to reckon on; after a slash, the month that is to be sealed on it."""
    from notoneless.foundation.access.context import Context
    from notoneless.foundation.access.models import Account, Unit
    from notoneless.foundation.access.selectors import holdings_of
    from notoneless.kernel.identifiers import IdSource
    from notoneless.oversight.duties.services import reckon_duties, seal_month

    day, _, month = what.partition("/")
    at, drawn = datetime.fromisoformat(f"{day}T04:00:00+00:00"), count(1)
    ids = IdSource(lambda: int(at.timestamp() * 1000) + bool(month), lambda size: next(drawn).to_bytes(size, "big"))
    officer = Account._base_manager.get(name=OFFICER).pk
    ctx = Context(actor=officer, held=holdings_of(officer, at), at=at, channel="system", ids=ids, strong=True)
    ctx = ctx.with_request(uuid5(NAMESPACE_URL, what))
    county = Unit._base_manager.get(parent=None).pk
    if month:
        seal_month(ctx, unit=county, month=date.fromisoformat(month))
    else:
        reckon_duties(ctx, unit=county)


def killed_before(number: int, what: str) -> bool:
    """Whether a child that does something dies before its n-th write; else it comes to its end. Nought: nobody kills it."""
    from django.db import connection

    child = os.fork()
    if not child:
        try:
            with connection.execute_wrapper(Death(number)):
                do(what)
            os._exit(0)
        finally:
            os._exit(3)  # it broke by itself
    _, status = os.waitpid(child, 0)
    must(os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, f"{what}: the child broke before it was killed")
    return os.WIFSIGNALED(status)


class Death:
    """Kills the process before its n-th statement that writes."""

    def __init__(self, number: int) -> None:
        self.left = number

    def step(self) -> None:
        """One statement, or some rows, nearer."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def rows(self, given: Iterable[Any]) -> Iterator[Any]:
        """The rows of one statement."""
        for number, row in enumerate(given):
            if number % ROWS == 0:
                self.step()
            yield row

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Around every statement."""
        if not sql.startswith("SELECT"):
            self.step()
        return execute(sql, self.rows(params) if many else params, many, context)


def written(database: Path) -> str:
    """The fingerprint of what reckoning and sealing write, with receipts and audit."""
    found = hashlib.sha256()
    with closing(sqlite3.connect(database)) as opened:
        for table in TABLES:
            # the digests of receipts and the payloads of the audit are sealed with chance
            columns = [row[1] for row in opened.execute(f"PRAGMA table_info({table})") if row[2] != "BLOB"]
            for row in opened.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1"):
                found.update(repr(row).encode())
        must(opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "the database is damaged")
    return found.hexdigest()


def everywhere(what: str, database: Path) -> int:
    """Kill before every write of one thing; how many there are."""
    from django.db import connections

    before, kept = written(database), database.with_suffix(".kept")
    shutil.copy(database, kept)
    do(what)  # in the parent, so that what each child would read from files before anything else has been read once
    connections.close_all()
    after = written(database)
    must(after != before, f"{what}: nothing was written")
    shutil.copy(kept, database)
    number = 1
    while killed_before(number, what):
        must(written(database) == before, f"half done: {what}, killed before write {number}")
        number += 1
    must(written(database) == after, f"{what}: written otherwise after {number - 1} kills")
    must(not killed_before(0, what), f"{what}: nobody killed it")
    must(written(database) == after, f"{what}: written twice")
    return number - 1


def main() -> None:
    """Do each thing that the words name, in order; tell how often it was killed."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "notoneless.settings"
    django.setup()
    database = Path(os.environ["NOTONELESS_HOME"]) / "notoneless.sqlite3"
    sys.stdout.write(json.dumps({what: everywhere(what, database) for what in sys.argv[1:]}) + "\n")


if __name__ == "__main__":
    main()
