"""The forms of each step of a case, and of the correction of the last one: one table of fields, one view."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext

from notoneless.casework.cases.rules.reasons import reasons_on
from notoneless.casework.cases.rules.standing import Kind, Step
from notoneless.casework.cases.selectors.cases import CasePage, case_in_reach, event_in_reach
from notoneless.casework.cases.selectors.elsewhere import CONFIRMED, Clearable, clearable
from notoneless.casework.cases.selectors.waiting import proposal_of
from notoneless.casework.cases.services import (
    clear,
    close_out,
    correct,
    propose_close_out,
    reopen,
    send_back,
    suspect,
    verify,
)
from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Refused
from notoneless.foundation.access.scope import unit_reached
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.cases.pages.wording import reason_options, reason_words, told
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.forming import NONE_SEEN, FormField, Options, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.attendance.selectors.facts import present_days

ADD = "attachment.add"
_PAPERS = ("note", "reference", "proof")
_OPTIONAL = frozenset(_PAPERS)


@dataclass(frozen=True)
class StepForm:
    """The form of one step."""

    action: Action[UUID]
    fields: tuple[str, ...]
    optional: frozenset[str] = frozenset()


FORMS: Mapping[Step, StepForm] = {
    Step.VERIFY: StepForm(verify, ("kind", "reason", "on", *_PAPERS), _OPTIONAL | {"reason"}),
    Step.CLEAR: StepForm(clear, ("reason", "on", *_PAPERS), _OPTIONAL),
    Step.PROPOSE: StepForm(propose_close_out, ("reason", "on", *_PAPERS), _OPTIONAL),
    Step.SEND_BACK: StepForm(send_back, ("note", "on")),
    Step.CLOSE_OUT: StepForm(close_out, ("on", "note"), frozenset({"note"})),
    Step.REOPEN: StepForm(reopen, ("note", "on")),
}
OPENING = StepForm(suspect, ("seen", "on"))
_CORRECTED = ("reason", "on", *_PAPERS)
CORRECTION = StepForm(correct, _CORRECTED, frozenset(_CORRECTED))


def steps_for(ctx: Context, found: CasePage) -> list[dict[str, str]]:
    """What this person may do next in a case: the route and the words of each step. Nobody decides on their own proposal."""
    return [
        {"route": f"case_{step}", "words": told(f"cases.do_{step}")}
        for step in map(Step, found.following)
        if step in FORMS and ctx.may(FORMS[step].action.code)
        if not (step is Step.CLOSE_OUT and found.is_own_proposal)
    ]


@dataclass(frozen=True)
class Asked:
    """A form before a person: of which child and step, what it is done on, and where one comes to afterwards."""

    form: StepForm
    step: Step
    child: Child
    target: Mapping[str, UUID]
    back: Went
    template: str = "cases/step.html"


def _answered(ctx: Context, request: HttpRequest, asked: Asked) -> Answer:
    if request.method != "POST":
        today = {"on": ctx.today.isoformat()} if "on" not in asked.form.optional else {}
        return _shown(ctx, asked, today)
    acting = with_form(ctx, request)
    sent = {name: request.POST.get(name, "") for name in asked.form.fields if name != "proof"}
    try:
        with transaction.atomic():
            given: dict[str, Any] = {**sent, **asked.target}
            if "proof" in asked.form.fields and request.FILES.get("proof"):
                given["proof"] = kept(acting, request, _place(ctx, asked.child), PAPERS, "proof")
            if request.POST.get("withdrawn") == "true":
                given = {**asked.target, "withdrawn": True}
            if asked.step is Step.CLOSE_OUT:
                given["proposal"] = request.POST.get("proposal") or NONE_SEEN
            made = asked.form.action(acting, **given)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(asked.form.action.code, {}))
        return _shown(ctx, asked, sent, refusal)
    messages.success(request, told("cases.opened" if asked.form is OPENING else "cases.done"))
    return Went("case", {"case": made}) if asked.form is OPENING else asked.back


def _place(ctx: Context, child: Child) -> UUID:
    """The unit that keeps a proof: the one by which this person reaches the child. All above it may read it."""
    unit = unit_reached(ctx, ADD, child)
    if unit is None:
        raise NotAllowed(ADD)
    return unit


def _shown(ctx: Context, asked: Asked, sent: Mapping[str, str], refusal: NotonelessError | None = None) -> Answer:
    values = {
        "title": told(f"cases.do_{asked.step}"),
        "name": asked.child.name,
        "back": asked.back,
        "case": asked.back.path.get("case"),
        "child": asked.child.pk,
        "fields": [
            _field(ctx, asked, name, sent.get(name, "")) for name in asked.form.fields if _offers(ctx, asked, name)
        ],
        "form": new_form(ctx),
        "seen": _seen_lately(ctx, asked),
        "proposal": _proposal(ctx, asked),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown(asked.template, values, 422 if refusal else 200)


def _proposal(ctx: Context, asked: Asked) -> dict[str, str]:
    """What somebody decides on who closes out a case; the event is sent with the form, so that no later one is approved."""
    if asked.step is not Step.CLOSE_OUT or asked.form is CORRECTION:
        return {}
    found = proposal_of(case_in_reach(ctx, asked.target["case"], asked.form.action.code))
    if found is None:
        return {}
    reason = reason_words(found.reason, ctx.today)
    return {"id": str(found.id), "told": told("cases.proposed", by=found.by, day=found.on.isoformat(), reason=reason)}


def _seen_lately(ctx: Context, asked: Asked) -> str:
    """What registers of the last days say where a child is to be verified as gone that came to school; else nothing."""
    if asked.step is not Step.VERIFY:
        return ""
    days = present_days(ctx.today - _LATELY, ctx.today, [asked.child.pk]).get(asked.child.pk, frozenset())
    if not days:
        return ""
    return told("cases.seen_lately", day=max(days).isoformat(), count=len(days))


_LATELY = timedelta(days=13)
"""Of these days and today, registers say whether the child came."""


def _offers(ctx: Context, asked: Asked, name: str) -> bool:
    """Whether a field has a place: a proof with who may attach one, a reason where the step that is corrected has any."""
    if name == "reason":
        return bool(reasons_on(ctx.today).serving(asked.step))
    return name != "proof" or ctx.may(ADD)


def _field(ctx: Context, asked: Asked, name: str, value: str) -> FormField:
    label, optional = told(f"parameter.{name}"), name in asked.form.optional
    if name == "proof":
        return FormField(name, label, "file", is_optional=optional, hint=gettext("照片或 PDF"))
    if name in ("note", "seen"):
        return FormField(name, label, "textarea", value, is_optional=optional, hint=_warned(asked, name))
    options: Mapping[str, Callable[[], Options]] = {
        "reason": lambda: reason_options(reasons_on(ctx.today).serving(asked.step)),
        "kind": lambda: [(kind.value, told(f"cases.kind_{kind}")) for kind in Kind],
    }
    if name in options:
        return FormField(name, label, "select", value, options[name](), optional)
    return FormField(name, label, "date" if name == "on" else "text", value, is_optional=optional)


def _warned(asked: Asked, name: str) -> str:
    """What not to write where everybody who sees the case reads it."""
    if "reason" in asked.form.fields and name == "note":
        return gettext("原因是病残、涉案等的，这里写的内容随原因一起加密保存")
    return gettext("看得到个案的人都看得到这里：不写病情、残疾、涉案等")


@page({"GET": suspect.code, "POST": suspect.code})
def opening(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The form that opens the case of a child, and its sending."""
    row = child_in_reach(ctx, child, suspect.code)
    return _answered(ctx, request, Asked(OPENING, Step.SUSPECT, row, {"child": child}, Went("child", {"child": child})))


@page({"GET": correct.code, "POST": correct.code}, takes_files=True)
def correction(ctx: Context, request: HttpRequest, case_event: UUID) -> Answer:
    """The form that corrects the last step of a case, or withdraws it, and its sending."""
    row = event_in_reach(ctx, case_event, correct.code)
    back = Went("case", {"case": row.case_id})
    target = {"case_event": case_event}
    return _answered(ctx, request, Asked(CORRECTION, Step(row.step), row.child, target, back, "cases/correction.html"))


def _route(step: Step) -> URLPattern:
    code = FORMS[step].action.code

    def view(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
        row = case_in_reach(ctx, case, code)
        back = Went("case", {"case": case})
        return _answered(ctx, request, Asked(FORMS[step], step, row.child, {"case": case}, back))

    view.__doc__ = f"The form of {code}, and its sending."
    return route(
        f"cases/<uuid:case>/{step}/", page({"GET": code, "POST": code}, takes_files=True)(view), f"case_{step}"
    )


@page({"POST": clear.code})
def clearing(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """Clear a suspicion by what confirms that the child is in school elsewhere, with one tap."""
    case_in_reach(ctx, case, clear.code)
    found = next(iter(clearable(ctx, case)), None)
    refusal: NotonelessError | None = Refused(Problem("cases.nothing_confirms"))
    if found is not None:
        given = {"on": ctx.today, "reason": CONFIRMED, "note": None, "proof": None, "reference": reference_of(found)}
        refusal = tried(ctx, request, clear.code, lambda acting: clear(acting, case=case, **given))
    if refusal is not None:
        messages.error(request, sentence(refusal.told, language_of()))
    else:
        messages.success(request, told("cases.done"))
    return Went("case", {"case": case})


def reference_of(found: Clearable) -> str:
    """What an event says of the confirmation by which a case is cleared; Chinese, as papers are."""
    until = found.until.isoformat() if found.until else ""
    return sentence(Problem("cases.confirmed_by", {"school": found.school, "until": until}))[:100]


ROUTES = [
    *map(_route, FORMS),
    route("cases/<uuid:case>/clear-elsewhere/", clearing, "case_clear_elsewhere"),
    route("cases/children/<uuid:child>/suspect/", opening, "case_suspect"),
    route("cases/events/<uuid:case_event>/correct/", correction, "case_correct"),
]
