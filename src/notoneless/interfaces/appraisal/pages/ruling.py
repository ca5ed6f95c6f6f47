"""A school's own rules: the versions, the draft, its adoption."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.interfaces.appraisal.pages.wording import refused, told
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.oversight.appraisal.models import SchoolRules
from notoneless.oversight.appraisal.selectors import READ_UNDERTAKING
from notoneless.oversight.appraisal.selectors.ruling import (
    draft_of,
    rules_in_force,
    rules_of,
    school_in_reach,
    school_of_rules,
)
from notoneless.oversight.appraisal.services import adopt_rules, rules_digest, write_rules

_PARTS = ("heading", "basis", "guardian_duties", "school_duties")


@page({"GET": READ_UNDERTAKING})
def rules(ctx: Context, request: HttpRequest, school: UUID) -> Answer:
    """The rules of a school, all versions."""
    return _shown(ctx, school)


def _shown(ctx: Context, school: UUID, refusal: NotonelessError | None = None, on: str = "") -> Answer:
    row = school_of_rules(ctx, school)
    draft = draft_of(ctx, school)
    values = {
        "unit": row,
        "versions": rules_of(ctx, school),
        "current": rules_in_force(school, ctx.today),
        "draft": draft,
        "may_see_school": visible_to(ctx, READ_UNDERTAKING, Unit).filter(pk=school).exists(),
        "may_write": school in ctx.units_for(write_rules.code),
        "may_adopt": draft is not None and school in ctx.units_for(adopt_rules.code),
        "seen": rules_digest(draft) if draft is not None else "",
        "fields": [FormField("effective_on", gettext("施行日期"), "date", on or ctx.today.isoformat())],
        "form": new_form(ctx),
        "error": refused(refusal),
    }
    return Shown("appraisal/rules.html", values, 422 if refusal else 200)


@page({"GET": write_rules.code, "POST": write_rules.code})
def writing(ctx: Context, request: HttpRequest, school: UUID) -> Answer:
    """The draft of a school's rules, to be written, begun with what stands or is usual."""
    row = school_in_reach(ctx, school, write_rules.code)
    given = {name: request.POST.get(name, "") for name in _PARTS}
    refusal = None
    if request.method == "POST":
        refusal = tried(ctx, request, write_rules.code, lambda acting: write_rules(acting, unit=school, **given))
        if refusal is None:
            messages.success(request, told("rules_saved"))
            return Went("school_rules", {"school": school})
    values = {
        "unit": row,
        "fields": _fields(
            given if refusal else _begun(row, draft_of(ctx, school) or rules_in_force(school, ctx.today))
        ),
        "form": new_form(ctx),
        "error": refused(refusal),
    }
    return Shown("appraisal/write.html", values, 422 if refusal else 200)


def _begun(school: Unit, known: SchoolRules | None) -> dict[str, str]:
    """What stands in the form at first: the draft, else the version in force, else what is usual. Rules are Chinese."""
    if known is not None:
        return {
            "heading": known.title,
            "basis": known.basis,
            "guardian_duties": known.guardian_duties,
            "school_duties": known.school_duties,
        }
    return {
        "heading": sentence(Problem("appraisal.rules_title", {"school": school.name})),
        "basis": sentence(Problem("appraisal.rules_basis")),
        "guardian_duties": sentence(Problem("appraisal.rules_guardians")),
        "school_duties": sentence(Problem("appraisal.rules_school")),
    }


def _fields(given: dict[str, str]) -> list[FormField]:
    return [
        FormField("heading", gettext("规章名称"), "text", given["heading"]),
        FormField("basis", gettext("为什么制定"), "textarea", given["basis"]),
        FormField(
            "guardian_duties",
            gettext("监护人的责任"),
            "textarea",
            given["guardian_duties"],
            hint=gettext("一行一条；发给监护人签字的责任书里就是这些话"),
        ),
        FormField("school_duties", gettext("学校的责任"), "textarea", given["school_duties"], hint=gettext("一行一条")),
    ]


@page({"POST": adopt_rules.code})
def adopting(ctx: Context, request: HttpRequest, school: UUID) -> Answer:
    """Adopt the draft."""
    school_in_reach(ctx, school, adopt_rules.code)
    draft, on = draft_of(ctx, school), request.POST.get("effective_on", "")
    if draft is None:
        raise NotFound
    seen = request.POST.get("seen") or "-"
    refusal = tried(
        ctx,
        request,
        adopt_rules.code,
        lambda acting: adopt_rules(acting, school_rules=draft.pk, seen=seen, effective_on=on),
    )
    if refusal is not None:
        return _shown(ctx, school, refusal, on)
    paper = next((row.paper for row in rules_of(ctx, school)), None)
    messages.success(request, told("rules_adopted", number=paper.number if paper else ""))
    return Went("school_rules", {"school": school})


ROUTES = [
    route("undertakings/schools/<uuid:school>/rules/", rules, "school_rules"),
    route("undertakings/schools/<uuid:school>/rules/write/", writing, "school_rules_write"),
    route("undertakings/schools/<uuid:school>/rules/adopt/", adopting, "school_rules_adopt"),
]
