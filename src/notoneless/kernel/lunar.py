"""The lunisolar calendar (农历), 1900 to 2099, as GB/T 33661-2017 defines it."""

from bisect import bisect_right
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

FIRST_YEAR: Final = 1900
_NEW_YEAR_1900: Final = date(1900, 1, 31)

# One word a lunar year, hexadecimal. Bit i (from the lowest): the i-th month of the year, leap month counted, has 30
# days and not 29. From bit 13 up: the number of the month the leap month follows, 0 for none. Computed for this
# project from the instants of new moon and solar longitude (J. Meeus, Astronomical Algorithms, ch. 25 and 49) at 120
# degrees east, before 1929 at Beijing mean time. The leap months of 1917 and 1922 (solar term within seven minutes of
# midnight) are set as published.
_WORDS: Final = """
116d2 00752 00ea5 0b64a 0064b 00a9b 0955a 0056a 00b59 05752 00752 0db25 00b25 00a4b 0b4ab 002ad 0056b 04b69 00da9 0fd92
00e92 00d25 0ba4d 00a56 002b6 095b5 006d4 00ea9 05e92 00e92 0cd26 0052b 00a57 0b2b6 00b5a 006d4 06ec9 00749 0f693 00a93
0052b 0ca5b 00aad 0056a 09b55 00ba4 00b49 05a93 00a95 0f52d 00536 00aad 0b5aa 005b2 00da5 07d4a 00d4a 10a95 00a97 00556
0cab5 00ad5 006d2 08ea5 00ea5 0064a 06c97 00a9b 0f55a 0056a 00b69 0b752 00b52 00b25 0964b 00a4b 114ab 002ad 0056d 0cb69
00da9 00d92 09d25 00d25 15a4d 00a56 002b6 0c5b5 006d5 00ea9 0be92 00e92 00d26 06a56 00a57 114d6 0035a 006d5 0b6c9 00749
00693 0952b 0052b 00a5b 0555a 0056a 0fb55 00ba4 00b49 0ba93 00a95 0052d 08aad 00ab5 135aa 005d2 00da5 0dd4a 00d4a 00c95
0952e 00556 00ab5 055b2 006d2 0cea5 00725 0064b 0ac97 00cab 0055a 06ad6 00b69 17752 00b52 00b25 0da4b 00a4b 004ab 0a55b
005ad 00b6a 05b52 00d92 0fd25 00d25 00a55 0b4ad 004b6 005b5 06daa 00ec9 11e92 00e92 00d26 0ca56 00a57 004d6 086d5 00755
00749 06e93 00693 0f52b 0052b 00a5b 0b55a 0056a 00b65 0974a 00b4a 11a95 00a95 0052d 0caad 00ab5 005aa 08ba5 00da5 00d4a
07c95 00c96 0f94e 00556 00ab5 0b5b2 006d2 00ea5 08e4a 0068b 10c97 004ab 0055b 0cad6 00b6a 00752 09725 00b25 00a8b 0549b
"""
_YEARS: Final = tuple(int(word, 16) for word in _WORDS.split())
_LEAP_SHIFT: Final = 13


def _lengths(word: int) -> tuple[int, ...]:
    months = 13 if word >> _LEAP_SHIFT else 12
    return tuple(29 + (word >> i & 1) for i in range(months))


_STARTS: Final = tuple(accumulate((sum(_lengths(word)) for word in _YEARS), initial=_NEW_YEAR_1900.toordinal()))


def lunar_to_solar(year: int, month: int, day: int, leap: bool = False) -> date | None:
    """The solar date of a lunar one; None where the calendar has no such day. `leap`: the leap month after `month`."""
    at = year - FIRST_YEAR
    if not (0 <= at < len(_YEARS) and 1 <= month <= 12):
        return None
    word = _YEARS[at]
    after = word >> _LEAP_SHIFT
    if leap and after != month:
        return None
    place = month - 1 + (leap or bool(after and month > after))
    if not 1 <= day <= 29 + (word >> place & 1):
        return None
    before = 29 * place + (word & ((1 << place) - 1)).bit_count()
    return date.fromordinal(_STARTS[at] + before + day - 1)


def solar_to_lunar(d: date) -> tuple[int, int, int, bool] | None:
    """The lunar year, month, day and whether the month is the leap one; None outside lunar 1900 to 2099."""
    ordinal = d.toordinal()
    if not _STARTS[0] <= ordinal < _STARTS[-1]:
        return None
    at = bisect_right(_STARTS, ordinal) - 1
    word = _YEARS[at]
    left = ordinal - _STARTS[at]
    place = 0
    while left >= 29 + (word >> place & 1):
        left -= 29 + (word >> place & 1)
        place += 1
    after = word >> _LEAP_SHIFT
    leap = bool(after) and place == after
    month = place + 1 - (bool(after) and place >= after)
    return FIRST_YEAR + at, month, left + 1, leap


def same_day_in_other_calendar(a: date, b: date) -> bool:
    """Whether one date, its numbers read as a lunar date (in the month or its leap month), is the other.

    The usual slip of a register: the family counts by the lunar calendar, the clerk writes its numbers down as solar.
    """
    return _read_as_lunar(a, b) or _read_as_lunar(b, a)


_LATEST_LAG: Final = timedelta(days=60)


def _read_as_lunar(numbers: date, solar: date) -> bool:
    if not timedelta(0) < solar - numbers < _LATEST_LAG:
        return False
    return any(lunar_to_solar(numbers.year, numbers.month, numbers.day, leap) == solar for leap in (False, True))
