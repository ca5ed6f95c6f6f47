"""How a month stands, as lines or as JSON: each clause with its duties, each target with what was reached and who is behind."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from notoneless.interfaces.plans.cli.printing import marks, printed, word
from notoneless.kernel.problems import Lang, Problem, sentence
from notoneless.policy import telling
from notoneless.policy.model import Clause

if TYPE_CHECKING:
    from notoneless.oversight.duties.rules.targets import Beneath, TargetLine
    from notoneless.oversight.duties.selectors.compliance import ClauseLine, Compliance, PlanLine
    from notoneless.oversight.duties.selectors.targets import Lines

    Target = tuple[Clause, TargetLine]


def show_compliance(found: "Compliance", targets: "Lines", as_json: bool, lang: Lang) -> None:
    """How a month stands, clause by clause, each with its duties and targets."""
    from notoneless.oversight.duties.selectors.clauses import sort_clauses

    if as_json:
        totals = {"totals": found.totals, "duties": found.duties}
        printed({"month": f"{found.month:%Y-%m}", **totals, "plans": _plans(found, targets)})
        return
    if not found.plans:
        click.echo(sentence(Problem("plans.none_in_month", {"month": f"{found.month:%Y-%m}"}), lang))
    for plan in found.plans:
        sorted_out = sort_clauses(plan, targets.get(plan.version, ()))
        click.echo(f"{word(plan.plan.title, lang)} · {plan.unit_name} · {found.month:%Y-%m} · {_version(plan, lang)}")
        click.echo(f"  {sentence(sorted_out.told, lang)}")
        for each in plan.clauses:
            click.echo(_clause(each, lang))
            for line in _of(each.clause, targets.get(plan.version, ())):
                click.echo("\n".join(_target(line, lang)))


def _version(plan: "PlanLine", lang: Lang) -> str:
    number = sentence(Problem("plans.number", {"n": plan.number}), lang)
    return f"{number}{marks(lang)[2]}{sentence(telling.days_bound(plan.from_on, plan.until_on), lang)}"


def _of(clause: Clause, targets: "Sequence[Target]") -> "list[TargetLine]":
    return [line for of, line in targets if of.id == clause.id]


def _plans(found: "Compliance", targets: "Lines") -> list[dict[str, Any]]:
    return [
        {
            "plan": plan.plan.key,
            "unit": plan.unit_name,
            "sha256": plan.sha256,
            "adoption": plan.number,
            "from": plan.from_on,
            "until_before": plan.until_on,
            "clauses": [
                {
                    "clause": each.clause.id,
                    "state": each.state,
                    "duties": {duty.duty: duty.states for duty in each.duties},
                    "targets": [_target_json(line) for line in _of(each.clause, targets.get(plan.version, ()))],
                }
                for each in plan.clauses
            ],
        }
        for plan in found.plans
    ]


def _target_json(line: "TargetLine") -> dict[str, Any]:
    requires = line.target.requires
    return {
        "target": line.target.id,
        "of": line.target.of,
        "measure": requires.measure,
        "at_most" if requires.is_most else "at_least": line.wanted.value,
        "unit": line.wanted.unit,
        "value_of": line.here.name,
        "value": line.value.number if line.value else None,
        "why_none": line.lack,
        "distance": line.distance,
        "reached": line.reached,
        "beneath": _beneath_json(line.beneath) if line.beneath is not None else None,
    }


def _beneath_json(found: "Beneath") -> dict[str, Any]:
    behind = [
        {"id": str(unit.id), "name": unit.name, "value": value.number, "distance": missing}
        for unit, value, missing in found.behind
    ]
    return {
        "reached": found.reached,
        "unknown": found.unknown,
        "total": found.total,
        "behind": behind,
        "why_none": found.lack,
    }


def _clause(line: "ClauseLine", lang: Lang) -> str:
    colon, semicolon, *_ = marks(lang)
    counts = [
        f"{word(duty.title, lang)} "
        + " ".join(f"{_state(state, lang)} {number}" for state, number in duty.states.items() if number)
        for duty in line.duties
        if duty.total
    ]
    told = semicolon.join([_state(line.state, lang), *counts])
    return f"  {line.clause.id} {word(line.clause.title, lang)}{colon}{told}"


def _state(state: str, lang: Lang) -> str:
    return sentence(Problem(f"telling.state_{state}"), lang)


def _target(line: "TargetLine", lang: Lang) -> Iterator[str]:
    colon, semicolon, _, opens, closes = marks(lang)
    of = sentence(Problem(f"unit_kind.{line.target.of}"), lang)
    bound = "duties.at_most" if line.target.requires.is_most else "duties.at_least"
    wanted = sentence(Problem(bound, {"number": telling.amount(line.wanted)}), lang)
    verdict = sentence(Problem(f"duties.reached_{line.verdict}"), lang)
    value = [f"{line.here.name} {line.value.number}"] if line.value else []
    told = semicolon.join([wanted, *value, verdict])
    yield f"    {word(line.target.title, lang)}{opens}{of}{closes}{colon}{told}"
    if line.beneath is not None:
        yield f"      {sentence(line.beneath.told, lang)}"
        for unit, reached, missing in line.beneath.behind:
            given = {"unit": unit.name, "value": f"{reached.number}", "missing": f"{missing}"}
            yield f"      - {sentence(Problem('duties.beneath_line', given), lang)}"
