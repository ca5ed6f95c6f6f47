"""Which due days of tasks another calendar moves, or makes firm: asked when a term, a day or a notice changes it."""

from dataclasses import replace
from datetime import date

from notoneless.casework.early_warning.models import FollowUp
from notoneless.casework.early_warning.rules.following import OPEN
from notoneless.casework.early_warning.rules.triggers import Rules, Trigger
from notoneless.casework.early_warning.selectors import READ_FOLLOW_UP
from notoneless.casework.early_warning.selectors.numbers import confirmed_within, ladder_in_force
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.kernel.calendar import Calendar, MovedDay, moved_days

_GROUP = "early_warning.moved_task"


def moved_tasks(ctx: Context, before: Calendar, after: Calendar, last: date) -> tuple[MovedDay, ...]:
    """The due days of open tasks in reach, from today to a last one, that one calendar has otherwise than another.

    It names no child.
    """
    if not ctx.may(READ_FOLLOW_UP):
        return ()
    was = Rules(ladder_in_force(ctx.today), before, ctx.today, confirmed_within(ctx.today))
    now = replace(was, calendar=after)
    rows = visible_to(ctx, READ_FOLLOW_UP, FollowUp).filter(state__in=OPEN)
    stood = [(Trigger(each), since, on) for each, since, on in rows.values_list("trigger", "since", "stands_on")]
    found = ((f"early_warning.trigger_{each[0]}", was.due(*each), now.due(*each)) for each in stood)
    return moved_days(_GROUP, found, ctx.today, last)
