"""Pupils who wait for whoever looks: tasks of one's posts, inclination to report or to read, who needs attention."""

from collections.abc import Callable
from dataclasses import dataclass

from django.shortcuts import resolve_url

from notoneless.casework.early_warning.selectors import READ_CONCERN, READ_FOLLOW_UP
from notoneless.casework.early_warning.selectors.at_risk import ACKNOWLEDGE, REPORT, count_to_read, count_to_report
from notoneless.casework.early_warning.selectors.concern import count_listed
from notoneless.casework.early_warning.selectors.tasks import count_own, own_tasks
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence

MOST = 8
"""Tasks that the list of today names, the most urgent ones; of more it tells how many there are."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing to do for a pupil, or for so many: in words, the way there, and how many days are left if that is told."""

    words: str
    href: str
    days_left: int | None = None


def _told(code: str, **given: str | int | Problem) -> str:
    return sentence(Problem(code, dict(given)), language_of())


def tasks(ctx: Context) -> list[Followed]:
    """The tasks of one's own posts: each leads to where it is done with one button."""
    found = own_tasks(ctx, MOST)
    lines = [
        Followed(
            _told("early_warning.today_task", name=each.name, trigger=Problem(f"early_warning.trigger_{each.trigger}")),
            resolve_url("follow_up", follow_up=each.id),
            each.days_left,
        )
        for each in found
    ]
    more = count_own(ctx) - MOST if len(found) == MOST else 0
    return (
        [*lines, Followed(_told("early_warning.today_more", count=more), resolve_url("follow_ups"))] if more else lines
    )


def _counted(code: str, count: Callable[[Context], int], route: str) -> Callable[[Context], list[Followed]]:
    def found(ctx: Context) -> list[Followed]:
        number = count(ctx)
        return [Followed(_told(code, count=number), resolve_url(route))] if number else []

    return found


FOLLOWED: tuple[tuple[str, Callable[[Context], list[Followed]]], ...] = (
    (READ_FOLLOW_UP, tasks),
    (REPORT, _counted("early_warning.today_report", count_to_report, "at_risk")),
    (ACKNOWLEDGE, _counted("early_warning.today_read", count_to_read, "at_risk")),
    (READ_CONCERN, _counted("early_warning.today_concern", count_listed, "concerns")),
)
"""By what permission somebody looks after pupils, and what then waits."""


def followed_by(ctx: Context) -> list[Followed]:
    """Everything of pupils that waits for whoever looks."""
    return [each for code, found in FOLLOWED if ctx.may(code) for each in found(ctx)]
