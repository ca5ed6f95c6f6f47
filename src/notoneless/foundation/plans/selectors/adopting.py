"""Whether a draft may be adopted from a day on, and what follows when an adoption ends before it began."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.audit.rules import day_of
from notoneless.foundation.plans.models import Adoption
from notoneless.foundation.plans.rules import check_whole, kept_plan, standing_plans
from notoneless.foundation.plans.selectors import (
    InForce,
    OpenVersion,
    adopted_between,
    adopted_on,
    bound_once,
    changes_of,
    loaded,
)
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import Plan
from notoneless.policy.resolving import Adopted, Resolved, resolve


def check_adoptable(unit: UUID, plan: Plan, from_on: date) -> None:
    """Raises NotonelessError for all that forbids a unit to adopt a plan from a day on.

    That is a plan that is not whole from that day on or laxer than law, a day before the plan's own or before the last
    adoption, and another plan that contradicts it.
    """
    check_whole(plan, max(from_on, plan.since or from_on))
    if plan.since is not None and from_on < plan.since:
        raise NotonelessError(Problem("plans.before_its_day", {"day": plan.since.isoformat()}))
    standing = last_adopted(unit, plan.key)
    if standing is not None and from_on <= standing.from_on:
        raise NotonelessError(Problem("plans.before_the_last", {"day": standing.from_on.isoformat()}))
    check_neighbours(unit, plan, from_on)


def why_not(version: OpenVersion, from_on: date) -> NotonelessError | None:
    """What adopting a draft from a day on would be refused for, before anybody is asked to confirm it."""
    try:
        check_adoptable(version.unit, version.plan, from_on)
    except NotonelessError as refused:
        return refused
    return None


def last_adopted(unit: UUID, key: str) -> Adoption | None:
    """The latest adoption of a plan by a unit; one that was withdrawn leaves its day to others."""
    return bound_once().filter(unit_id=unit, key=key).order_by("-from_on").first()


def begins(adoption: Adoption) -> date:
    """The first day on which it binds: nobody is bound by what was not adopted yet, whatever day it names."""
    return max(adoption.from_on, day_of(adoption.adopted_at))


def cut_by(adoption: Adoption) -> Adoption | None:
    """The adoption that another brought to an end by beginning, and that goes on if that one is withdrawn."""
    first = begins(adoption)
    earlier = bound_once().filter(unit_id=adoption.unit_id, key=adoption.key, from_on__lt=adoption.from_on)
    found = earlier.order_by("-from_on").first()
    if found is None or found.until_on != first or found.ended_on == first:
        return None
    return found


def going_on_after(adoption: UUID) -> InForce | None:
    """The plan in force that would go on if an adoption were withdrawn, with the days it would then have; None for none."""
    row = Adoption._base_manager.filter(pk=adoption).first()
    before = cut_by(row) if row is not None else None
    return loaded(Adoption._base_manager.filter(pk=before.pk))[0] if before is not None else None


def check_going_on(adoption: Adoption, day: date) -> None:
    """Raises NotonelessError where an adoption that goes on would contradict what was adopted meanwhile."""
    version = adoption.version
    plan = kept_plan(adoption.key, version.text, changes_of([version.pk]).get(version.pk, ())).plan
    try:
        check_neighbours(adoption.unit_id, plan, day)
    except NotonelessError as refused:
        raise NotonelessError(Problem("plans.cannot_go_on", {"what": refused.told})) from refused


def binding_now_and_then(version: OpenVersion, day: date) -> tuple[Resolved, Resolved]:
    """What binds the unit of a draft on a day as it is, and as it would be with the draft. Raises NotonelessError."""
    above = dict(UnitClosure.objects.filter(descendant_id=version.unit).values_list("ancestor_id", "depth"))
    chain = [Adopted(each.plan, above[each.unit], each.unit_name) for each in adopted_on(day) if each.unit in above]
    others = [each for each in chain if (each.distance, each.plan.key) != (0, version.plan.key)]
    mine = Adopted(version.plan, 0, version.unit_name)
    return resolve(chain, standing_plans(), day), resolve([mine, *others], standing_plans(), day)


def first_day(version: OpenVersion, today: date) -> date:
    """The first day, from today on, on which a draft may begin to bind."""
    last = last_adopted(version.unit, version.plan.key)
    after = last.from_on + timedelta(days=1) if last is not None else today
    return max(today, version.plan.since or today, after)


def same_plan_near(version: OpenVersion, day: date) -> list[InForce]:
    """Where the plan of a draft is in force already: at its unit, or above it."""
    above = set(UnitClosure.objects.filter(descendant_id=version.unit).values_list("ancestor_id", flat=True))
    return [each for each in adopted_on(day) if each.plan.key == version.plan.key and each.unit in above]


def check_neighbours(unit: UUID, plan: Plan, from_on: date) -> None:
    """Raises NotonelessError where a plan, adopted by a unit, would bind some unit beside another that contradicts it.

    It is asked for each day from `from_on` on, on which an adoption or a number of those that meet begins or ends.
    """
    above = set(UnitClosure.objects.filter(descendant_id=unit).values_list("ancestor_id", flat=True))
    beneath_it = set(UnitClosure.objects.filter(ancestor_id=unit).values_list("descendant_id", flat=True))
    others = [each for each in adopted_between(from_on, date.max) if (each.unit, each.plan.key) != (unit, plan.key)]
    over = [each for each in others if each.unit in above]
    for lower in (None, *(each for each in others if each.unit in beneath_it - above)):
        met = [*over, lower] if lower else over
        for day in _turns(plan, met, from_on):
            if lower is None or _binds(lower, day):
                resolve([Adopted(plan, 0, ""), *_as_chain(met, day)], standing_plans(), day)


def _turns(plan: Plan, others: Sequence[InForce], first: date) -> list[date]:
    """The days from `first` on, on which something else may stand beside a plan: an adoption or a number begins or ends."""
    numbers = [each for one in (plan, *(each.plan for each in others), *standing_plans()) for each in one.parameters]
    days = {first, *(each.since for each in numbers), *(each.from_on for each in others)}
    days |= {each.until for each in numbers if each.until} | {each.until_on for each in others if each.until_on}
    return sorted(day for day in days if day >= first)


def _binds(adopted: InForce, day: date) -> bool:
    return adopted.from_on <= day and (adopted.until_on is None or day < adopted.until_on)


def _as_chain(plans: Sequence[InForce], day: date) -> list[Adopted]:
    return [Adopted(each.plan, 1, each.unit_name) for each in plans if _binds(each, day)]


def contradiction(version: OpenVersion, day: date) -> Problem | None:
    """What a draft contradicts of all that binds where it would, if it does: it cannot be adopted until that has ended."""
    try:
        check_neighbours(version.unit, version.plan, day)
    except NotonelessError as refused:
        return refused.told
    return None
