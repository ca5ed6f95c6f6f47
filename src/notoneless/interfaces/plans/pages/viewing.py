"""The plans in force, one plan or version clause by clause, and the text of those that the program brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.plans.rules import Offered, offered_plans, standing_plans
from notoneless.foundation.plans.selectors import READ_PLAN, OpenVersion, adopted_between, plans_near, units_to_adopt
from notoneless.foundation.plans.selectors.adopting import contradiction
from notoneless.foundation.plans.selectors.versions import VersionState, line_of, list_versions, open_version
from notoneless.foundation.plans.services import (
    adopt_plan,
    bring_plan,
    draft_plan,
    drop_draft,
    end_adoption,
    set_number,
)
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, route
from notoneless.interfaces.plans.pages.versions import VersionRow, version_row, version_rows
from notoneless.interfaces.plans.pages.wording import ClauseLine, Shower, shower, shower_of, title_of, told
from notoneless.kernel.problems import sentence
from notoneless.policy import telling
from notoneless.policy.model import Plan


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
    versions = {each.line.id: each for each in version_rows(list_versions(ctx), _may_end(ctx))}

    def of(*states: VersionState) -> list[VersionRow]:
        return [each for each in versions.values() if each.line.state in states]

    values = {
        "binding": [versions[each.version] for each in near.binding],
        "beneath": [versions[each.version] for each in near.beneath],
        "drafts": of(VersionState.DRAFT),
        "coming": of(VersionState.COMING),
        "earlier": of(VersionState.ENDED, VersionState.WITHDRAWN),
        "offered": [_offer(each, units) for each in offered_plans() if each.plan.clauses],
        "decided": [_offer(each, units) for each in offered_plans() if not each.plan.clauses],
        "standing": [(each.key.partition("/"), title_of(each.title)) for each in standing_plans() if not each.level],
        "units": [(each.pk, each.name) for each in Unit._base_manager.filter(pk__in=ctx.units_for(READ_PLAN))],
        "may_bring": ctx.may(bring_plan.code),
        "form": new_form(ctx),
        "error": error,
    }
    return Shown("plans/list.html", values, 422 if error else 200)


def _may_end(ctx: Context) -> frozenset[UUID]:
    """The adoptions that this person may end."""
    mine = frozenset(ctx.units_for(end_adoption.code)) if ctx.may(end_adoption.code) else frozenset()
    return frozenset(each.adoption for each in adopted_between(ctx.today, date.max) if each.unit in mine)


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
    values = {"folder": folder, "name": name, "has_text": plan.key in {each.key for each in offered_plans()}}
    return Shown("plans/plan.html", _plan_values(request, plan, shower(plan, ctx.today)) | values)


@page({"GET": READ_PLAN})
def text(ctx: Context, request: HttpRequest, folder: str, name: str) -> Answer:
    """The text of a plan that the program brings, to begin a plan of one's own from."""
    found = next((each for each in offered_plans() if each.key == f"{folder}/{name}"), None)
    if found is None:
        raise NotFound
    answer = HttpResponse(found.text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return answer


@page({"GET": READ_PLAN})
def version(ctx: Context, request: HttpRequest, version: UUID) -> Answer:
    """A version: draft, adopted, or ended."""
    return one_version(ctx, request, version)


def one_version(ctx: Context, request: HttpRequest, version: UUID, error: str = "") -> Answer:
    """The page of a version, with what was refused if anything was."""
    found = version_in_reach(ctx, version)
    line = line_of(ctx, version)
    is_mine = found.unit in ctx.units_for(set_number.code) if ctx.may(set_number.code) else False
    values = _plan_values(request, found.plan, shower_of(found, ctx.today)) | {
        "version": found,
        "row": version_row(line) if line is not None else None,
        "may_change": found.is_draft and is_mine,
        "may_adopt": found.is_draft and is_mine and ctx.may(adopt_plan.code),
        "may_drop": found.is_draft and is_mine and ctx.may(drop_draft.code),
        "may_end": bool(found.in_force and found.in_force.until_on is None and is_mine and ctx.may(end_adoption.code)),
        "contradiction": told(contradiction(found, ctx.today) or "") if found.is_draft and is_mine else "",
        "form": new_form(ctx),
        "error": error,
        "refused": [sentence(each.told(), language_of()) for each in found.faults],
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


ROUTES = [
    route("plans/", plans, "plans"),
    route("plans/files/<slug:folder>/<slug:name>/", file, "plan_file"),
    route("plans/files/<slug:folder>/<slug:name>/text/", text, "plan_text"),
    route("plans/versions/<uuid:version>/", version, "plan_version"),
]
