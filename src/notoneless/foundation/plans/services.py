"""Drafting, changing, adopting and ending plans."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from django.db import connection

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import TEXTS
from notoneless.foundation.attachments.store import read
from notoneless.foundation.plans.models import Adoption, PlanChange, PlanVersion
from notoneless.foundation.plans.rules import (
    OWN,
    OWN_FILE,
    check_level,
    check_number,
    check_whole,
    examined_own,
    fingerprint,
    offered_plans,
    plan_of,
)
from notoneless.foundation.plans.selectors import changes_of
from notoneless.foundation.plans.selectors.adopting import begins, check_adoptable, check_going_on, cut_by, last_adopted
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy import telling
from notoneless.policy.changing import ChangeKind
from notoneless.policy.model import Plan


@action("plan.draft", words="起草方案", english="Draft a plan")
def draft_plan(ctx: Context, *, unit: Unit, key: str) -> UUID:
    """Draft the program's newest text of a plan for a unit, with the changes that it has adopted.

    A plan of the unit's own is drafted from the text that it has adopted. Raises Unusable for a plan that is not there or not
    for such a unit, or where a draft of it waits already.
    """
    standing = (
        Adoption._base_manager.filter(unit=unit, key=key, until_on__isnull=True).select_related("version").first()
    )
    text = _text_of(key, standing)
    plan = plan_of(key, text, ())
    row = _drafted(ctx, unit, plan, text)
    known = {each.key for each in plan.parameters} | {each.id for each in plan.clauses}
    for each in PlanChange._base_manager.filter(version_id=standing.version_id) if standing else ():
        if each.key in known:
            _keep(ctx, row, ChangeKind(each.kind), each.key, each.value, each.reason)
    return row.id


def _text_of(key: str, standing: Adoption | None) -> str:
    if key.startswith(OWN) and standing is not None:
        return standing.version.text
    offered = {each.key: each for each in offered_plans()}.get(key)
    if offered is None:
        raise Unusable(Problem("policy.no_plan", {"plan": key}))
    return offered.text


@action("plan.bring", words="上传自拟方案", english="Bring a plan of one's own")
def bring_plan(ctx: Context, *, unit: Unit, file: Attachment) -> UUID:
    """Draft a plan that a unit has written itself, from a YAML file that the same person has uploaded.

    Raises Unusable for a file that is no plan, with how many faults it has and the first; for one that is not for such a unit,
    or where a draft of it waits already. What is in force stays in any case.
    """
    if file.kind not in TEXTS or file.attached_by != ctx.actor:
        raise Unusable(Problem("plans.no_file"))
    found = examined_own(OWN_FILE, read(file.content))
    if found.plan is None or found.faults:
        first = found.faults[0].told()
        raise Unusable(Problem("plans.not_whole", {"count": len(found.faults), "first": first}))
    return _drafted(ctx, unit, found.plan, found.text).id


def _drafted(ctx: Context, unit: Unit, plan: Plan, text: str) -> PlanVersion:
    _unusable(partial(check_level, plan, unit.kind))
    if PlanVersion._base_manager.filter(unit=unit, key=plan.key, adopted_at__isnull=True).exists():
        raise Unusable(Problem("plans.drafted_already", {"plan": telling.words(plan.title)}))
    row = PlanVersion(id=ctx.ids.new(), unit=unit, key=plan.key, text=text, drafted_by=_person(ctx), drafted_at=ctx.at)
    row.save(force_insert=True)
    return row


@action("plan.set_number", words="修改方案数值", english="Change a number of a plan")
def set_number(ctx: Context, *, version: PlanVersion, key: str, value: Line, reason: Line) -> None:
    """Let a number of a draft be another.

    Raises Unusable for an adopted version, an unknown key, no number, one out of its range, or what is laxer than law.
    """
    _check_draft(version)
    _unusable(partial(check_number, _plan(version), key, value))
    _change(ctx, version, ChangeKind.NUMBER, key, value, reason)


@action("plan.omit_clause", words="不采用条款", english="Leave out a clause of a plan")
def omit_clause(ctx: Context, *, version: PlanVersion, clause: str, reason: Line) -> None:
    """Let a clause of a draft not bind here. Raises Unusable for an adopted version or an unknown clause."""
    _change(ctx, version, ChangeKind.OMIT, clause, "", reason)


@action("plan.undo_change", words="撤回方案修改", english="Take back a change of a plan")
def undo_change(ctx: Context, *, change: PlanChange) -> None:
    """Take back a change of a draft. Raises Unusable for an adopted version."""
    _check_draft(PlanVersion._base_manager.get(pk=change.version_id))
    PlanChange._base_manager.filter(pk=change.pk).delete()


@action("plan.drop_draft", words="删除方案草稿", english="Drop the draft of a plan")
def drop_draft(ctx: Context, *, version: PlanVersion) -> None:
    """Drop a draft with its changes. Raises Unusable for an adopted version."""
    _check_draft(version)
    PlanChange._base_manager.filter(version=version).delete()
    PlanVersion._base_manager.filter(pk=version.pk).delete()


@action("plan.adopt", words="采用方案", english="Adopt a plan")
def adopt_plan(ctx: Context, *, version: PlanVersion, from_on: date, signer: str) -> UUID:
    """Let a draft bind from a day, in place of what the unit had adopted of the plan. What is refused changes nothing.

    A day that is over is kept as the day that was signed; the version before binds until today.

    Raises Unusable for an adopted version, a day before the plan's own or before the last adoption, a plan that is not whole
    or laxer than law, or one that contradicts another that binds the same unit.
    """
    _one_by_one()
    _check_draft(version)
    _unusable(partial(check_adoptable, version.unit_id, _plan(version), from_on))
    standing = last_adopted(version.unit_id, version.key)
    binds_from = max(from_on, ctx.today)
    if standing is not None and (standing.until_on is None or standing.until_on > binds_from):
        # a day that is over takes nothing back: what fell due until today was owed by the version before
        Adoption._base_manager.filter(pk=standing.pk).update(until_on=binds_from)
    version.adopted_at = ctx.at
    version.sha256 = fingerprint(version.text, changes_of([version.pk]).get(version.pk, ()))
    version.save(update_fields=["adopted_at", "sha256"])
    row = Adoption(
        id=ctx.ids.new(),
        unit_id=version.unit_id,
        version=version,
        key=version.key,
        from_on=from_on,
        signer=signer,
        adopted_by=_person(ctx),
        adopted_at=ctx.at,
    )
    row.save(force_insert=True)
    return row.id


def _one_by_one() -> None:
    """Let who adopts or ends a plan wait for each other: two that contradict each other must not both find nothing yet."""
    if connection.vendor == "postgresql":  # on SQLite a transaction that writes is alone
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('notoneless.plans.adopting'))")


@action("plan.end", words="终止方案", english="End the adoption of a plan")
def end_adoption(ctx: Context, *, adoption: Adoption, until_on: date, reason: Line) -> None:
    """Let a plan bind no longer, from a day on; ended on its first day or before it begins, it is withdrawn.

    What a withdrawn version had brought to an end goes on, until the day from which on that was ended itself, if it was.
    Raises Unusable where it has ended, for a day that is over once it began, or where what goes on contradicts another plan.
    """
    _one_by_one()
    if adoption.until_on is not None:
        raise Unusable(Problem("plans.ended_already", {"day": adoption.until_on.isoformat()}))
    first = begins(adoption)
    if until_on < ctx.today and first <= ctx.today:
        raise Unusable(Problem("plans.ended_in_the_past", {"day": ctx.today.isoformat()}))
    is_withdrawn = until_on <= first
    day = adoption.from_on if is_withdrawn else until_on
    before = cut_by(adoption) if is_withdrawn else None
    adoption.until_on = adoption.ended_on = day
    adoption.ended_because = reason
    adoption.save(update_fields=["until_on", "ended_on", "ended_because"])
    if before is not None:
        Adoption._base_manager.filter(pk=before.pk).update(until_on=before.ended_on)
        _unusable(partial(check_going_on, before, first))


def _person(ctx: Context) -> UUID:
    """Who acts. Raises Unusable for nobody, as every action does."""
    if ctx.actor is None:
        raise Unusable(Problem("access.no_request"))
    return ctx.actor


def _check_draft(version: PlanVersion) -> None:
    if version.adopted_at is not None:
        raise Unusable(Problem("plans.adopted_already"))


def _plan(version: PlanVersion) -> Plan:
    """The plan of a version. Raises Unusable for a draft that checks which came after it refuse."""
    try:
        return _read(version)
    except NotonelessError as refused:
        raise Unusable(refused.told) from refused


def _read(version: PlanVersion) -> Plan:
    return plan_of(version.key, version.text, changes_of([version.pk]).get(version.pk, ()))


def _change(ctx: Context, version: PlanVersion, kind: ChangeKind, key: str, value: str, reason: str) -> None:
    _check_draft(version)
    PlanChange._base_manager.filter(version=version, kind=kind, key=key).delete()
    _keep(ctx, version, kind, key, value, reason)
    _unusable(lambda: check_whole(_plan(version)))


def _keep(ctx: Context, version: PlanVersion, kind: ChangeKind, key: str, value: str, reason: str) -> None:
    row = PlanChange(
        id=ctx.ids.new(), unit_id=version.unit_id, version=version, kind=kind, key=key, value=value, reason=reason
    )
    row.save(force_insert=True)


def _unusable(check: Callable[[], object]) -> None:
    """Run a check; what it refuses is said to who asked."""
    try:
        check()
    except NotonelessError as refused:
        raise Unusable(refused.told) from refused
