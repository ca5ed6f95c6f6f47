"""Who stands in for a class teacher: named by the head, for some days, with a grant that ends by itself."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Grant, Unit
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.services import check_grant
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import Post
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.models import Substitution
from notoneless.records.attendance.rules.leaving import why_not_so_far
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.permitting import is_open

ROLE = "substitute_teacher"
"""What is granted for as long: to see a class and to report it."""


@action("attendance.substitute", words="安排代班", english="Name a substitute for a class teacher")
def substitute(ctx: Context, *, unit: Unit, post: Post, first_on: date, last_on: date) -> UUID:
    """Let the holder of a post of the school report a class from a first to a last day; the substitution.

    Raises Unusable for days that are over, run backwards, are too many or lie beyond the post, and for a class that is closed;
    Refused for oneself, and for who may report it anyway.
    """
    numbers = attendance_numbers(ctx.today)
    far = why_not_so_far(first_on, ctx.today, numbers) or why_not_so_far(last_on, ctx.today, numbers)
    if far:
        raise Unusable(far)
    if unit.kind != UnitKind.CLASS or not is_open(unit, max(first_on, ctx.today)):
        raise Unusable(Problem("arrivals.class_closed", {"unit": unit.name, "day": first_on.isoformat()}))
    if first_on < ctx.today or last_on < first_on:
        raise Unusable(Problem("arrivals.substitute_days"))
    if (last_on - first_on).days >= numbers.substitute_longest:
        raise Unusable(Problem("arrivals.substitute_long", {"most": numbers.substitute_longest}))
    if post.holder_id == ctx.actor:
        raise Refused(Problem("access.not_oneself"))
    until = last_on + timedelta(days=1)
    if not _holds(post, first_on, until):
        days = {"first": first_on.isoformat(), "last": last_on.isoformat()}
        raise Unusable(Problem("arrivals.substitute_post", {"name": post.holder.name, **days}))
    check_grant(post.holder_id, ROLE, unit, first_on, until)
    grant = Grant(id=ctx.ids.new(), account_id=post.holder_id, role=ROLE, unit=unit, from_on=first_on, until_on=until)
    grant.save(force_insert=True)
    by: dict[str, Any] = {"named_by_id": ctx.actor, "named_at": ctx.at}
    row = Substitution(
        id=ctx.ids.new(),
        unit=unit,
        account_id=post.holder_id,
        grant=grant,
        from_on=first_on,
        until_on=until,
        **by,
    )
    row.save(force_insert=True)
    return row.pk


def _holds(post: Post, first: date, until: date) -> bool:
    """Whether a post is held from a day until before another. It grants nothing more once its role was taken back."""
    periods = ((each.from_on, each.until_on) for each in (post, post.grant))
    return all(begun <= first and (ended is None or until <= ended) for begun, ended in periods)


@action("attendance.end_substitution", words="结束代班", english="End a substitution")
def end_substitution(ctx: Context, *, substitution: Substitution) -> None:
    """Let a substitution end now. Raises Refused where it is over."""
    if substitution.until_on <= ctx.today:
        raise Refused(Problem("arrivals.substitution_over"))
    grant = Grant._base_manager.get(pk=substitution.grant_id)
    grant.until_on = substitution.until_on = max(ctx.today, grant.from_on)
    grant.save(update_fields=["until_on"])
    substitution.save(update_fields=["until_on"])
