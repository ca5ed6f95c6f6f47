"""Pupils who wait for whoever looks: tasks of one's posts, inclination to report or to read, who needs attention."""

from collections.abc import Callable, Sequence
from itertools import groupby
from uuid import UUID

from django.shortcuts import resolve_url

from notoneless.casework.early_warning.selectors import READ_CONCERN, READ_FOLLOW_UP
from notoneless.casework.early_warning.selectors.at_risk import ACKNOWLEDGE, REPORT, count_to_read, count_to_report
from notoneless.casework.early_warning.selectors.concern import count_listed
from notoneless.casework.early_warning.selectors.tasks import TaskLine, count_own, own_tasks
from notoneless.foundation.access.context import Context
from notoneless.foundation.people.namesakes import Traits, told_apart_in_class
from notoneless.interfaces.frame.naming import called
from notoneless.interfaces.frame.pages import language_of
from notoneless.interfaces.today.pages.errand import Errand
from notoneless.kernel.problems import Problem, sentence

MOST = 8
"""Tasks that the list of today names, the most urgent ones; of more it tells how many there are."""


def _told(code: str, **given: str | int | Problem) -> str:
    return sentence(Problem(code, dict(given)), language_of())


def tasks(ctx: Context) -> list[Errand]:
    """The tasks of one's own posts, those of a child for one cause in one line; each leads to where one button does it."""
    found = own_tasks(ctx, MOST)
    first = {_matter(each): number for number, each in reversed(list(enumerate(found)))}
    ordered = sorted(found, key=lambda each: first[_matter(each)])
    traits = told_apart_in_class(ctx, READ_FOLLOW_UP, {each.child for each in found})
    lines = [_line(list(some), traits.get(child)) for (child, _), some in groupby(ordered, key=_matter)]
    more = count_own(ctx) - MOST if len(found) == MOST else 0
    return [*lines, Errand(_told("early_warning.today_more", count=more), resolve_url("follow_ups"))] if more else lines


def _matter(task: TaskLine) -> tuple[UUID, str]:
    return task.child, task.trigger


def _line(some: Sequence[TaskLine], traits: Traits | None) -> Errand:
    """One line for the tasks of a child for one cause, the most urgent first."""
    task = some[0]
    trigger = Problem(f"early_warning.trigger_{task.trigger}")
    words = _told("early_warning.today_task", name=called(task.name, traits), trigger=trigger)
    steps = tuple(
        (_told("early_warning.today_step", day=each.due_on.isoformat()), resolve_url("follow_up", follow_up=each.id))
        for each in some
    )
    return Errand(words, steps[0][1], task.days_left, steps)


def _counted(code: str, count: Callable[[Context], int], route: str) -> Callable[[Context], list[Errand]]:
    def found(ctx: Context) -> list[Errand]:
        number = count(ctx)
        return [Errand(_told(code, count=number), resolve_url(route))] if number else []

    return found


FOLLOWED: tuple[tuple[str, Callable[[Context], list[Errand]]], ...] = (
    (READ_FOLLOW_UP, tasks),
    (REPORT, _counted("early_warning.today_report", count_to_report, "at_risk")),
    (ACKNOWLEDGE, _counted("early_warning.today_read", count_to_read, "at_risk")),
    (READ_CONCERN, _counted("early_warning.today_concern", count_listed, "concerns")),
)
"""By what permission somebody looks after pupils, and what then waits."""


def followed_by(ctx: Context) -> list[Errand]:
    """Everything of pupils that waits for whoever looks."""
    return [each for code, found in FOLLOWED if ctx.may(code) for each in found(ctx)]
