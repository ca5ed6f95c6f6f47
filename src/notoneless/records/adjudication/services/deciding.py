"""Deciding a doubt, and undoing a decision."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.kernel.problems import Problem
from notoneless.records.adjudication.models import Decision, Doubt, Verdict
from notoneless.records.adjudication.rules.standing import Ruling, contradicts
from notoneless.records.rosters.rules.versions import RosterKind

DECIDE, UNDO = "doubt.decide", "doubt.undo"


@action("doubt.decide", words="认定是否同一人", english="Decide whether two rows are one child")
def decide_doubt(ctx: Context, *, doubt: Doubt, verdict: Verdict, check_on: date | None, reason: Line | None) -> UUID:
    """Decide one doubt; the decision. A later decision stands in the place of an earlier one of the same doubt.

    Raises Unusable where it is said to be one child by somebody who reaches one side only, of rows that say too little, or of a
    partner that is another's already without a reason; where it contradicts what is decided; where a day is missing or past.
    """
    _usable_day(ctx, verdict, check_on)
    if verdict is Verdict.SAME:
        _sure(ctx, doubt, reason or "")
    if verdict is not Verdict.LATER and contradicts(_others(ctx, doubt), _ruling(doubt, verdict)):
        raise Unusable(Problem("adjudication.contradiction"))
    _of_pair(visible_to(ctx, DECIDE, Decision), doubt).filter(is_standing=True).update(is_standing=False)
    made = Decision(
        id=ctx.ids.new(),
        doubt=doubt,
        unit_id=doubt.unit_id,
        other_unit_id=doubt.other_unit_id,
        verdict=verdict.value,
        check_on=check_on,
        why=(reason or "").strip(),
        is_standing=True,
        decided_at=ctx.at,
        decided_by_id=str(ctx.actor),
    )
    made.save(force_insert=True)
    return made.id


@action("doubt.undo", words="撤销认定", english="Undo a decision about two rows")
def undo_decision(ctx: Context, *, decision: Decision) -> None:
    """Undo a decision that stands: the one before it stands again, or the doubt is open as it was.

    Raises Unusable for one that stands no more, or that somebody else took where only one side is in reach, and where the one
    before it would contradict what has been decided since.
    """
    if not decision.is_standing:
        raise Unusable(Problem("adjudication.not_standing"))
    if decision.decided_by_id != ctx.actor and not reaches_both(ctx, UNDO, decision):
        raise Unusable(Problem("adjudication.another_persons"))
    decision.is_standing, decision.undone_at, decision.undone_by_id = False, ctx.at, ctx.actor
    decision.save(update_fields=["is_standing", "undone_at", "undone_by"])
    doubt = visible_to(ctx, UNDO, Doubt).get(pk=decision.doubt_id)
    rows = _of_pair(visible_to(ctx, UNDO, Decision), doubt).filter(undone_at__isnull=True)
    before = rows.order_by("-decided_at", "-id").first()
    if before is not None:
        verdict = Verdict(before.verdict)
        if verdict is not Verdict.LATER and contradicts(_others(ctx, doubt, UNDO), _ruling(doubt, verdict)):
            raise Unusable(Problem("adjudication.contradiction"))
        before.is_standing = True
        before.save(update_fields=["is_standing"])


def reaches_both(ctx: Context, code: str, row: Doubt | Decision) -> bool:
    """Whether both sides lie in reach."""
    sides = {row.unit_id, row.other_unit_id}
    above = UnitClosure.objects.filter(descendant__in=sides, ancestor__in=ctx.units_for(code))
    return set(above.values_list("descendant_id", flat=True)) == sides


def _usable_day(ctx: Context, verdict: Verdict, check_on: date | None) -> None:
    if verdict is Verdict.LATER and (check_on is None or check_on <= ctx.today):
        raise Unusable(Problem("adjudication.check_on_missing"))
    if verdict is not Verdict.LATER and check_on is not None:
        raise Unusable(Problem("adjudication.check_on_idle"))


def _sure(ctx: Context, doubt: Doubt, reason: str) -> None:
    """That two rows are one child hides a child if it is wrong."""
    if not reaches_both(ctx, DECIDE, doubt):
        raise Unusable(Problem("adjudication.one_side"))
    if doubt.alike:
        raise Unusable(Problem("adjudication.alike"))
    if not reason.strip() and partners_of(ctx, DECIDE, doubt):
        raise Unusable(Problem("adjudication.partner_taken"))


def partners_of(ctx: Context, code: str, doubt: Doubt) -> list[Doubt]:
    """Other doubts of which it is decided that they are the same child as one of these two rows."""
    rows = _of_others(visible_to(ctx, code, Decision), doubt).filter(is_standing=True, verdict=Verdict.SAME)
    rows = rows.exclude(pk=doubt.earlier) if doubt.earlier else rows
    by_own, by_other = rows.filter(doubt__own_key=doubt.own_key), rows.filter(doubt__other_key=doubt.other_key)
    return [each.doubt for each in (by_own | by_other).select_related("doubt")]


def _others(ctx: Context, doubt: Doubt, code: str = DECIDE) -> list[Ruling]:
    """What is decided of other pairs in reach, the latest first."""
    rows = _of_others(visible_to(ctx, code, Decision), doubt).filter(is_standing=True)
    binding = rows.exclude(verdict=Verdict.LATER).order_by("-decided_at", "-id")
    said = binding.values_list("verdict", "doubt__other_kind", "doubt__own_key", "doubt__other_key")
    return [
        Ruling(verdict == Verdict.SAME, RosterKind(kind), bytes(own), bytes(other))
        for verdict, kind, own, other in said
    ]


def _of_pair(rows: QuerySet[Decision], doubt: Doubt) -> QuerySet[Decision]:
    """The decisions about rows that say what those of a doubt say."""
    return rows.filter(**_said(doubt))


def _of_others(rows: QuerySet[Decision], doubt: Doubt) -> QuerySet[Decision]:
    """The decisions about all other pairs."""
    return rows.exclude(**_said(doubt))


def _said(doubt: Doubt) -> dict[str, object]:
    keys = {"doubt__own_key": doubt.own_key, "doubt__other_key": doubt.other_key}
    return {"doubt__other_kind": doubt.other_kind, **keys}


def _ruling(doubt: Doubt, verdict: Verdict) -> Ruling:
    kind, own, other = RosterKind(doubt.other_kind), bytes(doubt.own_key), bytes(doubt.other_key)
    return Ruling(verdict is Verdict.SAME, kind, own, other)
