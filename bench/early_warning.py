"""A night's reckoning of a whole county, its tasks and its points: `python -m bench.early_warning --children 100000`.

The county of `bench.ground` with six weeks of registers: each class reported each school day, three of a hundred pupils away,
some for days on end, and what class teachers know of a third. Beside the times stands a floor: the same rows of the registers
counted by child in bare SQL. Then the lists that people open, with scope and audit entry.
"""

import argparse
import os
import random
import resource
import statistics
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

FIRST, TODAY = date(2026, 9, 1), date(2026, 10, 16)
AT = datetime(2026, 10, 16, 9, tzinfo=UTC)
AWAY, LONG, RUNS = 0.018, 0.002, 30
"""The share of pupils who are away a day or two at a time, of those who stay away for weeks; and how often a list is opened."""


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=100_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="notoneless-bench-") as home:
        os.environ["NOTONELESS_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "notoneless.settings"
        from bench.ground import County, _fill, _set_up

        _set_up(Path(home))
        county = County(asked.children)
        _fill(county)
        days = _registers(county)
        _measure(county, days)


def _registers(county: Any) -> list[date]:
    """Six weeks of reports, and what class teachers know; the school days."""
    from django.db import connection, transaction

    from notoneless.foundation.calendar.selectors import load_calendar
    from notoneless.foundation.people.models import ChildUnit
    from notoneless.interfaces.frame.standing import as_owner
    from notoneless.records.attendance.rules.reporting import packed

    rng, days = random.Random(2), list(load_calendar(FIRST, TODAY).school_days(FIRST, TODAY))
    with as_owner():
        pupils: dict[Any, list[Any]] = {}
        for child, unit in ChildUnit._base_manager.filter(track="school").values_list("child_id", "unit_id"):
            pupils.setdefault(unit, []).append(child)
        away = {child: _away(rng, days) for room in pupils.values() for child in room}
        with transaction.atomic():
            for unit, room in pupils.items():
                _class(county, unit, (room, packed(room)), days, away)
            _known(county, rng, list(away)[::3])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return days


def _away(rng: random.Random, days: list[date]) -> dict[date, str]:
    """On which days a pupil is away, and how that is marked."""
    if rng.random() < LONG:
        begin = rng.randrange(len(days))
        return dict.fromkeys(days[begin : begin + rng.randrange(3, 25)], "absent")
    found: dict[date, str] = {}
    for number in range(len(days)):
        if rng.random() < AWAY:
            found |= dict.fromkeys(days[number : number + rng.choice((1, 1, 2, 3))], rng.choice(("absent", "leave")))
    return found


def _class(county: Any, unit: Any, room: tuple[list[Any], bytes], days: list[date], away: Any) -> None:
    from notoneless.records.attendance.models import ArrivalReport, AttendanceMark

    children, asked = room
    reports, marks = [], []
    for on in days:
        there = {child: mark for child in children if (mark := away[child].get(on))}
        counts = [list(there.values()).count(kind) for kind in ("absent", "leave")]
        numbers = {"due": len(children), "absent": counts[0], "on_leave": counts[1], "late": 0, "left_early": 0}
        by: dict[str, Any] = {"by_id": county.accounts["class_teacher"], "at": AT}
        row = ArrivalReport(id=county.ids.new(), unit_id=unit, on=on, session="morning", asked=asked, **numbers, **by)
        row.is_in_time = True
        reports.append(row)
        for child, mark in there.items():
            given = {"unit_id": unit, "child_id": child, "on": on, "session": "morning", "kind": mark}
            reason = "sick" if mark == "leave" else "unknown"
            marks.append(AttendanceMark(id=county.ids.new(), report=row, reason=reason, **given))
    ArrivalReport._base_manager.bulk_create(reports, batch_size=500)
    AttendanceMark._base_manager.bulk_create(marks, batch_size=500)


def _known(county: Any, rng: random.Random, children: list[Any]) -> None:
    from notoneless.casework.early_warning.models import PupilFact

    by: dict[str, Any] = {"by": county.accounts["class_teacher"], "at": AT, "on": FIRST}
    rows = []
    for child in children:
        for kind, value in (
            ("subjects_failed", str(rng.randrange(4))),
            ("parents_away", rng.choice(("none", "mother"))),
        ):
            rows.append(PupilFact(id=county.ids.new(), child_id=child, kind=kind, value=value, **by))
    PupilFact._base_manager.bulk_create(rows, batch_size=500)


def _measure(county: Any, days: list[date]) -> None:
    from bench.duties import _ctx, _say, _took
    from notoneless.casework.cases.models import Case
    from notoneless.casework.early_warning.models import ConcernScore, FollowUp
    from notoneless.casework.early_warning.services import reckon, reckon_points
    from notoneless.casework.early_warning.services.reckoning import gathered_before
    from notoneless.foundation.access.founding import system_context
    from notoneless.records.attendance.models import ArrivalReport, AttendanceMark

    unit = county.units["county"]

    def tasks(at: datetime) -> None:
        ctx = system_context(county.ids, at)
        with gathered_before(ctx):
            reckon(ctx.with_request(county.ids.new()), unit=unit)

    def points() -> None:
        reckon_points(system_context(county.ids, AT).with_request(county.ids.new()), unit=unit)

    reports, marks = ArrivalReport._base_manager.count(), AttendanceMark._base_manager.count()
    _say(f"{county.children} children, {len(days)} school days, {reports} reports, {marks} marks")
    before = Case._base_manager.count()
    floor = statistics.median(_took(lambda: _bare_count(days)) for _ in range(3))
    first = _took(lambda: tasks(AT))
    again = _took(lambda: tasks(AT))
    later = _took(lambda: tasks(AT + timedelta(days=1)))
    opened = Case._base_manager.count() - before
    _say(f"tasks, first {first:6.2f} s   again {again:6.2f} s   on the next day {later:6.2f} s   {opened} cases opened")
    scored = _took(points)
    _say(f"points of every pupil {scored:6.2f} s   floor, the same registers counted in SQL {floor:6.2f} s")
    _say(f"{FollowUp._base_manager.count()} tasks, {ConcernScore._base_manager.count()} pupils with points")
    for role, kind in (("class_teacher", "class"), ("township_leader", "township"), ("county_officer", "county")):
        _lists(_ctx(county, role, kind, AT), role)
    _say(f"largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _lists(ctx: Any, role: str) -> None:
    from bench.duties import _say, _took
    from notoneless.casework.early_warning.selectors.concern import audit, concern_by_school, list_concern
    from notoneless.casework.early_warning.selectors.tasks import ALL, TaskFilter, list_tasks

    reads = {
        "needs attention": ("concern.read", lambda: list_concern(ctx)),
        "own tasks": ("follow_up.read", lambda: list_tasks(ctx)),
        "all tasks": ("follow_up.read", lambda: list_tasks(ctx, TaskFilter(whose=ALL))),
        "numbers by school": ("concern.count", lambda: concern_by_school(ctx)),
        "audit of groups": ("concern.count", lambda: audit(ctx)),
    }
    for words, (code, read) in reads.items():
        if ctx.may(code):
            spent = sorted(_took(read) * 1000 for _ in range(RUNS))
            _say(
                f"{role:16} {words:18} median {statistics.median(spent):7.1f} ms   p90 {spent[RUNS * 9 // 10]:7.1f} ms"
            )


def _bare_count(days: list[date]) -> None:
    from django.db import connection

    between = [days[0], days[-1]]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT child_id, count(*) FROM attendance_mark WHERE is_current AND on_day BETWEEN %s AND %s GROUP BY child_id",
            between,
        )
        cursor.fetchall()
        cursor.execute(
            "SELECT asked FROM attendance_arrival_report WHERE is_current AND on_day BETWEEN %s AND %s", between
        )
        due: dict[bytes, int] = {}
        while rows := cursor.fetchmany(1000):
            for (asked,) in rows:
                for start in range(0, len(asked), 16):
                    part = bytes(asked[start : start + 16])
                    due[part] = due.get(part, 0) + 1


if __name__ == "__main__":
    main()
