"""Things joined one by one into groups, of which some are told apart and never meet."""

from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Groups(Generic[K]):
    """At first everything is a group of its own."""

    def __init__(self) -> None:
        self._above: dict[K, K] = {}
        self._foes: dict[K, set[K]] = {}

    def of(self, thing: K) -> K:
        """The one by which the group of a thing is known."""
        above = self._above
        while (next_up := above.get(thing, thing)) != thing:
            above[thing] = above.get(next_up, next_up)
            thing = next_up
        return thing

    def are_together(self, one: K, other: K) -> bool:
        """Whether both are in one group."""
        return self.of(one) == self.of(other)

    def are_apart(self, one: K, other: K) -> bool:
        """Whether their groups were told apart."""
        return self.of(other) in self._foes.get(self.of(one), ())

    def join(self, one: K, other: K) -> bool:
        """Make one group of two; False, and nothing done, where they were told apart."""
        kept, gone = self.of(one), self.of(other)
        if kept == gone:
            return True
        if gone in self._foes.get(kept, ()):
            return False
        if len(self._foes.get(gone, ())) > len(self._foes.get(kept, ())):
            kept, gone = gone, kept
        self._above[gone] = kept
        for foe in self._foes.pop(gone, ()):
            self._foes[foe].discard(gone)
            self._tell(kept, foe)
        return True

    def part(self, one: K, other: K) -> bool:
        """Tell two groups apart; False, and nothing done, where they are one."""
        mine, theirs = self.of(one), self.of(other)
        if mine == theirs:
            return False
        self._tell(mine, theirs)
        return True

    def _tell(self, one: K, other: K) -> None:
        self._foes.setdefault(one, set()).add(other)
        self._foes.setdefault(other, set()).add(one)
