"""The clauses of a plan, and what each comes to."""

from collections.abc import Mapping

from notoneless.policy.model import (
    AWAITED,
    Anchor,
    Bearer,
    Clause,
    Duty,
    Every,
    Form,
    Parameter,
    Procedure,
    Requirement,
    Sanction,
    SanctionKind,
    Step,
    StepKind,
    Target,
    Trigger,
)
from notoneless.policy.parsing import Parsing
from notoneless.policy.parsing_parameters import parameter_of
from notoneless.policy.reading import Node

_BINDINGS = frozenset({"parameters", "duties", "targets", "procedures", "sanctions", "papers", "measures", "pending"})
_DAYS = frozenset({"working", "school", "all"})


def clause_of(parsing: Parsing, node: Node, document: str) -> Clause | None:
    """One clause; none where it has no id."""
    fields = parsing.mapping(node, {"id", "area", "title", "place", "says"}, _BINDINGS)
    name = parsing.text(fields, "id")
    if not name:
        return None
    before = len(parsing.faults)
    numbers = [parameter_of(parsing, each, document, name) for each in parsing.items(fields.get("parameters"))]
    parameters: list[Parameter] = [each for each in numbers if each is not None]
    found = Clause(
        id=name,
        area=parsing.text(fields, "area"),
        title=parsing.words(fields, "title"),
        place=parsing.text(fields, "place"),
        says=parsing.text(fields, "says"),
        pending=parsing.text(fields, "pending"),
        parameters=tuple(parameters),
        duties=tuple(_duty(parsing, each) for each in parsing.items(fields.get("duties"))),
        targets=tuple(_target(parsing, each) for each in parsing.items(fields.get("targets"))),
        procedures=tuple(_procedure(parsing, each) for each in parsing.items(fields.get("procedures"))),
        sanctions=tuple(_sanction(parsing, each) for each in parsing.items(fields.get("sanctions"))),
        papers=tuple(_paper(parsing, each) for each in parsing.items(fields.get("papers"))),
        measures=tuple(parsing.text_of(each) for each in parsing.items(fields.get("measures"))),
        line=node.line,
    )
    if len(parsing.faults) > before:
        parsing.hurt.add(name)
    return found


def _duty(parsing: Parsing, node: Node) -> Duty:
    fields = parsing.mapping(node, {"id", "title", "who", "due", "requires"}, {"each"})
    bearer = _bearer(parsing, fields, "who")
    return Duty(
        id=parsing.text(fields, "id"),
        title=parsing.words(fields, "title"),
        bearer=bearer,
        each=parsing.text(fields, "each", bearer.of),
        trigger=_trigger(parsing, fields["due"]) if "due" in fields else Trigger(),
        requires=tuple(_requirement(parsing, each) for each in parsing.items(fields.get("requires"))),
        line=node.line,
    )


def _bearer(parsing: Parsing, fields: Mapping[str, Node], key: str) -> Bearer:
    if key not in fields:
        return Bearer("", "")
    who = parsing.mapping(fields[key], {"role", "of"})
    return Bearer(parsing.text(who, "role"), parsing.text(who, "of"))


def _trigger(parsing: Parsing, node: Node) -> Trigger:
    fields = parsing.mapping(node, set(), {"every", "event", "at", "on", "months", "within", "days"})
    if ("every" in fields) == ("event" in fields):
        parsing.fault(node.line, "policy.every_or_event")
    return Trigger(
        every=parsing.choice(fields, "every", set(Every)),
        event=parsing.text(fields, "event"),
        at=parsing.choice(fields, "at", set(Anchor), Anchor.END),
        on=parsing.text(fields, "on"),
        months=parsing.text(fields, "months"),
        within=parsing.text(fields, "within"),
        days=parsing.choice(fields, "days", _DAYS),
        line=node.line,
    )


def _requirement(parsing: Parsing, node: Node) -> Requirement:
    fields = parsing.mapping(node, {"measure"}, {"at_least", "at_most"})
    if ("at_least" in fields) == ("at_most" in fields):
        parsing.fault(node.line, "policy.least_or_most")
    most = parsing.text(fields, "at_most")
    return Requirement(parsing.text(fields, "measure"), most or parsing.text(fields, "at_least"), bool(most), node.line)


def _target(parsing: Parsing, node: Node) -> Target:
    fields = parsing.mapping(node, {"id", "title", "of", "every", "measure"}, {"at_least", "at_most"})
    inner = Node(node.line, fields={k: v for k, v in fields.items() if k in ("measure", "at_least", "at_most")})
    return Target(
        id=parsing.text(fields, "id"),
        title=parsing.words(fields, "title"),
        of=parsing.text(fields, "of"),
        every=parsing.choice(fields, "every", set(Every)),
        requires=_requirement(parsing, inner),
        line=node.line,
    )


def _procedure(parsing: Parsing, node: Node) -> Procedure:
    fields = parsing.mapping(node, {"id", "title", "steps"})
    steps = tuple(_step(parsing, each) for each in parsing.items(fields.get("steps")))
    return Procedure(parsing.text(fields, "id"), parsing.words(fields, "title"), steps, node.line)


def _step(parsing: Parsing, node: Node) -> Step:
    fields = parsing.mapping(node, {"id", "title", "kind"}, {"after", "within", "basis", "who"})
    basis = parsing.text(fields, "basis")
    return Step(
        id=parsing.text(fields, "id"),
        title=parsing.words(fields, "title"),
        kind=parsing.choice(fields, "kind", set(StepKind)),
        after=tuple(parsing.text_of(each) for each in parsing.items(fields.get("after"))),
        within=parsing.text(fields, "within"),
        basis="" if basis == AWAITED else basis,
        is_awaited=basis == AWAITED,
        bearer=_bearer(parsing, fields, "who") if "who" in fields else None,
        line=node.line,
    )


def _sanction(parsing: Parsing, node: Node) -> Sanction:
    fields = parsing.mapping(node, {"id", "title", "kind", "on", "whom"}, {"basis", "amount"})
    return Sanction(
        id=parsing.text(fields, "id"),
        title=parsing.words(fields, "title"),
        kind=parsing.choice(fields, "kind", set(SanctionKind)),
        on=parsing.text(fields, "on"),
        whom=_bearer(parsing, fields, "whom"),
        basis=parsing.text(fields, "basis"),
        amount=parsing.text(fields, "amount"),
        line=node.line,
    )


def _paper(parsing: Parsing, node: Node) -> Form:
    fields = parsing.mapping(node, {"key", "title", "each"})
    return Form(parsing.text(fields, "key"), parsing.words(fields, "title"), parsing.text(fields, "each"), node.line)
