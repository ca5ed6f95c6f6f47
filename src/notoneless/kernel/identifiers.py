"""UUIDs that sort by time (version 7, RFC 9562), and ids derived from other ids."""

from collections.abc import Callable, Iterator
from uuid import UUID, uuid5

_SEQUENCE_BITS = 12
_RANDOM_BITS = 62
_NOISE = (1 << _RANDOM_BITS) - 1


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
        return UUID(next(self.texts(1)))

    def texts(self, count: int) -> Iterator[str]:
        """The next ids as 32 hexadecimal digits: many of them for little."""
        if not count:
            return
        start = self._milliseconds() << _SEQUENCE_BITS
        first = max(start, self._last + 1)
        self._last = first + count - 1
        noise = self._random(8 * count)
        for at, number in enumerate(range(first, first + count)):
            time, sequence = divmod(number, 1 << _SEQUENCE_BITS)
            low = int.from_bytes(noise[8 * at : 8 * at + 8], "big") & _NOISE | 2 << _RANDOM_BITS
            yield f"{time << 16 | 7 << 12 | sequence:016x}{low:016x}"


def earliest(milliseconds: int) -> UUID:
    """The least id that can have been made at a time, in milliseconds since 1970 in UTC: what was made since is greater."""
    return UUID(int=milliseconds << 80)


def made_at(identifier: UUID) -> int | None:
    """When an id was made, in milliseconds since 1970 in UTC; None for one that tells no time."""
    return identifier.int >> 80 if identifier.version == 7 else None


def derived(parent: UUID, step: str) -> UUID:
    """The id of a step within something that has an id: the same parent and step give the same id."""
    return uuid5(parent, step)
