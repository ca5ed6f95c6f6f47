"""From the text of a plan file to a plan; every fault is found, with its line."""

from collections.abc import Iterable

from notoneless.policy.checking import checked
from notoneless.policy.model import Clause, Parameter, Plan
from notoneless.policy.parsing import Parsing, plainest
from notoneless.policy.parsing_clauses import clause_of
from notoneless.policy.parsing_parameters import parameter_of
from notoneless.policy.reading import Fault, Node, PlanRefused, read_nodes

_NEEDED = frozenset({"plan", "title"})
_ADOPTED = frozenset({"version", "level", "from", "document"})


def parse_plan(file: str, text: str) -> Plan:
    """The plan of a file, each of its parts checked by itself. Raises PlanRefused with everything that is wrong."""
    plan, faults = read_plan(file, text)
    if faults:
        raise PlanRefused(faults)
    return plan


def read_plan(file: str, text: str) -> tuple[Plan, tuple[Fault, ...]]:
    """As much of a plan as can be read, and everything that is wrong with it, once for each cause, in order of lines.

    Raises PlanRefused for what is no YAML.
    """
    return plan_of(file, read_nodes(file, text))


def plan_of(file: str, root: Node) -> tuple[Plan, tuple[Fault, ...]]:
    """The plan of a file's nodes, as far as it can be read, with everything that is wrong."""
    parsing = Parsing(file)
    top = parsing.mapping(root, _NEEDED, _ADOPTED | {"parameters", "clauses"})
    has_clauses = "clauses" in top
    for key in sorted(_ADOPTED - top.keys()) if has_clauses else ():
        parsing.fault(1, "policy.missing", key=key)
    since = parsing.day(top, "from")
    document = parsing.text(top, "document")
    own: list[Parameter] = []
    for node in parsing.items(top.get("parameters")):
        found = parameter_of(parsing, node, "", "")
        own += [found] if found is not None else []
    clauses: list[Clause] = []
    for node in parsing.items(top.get("clauses")):
        read = clause_of(parsing, node, document)
        clauses += [read] if read is not None else []
    plan = Plan(
        key=parsing.text(top, "plan"),
        title=parsing.words(top, "title"),
        version=parsing.text(top, "version"),
        level=tuple(parsing.text_of(each) for each in parsing.items(top.get("level"))),
        since=since,
        document=document,
        own=tuple(own),
        clauses=tuple(clauses),
    )
    faults = [*parsing.faults, *(each for each in checked(file, plan) if not parsing.explains(each))]
    return plan, tuple(once_each(faults))


def once_each(faults: Iterable[Fault]) -> list[Fault]:
    """Faults in order of their lines; what several checks find is told once."""
    known: dict[tuple[int, str, str], Fault] = {}
    for each in plainest(faults):
        known.setdefault((each.line, each.problem.code, repr(sorted(each.problem.params.items()))), each)
    return sorted(known.values(), key=lambda each: each.line)
