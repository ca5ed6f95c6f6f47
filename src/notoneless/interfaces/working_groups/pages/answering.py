"""A step that a person takes of a case and its group: the form that asks for it, and its sending."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from notoneless.casework.cases.models import Case
from notoneless.casework.working_groups.models import Remedy
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of
from notoneless.interfaces.working_groups.pages.wording import told
from notoneless.kernel.problems import sentence


def answered(
    ctx: Context,
    request: HttpRequest,
    row: Case | Remedy,
    code: str,
    act: Callable[[Context], None],
    fields: list[FormField],
    name: str,
    said: str = "working_groups.recorded",
) -> Answer:
    """The form of one step of a case, and its sending. `name`: of the step; `said`: what is told once it is done."""
    refusal = tried(ctx, request, code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told(said))
        return Went("child_group", {"child": row.child_id})
    values = {
        "title": told(f"working_groups.do_{name}"),
        "name": row.child.name,
        "child": row.child_id,
        "fields": fields,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("working_groups/change.html", values, 422 if refusal else 200)
