"""The monthly comparison with the national system's export: upload, the differences by class, do or explain each."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.attachments.rules import SHEETS
from notoneless.interfaces.enrolment.pages.wording import state_words, told
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.records.enrolment.rules.differing import Kind
from notoneless.records.enrolment.selectors import (
    READ_DIFFERENCES,
    DifferenceLine,
    difference_in_reach,
    open_comparison,
    unit_for,
)
from notoneless.records.enrolment.services import compare_export, explain, take_over

SCHOOL = frozenset({UnitKind.SCHOOL})


@page({"GET": READ_DIFFERENCES, "POST": compare_export.code}, takes_files=True)
def differences(ctx: Context, request: HttpRequest, school: UUID) -> Answer:
    """The latest comparison of a school, and the upload of an export."""
    if request.method != "POST":
        return _shown(ctx, school)
    unit_for(ctx, school, compare_export.code, SCHOOL)
    acting = with_form(ctx, request)
    try:
        with transaction.atomic():
            export = kept(acting, request, school, SHEETS)
            compare_export(acting, unit=school, export=export)
    except NotonelessError as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(compare_export.code, {}))
        return _shown(ctx, school, refusal)
    return Went("roll_differences", {"school": school})


def _shown(ctx: Context, school: UUID, refusal: NotonelessError | None = None) -> Answer:
    name, card = open_comparison(ctx, school)
    counts = card.counts if card else {}
    values = {
        "school": school,
        "name": name,
        "card": card,
        "counts": [(told(f"enrolment.kind_{kind}"), counts[kind]) for kind in Kind if counts.get(kind)],
        "export": counts.get("export", 0),
        "ours": counts.get("ours", 0),
        "others": counts.get("other_schools", 0),
        "lines": [_line(each) for each in card.differences] if card else [],
        "may_compare": ctx.may(compare_export.code),
        "may_settle": ctx.may(explain.code),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("enrolment/differences.html", values, 422 if refusal else 200)


def _line(line: DifferenceLine) -> dict[str, object]:
    is_status = line.kind == Kind.STATUS
    return {
        "line": line,
        "kind": told(f"enrolment.kind_{line.kind}"),
        "proposal": told(f"enrolment.proposal_{line.proposal}"),
        "ours": state_words(line.ours) if is_status and line.ours else line.ours,
    }


@page({"POST": take_over.code})
def taking_over(ctx: Context, request: HttpRequest, difference: UUID) -> Answer:
    """Do what a difference proposes."""
    row = difference_in_reach(ctx, difference, take_over.code)
    acting = with_form(ctx, request)
    try:
        take_over(acting, difference=difference, on=ctx.today)
    except Refused as refusal:
        noted(ctx, refusal, Attempted(take_over.code, {}))
        return _shown(ctx, row.unit_id, refusal)
    return Went("roll_differences", {"school": row.unit_id})


@page({"POST": explain.code})
def explaining(ctx: Context, request: HttpRequest, difference: UUID) -> Answer:
    """Explain a difference."""
    row = difference_in_reach(ctx, difference, explain.code)
    acting = with_form(ctx, request)
    try:
        explain(acting, difference=difference, explanation=request.POST.get("explanation", ""))
    except Refused as refusal:
        noted(ctx, refusal, Attempted(explain.code, {}))
        return _shown(ctx, row.unit_id, refusal)
    return Went("roll_differences", {"school": row.unit_id})


ROUTES = [
    route("roll/schools/<uuid:school>/differences/", differences, "roll_differences"),
    route("roll/differences/<uuid:difference>/take-over/", taking_over, "roll_take_over"),
    route("roll/differences/<uuid:difference>/explain/", explaining, "roll_explain"),
]
