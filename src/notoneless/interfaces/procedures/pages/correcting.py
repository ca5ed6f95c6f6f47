"""The form by which a wrong entry is taken back: what was wrong, and a note."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.procedures.models import ProcedureEvent
from notoneless.casework.procedures.rules.correcting import Mistake
from notoneless.casework.procedures.selectors.correcting import why_not_taken_back
from notoneless.casework.procedures.selectors.procedures import event_in_reach
from notoneless.casework.procedures.services import correct
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.procedures.pages.fields import beside
from notoneless.interfaces.procedures.pages.wording import choices, said, told
from notoneless.kernel.problems import Problem

_FIELDS = ("mistake", "note")


@page({"GET": correct.code, "POST": correct.code})
def correcting(ctx: Context, request: HttpRequest, procedure_event: UUID) -> Answer:
    """The form, and its sending: the entry stays to be seen, struck through."""
    row = event_in_reach(ctx, procedure_event, correct.code)
    if request.method != "POST":
        closed = why_not_taken_back(ctx, row.procedure, row.number)
        return Shown("procedures/form.html", _values(ctx, row, {}, closed=closed))
    given = {name: request.POST.get(name, "") for name in _FIELDS}
    refusal = tried(
        ctx,
        request,
        correct.code,
        lambda acting: correct(acting, procedure=row.procedure_id, event_number=row.number, **given),
    )
    if refusal is not None:
        return Shown("procedures/form.html", _values(ctx, row, given, refused=refusal.told), 422)
    messages.success(request, gettext("已更正。原来的登记划去，仍然看得到；请重新登记对的。"))
    return Went("procedure", {"procedure": row.procedure_id})


def _values(
    ctx: Context,
    row: ProcedureEvent,
    given: dict[str, str],
    closed: Problem | None = None,
    refused: Problem | None = None,
) -> dict[str, Any]:
    wrong = beside(refused, _FIELDS) if refused is not None else ""
    error = said(refused) if refused is not None else ""
    return {
        "title": told("procedures.move_correct"),
        "name": f"{row.child.name}　{_entry(row)}",
        "child": row.child_id,
        "procedure": row.procedure_id,
        "closed": said(closed) if closed else "",
        "error": error if not wrong else "",
        "fields": [] if closed else _fields(given, wrong, error),
        "printed": [],
        "form": new_form(ctx),
    }


def _entry(row: ProcedureEvent) -> str:
    """Which entry it is: its number, its day and what was done."""
    number = f"{told('parameter.event_number')} {row.number}"
    return f"{number}　{row.on.isoformat()} {told(f'procedures.move_{row.move}')}"


def _fields(given: dict[str, str], wrong: str, error: str) -> list[FormField]:
    def field(name: str, kind: str, **more: Any) -> FormField:
        told_wrong = error if name == wrong else ""
        label = told(f"parameter.{name}")
        return FormField(name=name, label=label, type=kind, value=given.get(name, ""), error=told_wrong, **more)

    hint = gettext("这一条签发的文书和送达回证同时撤回，编号不再使用；加密保存，按需查看")
    return [
        field("mistake", "select", options=choices("mistake", Mistake)),
        field("note", "textarea", is_optional=True, hint=hint),
    ]


ROUTES = [route("procedures/events/<uuid:procedure_event>/correct/", correcting, "procedure_correct")]
"""Beside the event that is taken back."""
