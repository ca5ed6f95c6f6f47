"""Reckoning, the list of today and the compliance of a month with a whole county: `python -m bench.duties --children 100000`.

A plan of 60 invented duties binds the county of `bench.ground`. Beside the times stands a floor: the rows of the month counted
in bare SQL, and for reckoning the same number of rows inserted bare.
"""

import argparse
import gc
import os
import resource
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

DUTIES = 60
COMPLIANCE_WITHIN, TODAY_WITHIN = 5.0, 100.0
"""Seconds for the compliance of a month of the whole county; milliseconds for the list of one person."""


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=100_000)
    parser.add_argument("--duties", type=int, default=DUTIES)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="notoneless-bench-") as home:
        os.environ["NOTONELESS_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "notoneless.settings"
        from bench.ground import County, _fill, _set_up

        _set_up(Path(home))
        county = County(asked.children)
        _fill(county)
        _measure(county, asked.duties)


def _measure(county: Any, duties: int) -> None:
    from notoneless.foundation.access.models import Unit
    from notoneless.foundation.access.scope import looking
    from notoneless.interfaces.today.pages.listing import values_of
    from notoneless.oversight.duties.models import DutyRow
    from notoneless.oversight.duties.selectors.compliance import compliance
    from notoneless.oversight.duties.selectors.today import today
    from notoneless.oversight.duties.services import reckon_duties

    _adopt(county, duties)
    unit = county.units["county"]
    at = datetime(2026, 9, 30, 9, tzinfo=UTC)
    first = _took(lambda: reckon_duties(_ctx(county, "county_officer", "county", at), unit=unit))
    rows = DutyRow._base_manager.count()
    again = _took(lambda: reckon_duties(_ctx(county, "county_officer", "county", at), unit=unit))
    next_day = at + timedelta(days=1)
    later = _took(lambda: reckon_duties(_ctx(county, "county_officer", "county", next_day), unit=unit))
    units = Unit._base_manager.count()
    _say(f"{county.children} children, {units} units, {duties} duties, {rows} rows of one month and what is to come")
    _say(f"reckoned first {first:6.2f} s   again {again:6.2f} s   on the next day {later:6.2f} s")
    floor = _took(lambda: _bare_insert(rows))
    _say(f"floor, as many bare rows inserted {floor:6.2f} s   {first / floor:5.1f} x")
    month = at.date()
    ctx = _ctx(county, "county_officer", "county", at)
    took = [_took(lambda: compliance(ctx, month)) for _ in range(5)]
    bare = [_took(_bare_count) for _ in range(5)]
    _say(
        f"compliance of a month, whole county {statistics.median(took):6.2f} s   bound {COMPLIANCE_WITHIN:.0f} s"
        f" {'HELD' if statistics.median(took) <= COMPLIANCE_WITHIN else 'NOT HELD'}"
        f"   {statistics.median(took) / statistics.median(bare):5.1f} x counting in SQL"
    )
    # a server has not filled the county: what this process keeps of that is not walked through while somebody's day is asked
    gc.collect()
    gc.freeze()
    for role, kind in (("class_teacher", "class"), ("township_leader", "township"), ("county_officer", "county")):
        who = _ctx(county, role, kind, at)
        for what, asked in (("today's duties", today), ("all of today", values_of)):
            with looking():  # as a page that reads
                spent = sorted(_took(lambda who=who, asked=asked: asked(who)) * 1000 for _ in range(30))
            median = statistics.median(spent)
            verdict = "HELD" if median <= TODAY_WITHIN else "NOT HELD"
            _say(
                f"{what:15} {role:16} median {median:6.1f} ms   p90 {spent[26]:6.1f} ms   bound {TODAY_WITHIN} ms {verdict}"
            )
    _say(f"largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _adopt(county: Any, duties: int) -> None:
    from bench.ground import AT, DAY
    from notoneless.foundation.plans.models import Adoption, PlanVersion
    from notoneless.synthetic.duties import many_duties

    version = PlanVersion(
        id=county.ids.new(),
        unit_id=county.units["county"],
        key="own/many",
        text=many_duties(duties),
        drafted_by=county.accounts["county_officer"],
        drafted_at=AT,
        adopted_at=AT,
        sha256="0" * 64,
    )
    version.save(force_insert=True)
    Adoption(
        id=county.ids.new(),
        unit_id=county.units["county"],
        version=version,
        key="own/many",
        from_on=DAY,
        signer="陈局长",
        adopted_by=county.accounts["county_officer"],
        adopted_at=AT,
    ).save(force_insert=True)


def _ctx(county: Any, role: str, unit: str, at: datetime) -> Any:
    return replace(county.ctx(role, unit), at=at, request=county.ids.new())


def _took(body: Any) -> float:
    begun = time.perf_counter()
    body()
    return time.perf_counter() - begun


def _bare_count() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT version_id, duty, state, count(*) FROM duties_row GROUP BY version_id, duty, state")
        cursor.fetchall()


def _bare_insert(rows: int) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare AS SELECT * FROM duties_row WHERE 0")
        cursor.execute("INSERT INTO bare SELECT * FROM duties_row")
        assert cursor.rowcount == rows or rows
        cursor.execute("DROP TABLE bare")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
