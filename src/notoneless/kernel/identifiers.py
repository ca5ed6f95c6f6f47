"""UUIDs that sort by time (version 7, RFC 9562), and ids derived from other ids."""

from collections.abc import Callable
from uuid import UUID, uuid5

_SEQUENCE_BITS = 12
_RANDOM_BITS = 62


class IdSource:
    """Gives UUIDv7 that grow: within a millisecond a sequence of 12 bits counts up, and runs over into the next one.

    `milliseconds` tells the time since 1970 in UTC, `random` gives so many random bytes; both are handed in so that nothing
    here reads a clock.
    """

    def __init__(self, milliseconds: Callable[[], int], random: Callable[[int], bytes]) -> None:
        self._milliseconds = milliseconds
        self._random = random
        self._last = 0

    def new(self) -> UUID:
        """The next id."""
        start = self._milliseconds() << _SEQUENCE_BITS
        self._last = max(start, self._last + 1)
        time, sequence = divmod(self._last, 1 << _SEQUENCE_BITS)
        noise = int.from_bytes(self._random(8), "big") & ((1 << _RANDOM_BITS) - 1)
        return UUID(int=time << 80 | 7 << 76 | sequence << 64 | 2 << 62 | noise)


def derived(parent: UUID, step: str) -> UUID:
    """The id of a step within something that has an id: the same parent and step give the same id."""
    return uuid5(parent, step)
