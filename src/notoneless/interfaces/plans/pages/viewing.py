"""The plans in force, one plan or version clause by clause, and what binds a unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.plans.rules import Offered, offered_plans, standing_plans
from notoneless.foundation.plans.selectors import (
    READ_PLAN,
    InForce,
    OpenVersion,
    binding_here,
    contradiction,
    list_versions,
    open_version,
    plans_near,
    units_to_adopt,
)
from notoneless.foundation.plans.services import (
    adopt_plan,
    bring_plan,
    draft_plan,
    drop_draft,
    end_adoption,
    set_number,
)
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.plans.pages.wording import ClauseLine, Shower, shower, shower_of, title_of, told
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy import telling
from notoneless.policy.model import Binding, Plan
from notoneless.policy.resolving import Won


@dataclass(frozen=True, slots=True)
class InForceLine:
    """A plan in force in a list; `may_end`: by this person."""

    plan: InForce
    title: str
    may_end: bool


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A plan that the program brings; `units`: those for which this person may draft it."""

    folder: str
    name: str
    title: str
    version: str
    clauses: int
    kinds: str
    units: tuple[tuple[str, str], ...]


@page({"GET": READ_PLAN})
def plans(ctx: Context, request: HttpRequest) -> Answer:
    """The plans in force here and above, drafts, and the model plans."""
    return listing(ctx)


def listing(ctx: Context, error: str = "") -> Answer:
    """The list, with what was refused if anything was."""
    near = plans_near(ctx)
    units = units_to_adopt(ctx, draft_plan.code) if ctx.may(draft_plan.code) else []
    may_end = frozenset(ctx.units_for(end_adoption.code)) if ctx.may(end_adoption.code) else frozenset()
    versions = list_versions(ctx)
    values = {
        "binding": [_in_force(each, may_end) for each in near.binding],
        "beneath": [_in_force(each, may_end) for each in near.beneath],
        "drafts": [(each, title_of(each.plan.title)) for each in versions if each.from_on is None],
        "earlier": [
            (each, title_of(each.plan.title))
            for each in versions
            if each.from_on is not None and (each.from_on > ctx.today or (each.until_on or ctx.today) < ctx.today)
        ],
        "offered": [_offer(each, units) for each in offered_plans() if each.plan.clauses],
        "decided": [_offer(each, units) for each in offered_plans() if not each.plan.clauses],
        "standing": [(each.key.partition("/"), title_of(each.title)) for each in standing_plans() if not each.level],
        "units": [(each.pk, each.name) for each in Unit._base_manager.filter(pk__in=ctx.units_for(READ_PLAN))],
        "may_bring": ctx.may(bring_plan.code),
        "form": new_form(ctx),
        "error": error,
    }
    return Shown("plans/list.html", values, 422 if error else 200)


def _in_force(each: InForce, may_end: frozenset[UUID]) -> InForceLine:
    return InForceLine(each, title_of(each.plan.title), each.unit in may_end)


def _offer(each: Offered, units: Sequence[Unit]) -> OfferLine:
    kinds = telling.joined([telling.kind_of_unit(kind) for kind in each.plan.level])
    return OfferLine(
        folder=each.key.partition("/")[0],
        name=each.key.partition("/")[2],
        title=title_of(each.plan.title),
        version=each.plan.version,
        clauses=len(each.plan.clauses),
        kinds=told(kinds),
        units=tuple((str(unit.pk), unit.name) for unit in units if unit.kind in each.plan.level),
    )


@page({"GET": READ_PLAN})
def file(ctx: Context, request: HttpRequest, folder: str, name: str) -> Answer:
    """A plan that the program brings, law and settings included, as its file says."""
    known: dict[str, Plan] = {each.key: each.plan for each in offered_plans()}
    known |= {each.key: each for each in standing_plans()}
    plan = known.get(f"{folder}/{name}")
    if plan is None:
        raise NotFound
    return Shown("plans/plan.html", _plan_values(request, plan, shower(plan, ctx.today)))


@page({"GET": READ_PLAN})
def version(ctx: Context, request: HttpRequest, version: UUID) -> Answer:
    """A version: draft, adopted, or ended."""
    return one_version(ctx, request, version)


def one_version(ctx: Context, request: HttpRequest, version: UUID, error: str = "") -> Answer:
    """The page of a version, with what was refused if anything was."""
    found = version_in_reach(ctx, version)
    is_mine = found.unit in ctx.units_for(set_number.code) if ctx.may(set_number.code) else False
    values = _plan_values(request, found.plan, shower_of(found, ctx.today)) | {
        "version": found,
        "may_change": found.is_draft and is_mine,
        "may_adopt": found.is_draft and is_mine and ctx.may(adopt_plan.code),
        "may_drop": found.is_draft and is_mine and ctx.may(drop_draft.code),
        "may_end": bool(found.in_force and found.in_force.until_on is None and is_mine and ctx.may(end_adoption.code)),
        "contradiction": told(contradiction(found, ctx.today) or "") if found.is_draft and is_mine else "",
        "form": new_form(ctx),
        "error": error,
    }
    return Shown("plans/plan.html", values, 422 if error else 200)


def version_in_reach(ctx: Context, version: UUID) -> OpenVersion:
    """A version in reach or adopted above. Raises NotFound."""
    found = open_version(ctx, version)
    if found is None:
        raise NotFound
    return found


def _plan_values(request: HttpRequest, plan: Plan, made: Shower) -> dict[str, Any]:
    area, changed = request.GET.get("area", "")[:40], bool(request.GET.get("changed"))
    clauses = made.clauses()
    shown = [each for each in clauses if area in ("", each.area) and (each.is_changed or not changed)]
    return {
        "plan": plan,
        "title": title_of(plan.title),
        "kinds": told(telling.joined([telling.kind_of_unit(kind) for kind in plan.level])),
        "own": made.own(),
        "clauses": shown,
        "total": len(clauses),
        "areas": _areas(clauses),
        "area": area,
        "changed": changed,
        "has_changes": any(each.is_changed for each in clauses),
    }


def _areas(clauses: Sequence[ClauseLine]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((each.area, each.area_words) for each in clauses))


@dataclass(frozen=True, slots=True)
class WonLine:
    """A number that stands: its title and value, and in a sentence over what and why."""

    title: str
    value: str
    why: str
    kind: str
    clause: str


@dataclass(frozen=True, slots=True)
class BoundLine:
    """A duty, target, procedure or sanction that binds: from which clause of which plan, and who else says the same."""

    title: str
    told: str
    plan: str
    clause: str
    unit: str
    also: str


@page({"GET": READ_PLAN})
def binding(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """What binds a unit today: each number with why it stands, and each rule."""
    try:
        found = binding_here(ctx, unit, ctx.today)
    except NotonelessError as refused:
        return Shown("plans/binding.html", {"error": told(refused.told)}, 422)
    if found is None:
        raise NotFound
    contested = request.GET.get("contested", "") != ""
    won = [each for each in found.resolved.numbers.values() if _is_shown(each)]
    numbers = {key: each.parameter for key, each in found.resolved.numbers.items()}
    values = {
        "unit": found.unit,
        "plans": [(each, title_of(each.plan.title)) for each in found.plans],
        "numbers": [_won(each, found.titles) for each in won if each.over or not contested],
        "count": len(won),
        "contested": contested,
        "overruling": sum(bool(each.over) for each in won),
        "rules": [
            BoundLine(
                title_of(each.rule.title),
                told(telling.rule(each.rule, numbers)),
                title_of(each.plan.title),
                each.clause.id,
                each.unit,
                "、".join(f"{title_of(found.titles[key])} {clause}" for key, clause in each.also),
            )
            for each in found.resolved.rules.values()
        ],
    }
    return Shown("plans/binding.html", values)


def _is_shown(won: Won) -> bool:
    """Settings of the program that no plan speaks of bind nobody: they are only what is counted with."""
    return won.parameter.binding != Binding.SETTING or bool(won.unit)


def _won(won: Won, titles: Any) -> WonLine:
    mine = won.parameter
    title = told(Problem("access.named", {"zh": mine.zh, "en": mine.en}))
    return WonLine(title, told(telling.amount(mine)).strip(), told(telling.why(won, titles)), won.why, mine.clause)


ROUTES = [
    route("plans/", plans, "plans"),
    route("plans/files/<slug:folder>/<slug:name>/", file, "plan_file"),
    route("plans/versions/<uuid:version>/", version, "plan_version"),
    route("plans/binding/<uuid:unit>/", binding, "plan_binding"),
]
