"""Evidence is put in once, struck with a reason where it was wrong, and kept as it is while somebody inspects."""

from uuid import UUID

from notoneless.casework.campaigns.models import CampaignEvidence, EvidenceHold
from notoneless.casework.campaigns.selectors.evidence import hold_of, is_about
from notoneless.casework.campaigns.selectors.people import school_above
from notoneless.casework.campaigns.services.checking import must_be_own, must_lead, must_not_be_held
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.kernel.problems import Problem


@action("campaign.add_evidence", words="上传凭据", english="Put evidence in")
def add_evidence(ctx: Context, *, unit: Unit, subject: UUID, proof: Attachment, caption: str) -> UUID:
    """Put in a picture or paper of what a unit has held or shown; the row. The same file counts once.

    subject: the meeting, activity or briefing. Evidence of a class is kept with that of its school.
    Raises NotFound for none of the unit's and for a file that somebody else has attached, Unusable for no picture or PDF,
    Refused for a file that is there already.
    """
    must_be_own(ctx, proof)
    if proof.kind not in PAPERS:
        raise Unusable(Problem("campaigns.no_paper"))
    if not is_about(subject, unit.pk):
        raise NotFound
    keeper = school_above(unit.pk) or unit.pk
    same = CampaignEvidence._base_manager.filter(unit_id=keeper, content=proof.content, struck_on__isnull=True).first()
    if same is not None:
        raise Refused(Problem("campaigns.same_evidence", {"day": same.on.isoformat(), "caption": same.caption}))
    row = CampaignEvidence(id=ctx.ids.new(), unit_id=keeper, about=subject, file=proof, content=proof.content)
    row.caption, row.on, row.by_id = caption, ctx.today, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("campaign.strike_evidence", words="划去凭据", english="Strike evidence")
def strike_evidence(ctx: Context, *, campaign_evidence: CampaignEvidence, reason: Line) -> None:
    """Let evidence count no more, with the reason; the file and the row stay. Raises Refused while the unit is inspected."""
    must_lead(ctx, strike_evidence.code, campaign_evidence.unit_id)
    must_not_be_held(hold_of(campaign_evidence.unit_id))
    row = campaign_evidence
    if row.struck_on is not None:
        raise Refused(Problem("campaigns.struck_already"))
    row.struck_on, row.struck_by_id, row.struck_why = ctx.today, ctx.actor, reason
    row.save(update_fields=["struck_on", "struck_by", "struck_why"])


@action("campaign.hold_evidence", words="封存凭据备查", english="Hold evidence for an inspection")
def hold_evidence(ctx: Context, *, unit: Unit, reason: Line) -> UUID:
    """Let all evidence of a unit and those beneath it stay as it is until released; the hold. Raises Refused if one holds."""
    held = hold_of(unit.pk)
    if held is not None:
        must_not_be_held(held)
    row = EvidenceHold(id=ctx.ids.new(), unit=unit, reason=reason, from_on=ctx.today)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("campaign.release_evidence", words="解除凭据封存", english="Release held evidence")
def release_evidence(ctx: Context, *, evidence_hold: EvidenceHold) -> None:
    """End a hold once the inspection is over. Raises Refused where it has ended."""
    row = evidence_hold
    if row.released_on is not None:
        raise Refused(Problem("campaigns.released_already"))
    row.released_on, row.released_by_id = ctx.today, ctx.actor
    row.save(update_fields=["released_on", "released_by"])
