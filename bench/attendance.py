"""Reports of arrival through the real server, so many a second: `python -m bench.attendance --rate 20 --seconds 15`.

Each report is of a class of 45 with three exceptions, sent by the teacher of that class with session, CSRF token and signed
form; the server asks for permission and scope, writes report, marks, receipt and audit entry. The loop is open: a request
is due at its instant whether the one before is answered or not, and its time counts from that instant. Beside it stands the
floor: the rows of as many reports inserted by bare SQL, one transaction each, in the same run and database. The rest of the
classes are sent as fast as the server takes them: that is where it is saturated. With DATABASE_URL and DATABASE_OWNER_URL
it is a PostgreSQL database, empty before.
"""

import argparse
import http.client
import os
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

PUPILS, PORT, THREADS = 45, 8765, 16
WARMING, SATURATING = 20, 200
"""Reports before the clock is looked at, and as fast as they go."""

P95_WITHIN = 50
"""Milliseconds within which 95 of 100 reports are answered at twenty a second."""

SATURATED_FROM = {"sqlite": 60, "postgresql": 100}
"""Reports a second that the program takes at least, on two processors."""

LASTING = 600
"""Seconds within which all is sent."""

MARKS = ("absent", "late", "leave")
COMMAND = [sys.executable, "-m", "notoneless"]


@dataclass(frozen=True)
class Sending:
    """One report as a browser sends it."""

    path: str
    body: str
    headers: dict[str, str]


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=15)
    parser.add_argument("--workers", type=int, default=2)
    words = parser.parse_args()
    timed = words.rate * words.seconds
    with tempfile.TemporaryDirectory(prefix="notoneless-bench-") as home:
        os.environ |= {
            "NOTONELESS_HOME": home,
            "DJANGO_SETTINGS_MODULE": "notoneless.settings",
            "NOTONELESS_INSECURE_HTTP": "1",
        }
        from bench.ground import _set_up

        _set_up(Path(home))
        sendings = prepared(WARMING + timed + SATURATING)
        with_server(words.workers, lambda: measure(sendings, words.rate, timed))


def with_server(workers: int, does: Callable[[], None]) -> None:
    """Run the program as `notoneless serve` does, as long as something is done."""
    command = [*COMMAND, "serve", "--port", str(PORT), "--workers", str(workers)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await_server()
        does()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _await_server() -> None:
    for _ in range(120):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/sign-in/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the server did not start")


# the county


def prepared(count: int) -> list[Sending]:
    """A county of so many classes, each with a teacher who is signed in; what each sends."""
    from django.db import connection, transaction

    from bench.ground import County
    from notoneless.foundation.access.scope import tell_database
    from notoneless.interfaces.frame.standing import as_owner

    county = County(count * PUPILS)
    units, casework = county._units, county._casework

    def few() -> None:
        units()
        county.classes = county.classes[:count]

    county._units, county._casework = few, lambda: None  # type: ignore[method-assign]
    if count > 12 * 5 * 38:
        raise SystemExit("more classes than the county has")
    with as_owner():
        county.fill()
        casework()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the database has done by itself long before a county works with it
        with transaction.atomic():
            tell_database(_asking(county.ids.new(), county))  # no row of the calendar is read by nobody
            day = school_day()
            return [_sending(county, unit, day) for unit in county.classes]


def _sending(county: Any, unit: UUID, day: date) -> Sending:
    """A teacher of the class with a session of its own, and the form with three exceptions."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from notoneless.foundation.access.context import Holding
    from notoneless.foundation.access.models import Account, Grant
    from notoneless.foundation.access.scope import tell_database
    from notoneless.interfaces.frame.asking import BEGUN, SEEN, new_form
    from notoneless.records.attendance.selectors.classes import pupils_of
    from notoneless.records.attendance.selectors.permitting import REPORT

    home = county.units["county"]
    account = Account(id=county.ids.new(), sign_in_name=unit.hex, name="老师", unit_id=home, opened_at=AT())
    account.must_change_password = False
    account.password_set_at = AT()
    account.set_unusable_password()
    account.save(force_insert=True)
    from_on = date(2026, 9, 1)
    Grant(id=county.ids.new(), account=account, role="class_teacher", unit_id=unit, from_on=from_on).save(
        force_insert=True
    )
    session, now = SessionStore(), time.time()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(account.pk), account.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "notoneless.interfaces.access.backend.SignInBackend"
    # who sends a form has opened it just before, and that request has noted the session's use
    session[BEGUN], session[SEEN] = now, now + LASTING
    session.save()
    teacher = replace(_asking(account.pk, county), held=(Holding("class_teacher", unit, from_on, None),), strong=True)
    tell_database(teacher)
    pupils = [each.id.hex for each in pupils_of(teacher, REPORT, unit, day) if each.skipped is None]
    fields = {f"m-{each}": "present" for each in pupils} | {f"r-{each}": "" for each in pupils}
    fields |= {f"m-{each}": mark for each, mark in zip(pupils, MARKS, strict=False)}
    token = secrets.token_hex(16)
    body = urlencode({**fields, "request": new_form(_asking(account.pk, county)), "csrfmiddlewaretoken": token})
    headers = {
        "Cookie": f"session={session.session_key}; csrf={token}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return Sending(f"/attendance/classes/{unit}/{day}/morning/", body, headers)


def _asking(account: UUID, county: Any) -> Any:
    """The context of a teacher, as far as a form needs it."""
    from notoneless.foundation.access.context import Context

    return Context(actor=account, at=AT(), channel="web", ids=county.ids)


def AT() -> Any:  # noqa: N802 (the name that bench.ground gives it)
    """Now, as the program has it."""
    from notoneless.interfaces.frame.clock import now

    return now()


def school_day() -> date:
    """Today, or the last school day, which may still be reported."""
    from notoneless.foundation.audit.rules import day_of
    from notoneless.foundation.calendar.selectors import load_calendar

    today = day_of(AT())
    found: date = load_calendar(today, today).school_days(today - timedelta(days=90), today)[-1]
    return found


# measuring


def measure(sendings: Sequence[Sending], rate: int, timed: int) -> None:
    """Warm, then so many a second, then as fast as they go; and the floor."""
    sent(sendings[:WARMING], rate)
    times = sorted(sent(sendings[WARMING : WARMING + timed], rate))
    rest = sendings[WARMING + timed :]
    begun = time.perf_counter()
    sent(rest, None)
    served = len(rest) / (time.perf_counter() - begun)
    bare = floor(timed)
    p95 = times[int(len(times) * 0.95)] * 1000
    at_least = SATURATED_FROM["postgresql" if "DATABASE_URL" in os.environ else "sqlite"]
    _say(
        f"{timed} reports at {rate} a second, milliseconds: p50 {statistics.median(times) * 1000:.1f}, p95 {p95:.1f}"
        f"   bound {P95_WITHIN} {'HELD' if p95 <= P95_WITHIN else 'NOT HELD'}"
    )
    _say(
        f"saturated at {served:.0f} reports a second   bound {at_least} {'HELD' if served >= at_least else 'NOT HELD'}"
        f"   bare rows at {1 / statistics.median(bare):.0f} a second"
    )
    _say(f"floor, the rows of a report by bare SQL: p50 {statistics.median(bare) * 1000:.2f} ms")
    _say(f"a report costs {statistics.median(times) / statistics.median(bare):.1f} times its bare rows")


def sent(sendings: Sequence[Sending], rate: int | None) -> list[float]:
    """Send them; the seconds of each, from when it was due. Raises SystemExit where one was not taken."""
    begun, left, times, lock = time.perf_counter() + 0.2, list(enumerate(sendings))[::-1], [], threading.Lock()
    wrong: list[str] = []

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        while True:
            with lock:
                if not left:
                    return
                number, each = left.pop()
            due = begun + number / rate if rate else time.perf_counter()
            time.sleep(max(0.0, due - time.perf_counter()))
            connection.request("POST", each.path, each.body, each.headers)
            answer = connection.getresponse()
            content = answer.read()
            times.append(time.perf_counter() - due)
            if answer.status != 302 or "/attendance/" not in (answer.headers["Location"] or ""):
                wrong.append(f"{answer.status} {answer.headers['Location']} {content[:300]!r}")

    threads = [threading.Thread(target=work) for _ in range(THREADS if rate else 4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if wrong:
        raise SystemExit(f"not taken: {len(wrong)}, such as {wrong[0]}")
    return times


def floor(count: int) -> list[float]:
    """The seconds in which the rows of each report are inserted again by bare SQL, under other ids, one transaction each."""
    from django.db import connection

    from notoneless.foundation.audit.models import Entry, Payload
    from notoneless.interfaces.frame.standing import as_owner
    from notoneless.records.attendance.models import ArrivalReport, AttendanceMark

    times = []
    with as_owner():
        reports = list(ArrivalReport._base_manager.order_by("id")[:count])
        for row in reports:
            marks = list(AttendanceMark._base_manager.filter(report=row))
            entry = Entry._base_manager.filter(action="attendance.report", object=row.unit_id).first()
            entry = entry or Entry._base_manager.filter(action="attendance.report").first()
            payload = Payload._base_manager.filter(entry=entry).first()
            copy = _new(row, is_current=False)
            copies = [_new(mark, report_id=copy.pk) for mark in marks]
            kept = _new(entry, number=None, link=None)  # the chain is the sealer's
            begun = time.perf_counter()
            with connection.cursor() as cursor:
                cursor.execute("BEGIN")
                for each in (copy, *copies, kept, *([_new(payload, entry_id=kept.pk)] if payload else ())):
                    cursor.execute(*_insert(each))
                cursor.execute("COMMIT")
            times.append(time.perf_counter() - begun)
    return times


def _new(row: Any, **changes: Any) -> Any:
    """A row like another, under an id of its own."""
    copy = type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    copy.pk = UUID(bytes=secrets.token_bytes(16), version=4)
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


def _insert(row: Any) -> tuple[str, list[Any]]:
    """The statement that inserts a row, and its values."""
    from django.db import connection

    fields = [field for field in row._meta.concrete_fields if getattr(row, field.attname) is not None]
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    columns = ", ".join(field.column for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {row._meta.db_table} ({columns}) VALUES ({places})", values


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
