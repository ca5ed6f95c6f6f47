"""Birth dates as they are wrongly remembered, read or typed."""

from datetime import date
from random import Random

from notoneless.kernel.lunar import solar_to_lunar
from notoneless.synthetic.calendar import spelled


def one_part_off(day: date, rng: Random) -> tuple[int, int, int]:
    """Year, month and day with one of them wrong: a neighbouring year, another month, or a mistyped day."""
    part = rng.random()
    if part < 0.35:
        return day.year + rng.choice((-1, 1)), day.month, min(day.day, 28)
    if part < 0.65:
        month = rng.choice([m for m in range(1, 13) if m != day.month])
        return day.year, month, min(day.day, 28)
    return day.year, day.month, rng.choice([d for d in range(1, 29) if d != day.day])


def altered_date(kind: str, day: date, style: str, rng: Random) -> tuple[bool, str | None]:
    """Whether the error `kind` ("dob.lunar", …) can befall this day, and the cell it leaves (None: empty)."""
    if kind == "dob.missing":
        return True, None
    if kind == "dob.year_month":
        return True, spelled(day.year, day.month, None, style)
    if kind == "dob.january_first":
        return (day.month, day.day) != (1, 1), spelled(day.year, 1, 1, style)
    if kind == "dob.swapped":
        return day.day <= 12 and day.day != day.month, spelled(day.year, day.day, day.month, style)
    if kind == "dob.lunar":
        lunar = solar_to_lunar(day)
        return (False, None) if lunar is None else (True, spelled(*lunar[:3], style))
    if kind == "dob.one_part":
        return True, spelled(*one_part_off(day, rng), style)
    raise KeyError(kind)
