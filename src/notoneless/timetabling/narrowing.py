"""Leaves out starts that another one of the same pupil and day is as good as, so that less is searched and nothing is lost."""

from collections import defaultdict
from collections.abc import Collection, Mapping

Start = tuple[str, int, int]
"""A pupil, weekday and minute."""
Times = Mapping[Start, Mapping[str, tuple[int, int]]]
"""Of each start the teachers who can go, each with the minutes from which until which it is gone."""


def narrowed(times: Times, kept: Collection[Start]) -> Times:
    """The starts without those that another can stand for; what is in `kept` always stays.

    One stands for another where everybody who can go to the other can go to it, and meets no more lessons elsewhere by it.
    """
    meets = _meetings(times)
    days: dict[tuple[str, int], list[Start]] = defaultdict(list)
    for start in times:
        days[start[:2]].append(start)
    found: dict[Start, Mapping[str, tuple[int, int]]] = {}
    for starts in days.values():
        # the one to which most can go and which meets fewest comes first, and stands for those after it
        ordered = sorted(starts, key=lambda each: (-len(times[each]), sum(meets[each].values()).bit_count(), each))
        stands: list[Start] = []
        for each in ordered:
            if each in kept or not any(_stands_for(meets[other], meets[each]) for other in stands):
                stands.append(each)
        found |= {each: times[each] for each in stands}
    return {start: found[start] for start in times if start in found}


def _stands_for(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """Whether all of the other are among the one, each with no more meetings."""
    return all(key in one and one[key] & ~mask == 0 for key, mask in other.items())


def _meetings(times: Times) -> Mapping[Start, Mapping[str, int]]:
    """Of each start and teacher the lessons of other pupils that it would overlap, as bits."""
    busy: dict[tuple[str, int], list[tuple[int, int, Start, int]]] = defaultdict(list)
    for number, (start, going) in enumerate(times.items()):
        for key, (leaves, back) in going.items():
            busy[key, start[1]].append((leaves, back, start, 1 << number))
    found: dict[Start, dict[str, int]] = {start: {} for start in times}
    for (key, _), rows in busy.items():
        for leaves, back, start, _ in rows:
            found[start][key] = sum(
                bit for begins, ends, other, bit in rows if other[0] != start[0] and begins < back and leaves < ends
            )
    return found
