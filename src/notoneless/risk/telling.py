"""The verdict of a training or an evaluation as problems, for the terminal and for the page."""

from typing import Any

from notoneless.kernel.problems import Problem
from notoneless.risk.accepting import CHANCE, FEW, STAY, Verdict
from notoneless.risk.training import FEW as FEWEST


def of_training(verdict: Verdict, leavers: int) -> list[Problem]:
    """What was decided and why."""
    if verdict.code == FEW and leavers >= FEWEST:
        return [Problem("risk.verdict_early", {"leavers": leavers})]
    if verdict.code == FEW:
        return [Problem("risk.verdict_few", {"leavers": leavers, "least": FEWEST})]
    last = verdict.compared[-1] if verdict.compared else None
    if verdict.code in (CHANCE, STAY):
        code = "risk.verdict_chance" if verdict.code == CHANCE else "risk.verdict_rules"
        told = [Problem(code)]
        fewer = next((each for each in verdict.compared if each.worse), None)
        if fewer is not None:
            params: dict[str, str | int | Problem] = {
                "name": Problem(f"risk.way_{fewer.name}"),
                "groups": "、".join(fewer.worse),
            }
            told.append(Problem("risk.worse_in_groups", params))
        return told
    assert last is not None
    way: dict[str, str | int | Problem] = {"name": Problem(f"risk.way_{verdict.name}")}
    told = [Problem("risk.verdict_model", way)]
    if verdict.weight < 1:
        told.append(Problem("risk.blended", {"percent": round(100 * verdict.weight)}))
    return told


def of_groups(figures: dict[str, Any]) -> list[Problem]:
    """The groups that the list finds less."""
    return [
        Problem(
            "risk.uneven",
            {
                "column": each["column"],
                "level": each["level"],
                "best": each["best"],
                "percent": round(100 * each["ratio"]),
            },
        )
        for each in figures["uneven"]
    ]


def of_list(figures: dict[str, Any]) -> Problem:
    """What the list found, in a line."""
    params: dict[str, str | int] = {
        "leavers": figures["leavers"],
        "listed": figures["listed"],
        "found": f"{figures['model']['found']:.0f}",
        "rules": f"{figures['rules']['found']:.0f}",
        "lot": f"{figures['leavers'] * figures['by_chance']:.0f}",
    }
    return Problem("risk.list_found", params)
