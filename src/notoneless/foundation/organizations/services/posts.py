"""Posts: who takes them, when they end, and how one passes from hand to hand."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit, UnitClosure
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.services import end_grant, give_grant
from notoneless.foundation.organizations.models import Assignment, Post
from notoneless.kernel.problems import Problem


@action("post.take", words="任职", english="Take a post")
def take_post(
    ctx: Context, *, unit: Unit, account: Account, title: str, role: str, from_on: date, until_on: date | None
) -> UUID:
    """Let a person hold a post at a unit; the role that goes with it is granted for the same days."""
    given = {"account": account, "role": role, "unit": unit, "from_on": from_on, "until_on": until_on}
    grant = give_grant(ctx.within("grant"), **given)
    post = Post(id=ctx.ids.new(), unit=unit, title=title, holder=account, grant_id=grant)
    post.from_on, post.until_on = from_on, until_on
    post.save(force_insert=True)
    return post.id


@action("post.leave", words="离任", english="Leave a post")
def leave_post(ctx: Context, *, post: Post, until_on: date) -> None:
    """Let a post end before a day, and the grant with it. Raises Unusable for a day before it began."""
    if until_on < post.from_on:
        raise Unusable(Problem("access.backwards"))
    end_grant(ctx.within("grant"), grant=post.grant_id, until_on=until_on)
    post.until_on = until_on
    post.save(update_fields=["until_on"])


@action("post.hand_over", words="职务交接", english="Hand over a post")
def hand_over_post(ctx: Context, *, post: Post, account: Account, from_on: date) -> UUID:
    """Let another take a post on a day: one grant ends, the other begins, and the assignments move. The new post.

    Raises Refused for oneself on either side, Unusable for a post that has ended by then or its own holder.
    """
    if ctx.actor in (post.holder_id, account.id):
        raise Refused(Problem("access.not_oneself"))
    if post.holder_id == account.id:
        raise Unusable(Problem("organizations.same_holder", {"name": account.name}))
    if not post.from_on <= from_on or (post.until_on is not None and post.until_on <= from_on):
        raise Unusable(Problem("organizations.post_not_then"))
    until, role = post.until_on, post.grant.role
    leave_post(ctx.within("leave"), post=post, until_on=from_on)
    given = {"unit": post.unit_id, "account": account, "title": post.title, "role": role}
    taken = take_post(ctx.within("take"), **given, from_on=from_on, until_on=until)
    _move_assignments(ctx, post, account, from_on)
    return taken


def _move_assignments(ctx: Context, post: Post, account: Account, day: date) -> None:
    """What the former holder answers for at the post's unit and beneath it, the next one answers for from a day on."""
    beneath = UnitClosure.objects.filter(ancestor_id=post.unit_id).values("descendant_id")
    held = Assignment._base_manager.filter(holder_id=post.holder_id, to_unit_id__in=beneath).exclude(until_on__lte=day)
    for row in held.select_for_update():
        begins = max(row.from_on, day)
        following = Assignment(
            id=ctx.ids.new(), kind=row.kind, tier=row.tier, to_unit_id=row.to_unit_id, holder=account
        )
        following.from_on, following.until_on = begins, row.until_on
        row.until_on = begins
        row.save(update_fields=["until_on"])
        following.save(force_insert=True)
