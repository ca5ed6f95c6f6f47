"""Stories: collected, approved by somebody else, published and passed on; consent of who is named, and its withdrawal."""

from datetime import date
from uuid import UUID

from notoneless.casework.campaigns.models import Story, StoryConsent, StoryPassing
from notoneless.casework.campaigns.rules.stories import StoryKind, why_not_shown
from notoneless.casework.campaigns.selectors.stories import media, names_of
from notoneless.casework.campaigns.services.checking import must_be_own, refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.people.models import Child, Guardian
from notoneless.kernel.problems import Problem


@action("story.collect", words="收集典型事例", english="Collect a story")
def collect_story(
    ctx: Context, *, unit: Unit, story_kind: StoryKind, topic: str, story_text: Passage, child: Child | None
) -> UUID:
    """Collect a story of a role model or of good work; the story. `child`: the pupil whom it names, if any."""
    row = Story(id=ctx.ids.new(), unit=unit, kind=story_kind, heading=topic, text=story_text, child=child)
    row.collected_on, row.collected_by_id = ctx.today, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("story.consent", words="登记家长同意", english="Enter a guardian's consent to a story")
def consent(ctx: Context, *, story: Story, guardian: Guardian, signed_on: date, proof: Attachment) -> UUID:
    """Enter the signed consent that a story names a pupil; the consent.

    Raises Refused for a story that names nobody or was withdrawn, a second consent and a day to come; Unusable for somebody
    else's guardian and for no picture or PDF.
    """
    _must_stand(story)
    if story.child_id is None:
        raise Refused(Problem("campaigns.names_nobody"))
    if guardian.child_id != story.child_id:
        raise Unusable(Problem("campaigns.other_guardian"))
    must_be_own(ctx, proof)
    if proof.kind not in PAPERS:
        raise Unusable(Problem("campaigns.no_paper"))
    refuse(Problem("campaigns.consent_to_come") if signed_on > ctx.today else None)
    if StoryConsent._base_manager.filter(story=story, withdrawn_on__isnull=True).exists():
        raise Refused(Problem("campaigns.consented_already"))
    row = StoryConsent(id=ctx.ids.new(), story=story, unit=story.unit, child_id=story.child_id, guardian=guardian)
    row.signed_on, row.proof, row.by_id = signed_on, proof, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("story.withdraw_consent", words="登记家长撤回同意", english="Enter that a consent was withdrawn")
def withdraw_consent(ctx: Context, *, story_consent: StoryConsent, reason: Line) -> None:
    """Enter that a guardian no longer consents: the story is withdrawn at once. Raises Refused where it was before."""
    if story_consent.withdrawn_on is not None:
        raise Refused(Problem("campaigns.consent_over"))
    story_consent.withdrawn_on, story_consent.withdrawn_why = ctx.today, reason
    story_consent.save(update_fields=["withdrawn_on", "withdrawn_why"])
    if story_consent.story.withdrawn_on is None:
        _withdraw(ctx, story_consent.story, reason)


@action("story.approve", words="审核典型事例", english="Approve a story")
def approve_story(ctx: Context, *, story: Story) -> None:
    """Approve a story that somebody else collected. Raises Refused for one's own, and without consent of whom it names."""
    _must_stand(story)
    refuse(Problem("campaigns.approved_already") if story.approved_on is not None else None)
    refuse(Problem("campaigns.own_story") if story.collected_by_id == ctx.actor else None)
    refuse(why_not_shown(names_of(story, ctx.today)))
    story.approved_on, story.approved_by_id = ctx.today, ctx.actor
    story.save(update_fields=["approved_on", "approved_by"])


@action("story.publish", words="公布典型事例", english="Publish a story")
def publish_story(ctx: Context, *, story: Story, where: Line) -> None:
    """Say where a story was published. Raises Refused before it was approved, and without consent of whom it names."""
    _must_stand(story)
    refuse(Problem("campaigns.not_approved") if story.approved_on is None else None)
    refuse(Problem("campaigns.published_already") if story.published_on is not None else None)
    refuse(why_not_shown(names_of(story, ctx.today)))
    story.published_on, story.published_where = ctx.today, where
    story.save(update_fields=["published_on", "published_where"])


@action("story.pass_on", words="推荐典型事例给媒体", english="Pass a story on to a medium")
def pass_on_story(ctx: Context, *, story: Story, medium: str, outlet: str) -> UUID:
    """Enter that an approved story was passed on to a medium of one of the levels that the plan names; the passing.

    Raises Refused before it was approved, without consent, and the second time to the same; Unusable for an unknown level.
    """
    _must_stand(story)
    refuse(Problem("campaigns.not_approved") if story.approved_on is None else None)
    refuse(why_not_shown(names_of(story, ctx.today)))
    if medium not in media(ctx.today):
        raise Unusable(Problem("campaigns.no_medium"))
    if StoryPassing._base_manager.filter(story=story, medium=medium, outlet=outlet).exists():
        raise Refused(Problem("campaigns.passed_already", {"outlet": outlet}))
    row = StoryPassing(id=ctx.ids.new(), story=story, unit=story.unit, medium=medium, outlet=outlet, on=ctx.today)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("story.withdraw", words="撤回典型事例", english="Withdraw a story")
def withdraw_story(ctx: Context, *, story: Story, reason: Line) -> None:
    """Take a story back, and say why: it is shown and counted no more. Raises Refused the second time."""
    _must_stand(story)
    _withdraw(ctx, story, reason)


def _withdraw(ctx: Context, story: Story, reason: str) -> None:
    story.withdrawn_on, story.withdrawn_why = ctx.today, reason
    story.save(update_fields=["withdrawn_on", "withdrawn_why"])


def _must_stand(story: Story) -> None:
    refuse(Problem("campaigns.story_over") if story.withdrawn_on is not None else None)
