"""What each change of the roll needs: papers, levels, and the numbers beside; settings of the county, or of plans in force."""

from collections.abc import Mapping
from dataclasses import dataclass

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import Parameter
from notoneless.records.roll_changes.rules.kinds import HANDED, WRITING, ChangeKind, Level, PaperKind

PLAN = "local/roll_changes"


@dataclass(frozen=True, slots=True)
class ChangeNumbers:
    """What the county has set. `forbidden`: changes the county does not make, each with the article that says so;
    `entry_age`: full years; `empty_after`: school days on which a pupil was due and never seen."""

    levels: Mapping[ChangeKind, tuple[Level, ...]]
    papers: Mapping[ChangeKind, frozenset[PaperKind]]
    forbidden: Mapping[ChangeKind, str]
    entry_age: int
    empty_after: int

    def levels_for(self, kind: ChangeKind, is_within: bool) -> tuple[Level, ...]:
        """The levels of a change; `is_within`: another school of this county receives the pupil, and is asked first."""
        return tuple(each for each in self.levels[kind] if is_within or each is not Level.RECEIVING)

    def papers_for(self, kind: ChangeKind, is_within: bool) -> frozenset[PaperKind]:
        """The papers of a change. A school that accepts here, at its own level, writes no paper of it besides."""
        accepts = is_within and Level.RECEIVING in self.levels[kind]
        return self.papers[kind] - {PaperKind.ACCEPTANCE} if accepts else self.papers[kind]


def numbers_of(plan: Mapping[str, Parameter]) -> ChangeNumbers:
    """What a county has. Raises NotonelessError where something is missing, and where nobody could write on the roll."""

    def parameter(key: str) -> Parameter:
        if key not in plan:
            raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} {key}"}))
        return plan[key]

    asked = [kind for kind in ChangeKind if kind not in HANDED]
    levels = {kind: _levels(parameter(f"roll_change.{kind}_levels")) for kind in asked}
    papers = {
        kind: frozenset(PaperKind(each) for each in parameter(f"roll_change.{kind}_papers").value.split())
        for kind in asked
    }
    barred = parameter("roll_change.forbidden")
    article = f"{barred.document} {barred.clause}：{barred.says}"
    return ChangeNumbers(
        levels=levels | dict.fromkeys(HANDED, (Level.RECEIVING,)),
        papers=papers | dict.fromkeys(HANDED, frozenset[PaperKind]()),
        forbidden={ChangeKind(each): article for each in barred.value.split() if each in set(ChangeKind)},
        entry_age=int(parameter("registry.latest_entry_age").value),
        empty_after=int(parameter("roll_change.empty_after").value),
    )


def _levels(parameter: Parameter) -> tuple[Level, ...]:
    found = tuple(Level(each) for each in parameter.value.split())
    if not found or found[-1] not in WRITING:
        raise NotonelessError(Problem("roll_changes.no_last_level", {"key": parameter.key}))
    return found


def drawn(numbers: ChangeNumbers) -> str:
    """The table of kinds with papers and levels as Markdown, for the room's README."""
    lines = ["| kind | papers | levels |", "|---|---|---|"]
    for kind in (each for each in ChangeKind if each not in HANDED):
        papers = ", ".join(f"`{each}`" for each in PaperKind if each in numbers.papers[kind])
        levels = ", ".join(f"`{each}`" for each in numbers.levels[kind])
        shut = " (refused)" if kind in numbers.forbidden else ""
        lines.append(f"| `{kind}`{shut} | {papers} | {levels} |")
    return "\n".join(lines)
