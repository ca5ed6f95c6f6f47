"""How a form of this room is shown and answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of
from notoneless.interfaces.support.pages.wording import told
from notoneless.kernel.problems import sentence

Given = Mapping[str, str]


@dataclass(frozen=True)
class Form:
    """A form: the permission it needs, what it is called, whom it is about, its fields, what is done, where it leads."""

    code: str
    what: str
    name: str
    fields: list[FormField]
    act: Callable[[Context], Any]
    leads: tuple[str, dict[str, UUID]]
    done: str = "saved"
    hint: str = ""


def typed(request: HttpRequest) -> dict[str, str]:
    """What was sent."""
    return {name: str(text) for name, text in request.POST.items()}


def sent(request: HttpRequest, names: tuple[str, ...]) -> dict[str, Any]:
    """What was sent for some parameters; what was not is empty."""
    return {name: request.POST.get(name, "") for name in names}


def answered(ctx: Context, request: HttpRequest, form: Form) -> Answer:
    """The form, or what came of sending it: a refusal is told above it, with what was typed."""
    made: list[Any] = []
    refusal = (
        tried(ctx, request, form.code, lambda acting: made.append(form.act(acting)))
        if request.method == "POST"
        else None
    )
    where, named = form.leads
    if request.method == "POST" and refusal is None:
        messages.success(request, told(f"helping.{form.done}"))
        return Went(where, {name: made[0] if value.int == 0 else value for name, value in named.items()})
    back = "" if any(value.int == 0 for value in named.values()) else reverse(where, kwargs=named)
    values = {
        "title": told(f"helping.do_{form.what}"),
        "name": form.name,
        "fields": form.fields,
        "hint": form.hint,
        "back": back or reverse("help_schemes"),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("support/act.html", values, 422 if refusal else 200)


MADE = UUID(int=0)
"""In place of the id of what an action makes, where a form leads to that."""
