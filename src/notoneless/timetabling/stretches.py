"""Stretches of a week as people write them: `周二 14:00-17:00` or `Tue 14:00-17:00`, several parted by signs or lines."""

import re

from notoneless.timetabling.facts import Stretch

_DAYS = "一二三四五六日"
_TIME = r"([01]?\d|2[0-3])[:：]([0-5]\d)"
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = rf"(?:(?:周|星期)([一二三四五六日天])|({'|'.join(_ENGLISH)})\w*)"
_ONE = re.compile(rf"{_DAY}\s*{_TIME}\s*[-–—~～至到]\s*{_TIME}", re.IGNORECASE)
_PARTS = re.compile(r"[;；,，、\n]+")


def stretches_of(text: str) -> tuple[Stretch, ...] | str:
    """The stretches of a week that a text names, in order, those that touch made one; or the first part that names none."""
    found = []
    for part in (each.strip() for each in _PARTS.split(text)):
        if not part:
            continue
        said = _ONE.fullmatch(part)
        if said is None:
            return part
        day, english, *times = said.groups()
        begins, ends = int(times[0]) * 60 + int(times[1]), int(times[2]) * 60 + int(times[3])
        if begins >= ends:
            return part
        weekday = _DAYS.index(day.replace("天", "日")) if day else _ENGLISH.index(english.lower())
        found.append(Stretch(weekday, begins, ends))
    return _merged(found)


def _merged(found: list[Stretch]) -> tuple[Stretch, ...]:
    kept: list[Stretch] = []
    for each in sorted(found):
        last = kept[-1] if kept else None
        if last is not None and last.weekday == each.weekday and each.begins <= last.ends:
            kept[-1] = Stretch(last.weekday, last.begins, max(last.ends, each.ends))
        else:
            kept.append(each)
    return tuple(kept)


def written(stretches: tuple[Stretch, ...]) -> str:
    """Stretches as people write them."""
    return "；".join(f"周{_DAYS[each.weekday]} {clock_of(each.begins)}-{clock_of(each.ends)}" for each in stretches)


def clock_of(minute: int) -> str:
    """A minute of the day as a clock shows it."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def minutes_of(clock: str) -> int:
    """The minute of the day that a clock shows. Raises ValueError for no such time."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
