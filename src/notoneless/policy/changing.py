"""What a unit changes of a plan before it adopts it: typed rows over the file, which itself is never touched."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import Clause, Parameter, Plan, Stricter, measured


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
    clauses = tuple(
        replace(each, duties=(), targets=(), procedures=(), sanctions=()) if each.id == name else each
        for each in plan.clauses
    )
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
        try:
            measured(change.value)
        except ValueError:
            problem = Problem("policy.no_number", {"key": change.key, "value": change.value})
            raise NotonelessError(problem) from None

    def with_value(each: Parameter) -> Parameter:
        return replace(each, value=change.value) if each.key == change.key else each

    return replace(
        plan,
        own=tuple(with_value(each) for each in plan.own),
        clauses=tuple(replace(each, parameters=tuple(map(with_value, each.parameters))) for each in plan.clauses),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands otherwise in one plan than in another: the clause, what of it, and both texts; empty where it is not."""

    clause: str
    what: str
    before: str
    after: str


def differences(before: Plan, after: Plan) -> list[Difference]:
    """What changes from one version of a plan to another, clause by clause: numbers and rules."""
    earlier, later = _told(before), _told(after)
    return [
        Difference(*place, earlier.get(place, ""), later.get(place, ""))
        for place in sorted(earlier.keys() | later.keys())
        if earlier.get(place, "") != later.get(place, "")
    ]


def _told(plan: Plan) -> dict[tuple[str, str], str]:
    told: dict[tuple[str, str], str] = {}
    for clause in plan.clauses:
        for number in clause.parameters:
            place = (clause.id, f"{number.zh} {number.since.isoformat()}")
            told[place] = f"{number.value} {number.unit}"
        for rule in clause.rules:
            told[(clause.id, rule.title.zh)] = _rule(replace(rule, line=0))
    return told


def _rule(rule: object) -> str:
    """A rule as text, without the lines at which it was written."""
    return repr(rule)
