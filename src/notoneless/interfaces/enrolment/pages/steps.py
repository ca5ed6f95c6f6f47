"""The forms of each step of a child's roll, and of the correction of the last one: one table of fields, one view."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.access.selectors import unit_choices, units_meant
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.enrolment.pages.wording import chosen_from, reasons, told
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.forming import FormField, Options
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.kernel.codes.grades import LAST_COMPULSORY_GRADE
from notoneless.kernel.codes.rolls import MOVEMENTS, REASONS, STUDY_SUSPENSION_REASONS, NumberKind
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.enrolment.rules.refusing import ENTERING, LEAVING
from notoneless.records.enrolment.selectors import ChildRoll, classes_of, entry_of_child, event_in_reach
from notoneless.records.enrolment.services import (
    change_class,
    correct,
    defer,
    enter,
    leave,
    resume,
    suspend,
    transfer_in,
    transfer_out,
)

MOST_UNITS = 20
"""Units offered where what was typed may mean several."""


@dataclass(frozen=True)
class StepForm:
    """The form of one step. `is_first`: it is done on a child without an entry. `typed`: the unit is written, not chosen."""

    action: Action[UUID]
    fields: tuple[str, ...]
    reasons: frozenset[str] = frozenset(REASONS)
    movements: frozenset[str] = frozenset()
    is_first: bool = False
    typed: bool = False
    optional: frozenset[str] = frozenset({"proof"})


FORMS: Mapping[str, StepForm] = {
    "enter": StepForm(
        enter,
        ("unit", "grade", "on", "movement", "number_kind", "proof"),
        movements=frozenset(ENTERING),
        is_first=True,
        typed=True,
        optional=frozenset({"number_kind", "proof"}),
    ),
    "defer": StepForm(
        defer,
        ("unit", "on", "until_on", "reason", "proof"),
        reasons=STUDY_SUSPENSION_REASONS,
        is_first=True,
        typed=True,
    ),
    "suspend": StepForm(suspend, ("on", "until_on", "reason", "proof"), reasons=STUDY_SUSPENSION_REASONS),
    "resume": StepForm(resume, ("on", "unit", "grade", "proof")),
    "change_class": StepForm(change_class, ("on", "unit")),
    "transfer_out": StepForm(
        transfer_out, ("on", "destination", "reason", "proof"), optional=frozenset({"reason", "proof"})
    ),
    "transfer_in": StepForm(
        transfer_in,
        ("on", "unit", "grade", "destination", "proof"),
        typed=True,
        optional=frozenset({"unit", "grade", "destination", "proof"}),
    ),
    "leave": StepForm(
        leave,
        ("movement", "on", "destination", "reason", "proof"),
        movements=frozenset(LEAVING),
        optional=frozenset({"destination", "reason", "proof"}),
    ),
}
CORRECTION = StepForm(
    correct,
    ("on", "until_on", "reason", "destination", "proof"),
    optional=frozenset({"on", "until_on", "reason", "destination", "proof"}),
)


def steps_for(ctx: Context, roll: ChildRoll) -> list[dict[str, str]]:
    """What this person may do next with a child's roll: the route and the words of each step."""
    open_entries = [entry for entry in roll.entries if entry.left_on is None]
    following = open_entries[0].following if open_entries else ("enter", "defer")
    return [
        {"route": f"roll_{step}", "words": told(f"enrolment.step_{step}")}
        for step in following
        if step in FORMS and ctx.may(FORMS[step].action.code)
    ]


def _step(ctx: Context, request: HttpRequest, child: UUID, step: str) -> Answer:
    """The form of a step for one child, and its sending."""
    form = FORMS[step]
    row = child_in_reach(ctx, child, form.action.code)
    target: dict[str, Any] = {"child": child}
    school = None
    if not form.is_first:
        try:
            entry = entry_of_child(ctx, child, form.action.code)
        except NotFound:
            return Shown("enrolment/no_entry.html", {"child": child, "name": row.name})
        target, school = {"entry": entry.pk}, entry.unit_id
    frame = {"title": told(f"enrolment.step_{step}"), "name": row.name, "child": child}
    return _answered(ctx, request, form, target, school, frame)


def _answered(
    ctx: Context,
    request: HttpRequest,
    form: StepForm,
    target: Mapping[str, Any],
    school: UUID | None,
    frame: Mapping[str, Any],
) -> Answer:
    if request.method != "POST":
        return _shown(ctx, form, school, frame, {"on": ctx.today.isoformat()} if "on" not in form.optional else {})
    acting = with_form(ctx, request)
    sent = {name: request.POST.get(name, "") for name in form.fields if name != "proof"}
    try:
        with transaction.atomic():
            given = {**sent, **target}
            if form.typed and sent.get("unit"):
                given["unit"] = _unit_typed(ctx, sent["unit"])
            if "proof" in form.fields and request.FILES.get("proof"):
                given["proof"] = kept(acting, request, school or given["unit"], PAPERS, "proof")
            if request.POST.get("withdrawn") == "true":
                given = {**target, "withdrawn": True}
            form.action(acting, **given)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(form.action.code, {}))
        return _shown(ctx, form, school, frame, sent, refusal)
    return Went("child_roll", {"child": frame["child"]})


class Several(Unusable):
    """What was typed may mean several units: `choices`."""

    def __init__(self, text: str, choices: Sequence[tuple[Any, str]]) -> None:
        super().__init__(Problem("access.which_unit" if choices else "access.no_such_unit", {"text": text}))
        self.choices = choices


def _unit_typed(ctx: Context, text: str) -> UUID:
    meant = units_meant(ctx, text[:200], MOST_UNITS)
    if len(meant) == 1:
        return meant[0].id
    raise Several(text, [(each.id, each.label) for each in meant or unit_choices(ctx, text[:200], MOST_UNITS)])


def _shown(
    ctx: Context,
    form: StepForm,
    school: UUID | None,
    frame: Mapping[str, Any],
    sent: Mapping[str, str],
    refusal: NotonelessError | None = None,
) -> Answer:
    choices = refusal.choices if isinstance(refusal, Several) else ()
    values = {
        **frame,
        "fields": [_field(ctx, form, name, school, sent.get(name, ""), choices) for name in form.fields],
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown(frame.get("template", "enrolment/step.html"), values, 422 if refusal else 200)


def _field(
    ctx: Context, form: StepForm, name: str, school: UUID | None, value: str, choices: Sequence[tuple[Any, str]]
) -> FormField:
    label, optional = told(f"parameter.{name}"), name in form.optional
    if name == "unit" and not choices and form.typed:
        hint = gettext("写学校或班级的名称或代码")
        return FormField(name, label, "text", value, is_optional=optional, hint=hint)
    if name == "proof":
        return FormField(name, label, "file", is_optional=optional, hint=gettext("照片或 PDF"))
    options: Mapping[str, Callable[[], Options]] = {
        "unit": lambda: choices or classes_of(ctx, school or UUID(int=0), form.action.code),
        "grade": lambda: [(grade, str(grade)) for grade in range(1, LAST_COMPULSORY_GRADE + 1)],
        "reason": lambda: reasons(form.reasons),
        "movement": lambda: chosen_from(MOVEMENTS, form.movements),
        "number_kind": lambda: [(kind.value, kind.value) for kind in NumberKind],
    }
    if name in options:
        return FormField(name, label, "select", value, options[name](), optional)
    kind = "date" if name in ("on", "until_on") else "text"
    return FormField(name, label, kind, value, is_optional=optional)


@page({"GET": correct.code, "POST": correct.code}, takes_files=True)
def correction(ctx: Context, request: HttpRequest, event: UUID) -> Answer:
    """The form that corrects the last event of an entry, or withdraws it, and its sending."""
    row = event_in_reach(ctx, event, correct.code)
    frame = {
        "title": told(f"enrolment.step_{row.step}"),
        "name": row.child.name,
        "child": row.child_id,
        "template": "enrolment/correction.html",
        "event": event,
    }
    return _answered(ctx, request, CORRECTION, {"event": event}, row.entry.unit_id, frame)


def _route(step: str) -> URLPattern:
    code = FORMS[step].action.code

    def view(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
        return _step(ctx, request, child, step)

    view.__doc__ = f"The form of {code}, and its sending."
    return route(
        f"roll/children/<uuid:child>/{step}/", page({"GET": code, "POST": code}, takes_files=True)(view), f"roll_{step}"
    )


ROUTES = [*map(_route, FORMS), route("roll/events/<uuid:event>/correct/", correction, "roll_correct")]
