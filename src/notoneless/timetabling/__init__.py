"""Timetables of home lessons, as pure values: facts in, lessons or named conflicts out.

`planning.work_out` is not among the names here: it loads the solver, and only where a timetable is made.
"""

from notoneless.timetabling.checking import Broken, broken
from notoneless.timetabling.facts import Demands, Lesson, Pupil, Stretch, Taken, Teacher
from notoneless.timetabling.outcomes import Changed, Conflict, Effort, Outcome, changes
from notoneless.timetabling.stretches import clock_of, minutes_of, stretches_of, written

__all__ = [
    "Broken",
    "Changed",
    "Conflict",
    "Demands",
    "Effort",
    "Lesson",
    "Outcome",
    "Pupil",
    "Stretch",
    "Taken",
    "Teacher",
    "broken",
    "changes",
    "clock_of",
    "minutes_of",
    "stretches_of",
    "written",
]
