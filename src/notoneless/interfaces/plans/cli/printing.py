"""What the commands print: plans, what binds, what is owed and how a month stands, as lines or as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from notoneless.kernel.problems import Lang, Problem, sentence
from notoneless.policy import telling
from notoneless.policy.model import Binding, Clause, Parameter, Plan, Words, in_force

if TYPE_CHECKING:
    from notoneless.foundation.plans.selectors import BindingHere
    from notoneless.oversight.duties.selectors.owed import OwedLine


def marks(lang: Lang) -> tuple[str, str, str, str, str]:
    """What stands between words: colon, semicolon, comma, and around a remark."""
    return ("：", "；", "，", "（", "）") if lang == "zh" else (": ", "; ", ", ", " (", ")")


def printed(value: object) -> None:
    """A value as JSON."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=1))


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value) if each.name != "line"}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def clause_json(plan: Plan, clauses: Sequence[Clause]) -> dict[str, Any]:
    """A plan with some of its clauses."""
    found: dict[str, Any] = plain(plan)
    found["clauses"] = plain(clauses)
    return found


def plan_text(plan: Plan, clauses: Sequence[Clause], day: date, lang: Lang, with_own: bool) -> str:
    """A plan as lines: its clauses, each with its numbers, rules and papers."""

    def told(problem: Problem | str) -> str:
        return sentence(problem, lang).strip() if isinstance(problem, Problem) else problem

    colon, _, _, opens, closes = marks(lang)
    numbers = in_force(plan.parameters, max(day, plan.since or day))
    lines = [f"{plan.key} {word(plan.title, lang)} {plan.version}".rstrip()]
    lines += [f"  {_number(each, lang)}" for each in (plan.own if with_own else ())]
    for clause in clauses:
        pending = f" [{told(telling.area(clause.pending))}]" if clause.pending else ""
        lines += [
            "",
            f"{clause.id} {word(clause.title, lang)}{pending}",
            f"  {clause.says}{opens}{clause.place}{closes}",
        ]
        lines += [f"  - {_number(each, lang)}" for each in clause.parameters]
        lines += [f"  * {word(each.title, lang)}{colon}{told(telling.rule(each, numbers))}" for each in clause.rules]
        lines += [f"  + {word(each.title, lang)}" for each in clause.papers]
    return "\n".join(lines)


def _number(each: Parameter, lang: Lang) -> str:
    name = each.zh if lang == "zh" else each.en
    until = f" — {each.until.isoformat()}" if each.until else " —"
    value, way = sentence(telling.amount(each), lang).strip(), sentence(telling.direction(each), lang)
    colon, semicolon, *_ = marks(lang)
    return f"{name} ({each.key}){colon}{value}{semicolon}{way}{semicolon}{each.since.isoformat()}{until}"


def word(words: Words, lang: Lang) -> str:
    """A title in one of the languages."""
    return words.zh if lang == "zh" else words.en


def show_binding(found: "BindingHere", as_json: bool, lang: Lang) -> None:
    """What binds a unit: numbers with why they stand, and rules."""
    won = {
        key: each
        for key, each in sorted(found.resolved.numbers.items())
        if each.parameter.binding != Binding.SETTING or each.unit
    }
    rules = found.resolved.rules
    if as_json:
        printed(
            {
                "unit": found.unit.name,
                "numbers": [
                    {"key": key, "value": each.parameter.value, "unit": each.parameter.unit, "plan": each.plan}
                    | {"clause": each.parameter.clause, "adopted_by": each.unit, "why": each.why}
                    | {"over": [{"plan": plan, "value": other.value} for plan, other in each.over]}
                    for key, each in won.items()
                ],
                "rules": [
                    {"id": name, "plan": each.plan.key, "clause": each.clause.id, "adopted_by": each.unit}
                    | {"also": [list(one) for one in each.also]}
                    for name, each in sorted(rules.items())
                ],
            }
        )
        return
    numbers = {key: each.parameter for key, each in found.resolved.numbers.items()}
    lines, colon = [found.unit.name], marks(lang)[0]
    lines += [f"{key}{colon}{sentence(telling.why(each, found.titles), lang)}" for key, each in won.items()]
    for name, bound in sorted(rules.items()):
        told = telling.rule(bound.rule, numbers)
        words = sentence(told, lang) if isinstance(told, Problem) else told
        lines.append(f"{name} ({bound.plan.key} {bound.clause.id}){colon}{words}")
    click.echo("\n".join(lines))


def calendar_lines(plan: Plan, day: date, as_json: bool, lang: Lang) -> None:
    """The duties of a plan whose period holds a day, each with period and due day; those after events with how long after."""
    from notoneless.interfaces.plans.cli.files import usual_calendar
    from notoneless.policy.periods import period_of

    calendar, numbers = usual_calendar(day), in_force(plan.parameters, day)
    rows: list[dict[str, Any]] = []
    for clause in plan.clauses:
        for duty in clause.duties:
            row: dict[str, Any] = {"clause": clause.id, "duty": duty.id, "title": word(duty.title, lang)}
            row["when"] = sentence(telling.when(duty.trigger, numbers), lang)
            row |= {"period": None, "start": None, "due": None, "provisional": False}
            found = period_of(duty.trigger, numbers, calendar, day) if duty.trigger.every else None
            if found is not None:
                row |= {"period": found.period, "start": found.span.start, "due": found.span.due}
                row["provisional"] = found.is_provisional
            if found is not None or duty.trigger.event:
                rows.append(row)
    if as_json:
        printed(rows)
        return
    for row in rows:
        click.echo(_due_line(row, lang))


def _due_line(row: Mapping[str, Any], lang: Lang) -> str:
    colon, semicolon, comma, opens, closes = marks(lang)
    head = f"{row['clause']} {row['title']}{colon}"
    if row["due"] is None:
        return f"{head}{row['when']}"
    shaky = f"{opens}{sentence(Problem('telling.provisional'), lang)}{closes}" if row["provisional"] else ""
    return f"{head}{row['period']}{comma}{row['start']} — {row['due']}{shaky}{semicolon}{row['when']}"


def show_owed(rows: Sequence["OwedLine"], as_json: bool, lang: Lang) -> None:
    """What is owed, a line each."""
    if as_json:
        printed(rows)
        return
    colon, semicolon, _, opens, closes = marks(lang)
    if not rows:
        click.echo(sentence(Problem("plans.nothing_owed"), lang))
    for each in rows:
        state = sentence(Problem(f"telling.state_{each.state}"), lang)
        role = sentence(Problem(f"role.{each.role}"), lang)
        shaky = f"{opens}{sentence(Problem('telling.provisional'), lang)}{closes}" if each.is_provisional else ""
        title = word(each.title, lang)
        click.echo(
            f"{each.due_on}{shaky} {state} {each.clause} {title}{colon}{each.unit}{semicolon}{each.bearer} {role}"
        )
