"""Which rows are held to be one child so far, where a person has told some apart."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from notoneless.kernel.groups import Groups

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Joining:
    """What is held to be one child so far. right: where the rows on the right begin among all."""

    label: Ints
    groups: Groups[int]
    right: int = 0

    def beginning(self, right: int) -> "Joining":
        """The same, for pairs whose right rows are counted from a position."""
        return replace(self, right=right)

    def join(self, left: int, right: int) -> bool:
        """Hold two rows for one child; False where a person told them, or what they belong to, apart."""
        return self.groups.join(int(self.label[left]), int(self.label[right + self.right]))

    def are_apart(self, one: int, other: int) -> bool:
        """Whether two rows of the first roster were told apart."""
        return self.groups.are_apart(int(self.label[one]), int(self.label[other]))

    def are_together(self, one: int, other: int) -> bool:
        """Whether two rows of the first roster are one child already."""
        return self.groups.are_together(int(self.label[one]), int(self.label[other]))

    def kept(self, one: Ints, other: Ints) -> Bools:
        """Which of these pairs of positions may be joined, and are; those that come first go before."""
        pairs = zip(one.tolist(), other.tolist(), strict=True)
        return np.array([self.groups.join(int(self.label[i]), int(self.label[j])) for i, j in pairs], dtype=bool)
