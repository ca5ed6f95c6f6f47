"""Activities: planned, held with their evidence, joined by the staff, and whom they have reached."""

from collections.abc import Collection
from datetime import date
from typing import Annotated
from uuid import UUID

from notoneless.casework.campaigns.models import ActivityReach, ActivityStaff, CampaignActivity
from notoneless.casework.campaigns.rules.activities import (
    ActivityKind,
    LedBy,
    Reached,
    What,
    twin_of,
    why_not_held,
    why_not_planned,
    why_not_reached,
)
from notoneless.casework.campaigns.rules.meetings import why_not_near
from notoneless.casework.campaigns.selectors.evidence import counted_evidence, hold_of
from notoneless.casework.campaigns.selectors.people import belongs, post_at, pupils_of_class, school_above
from notoneless.casework.campaigns.services.checking import must_lead, must_not_be_held, refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.parameters import Line, Longest
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import Post
from notoneless.kernel.problems import Problem

Missed = Annotated[str, Longest(8000)]
"""The pupils of a class whom an activity did not reach, by their ids, with blanks between."""


@action("activity.plan", words="安排宣传活动", english="Plan an activity")
def plan_activity(
    ctx: Context, *, unit: Unit, activity_kind: ActivityKind, what: What, led_by: LedBy, topic: str, planned_on: date
) -> UUID:
    """Plan publicity by a channel, a lesson on one of the three laws, or what a prevention month brings; the activity.

    Raises Unusable for what does not fit its kind or the unit and a day too far from today, Refused where the same is planned
    for that day, under a heading that says the same.
    """
    wrong = why_not_planned(activity_kind, what, UnitKind(unit.kind)) or why_not_near(planned_on, ctx.today)
    if wrong:
        raise Unusable(wrong)
    there = CampaignActivity._base_manager.filter(unit=unit, what=what, planned_on=planned_on, called_off_on=None)
    twin = twin_of(topic, there.order_by("planned_on", "id").values_list("heading", flat=True))
    if twin is not None:
        raise Refused(Problem("campaigns.planned_already", {"day": planned_on.isoformat(), "heading": twin}))
    row = CampaignActivity(id=ctx.ids.new(), unit=unit, kind=activity_kind, what=what, led_by=led_by, heading=topic)
    row.holder_id = (school_above(unit.pk) if unit.kind == UnitKind.CLASS else None) or unit.pk
    row.planned_on, row.planned_by_id = planned_on, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("activity.hold", words="登记活动开展", english="Enter that an activity was held")
def hold_activity(ctx: Context, *, activity: CampaignActivity, held_on: date, done: Line) -> None:
    """Say when an activity was held and what was done, with its evidence in. Raises Refused without, or for a day to come."""
    must_lead(ctx, hold_activity.code, activity.unit_id, activity.holder_id)
    _must_stand(activity)
    refuse(Problem("campaigns.held_already") if activity.held_on is not None else None)
    refuse(why_not_held(held_on, ctx.today, bool(counted_evidence([activity.pk])[activity.pk])))
    activity.held_on, activity.done, activity.held_by_id = held_on, done, ctx.actor
    activity.save(update_fields=["held_on", "done", "held_by"])


@action("activity.call_off", words="取消活动", english="Call an activity off")
def call_off_activity(ctx: Context, *, activity: CampaignActivity, reason: Line) -> None:
    """Say that an activity is not held, or was entered by mistake: it counts no more. Raises Refused while inspected."""
    must_lead(ctx, call_off_activity.code, activity.unit_id, activity.holder_id)
    _must_stand(activity)
    must_not_be_held(hold_of(activity.unit_id))
    activity.called_off_on, activity.called_off_why = ctx.today, reason
    activity.save(update_fields=["called_off_on", "called_off_why"])


@action("activity.reach_class", words="登记活动到班到人", english="Enter which pupils and families an activity reached")
def reach_class(
    ctx: Context, *, activity: CampaignActivity, unit: Unit, reached: Reached, missed: Missed | None
) -> None:
    """Enter that an activity reached a class, its pupils or their families, all but those named.

    What was entered before stays and is added to: nobody is counted twice. Raises Refused before it was held, for a channel
    that reaches nobody by name and a class of another school, Unusable for pupils who are not of the class.
    """
    _must_be_held(activity)
    refuse(why_not_reached(What(activity.what), reached))
    if unit.kind != UnitKind.CLASS or not _is_beneath(unit.pk, activity.holder_id):
        raise Refused(Problem("campaigns.other_class", {"unit": unit.name}))
    if reached is Reached.CLASS:
        _place(ctx, activity, unit)
        return
    members = pupils_of_class(unit.pk, ctx.today)
    _mark(ctx, activity, unit, members - _named(missed, members), reached)


@action("activity.reach_village", words="登记活动到村", english="Enter which village an activity reached")
def reach_village(ctx: Context, *, activity: CampaignActivity, village: UUID) -> None:
    """Enter that an activity was held or shown in a village. Raises Refused before it was held, Unusable for no village."""
    _must_be_held(activity)
    unit = Unit._base_manager.filter(pk=village, kind=UnitKind.VILLAGE).first()
    if unit is None:
        raise Unusable(Problem("campaigns.no_village"))
    _place(ctx, activity, activity.unit, unit)


@action("activity.join", words="参加活动签到", english="Sign in at an activity")
def join_activity(ctx: Context, *, activity: CampaignActivity) -> None:
    """Say that one takes part in an activity. Raises Refused the second time, before its day, and for a guest."""
    _must_stand(activity)
    refuse(_too_early(activity, ctx.today))
    post = post_at(ctx, activity.holder)
    if post is None:
        raise Refused(Problem("campaigns.not_of_unit", {"unit": activity.holder.name}))
    _join(ctx, activity, post, is_own=True)


@action("activity.enter", words="登记参加活动的教职工", english="Enter who of the staff took part in an activity")
def enter_part(ctx: Context, *, activity: CampaignActivity, post: Post) -> UUID:
    """Enter somebody who took part; the row. Raises as `join_activity` does."""
    _must_stand(activity)
    refuse(_too_early(activity, ctx.today))
    if not belongs(post, activity.holder):
        raise Refused(Problem("campaigns.not_of_unit", {"unit": activity.holder.name}))
    return _join(ctx, activity, post, is_own=False).pk


def _too_early(activity: CampaignActivity, today: date) -> Problem | None:
    day = activity.held_on or activity.planned_on
    return Problem("campaigns.activity_to_come", {"day": day.isoformat()}) if day > today else None


def _join(ctx: Context, activity: CampaignActivity, post: Post, *, is_own: bool) -> ActivityStaff:
    if ActivityStaff._base_manager.filter(activity=activity, account=post.holder_id).exists():
        raise Refused(Problem("campaigns.signed_in_already", {"name": post.holder.name}))
    row = ActivityStaff(id=ctx.ids.new(), activity=activity, unit=activity.holder, account=post.holder, is_own=is_own)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row


def _must_stand(activity: CampaignActivity) -> None:
    refuse(Problem("campaigns.activity_off") if activity.called_off_on is not None else None)


def _must_be_held(activity: CampaignActivity) -> None:
    _must_stand(activity)
    refuse(Problem("campaigns.not_held") if activity.held_on is None else None)


def _is_beneath(unit: UUID, above: UUID) -> bool:
    return UnitClosure.objects.filter(descendant_id=unit, ancestor_id=above).exists()


def _named(missed: str | None, members: Collection[UUID]) -> set[UUID]:
    try:
        named = {UUID(each) for each in (missed or "").split()}
    except ValueError:
        raise Unusable(Problem("campaigns.not_of_class")) from None
    if named - set(members):
        raise Unusable(Problem("campaigns.not_of_class"))
    return named


def _place(ctx: Context, activity: CampaignActivity, unit: Unit, village: Unit | None = None) -> None:
    same = ActivityReach._base_manager.filter(activity=activity, unit=unit, village=village, child__isnull=True)
    if same.exists():
        raise Refused(Problem("campaigns.reached_already", {"unit": (village or unit).name}))
    row = ActivityReach(id=ctx.ids.new(), activity=activity, unit=unit, village=village)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)


def _mark(ctx: Context, activity: CampaignActivity, unit: Unit, children: Collection[UUID], reached: Reached) -> None:
    """Add whom the activity reached to what was entered before."""
    pupil, family = reached in (Reached.PUPILS, Reached.BOTH), reached in (Reached.FAMILIES, Reached.BOTH)
    rows = ActivityReach._base_manager.filter(activity=activity, child__in=children)
    known = {row.child_id: row for row in rows}
    for row in known.values():
        row.pupil, row.family = row.pupil or pupil, row.family or family
        row.save(update_fields=["pupil", "family"])
    new = [
        ActivityReach(id=ctx.ids.new(), activity=activity, unit=unit, child_id=child, pupil=pupil, family=family)
        for child in sorted(set(children) - known.keys())
    ]
    for row in new:
        row.by_id = ctx.actor  # type: ignore[assignment]
    ActivityReach.objects.bulk_create(new)
