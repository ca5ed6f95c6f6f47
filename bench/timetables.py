"""Timetables of home lessons: a centre school for a term, and 500 pupils school by school: `python -m bench.timetables`.

Invented schools (`tests/support/timetables.py`): each child two lessons a week of two hours by two teachers, a man among them
for every third; teachers free on four or five half days, at most four lessons a week; 18 weeks with holidays.
"""

import argparse
import time

from notoneless.timetabling import Effort
from notoneless.timetabling.planning import work_out
from support.timetables import school

ONE_WITHIN, ALL_WITHIN = 30.0, 300.0
"""Seconds: for one school of 40 pupils and 60 teachers, for 500 pupils."""


def main() -> None:
    """Entry point; a bound that does not hold is printed, because a busy machine must not fail a build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=20)
    asked = parser.parse_args()
    took, busy, lessons, gap, short = _timed(40, 60, 1)
    print(
        f"40 pupils, 60 teachers, 18 weeks: {took:.1f} s, of which {busy:.1f} s reckoning (bound {ONE_WITHIN:.0f} s), "
        f"{lessons} lessons, gap {gap / 10:.1f} %, {short} lessons short in weeks that holidays cut"
    )
    total, all_busy, worst, planned = 0.0, 0.0, 0, 0
    for number in range(asked.schools):
        took, busy, lessons, gap, _ = _timed(25, 38, number + 2)
        total, all_busy, worst, planned = total + took, all_busy + busy, max(worst, gap), planned + lessons
    print(
        f"{25 * asked.schools} pupils in {asked.schools} schools: {total:.1f} s, of which {all_busy:.1f} s reckoning "
        f"(bound {ALL_WITHIN:.0f} s), {planned} lessons, worst gap {worst / 10:.1f} %"
    )


def _timed(pupils: int, teachers: int, seed: int) -> tuple[float, float, int, int, int]:
    """Seconds by the clock and of this process alone, lessons, gap, lessons short."""
    demands = school(pupils, teachers, 18, seed)
    begun, before = time.perf_counter(), time.process_time()
    found = work_out(demands, Effort())
    took, busy = time.perf_counter() - begun, time.process_time() - before
    if found.conflicts:
        print(f"  no timetable with seed {seed}: {found.conflicts[0]}")
    return took, busy, len(found.lessons), found.gap, sum(each.lessons for each in found.short)


if __name__ == "__main__":
    main()
