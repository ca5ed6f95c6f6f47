"""What rooms have to do for whoever looks, besides the duties of plans: a function for each room. No child is named."""

from collections.abc import Callable
from dataclasses import dataclass

from django.shortcuts import resolve_url

from notoneless.foundation.access.context import Context
from notoneless.records.roll_work.selectors import READ_ROLL_WORK, own_measures


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to do: in words, the way there, how many days there are (None for no day), and several of it one by one."""

    words: str
    href: str
    days_left: int | None = None
    lines: tuple[tuple[str, str], ...] = ()


def roll_work(ctx: Context) -> list[Errand]:
    """The measures of roll-work plans that one's posts bear, a line each: they are few, and each is another thing."""
    return [
        Errand(
            f"{each.text}（{each.unit_name}）",
            resolve_url("roll_work_done", measure=each.id),
            (each.due_on - ctx.today).days,
        )
        for each in own_measures(ctx)
    ]


ERRANDS: tuple[tuple[str, Callable[[Context], list[Errand]]], ...] = ((READ_ROLL_WORK, roll_work),)
"""By what permission somebody sees what a room has to do, and what that is."""


def errands_of(ctx: Context) -> list[Errand]:
    """Everything of all rooms, the first due first and what has no day last."""
    found = [each for code, asked in ERRANDS if ctx.may(code) for each in asked(ctx)]
    return sorted(found, key=lambda each: (each.days_left is None, each.days_left or 0))
