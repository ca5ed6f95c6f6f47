"""The list of plans, one of them, and two versions beside each other."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.papers.selectors import reaches_papers_of
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, route
from notoneless.interfaces.roll_work.pages.wording import BADGES, of_measure, of_plan, sentence_of, told
from notoneless.kernel.problems import NotonelessError
from notoneless.records.roll_work.rules import Change, Force, offered
from notoneless.records.roll_work.selectors import (
    READ_ROLL_WORK,
    PlanPage,
    compare_versions,
    list_plans,
    open_plan,
    own_measures,
    plan_in_reach,
    posts_to_bear,
    schools_without,
    wordings,
)
from notoneless.records.roll_work.services import (
    add_measure,
    adopt_plan,
    do_measure,
    draft_plan,
    drop_measure,
    reopen_measure,
    submit_draft,
)


@page({"GET": READ_ROLL_WORK})
def plans(ctx: Context, request: HttpRequest) -> Answer:
    """All plans in reach, one's own measures, and the schools without a plan."""
    values = {
        "plans": [of_plan(each) for each in list_plans(ctx)],
        "own": [(each, told(f"standing.{each.standing}"), BADGES.get(each.standing, "")) for each in own_measures(ctx)],
        "without": schools_without(ctx),
        "may_draft": ctx.may(draft_plan.code),
        "today": ctx.today.isoformat(),
        "form": new_form(ctx),
    }
    return Shown("roll_work/list.html", values)


@page({"GET": READ_ROLL_WORK})
def plan(ctx: Context, request: HttpRequest, plan: UUID) -> Answer:
    """One version."""
    return shown_plan(ctx, plan)


def shown_plan(
    ctx: Context, plan: UUID, refusal: NotonelessError | None = None, sent: dict[str, str] | None = None
) -> Answer:
    """A version as its page: a draft to work on, an adopted one to carry out. After a refusal, with what was typed."""
    found = open_plan(ctx, plan)
    is_draft = found.line.force == Force.DRAFT
    is_back = found.returned is not None and found.returned.amended_on is None
    values = {
        "found": found,
        "own": of_plan(found.line),
        "measures": [of_measure(each) for each in found.measures],
        "versions": [of_plan(each) for each in found.versions],
        "before": _before(found),
        "is_draft": is_draft,
        "is_back": is_back,
        "may_adopt": is_draft and not is_back and ctx.may(adopt_plan.code),
        "may_submit": is_back and ctx.may(submit_draft.code),
        "may_read_paper": found.line.paper is not None and reaches_papers_of(ctx, found.line.unit),
        "sent": _typed(ctx, found, sent or {}),
        "today": ctx.today.isoformat(),
        "form": new_form(ctx),
        "error": sentence_of(refusal),
        **_doing(ctx, found),
        **(_drafting(ctx, found, sent or {}) if is_draft else {}),
    }
    return Shown("roll_work/plan.html", values, 422 if refusal else 200)


def _typed(ctx: Context, found: PlanPage, sent: Mapping[str, str]) -> dict[str, str]:
    """What the forms of a page hold: what was typed, else what is there."""
    there = {"heading": found.line.title, "basis": found.basis, "aims": found.aims}
    return {"effective_on": ctx.today.isoformat(), **there, **sent}


def _before(found: PlanPage) -> UUID | None:
    """The version that a version is first compared with: the one it follows."""
    return found.former if any(each.id == found.former for each in found.versions) else None


def _doing(ctx: Context, found: PlanPage) -> dict[str, Any]:
    """What may be done with measures: only of the newest adopted version, one's own or, for who drafts, all."""
    is_worked = found.line.force in (Force.IN_FORCE, Force.COMING) and found.line.until_on is None
    leads = ctx.may(drop_measure.code)
    return {
        "may_do": is_worked and ctx.may(do_measure.code),
        "may_reopen": is_worked and ctx.may(reopen_measure.code),
        "leads": is_worked and leads,
    }


def _drafting(ctx: Context, found: PlanPage, sent: Mapping[str, str]) -> dict[str, Any]:
    """What the form of a draft offers: posts, and usual measures that it does not have yet; with what was typed of them."""
    row = plan_in_reach(ctx, found.line.id)
    posts = posts_to_bear(ctx, row)
    there = wordings(ctx, row)
    language = language_of()
    usual = [each for each in offered(found.line.school_year, ctx.today) if each.zh not in there]
    typed = {each.key: sent.get(f"due-{each.key}") for each in usual}
    return {
        "posts": [(str(each.id), each.words) for each in posts],
        "offered": [
            (
                each,
                each.zh if language == "zh" else each.en,
                typed[each.key] or each.due_on.isoformat(),
                typed[each.key],
            )
            for each in usual
        ],
        "has_over": any(each.over_on for each in usual),
        "may_add": ctx.may(add_measure.code),
    }


@page({"GET": READ_ROLL_WORK})
def compare(ctx: Context, request: HttpRequest, plan: UUID, other: UUID) -> Answer:
    """Two versions beside each other: `other` first."""
    old, new, difference = compare_versions(ctx, other, plan)
    values = {
        "old": of_plan(old),
        "new": of_plan(new),
        "difference": difference,
        "changed": [(each, _differs(each)) for each in difference.changed],
        "gone": [(each, told(f"standing.{each.state}"), BADGES.get(each.state, "")) for each in difference.gone],
    }
    return Shown("roll_work/compare.html", values)


def _differs(change: Change) -> str:
    return "、".join(told(f"differs.{name}") for name in change.what)


ROUTES = [
    route("roll-work/", plans, "roll_work"),
    route("roll-work/<uuid:plan>/", plan, "roll_work_plan"),
    route("roll-work/<uuid:plan>/compare/<uuid:other>/", compare, "roll_work_compare"),
]
