"""What has to be written so that the children on record are those worked out."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from notoneless.records.golden.rules.known import Known


class Kind(StrEnum):
    """What is done to a child on record. In this order: a number is free before another child gets it."""

    REMOVE = "remove"
    CHANGE = "change"
    ENTER = "enter"


class Step(NamedTuple):
    """One child as it is on record (None: not), and as it shall be (None: not)."""

    before: Known | None
    after: Known | None

    @property
    def kind(self) -> Kind:
        """What is to be done."""
        if self.before is None:
            return Kind.ENTER
        return Kind.REMOVE if self.after is None else Kind.CHANGE


_ORDER = {kind: at for at, kind in enumerate(Kind)}


def steps(before: Iterable[Known], after: Iterable[Known]) -> list[Step]:
    """The difference, in a fixed order; children who are alike are no steps."""
    old, new = ({child.id: child for child in side} for side in (before, after))
    found = [Step(old.get(id_), child) for id_, child in new.items() if old.get(id_) != child]
    found += [Step(child, None) for id_, child in old.items() if id_ not in new]
    return sorted(found, key=_place)


def _place(step: Step) -> tuple[int, str]:
    child = step.after or step.before
    return _ORDER[step.kind], child.id if child else ""


def after_steps(before: Iterable[Known], done: Sequence[Step]) -> list[Known]:
    """The children on record once some of the steps have been done."""
    children = {child.id: child for child in before}
    for step in done:
        if step.after is not None:
            children[step.after.id] = step.after
        elif step.before is not None:
            del children[step.before.id]
    return list(children.values())
