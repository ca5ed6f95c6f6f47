"""What a plan consists of, in lines that an official can check off beside the paper: how each thing is called, where it stands,
and which numbers it goes by. What comes of it on a day is asked by the rows of its table (tables.py).
"""

from collections.abc import Iterator, Mapping

from notoneless.policy.model import Clause, Duty, Parameter, Plan, Procedure, Rule, Step, Target, Words

HEAD = "head"
"""What stands above the clauses."""


def contents(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """The lines of the head, and of each clause by its id, in the order of the plan."""
    return {HEAD: head_lines(plan), **{each.id: clause_lines(each) for each in plan.clauses}}


def head_lines(plan: Plan) -> tuple[str, ...]:
    """How the plan is called, who may adopt it, from when on, and the document that it is made from."""
    since = plan.since.isoformat() if plan.since else "none"
    return (_words(plan.title), f"version {plan.version}; {' '.join(plan.level)}; from {since}; {plan.document}")


def clause_lines(clause: Clause) -> tuple[str, ...]:
    """What the clause says and where, then each thing that it comes to."""
    awaits = f"; awaits {clause.pending}" if clause.pending else ""
    return (
        _words(clause.title),
        f"{clause.place}; {clause.area}{awaits}",
        clause.says,
        *(_number(each) for each in clause.parameters),
        *(line for each in clause.rules for line in _rule(each)),
        *(f"paper {each.key}: {_words(each.title)}; each {each.each}" for each in clause.papers),
        *(f"measure {each}" for each in clause.measures),
    )


def _words(title: Words) -> str:
    return f"{title.zh} | {title.en}"


def _number(number: Parameter) -> str:
    until = f"; until {number.until}" if number.until else ""
    says = f"; {number.says}" if number.says else ""
    return f"number {number.key}: {number.zh} | {number.en}; {number.binding}{until}; checked {number.checked}{says}"


def _rule(rule: Rule) -> Iterator[str]:
    if isinstance(rule, Duty):
        when = rule.trigger
        by = [each for each in (when.on, when.months, when.within) if each]
        yield _line("duty", rule, [*by, *(each.number for each in rule.requires)])
    elif isinstance(rule, Target):
        yield f"{_line('target', rule, [rule.requires.number])}; {rule.requires.measure}"
    elif isinstance(rule, Procedure):
        yield _line("procedure", rule, [])
        yield from (_step(each) for each in rule.steps)
    else:
        yield _line("sanction", rule, [rule.amount] if rule.amount else [])


def _line(kind: str, rule: Rule, by: list[str]) -> str:
    return f"{kind} {rule.id}: {_words(rule.title)}" + (f"; by {', '.join(by)}" if by else "")


def _step(step: Step) -> str:
    after = f"; after {' '.join(step.after)}" if step.after else ""
    within = f"; by {step.within}" if step.within else ""
    basis = f"; on {step.basis}" if step.basis else ""
    return f"step {step.id}: {_words(step.title)}{after}{within}{basis}"
