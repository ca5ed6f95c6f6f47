"""The yearly appraisal of four thousand class teachers at once: `python -m bench.appraisal --children 60000`.

Beside the time stand a baseline, as many bare rows inserted, and the time if the facts were read anew for each person, taken
from a few of them and reckoned up to all.
"""

import argparse
import os
import resource
import tempfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

CLASSES = 67
"""Of each of the sixty schools of the county of `bench.ground`: 4,020 class teachers."""
WITHIN = 10.0
"""Seconds."""
ALONE = 3
"""So many are asked one by one."""

ITEMS = (
    ("visit.home_visits", "at_least", "20", "step"),
    ("case.verified_at", "at_most", "0", "veto"),
    ("case.opened", "at_most", "0", "step"),
    ("attendance.arrival_reports", "at_least", "100", "step"),
    ("warning.without_file", "at_most", "0", "threshold"),
    ("share.annual_primary", "at_least", "99", "step"),
    ("verdict.broken", "at_most", "0", "step"),
    ("verdict.done_share", "at_least", "95", "step"),
    ("target.missed", "at_most", "0", "step"),
    ("group.seats", "at_least", "0", "threshold"),
    ("plan.counts", "at_most", "0", "step"),
    ("inquiry.outcomes", "at_most", "0", "threshold"),
)


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=60_000)
    children = parser.parse_args().children
    with tempfile.TemporaryDirectory(prefix="notoneless-bench-") as home:
        os.environ["NOTONELESS_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "notoneless.settings"
        from bench import ground
        from bench.duties import _adopt

        ground._set_up(Path(home))
        ground.CLASSES = CLASSES
        county = ground.County(children)
        ground._fill(county)
        _adopt(county, 20)
        _measure(county)


def _measure(county: Any) -> None:
    from bench.duties import _ctx, _say, _took
    from notoneless.oversight.appraisal.models import Appraisal
    from notoneless.oversight.appraisal.rules.rubrics import Subject
    from notoneless.oversight.appraisal.selectors.rubrics import sheet_of
    from notoneless.oversight.duties.services import reckon_duties
    from notoneless.oversight.scoring.selectors.bearers import bearers_of
    from notoneless.oversight.scoring.selectors.trying import score_all
    from notoneless.oversight.scoring.services import open_appraisals

    at, unit = datetime(2026, 9, 30, 9, tzinfo=UTC), county.units["county"]
    reckon_duties(_ctx(county, "county_officer", "county", at), unit=unit)
    rubric, day = _rubric(county), at.date()
    bearers = bearers_of(unit, Subject.CLASS_TEACHER, 2026, day)
    chosen = bearers[:: max(len(bearers) // ALONE, 1)][:ALONE]

    def alone() -> None:
        for each in chosen:
            list(score_all(sheet_of(rubric), (each,), 2026, day))

    one_by_one = _took(alone) / len(chosen) * len(bearers)
    took = _took(
        lambda: open_appraisals(
            _ctx(county, "county_officer", "county", at),
            unit=unit,
            scored_subject=Subject.CLASS_TEACHER,
            school_year=2026,
        )
    )
    made = Appraisal._base_manager.count()
    verdict = "HELD" if took <= WITHIN and made >= 4000 else "NOT HELD"
    _say(f"{county.children} children, {made} class teachers, {len(ITEMS)} items each")
    _say(f"appraised at once {took:6.2f} s   bound {WITHIN:.0f} s {verdict}")
    floor = _took(lambda: _bare_insert(made))
    _say(f"baseline, as many bare rows inserted {floor:6.2f} s   {took / floor:6.1f} x")
    _say(f"asked anew for each person instead {one_by_one:8.1f} s   {one_by_one / took:6.0f} x")
    _say(f"largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _bare_insert(rows: int) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare AS SELECT * FROM appraisal_appraisal WHERE 0")
        cursor.execute("INSERT INTO bare SELECT * FROM appraisal_appraisal")
        assert cursor.rowcount == rows
        cursor.execute("DROP TABLE bare")


def _rubric(county: Any) -> Any:
    from bench.ground import AT, DAY
    from notoneless.oversight.appraisal.models import Rubric
    from notoneless.oversight.appraisal.rules.rubrics import kept
    from notoneless.oversight.appraisal.rules.scoring import Item, ItemKind, Mark, Side

    items = []
    for number, (fact, side, wanted, kind) in enumerate(ITEMS):
        weight = Decimal(0) if kind == "veto" else Decimal(10)
        marks = (Mark(fact, Side(side), Decimal(wanted)),)
        steps = {"step": Decimal(1), "off": Decimal(1)} if kind == "step" else {}
        items.append(kept(Item(f"item{number}", fact, ItemKind(kind), weight, "8.02", marks, **steps)))
    row = Rubric(
        id=county.ids.new(),
        unit_id=county.units["county"],
        subject="class_teacher",
        state="adopted",
        version=1,
        title="班主任考核",
        full="110",
        items=items,
        written_on=DAY,
        written_by_id=county.accounts["county_officer"],
        from_on=DAY,
        adopted_on=AT.date(),
        adopted_by_id=county.accounts["county_officer"],
    )
    row.save(force_insert=True)
    return row


if __name__ == "__main__":
    main()
