"""What a unit changes of a plan before it adopts it: typed rows over the file, which itself is never touched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import Clause, Parameter, Plan, Rule, Stricter, Words
from notoneless.policy.values import unfit_number

Side = Parameter | Rule | str | None
"""One side of a difference."""


class ChangeKind(StrEnum):
    """What is changed."""

    NUMBER = "number"
    """Another value of a parameter."""
    OMIT = "omit"
    """A clause that does not bind here: its duties, targets, procedures and sanctions fall away."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of a parameter by its key, or of a clause by its id."""

    kind: ChangeKind
    key: str
    value: str = ""


def changed(plan: Plan, changes: Sequence[Change]) -> Plan:
    """The plan with the changes. Raises NotonelessError for a key or clause it has not, or a value that is no number."""
    for change in changes:
        plan = _omitted(plan, change.key) if change.kind is ChangeKind.OMIT else _renumbered(plan, change)
    return plan


def _omitted(plan: Plan, name: str) -> Plan:
    if name not in {each.id for each in plan.clauses}:
        raise NotonelessError(Problem("policy.no_clause", {"clause": name}))
    nothing: dict[str, Any] = {"duties": (), "targets": (), "procedures": (), "sanctions": (), "pending": ""}
    clauses = tuple(replace(each, **nothing, is_omitted=True) if each.id == name else each for each in plan.clauses)
    left = {rule for clause in clauses for rule in (each.id for each in clause.rules)}
    return replace(plan, clauses=tuple(_without_strays(each, left) for each in clauses))


def _without_strays(clause: Clause, left: set[str]) -> Clause:
    """Sanctions on what was omitted fall away with it; those on measures stay."""
    return replace(clause, sanctions=tuple(each for each in clause.sanctions if each.on in left or "." in each.on))


def _renumbered(plan: Plan, change: Change) -> Plan:
    known = {each.key: each for each in plan.parameters}
    if change.key not in known:
        raise NotonelessError(Problem("policy.no_parameter", {"key": change.key}))
    if known[change.key].stricter != Stricter.NONE:
        unfit = unfit_number(known[change.key].unit, change.value)
        if unfit:
            raise NotonelessError(Problem(unfit, {"key": change.key, "value": change.value}))

    def with_value(each: Parameter) -> Parameter:
        return replace(each, value=change.value) if each.key == change.key else each

    return replace(
        plan,
        own=tuple(with_value(each) for each in plan.own),
        clauses=tuple(replace(each, parameters=tuple(map(with_value, each.parameters))) for each in plan.clauses),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands otherwise in one plan than in another: its clause, its title, and both sides; None where it is not.

    A side is a number, a rule, or what a clause says. `clause` is empty for numbers of the plan itself.
    """

    clause: str
    title: Words
    before: Side
    after: Side

    @property
    def is_laxer(self) -> bool:
        """Whether it asks for less than before: a laxer number, a number or rule left out."""
        if isinstance(self.before, Parameter) and isinstance(self.after, Parameter):
            return self.before.stricter != Stricter.NONE and self.before.is_laxer(self.after.value)
        return self.before is not None and self.after is None

    @property
    def is_stricter(self) -> bool:
        """Whether it asks for more than before: a stricter number, or a number or rule that was not there."""
        if isinstance(self.before, Parameter) and isinstance(self.after, Parameter):
            return self.after.stricter != Stricter.NONE and self.after.is_laxer(self.before.value)
        return self.before is None and self.after is not None


def differences(before: Plan, after: Plan) -> list[Difference]:
    """What changes from one version of a plan to another, clause by clause: numbers, rules and what clauses say."""
    earlier, later = _parts(before), _parts(after)
    found = []
    for place in sorted(earlier.keys() | later.keys(), key=lambda each: (_order(each[0]), each[1:])):
        one, other = earlier.get(place), later.get(place)
        if _still(one and one[1]) != _still(other and other[1]):
            title = (other or one or (Words("", ""), None))[0]
            found.append(Difference(place[0], title, one and one[1], other and other[1]))
    return found


def _order(clause: str) -> tuple[tuple[int, str], ...]:
    """5.2 before 5.10."""
    return tuple((int(part) if part.isdecimal() else 0, part) for part in clause.split("."))


def _parts(plan: Plan) -> Mapping[tuple[str, str, str], tuple[Words, Side]]:
    """All that is compared of a plan, by clause, kind and name, with its title."""
    found: dict[tuple[str, str, str], tuple[Words, Side]] = {}
    for clause, numbers in (("", plan.own), *((each.id, each.parameters) for each in plan.clauses)):
        for number in numbers:
            found[clause, "number", f"{number.key} {number.since.isoformat()}"] = Words(number.zh, number.en), number
    for each in plan.clauses:
        found[each.id, "clause", ""] = each.title, each.says
        for rule in each.rules:
            found[each.id, "rule", rule.id] = rule.title, rule
    return found


def same_meaning(one: Rule, other: Rule) -> bool:
    """Whether two rules say the same, wherever they are written."""
    return bool(_still(one) == _still(other))


def _still(part: Any) -> Any:
    """A part without the lines at which it was written, nor the day on which somebody last looked: both mean nothing."""
    if isinstance(part, tuple):
        return tuple(_still(each) for each in part)
    if not is_dataclass(part):
        return part
    kept = (each.name for each in fields(part) if each.name not in ("line", "checked"))
    return type(part), tuple(_still(getattr(part, name)) for name in kept)
