"""A school's staff is told why each pupil matters, and each of them acknowledges it."""

from uuid import UUID

from notoneless.casework.campaigns.models import Briefing, BriefingReceipt
from notoneless.casework.campaigns.selectors.people import belongs, post_at
from notoneless.casework.campaigns.services.checking import must_be_own
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.organizations.models import Post
from notoneless.kernel.problems import Problem


@action("briefing.write", words="发布动员材料", english="Write a briefing of the staff")
def write_briefing(ctx: Context, *, unit: Unit, topic: str, briefing_text: Passage) -> UUID:
    """Tell all staff of a school why each pupil matters and what is asked of them; the briefing.

    Raises Unusable for a unit that is no school, Refused where the same was written today.
    """
    if unit.kind != UnitKind.SCHOOL:
        raise Unusable(Problem("campaigns.only_schools"))
    if Briefing._base_manager.filter(unit=unit, heading=topic, on=ctx.today).exists():
        raise Refused(Problem("campaigns.briefed_already"))
    row = Briefing(id=ctx.ids.new(), unit=unit, heading=topic, text=briefing_text, on=ctx.today)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("briefing.acknowledge", words="签收动员材料", english="Acknowledge a briefing")
def acknowledge_briefing(ctx: Context, *, briefing: Briefing) -> None:
    """Say that one has read a briefing. Raises Refused the second time, and for whoever does not work at the school."""
    post = post_at(ctx, briefing.unit)
    if post is None:
        raise Refused(Problem("campaigns.not_staff", {"unit": briefing.unit.name}))
    _received(ctx, briefing, post, None)


@action("briefing.enter", words="登记动员签收", english="Enter who has signed a briefing on paper")
def enter_receipt(ctx: Context, *, briefing: Briefing, post: Post, proof: Attachment) -> UUID:
    """Enter somebody who has signed on the sheet, with its scan; the receipt.

    Raises Refused the second time and for whoever does not work there, Unusable for no picture or PDF.
    """
    must_be_own(ctx, proof)
    if proof.kind not in PAPERS:
        raise Unusable(Problem("campaigns.no_paper"))
    if not belongs(post, briefing.unit):
        raise Refused(Problem("campaigns.not_staff", {"unit": briefing.unit.name}))
    return _received(ctx, briefing, post, proof).pk


def _received(ctx: Context, briefing: Briefing, post: Post, proof: Attachment | None) -> BriefingReceipt:
    before = BriefingReceipt._base_manager.filter(briefing=briefing, account=post.holder_id).first()
    if before is not None:
        told = {"name": post.holder.name, "day": before.on.isoformat()}
        raise Refused(Problem("campaigns.acknowledged_already", told))
    row = BriefingReceipt(id=ctx.ids.new(), briefing=briefing, unit=briefing.unit, account=post.holder, proof=proof)
    row.is_own, row.on, row.by_id = proof is None, ctx.today, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row
