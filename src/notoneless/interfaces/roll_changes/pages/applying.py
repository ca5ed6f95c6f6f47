"""The forms of an application: one for each kind of change, and papers photographed one by one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotAllowed, NotFound
from notoneless.foundation.access.scope import unit_reached
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, Options, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.interfaces.roll_changes.pages.wording import kind_word, paper_words, told
from notoneless.kernel.codes.grades import LAST_COMPULSORY_GRADE
from notoneless.kernel.codes.rolls import REASONS
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.records.enrolment.selectors import entry_of_child
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.rules.kinds import OF_CHILD, PLACED, SIGNED, SPANS, ChangeKind, PaperKind
from notoneless.records.roll_changes.rules.refusing import reasons_for
from notoneless.records.roll_changes.selectors.proposing import (
    classes_of_county,
    classes_of_school,
    guardians_of,
    is_accepted_here,
    needed_for,
    other_schools,
)
from notoneless.records.roll_changes.selectors.requests import request_in_reach
from notoneless.records.roll_changes.services import add_paper, apply, apply_for_child

ADD = "attachment.add"
NAMES = (
    *("on", "until_on", "reason", "statement", "guardian", "signed_on", "room", "grade"),
    *("receiving_school", "destination", "entry_school"),
)


@page({"GET": apply.code, "POST": apply.code})
def applying(ctx: Context, request: HttpRequest, child: UUID, change_kind: str) -> Answer:
    """What is applied for of a pupil, and its sending."""
    kind, row = _kind(change_kind, of_child=False), child_in_reach(ctx, child, apply.code)
    try:
        entry = entry_of_child(ctx, child, apply.code)
    except NotFound:
        return Shown("roll_changes/no_entry.html", {"child": child, "name": row.name})
    target = {"entry": entry.pk, "change_kind": kind}
    return _applied(ctx, request, apply, kind, row, target, entry.unit_id)


@page({"GET": apply_for_child.code, "POST": apply_for_child.code})
def applying_new(ctx: Context, request: HttpRequest, child: UUID, child_kind: str) -> Answer:
    """What is applied for of a child without an entry, and its sending."""
    kind, row = _kind(child_kind, of_child=True), child_in_reach(ctx, child, apply_for_child.code)
    return _applied(ctx, request, apply_for_child, kind, row, {"child": child, "change_kind": kind}, None)


def _kind(text: str, of_child: bool) -> ChangeKind:
    if text not in set(ChangeKind) or (ChangeKind(text) in OF_CHILD) is not of_child:
        raise NotFound
    return ChangeKind(text)


def _applied(
    ctx: Context,
    request: HttpRequest,
    action: Action[UUID],
    kind: ChangeKind,
    child: Child,
    target: Mapping[str, Any],
    school: UUID | None,
) -> Answer:
    made: list[UUID] = []
    known = {each.name for each in action.parameters}

    def act(acting: Context) -> None:
        sent = {name: request.POST.get(name, "") for name in NAMES if name in known}
        made.append(action(acting, **sent, **target))

    refusal = tried(ctx, request, action.code, act) if request.method == "POST" else None
    if made and refusal is None:
        messages.success(request, told("roll_changes.applied"))
        return Went("change", {"change": made[0]})
    fields = _fields(ctx, kind, child, school, {name: str(text) for name, text in request.POST.items()})
    title = gettext("申请：%(kind)s") % {"kind": kind_word(kind)}
    hint = gettext("要附的材料：%(papers)s。提交以后逐份拍照上传。") % {
        "papers": "、".join(paper_words(needed_for(kind, ctx.today)))
    }
    if is_accepted_here(kind, ctx.today):
        hint += gettext("转到本县学校的，由接收学校在这里同意，不用接收证明。")
    return _form(ctx, title, child.name, fields, refusal, reverse("child_changes", args=[child.pk]), hint)


def _fields(
    ctx: Context, kind: ChangeKind, child: Child, school: UUID | None, typed: Mapping[str, str]
) -> list[FormField]:
    today = ctx.today.isoformat()
    found = [_field("on", "date", typed, today)]
    if kind in SPANS:
        found.append(_field("until_on", "date", typed))
    if kind in OF_CHILD:
        found.append(_field("entry_school", "select", typed, options=other_schools(None, ctx.today)))
    if kind in PLACED:
        rooms = classes_of_school(school, ctx.today) if school else classes_of_county(ctx.today)
        grades = [(grade, str(grade)) for grade in range(1, LAST_COMPULSORY_GRADE + 1)]
        found += [_field("room", "select", typed, options=rooms), _field("grade", "select", typed, options=grades)]
    if kind in (ChangeKind.TRANSFER, ChangeKind.OFF_ROLL):
        schools = [("", gettext("外县学校，在下面写")), *other_schools(school, ctx.today)]
        found.append(_field("receiving_school", "select", typed, options=schools, optional=True))
        found.append(_field("destination", "text", typed, optional=True, hint=gettext("外县的写省、市、县和学校")))
    words = [(code, REASONS[code].zh if language_of() == "zh" else REASONS[code].en) for code in reasons_for(kind)]
    hidden = gettext("加密保存，凭需要才能看到")
    found.append(_field("reason", "select", typed, options=words, hint=hidden))
    found.append(_field("statement", "textarea", typed, optional=True, hint=hidden))
    if kind in SIGNED:
        found.append(_field("guardian", "select", typed, options=guardians_of(ctx, child.pk)))
        found.append(_field("signed_on", "date", typed, today))
    return found


def _field(
    name: str,
    kind: str,
    typed: Mapping[str, str],
    value: str = "",
    options: Options = (),
    optional: bool = False,
    hint: str = "",
) -> FormField:
    shown = typed.get(name, value)
    return FormField(name, told(f"parameter.{name}"), kind, shown, options, is_optional=optional, hint=hint)


@page({"GET": add_paper.code, "POST": add_paper.code}, takes_files=True)
def adding(ctx: Context, request: HttpRequest, change: UUID) -> Answer:
    """A paper of an application, photographed or as a PDF, and its sending."""
    row = request_in_reach(ctx, change, add_paper.code)

    def act(acting: Context) -> None:
        proof = kept(acting, request, _place(ctx, row), PAPERS, "proof")
        sent = {name: request.POST.get(name, "") for name in ("paper_kind", "dated_on")}
        add_paper(acting, change_request=change, proof=proof, **sent)

    refusal = tried(ctx, request, add_paper.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told("roll_changes.paper_added"))
        return Went("change", {"change": change})
    typed = {name: str(text) for name, text in request.POST.items()}
    asked = request.GET.get("kind", "")
    kinds = [(each.value, told(f"roll_changes.paper_{each}")) for each in PaperKind]
    fields = [
        _field("paper_kind", "select", typed, asked, kinds),
        _field("dated_on", "date", typed, ctx.today.isoformat()),
        _field("proof", "file", typed, hint=gettext("照片或 PDF")),
    ]
    return _form(ctx, gettext("补材料"), row.name, fields, refusal, reverse("change", args=[change]), "")


def _place(ctx: Context, row: ChangeRequest) -> UUID:
    """The unit that keeps a paper: the one by which this person reaches the child, else the application's own."""
    found = unit_reached(ctx, ADD, row.child)
    if found is not None:
        return found
    if not ctx.may(ADD):
        raise NotAllowed(ADD)
    return row.unit_id


def _form(
    ctx: Context,
    title: str,
    name: str,
    fields: list[FormField],
    refusal: NotonelessError | None,
    back: str,
    hint: str,
) -> Answer:
    values = {
        "title": title,
        "name": name,
        "fields": fields,
        "hint": hint,
        "back": back,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("roll_changes/act.html", values, 422 if refusal else 200)


ROUTES = [
    route("roll-changes/children/<uuid:child>/<slug:change_kind>/", applying, "change_apply"),
    route("roll-changes/children/<uuid:child>/new/<slug:child_kind>/", applying_new, "change_apply_new"),
    route("roll-changes/<uuid:change>/papers/", adding, "change_paper"),
]
