"""Papers of a demonstration: what each school puts before their numbers, and a roll-work plan that waits to be adopted."""

import re
from collections.abc import Iterable

from django.db import transaction

from notoneless.foundation.access.context import Context
from notoneless.foundation.papers.rules.prefixes import LONGEST
from notoneless.foundation.papers.services import set_prefix
from notoneless.interfaces.demo.county.ground import Ground, Path
from notoneless.interfaces.demo.county.people import Appointing
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.roll_work.rules import offered, school_year_of, year_words
from notoneless.records.roll_work.selectors import plan_in_reach, posts_to_bear
from notoneless.records.roll_work.services import add_measure, draft_plan

_UNFIT = re.compile("[^\u3400-\u9fffA-Za-z0-9]")


@transaction.atomic
def set_prefixes(ground: Ground, appointing: Appointing, schools: Iterable[Path]) -> None:
    """Let the head of each school say what stands before the numbers of its papers."""
    taken: set[str] = set()
    for path in schools:
        unit = ground.units[path]
        prefix = prefix_of_school(path[-1], taken)
        taken.add(prefix)
        set_prefix(ground.as_other(appointing.holder("school_head", unit)), unit=unit, prefix=prefix)


def prefix_of_school(name: str, taken: Iterable[str]) -> str:
    """What a school puts before the numbers of its papers: its name, as far as there is room, and no other's."""
    plain, others = _UNFIT.sub("", name), set(taken)
    found, number = plain[:LONGEST], 1
    while found in others:
        number += 1
        found = f"{plain[: LONGEST - len(str(number))]}{number}"
    return found


@transaction.atomic
def draft_roll_work(ground: Ground, appointing: Appointing, school: Path) -> None:
    """Let the head of a school draft a roll-work plan with all measures that the plan file offers, ready to be adopted.

    Drafted last, so that no measure is over before whoever tries the demonstration adopts it and has a numbered paper.
    """
    unit = ground.units[school]

    def acting() -> Context:
        return ground.as_other(appointing.holder("school_head", unit))

    year = school_year_of(acting().today)
    words = {
        "heading": sentence(Problem("roll_work.title", {"year": year_words(year)})),
        "basis": sentence(Problem("roll_work.basis")),
        "aims": sentence(Problem("roll_work.aims")),
    }
    plan = draft_plan(acting(), unit=unit, school_year=year, **words)
    posts = {each.role: each.id for each in reversed(posts_to_bear(acting(), plan_in_reach(acting(), plan)))}
    for each in offered(year, acting().today):
        post = posts.get(each.role)
        bearer = {"post": post, "bearer_title": None if post else sentence(Problem(f"role.{each.role}"))}
        add_measure(acting(), roll_plan=plan, wording=each.zh, due_on=each.due_on, evidence=None, **bearer)
