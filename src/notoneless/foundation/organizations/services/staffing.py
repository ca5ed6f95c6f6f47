"""Staff from a spreadsheet: the system administrator opens accounts, the security administrator confirms the posts."""

from datetime import date
from uuid import UUID

from django.contrib.auth.hashers import make_password

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.organizations.models import ProposedPost
from notoneless.foundation.organizations.rules.kinds import Outcome
from notoneless.foundation.organizations.rules.staff import Newcomer
from notoneless.foundation.organizations.selectors.sheets import staff_plan_of
from notoneless.foundation.organizations.services.posts import take_post
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem


@action("organizations.import_staff", words="批量开设教职工账号", english="Open accounts for a list of staff")
def import_staff(ctx: Context, *, unit: Unit, attachment: Attachment, from_on: date) -> None:
    """Open the accounts of an uploaded list, with no password yet, and propose their posts. Grants nothing.

    First passwords come with the slips. Raises Unusable where no row can be used.
    """
    if unit.parent_id is not None or ctx.actor is None:
        raise Unusable(Problem("organizations.whole_county"))
    plan = staff_plan_of(ctx, attachment.pk)
    if len(plan.faults) == len(plan.table.rows):
        raise Unusable(Problem("organizations.no_row_usable"))
    ids = [_open(ctx, each) for each in plan.newcomers]
    proposed = [
        ProposedPost(
            id=ctx.ids.new(),
            unit_id=each.unit,
            holder_id=each.holder if isinstance(each.holder, UUID) else ids[each.holder],
            title=each.title,
            role=each.role,
            from_on=from_on,
            attachment=attachment,
            proposed_by=ctx.actor,
            proposed_at=ctx.at,
        )
        for each in plan.proposals
    ]
    ProposedPost.objects.bulk_create(proposed, batch_size=200)


def _open(ctx: Context, newcomer: Newcomer) -> UUID:
    account = Account(id=ctx.ids.new(), sign_in_name=newcomer.sign_in_name, name=newcomer.name, opened_at=ctx.at)
    account.unit_id, account.password = newcomer.unit, make_password(None)
    account.phone = Plain(newcomer.phone) if newcomer.phone else None
    account.save(force_insert=True)
    return account.id


@action("post.confirm", words="确认任职", english="Confirm a proposed post")
def confirm_post(ctx: Context, *, proposal: ProposedPost) -> UUID:
    """Let the proposed post be taken, and its role granted. Raises Refused for who proposed it, Unusable for one settled."""
    _check(ctx, proposal)
    given = {"unit": proposal.unit_id, "account": proposal.holder_id, "title": proposal.title, "role": proposal.role}
    post = take_post(ctx.within("post"), **given, from_on=proposal.from_on, until_on=None)
    proposal.outcome, proposal.post_id = Outcome.CONFIRMED, post
    proposal.save(update_fields=["outcome", "post"])
    return post


@action("post.decline", words="退回任职", english="Decline a proposed post")
def decline_post(ctx: Context, *, proposal: ProposedPost) -> None:
    """Let nothing come of a proposed post. Raises Refused for who proposed it, Unusable for one settled."""
    _check(ctx, proposal)
    proposal.outcome = Outcome.DECLINED
    proposal.save(update_fields=["outcome"])


def _check(ctx: Context, proposal: ProposedPost) -> None:
    if proposal.proposed_by == ctx.actor:
        raise Refused(Problem("organizations.not_by_proposer"))
    if proposal.outcome != Outcome.WAITING:
        raise Unusable(Problem("organizations.settled_already"))
