"""Posts: who takes them and when they end."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.services import end_grant, give_grant
from notoneless.foundation.organizations.models import Post
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
