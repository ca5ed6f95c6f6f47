"""Two reports of one session from two phones: of each pupil the graver word stands until a person has looked.

A false alarm costs a telephone call, an absence that nobody hears of a child; so the graver of two words counts. The result is
the same in whatever order reports come, and the same again if one comes twice (a join).
"""

from collections.abc import Iterable
from dataclasses import replace

from notoneless.records.attendance.rules.kinds import MarkKind
from notoneless.records.attendance.rules.reporting import Noted

GRAVITY = (MarkKind.LEFT_EARLY, MarkKind.LATE, MarkKind.LEAVE, MarkKind.ABSENT)
"""Marks from the lightest to the gravest; lighter than all is to be there."""

_PARTED = " / "


def joined(one: Iterable[Noted], other: Iterable[Noted]) -> list[Noted]:
    """Of each pupil whom either names the graver word, in the order of ids."""
    found = {each.child: each for each in one}
    for each in other:
        known = found.get(each.child)
        found[each.child] = each if known is None else graver(known, each)
    return [found[child] for child in sorted(found)]


def graver(one: Noted, other: Noted) -> Noted:
    """The graver of two words about one pupil; of the same word the reason that is first by its key, and the notes of both."""
    by_weight = sorted((one, other), key=lambda each: (-GRAVITY.index(each.kind), each.reason))
    first, second = by_weight
    if (first.kind, first.reason) != (second.kind, second.reason):
        return first
    notes = {note for each in (first, second) for note in each.note.split(_PARTED) if note}
    return replace(first, note=_PARTED.join(sorted(notes)))


def is_among(one: Iterable[Noted], other: Iterable[Noted]) -> bool:
    """Whether the first says of nobody anything graver than the second does: to join them changes nothing."""
    other = list(other)
    return joined(one, other) == joined(other, ())
