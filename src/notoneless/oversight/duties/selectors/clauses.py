"""Which clauses of a plan are reckoned in a month, which wait for a room, have nothing due, or are left out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from notoneless.kernel.problems import Problem
from notoneless.oversight.duties.rules.targets import Lack, TargetLine
from notoneless.oversight.duties.selectors.compliance import ClauseLine, PlanLine
from notoneless.policy import telling
from notoneless.policy.model import Clause


@dataclass(frozen=True, slots=True)
class Sorted:
    """The clauses of a plan, each in one of four: with a duty or target that is counted, waiting for the room that counts it,
    with nothing due, or left out by whoever adopted the plan."""

    reckoned: tuple[ClauseLine, ...]
    pending: tuple[ClauseLine, ...]
    silent: tuple[ClauseLine, ...]
    omitted: tuple[ClauseLine, ...]

    @property
    def areas(self) -> Mapping[str, int]:
        """The rooms that are waited for, with how many clauses wait for each, most of them first."""
        return dict(Counter(each.clause.pending for each in self.pending).most_common())

    @property
    def told(self) -> Problem:
        """All of it in one sentence."""
        rooms = [
            Problem("duties.area_waits", {"area": telling.area(area), "count": count})
            for area, count in self.areas.items()
        ]
        numbers = {"reckoned": len(self.reckoned), "silent": len(self.silent), "pending": len(self.pending)}
        total = sum(numbers.values()) + len(self.omitted)
        told = Problem("duties.clauses_all", {"total": total, **numbers})
        if rooms:
            told = Problem("duties.clauses", {"total": total, **numbers, "areas": telling.joined(rooms)})
        return Problem("duties.clauses_omitted", {"told": told, "count": len(self.omitted)}) if self.omitted else told


def sort_clauses(line: PlanLine, targets: Sequence[tuple[Clause, TargetLine]]) -> Sorted:
    """The clauses of a plan as a month has them. `targets`: those that stand beside them."""
    counted = {clause.id for clause, target in targets if target.lack is not Lack.PENDING}
    reckoned, pending, silent = list[ClauseLine](), list[ClauseLine](), list[ClauseLine]()
    omitted = tuple(each for each in line.clauses if each.clause.is_omitted)
    for each in line.clauses:
        if each.clause.is_omitted:
            continue
        if any(duty.total for duty in each.duties) or each.clause.id in counted:
            reckoned.append(each)
        else:
            (pending if each.clause.pending else silent).append(each)
    return Sorted(tuple(reckoned), tuple(pending), tuple(silent), omitted)
