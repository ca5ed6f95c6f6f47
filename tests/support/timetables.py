"""Invented demands for timetables of home lessons: small ones by chance, and whole schools."""

import random
from datetime import date, timedelta

from notoneless.timetabling import Demands, Pupil, Stretch, Teacher

FIRST = date(2026, 8, 31)
"""A Monday."""
HOLIDAYS = (
    date(2026, 9, 25),
    *(date(2026, 10, 1) + timedelta(days=n) for n in range(7)),
    date(2027, 1, 1),
)


def school_days(weeks: int) -> frozenset[date]:
    """The weekdays of so many weeks that are no holidays, and a Saturday that is worked."""
    days = {FIRST + timedelta(days=7 * week + weekday) for week in range(weeks) for weekday in range(5)}
    return frozenset((days - set(HOLIDAYS)) | ({date(2026, 10, 10)} if weeks > 5 else set()))


def small(seed: int) -> Demands:
    """One to four pupils and as many teachers in a week or two, with all that may be asked, drawn by chance."""
    draw = random.Random(seed)
    is_crowded = draw.random() < 0.5
    teachers = tuple(
        Teacher(
            key=f"t{number}",
            unit=draw.choice(("u1", "u2")),
            is_man=draw.random() < 0.5,
            free=_stretches(draw, 5 if is_crowded else draw.randint(2, 5), 240),
            most=draw.choice((1, 2, 2, 3, 4)),
            away=((FIRST, FIRST + timedelta(days=draw.randint(0, 3))),) if draw.random() < 0.15 else (),
        )
        for number in range(draw.choice((2, 3) if is_crowded else (1, 2, 3, 4)))
    )
    pupils = tuple(_pupil(draw, number, teachers) for number in range(3 if is_crowded else draw.randint(1, 3)))
    days = set(school_days(draw.choice((1, 1, 2))))
    if draw.random() < 0.3:
        days -= set(draw.sample(sorted(days), draw.randint(1, 2)))
    return Demands(pupils, teachers, frozenset(days), FIRST)


def _pupil(draw: random.Random, number: int, teachers: tuple[Teacher, ...]) -> Pupil:
    team = draw.choice((1, 1, 2))
    return Pupil(
        key=f"p{number}",
        visits=draw.choice((1, 1, 2)),
        minutes=draw.choice((60, 90)),
        team=team,
        men=draw.choice((0, 0, 1)),
        good=_stretches(draw, draw.randint(1, 4), 180),
        may_go=frozenset(each.key for each in teachers if draw.random() < 0.9),
        travel=draw.choice((0, 30)),
        travel_from={"u2": 30} if draw.random() < 0.3 else {},
    )


def _stretches(draw: random.Random, number: int, longest: int) -> tuple[Stretch, ...]:
    days = sorted(draw.sample(range(5), number))
    begins = [60 * draw.choice((8, 9)) + draw.choice((0, 30)) for _ in days]
    return tuple(
        Stretch(day, begin, begin + draw.choice((90, 120, longest))) for day, begin in zip(days, begins, strict=True)
    )


def school(pupils: int, teachers: int, weeks: int, seed: int = 1, name: str = "") -> Demands:
    """A centre school: two lessons a week of two hours by two, one of them a man for every third child; teachers free on
    four or five half days, at most four lessons a week."""
    draw = random.Random(seed)
    halves = [(day, begin) for day in range(5) for begin in (8 * 60, 14 * 60)]
    staff = tuple(
        Teacher(
            key=f"{name}t{number}",
            unit=f"{name}u{number % 4}",
            is_man=number % 3 == 0,
            free=tuple(
                Stretch(day, begin, begin + 210) for day, begin in sorted(draw.sample(halves, draw.choice((4, 5))))
            ),
            most=4,
        )
        for number in range(teachers)
    )
    children = tuple(
        Pupil(
            key=f"{name}p{number}",
            visits=2,
            minutes=120,
            team=2,
            men=int(number % 3 == 0),
            good=tuple(Stretch(day, begin + 30, begin + 210) for day, begin in sorted(draw.sample(halves, 4))),
            may_go=frozenset(each.key for each in staff),
            travel=draw.choice((10, 20, 30, 40)),
            travel_from={f"{name}u{draw.randrange(4)}": 10},
        )
        for number in range(pupils)
    )
    return Demands(children, staff, school_days(weeks), FIRST)
