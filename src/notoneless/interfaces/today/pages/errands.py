"""What whoever looks is to go and do: a function and a line for each room."""

from collections.abc import Callable
from dataclasses import dataclass

from django.shortcuts import resolve_url

from notoneless.casework.visits.selectors.doubts import SETTLE, count_doubts
from notoneless.casework.visits.selectors.reading import due_of_mine
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to do at once: its words, where it is done, and each part of it where there are several."""

    words: str
    href: str
    lines: tuple[tuple[str, str], ...] = ()
    is_overdue: bool = False


def _told(code: str, **params: str | int) -> str:
    return sentence(Problem(code, dict(params)), language_of())


def visits(ctx: Context) -> list[Errand]:
    """Planned visits of mine that are due today or are overdue: one tap to the form that records one."""
    found = due_of_mine(ctx, ctx.today)
    if not found:
        return []
    lines = tuple(
        (f"{home} {due.isoformat()}".strip(), f"{resolve_url('visit_record', child=child)}?planned={plan}")
        for plan, child, home, due in found
    )
    href = lines[0][1] if len(lines) == 1 else resolve_url("visits")
    return [Errand(_told("visits.errand", count=len(found)), href, lines, found[0][3] < ctx.today)]


def doubts(ctx: Context) -> list[Errand]:
    """Doubtful records of visits that wait for a supervisor."""
    count = count_doubts(ctx)
    return [Errand(_told("visits.errand_doubts", count=count), resolve_url("visit_doubts"))] if count else []


ERRANDS: tuple[tuple[str, Callable[[Context], list[Errand]]], ...] = (
    ("visit.record", visits),
    (SETTLE, doubts),
)
"""By what permission somebody does it, and what then is to be done."""


def errands_of(ctx: Context) -> list[Errand]:
    """Everything that whoever looks is to go and do."""
    return [each for code, found in ERRANDS if ctx.may(code) for each in found(ctx)]
