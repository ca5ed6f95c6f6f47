"""The table beside a plan: facts and the verdicts that an official expects of them, and whether the plan gives these.

Each row names its clause and asks one thing: when a duty is due and how it stands, whether a target is reached, whether a step
may be taken, whether a sanction follows, what a number is on a day. Before the rows, a table may list the contents of the plan.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from notoneless.kernel.calendar import Calendar, Term, UsualTerms
from notoneless.kernel.problems import Problem
from notoneless.policy.contents import contents
from notoneless.policy.judging import Fact, State, distance, judged, reaches
from notoneless.policy.model import Duty, Parameter, Plan, Procedure, Requirement, Sanction, Target, in_force
from notoneless.policy.parameters import plans_folder
from notoneless.policy.parsing import Parsing
from notoneless.policy.periods import after_event, period_of
from notoneless.policy.procedures import follows, refused
from notoneless.policy.reading import Fault, Node, PlanRefused, read_nodes
from notoneless.policy.working_days import load_working_days

_ALWAYS = frozenset({"clause", "case"})
_ASKED: Mapping[str, frozenset[str]] = {
    "duty": frozenset(
        {"bearer", "each", "event", "day", "starts", "due", "needs"}
        | {"facts", "levels", "on", "verdict", "exempt", "done_on"}
    ),
    "target": frozenset({"of", "every", "on", "value", "reaches", "short"}),
    "procedure": frozenset({"step", "kind", "taken", "bases", "may", "within", "bearer", "basis"}),
    "sanction": frozenset({"after", "follows", "kind", "follows_from", "whom", "basis", "amount"}),
    "number": frozenset({"on", "is", "stricter"}),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it asks about, its fields, and where it stands."""

    clause: str
    asks: str
    name: str
    fields: Mapping[str, Node]
    line: int


class Table:
    """The rows of a table file, and the contents that it lists, by clause: none, or all of the plan's.

    Raises PlanRefused for a row that asks nothing, asks two things, or has an unknown key.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        parsing = Parsing(file)
        top = parsing.mapping(read_nodes(file, text), {"plan", "cases"}, {"contents"})
        self.plan = parsing.text(top, "plan")
        self.contents_line, self.contents = _contents(parsing, top)
        self.rows = [row for node in parsing.items(top.get("cases")) if (row := _row(parsing, node)) is not None]
        if parsing.faults:
            raise PlanRefused(parsing.faults)


def _contents(parsing: Parsing, top: Mapping[str, Node]) -> tuple[int, Mapping[str, tuple[str, ...]]]:
    if "contents" not in top:
        return 1, {}
    node = top["contents"]
    if not node.fields:
        parsing.fault(node.line, "policy.not_a_mapping")
    return node.line, {
        key: tuple(parsing.text_of(line) for line in parsing.items(lines)) for key, lines in (node.fields or {}).items()
    }


def _row(parsing: Parsing, node: Node) -> Row | None:
    asked = [each for each in _ASKED if node.fields is not None and each in node.fields]
    if len(asked) != 1:
        parsing.fault(node.line, "policy.row_asks_one")
        return None
    fields = parsing.mapping(node, _ALWAYS | {asked[0]}, _ASKED[asked[0]])
    return Row(parsing.text(fields, "clause"), asked[0], parsing.text(fields, asked[0]), fields, node.line)


def run_table(table: Table, plan: Plan, calendar: Calendar) -> list[Fault]:
    """What differs between the rows and the plan; nothing where the plan gives what is expected."""
    told = [(table.contents_line, each) for each in unlisted(table, plan)] if table.contents else []
    told += [(row.line, each) for row in table.rows for each in differences(row, plan, calendar)]
    return [Fault(table.file, line, Problem(code, params)) for line, (code, params) in told]


Told = list[tuple[str, Mapping[str, str]]]


def unlisted(table: Table, plan: Plan) -> Told:
    """Where the contents of the plan are not those that its table lists: the first line of each clause that differs."""
    found = contents(plan)
    told = [
        each
        for key in {**table.contents, **found}
        for each in _first_difference(key, table.contents.get(key, ()), found.get(key, ()))
    ]
    return told or _differ({"clauses": " ".join(table.contents)}, {"clauses": " ".join(found)})


def _first_difference(clause: str, wanted: Sequence[str], found: Sequence[str]) -> Told:
    for one, other in zip_longest(wanted, found):
        if one != other:
            told = {"what": clause, "wanted": one or "none", "found": other or "none"}
            return [("policy.row_differs", told)]
    return []


def differences(row: Row, plan: Plan, calendar: Calendar) -> Told:
    """What the plan gives instead of what a row expects."""
    try:
        return _RUN[row.asks](row, plan, calendar)
    except (KeyError, ValueError, ArithmeticError) as error:
        return [("policy.row_unreadable", {"what": str(error)})]


def _differ(wanted: Mapping[str, str], found: Mapping[str, str]) -> Told:
    return [
        ("policy.row_differs", {"what": key, "wanted": value, "found": found[key]})
        for key, value in wanted.items()
        if found[key] != value
    ]


def _texts(row: Row, *keys: str) -> dict[str, str]:
    return {key: row.fields[key].text or "" for key in keys if key in row.fields}


def _named(row: Row, plan: Plan, kind: type) -> object:
    clause = {each.id: each for each in plan.clauses}[row.clause]
    return {each.id: each for each in clause.rules if isinstance(each, kind)}[row.name]


def _duty(row: Row, plan: Plan, calendar: Calendar) -> Told:
    duty = _named(row, plan, Duty)
    assert isinstance(duty, Duty)
    day, on = _day(row, "day"), _day(row, "on" if "on" in row.fields else "day")
    numbers = in_force(plan.parameters, day)
    if duty.trigger.event:
        found = after_event(duty.trigger, numbers, calendar, "it", day)
    else:
        period = period_of(duty.trigger, numbers, calendar, day)
        if period is None:
            return _differ(_texts(row, "due", "verdict"), {"due": "none", "verdict": "none"})
        found = period
    needed = [(each, Decimal(numbers[each.number].value)) for each in duty.requires]
    verdict = judged(found.span, needed, _facts(row), _levels(row), on, "exempt" in row.fields)
    return _differ(
        _texts(row, "bearer", "each", "event", "starts", "due", "verdict", "done_on", "needs"),
        {
            "bearer": f"{duty.bearer.role} of {duty.bearer.of}",
            "each": duty.each,
            "event": duty.trigger.event or "none",
            "starts": found.span.start.isoformat(),
            "due": found.span.due.isoformat(),
            "verdict": verdict.state,
            "done_on": verdict.on.isoformat() if verdict.on else "none",
            "needs": "; ".join(_told(requirement, number) for requirement, number in needed),
        },
    )


def _told(requirement: Requirement, number: Decimal) -> str:
    return f"{requirement.measure} {'<=' if requirement.is_most else '>='} {number}"


def _facts(row: Row) -> Mapping[str, Sequence[Fact]]:
    """Facts are written `measure: {2026-03-31: 1}`."""
    fields = row.fields["facts"].fields if "facts" in row.fields else None
    return {
        measure: [Fact(date.fromisoformat(day), Decimal(each.text or "")) for day, each in (node.fields or {}).items()]
        for measure, node in (fields or {}).items()
    }


def _levels(row: Row) -> Mapping[str, Decimal]:
    fields = row.fields["levels"].fields if "levels" in row.fields else None
    return {measure: Decimal(node.text or "") for measure, node in (fields or {}).items()}


def _target(row: Row, plan: Plan, _: Calendar) -> Told:
    target = _named(row, plan, Target)
    assert isinstance(target, Target)
    number = Decimal(in_force(plan.parameters, _day(row, "on"))[target.requires.number].value)
    value = None if row.fields["value"].text == "none" else Decimal(row.fields["value"].text or "")
    reached, missing = reaches(target.requires, number, value), distance(target.requires, number, value)
    return _differ(
        _texts(row, "of", "every", "reaches", "short"),
        {
            "of": target.of,
            "every": target.every,
            "reaches": {True: "yes", False: "no", None: "unknown"}[reached],
            "short": "none" if missing is None else str(missing),
        },
    )


def _procedure(row: Row, plan: Plan, _: Calendar) -> Told:
    procedure = _named(row, plan, Procedure)
    assert isinstance(procedure, Procedure)
    name = row.fields["step"].text or ""
    step = {each.id: each for each in procedure.steps}[name]
    problem = refused(procedure, name, _list(row, "taken"), _list(row, "bases"))
    return _differ(
        _texts(row, "may", "kind", "within", "bearer", "basis"),
        {
            "may": "no" if problem else "yes",
            "kind": step.kind,
            "within": _length(plan.parameters, step.within),
            "basis": "awaited" if step.is_awaited else step.basis or "none",
            "bearer": f"{step.bearer.role} of {step.bearer.of}" if step.bearer else "none",
        },
    )


def _length(parameters: Sequence[Parameter], key: str) -> str:
    return next((f"{each.value} {each.unit}" for each in parameters if each.key == key), "none")


def _sanction(row: Row, plan: Plan, _: Calendar) -> Told:
    sanction = _named(row, plan, Sanction)
    assert isinstance(sanction, Sanction)
    after = row.fields["after"].text or ""
    is_event = after not in set(State)
    return _differ(
        _texts(row, "follows", "kind", "follows_from", "whom", "basis", "amount"),
        {
            "follows": "yes" if (after == sanction.on if is_event else follows(State(after))) else "no",
            "kind": sanction.kind,
            "follows_from": sanction.on,
            "whom": f"{sanction.whom.role} of {sanction.whom.of}",
            "basis": sanction.basis or "none",
            "amount": _length(plan.parameters, sanction.amount),
        },
    )


def _number(row: Row, plan: Plan, _: Calendar) -> Told:
    clause = {each.id: each for each in plan.clauses}[row.clause]
    found = in_force(clause.parameters, _day(row, "on")).get(row.name)
    return _differ(
        _texts(row, "is", "stricter"),
        {"is": f"{found.value} {found.unit}" if found else "none", "stricter": found.stricter if found else "none"},
    )


def _day(row: Row, key: str) -> date:
    return date.fromisoformat(row.fields[key].text or "")


def _list(row: Row, key: str) -> list[str]:
    return [each.text or "" for each in (row.fields[key].items or ())] if key in row.fields else []


_RUN: Mapping[str, Callable[[Row, Plan, Calendar], Told]] = {
    "duty": _duty,
    "target": _target,
    "procedure": _procedure,
    "sanction": _sanction,
    "number": _number,
}


def table_calendar(usual: UsualTerms) -> Calendar:
    """The calendar that tables are worked out with: the terms of `plans/model/terms.yaml` and all known working days."""
    path = plans_folder() / "model" / "terms.yaml"
    terms = terms_of(read_nodes("plans/model/terms.yaml", path.read_text(encoding="utf-8")))
    return Calendar(notices=load_working_days(), terms=terms, changes={}, usual=usual)


def terms_of(root: Node) -> tuple[Term, ...]:
    """The terms that a file lists. Raises PlanRefused with all that is wrong."""
    parsing = Parsing("plans/model/terms.yaml")
    terms = []
    for node in parsing.items(parsing.mapping(root, {"terms"}).get("terms")):
        fields = parsing.mapping(node, {"school_year", "number", "first", "last"})
        first, last = parsing.day(fields, "first"), parsing.day(fields, "last")
        if first is not None and last is not None:
            terms.append(
                Term(int(parsing.text(fields, "school_year")), int(parsing.text(fields, "number")), first, last)
            )
    if parsing.faults:
        raise PlanRefused(parsing.faults)
    return tuple(terms)
