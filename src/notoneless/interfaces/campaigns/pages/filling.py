"""What the forms of this room have in common: their fields, and a form on a page."""

from collections.abc import Mapping

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.interfaces.campaigns.pages.wording import refused, told
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, Options
from notoneless.interfaces.frame.pages import Answer, Shown
from notoneless.kernel.problems import NotonelessError

Typed = Mapping[str, str]


def typed_in(request: HttpRequest) -> Typed:
    """What was sent, by the names of fields."""
    return {name: str(text) for name, text in request.POST.items()}


def field(
    name: str, kind: str, typed: Typed, value: str = "", options: Options = (), optional: bool = False, hint: str = ""
) -> FormField:
    """A field called as its parameter is, with what was typed or else is offered."""
    return FormField(
        name, told(f"parameter.{name}"), kind, typed.get(name, value), options, is_optional=optional, hint=hint
    )


def form_shown(
    ctx: Context, title: str, above: str, fields: list[FormField], refusal: NotonelessError | None, back: str
) -> Answer:
    """A form; where something was refused, with the reason and all that was typed."""
    values = {
        "title": title,
        "above": above,
        "fields": fields,
        "back": back,
        "form": new_form(ctx),
        "error": refused(refusal),
    }
    return Shown("campaigns/act.html", values, 422 if refusal else 200)
