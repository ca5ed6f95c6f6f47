"""Forms of rooms with one template in common: a field under its parameter's word, a form as a page, the route of an action."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.http import HttpRequest
from django.urls import URLPattern

from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, Options
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence

Typed = Mapping[str, str]
"""What was typed into a form, by field."""


def asked_field(
    name: str, kind: str, typed: Typed, value: str = "", options: Options = (), optional: bool = False, hint: str = ""
) -> FormField:
    """A field under its parameter's word, with what was typed, or `value` before anything was."""
    label = sentence(Problem(f"parameter.{name}"), language_of())
    return FormField(name, label, kind, typed.get(name, value), options, is_optional=optional, hint=hint)


def form_page(
    ctx: Context, title: str, name: str, fields: list[FormField], refusal: NotonelessError | None, back: str
) -> Answer:
    """A form as it was typed, with why it was refused, if it was."""
    values = {
        "title": title,
        "name": name,
        "fields": fields,
        "back": back,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("frame/act.html", values, 422 if refusal else 200)


def form_route(
    path: str, name: str, code: str, view: Callable[[Context, HttpRequest, UUID], Answer], takes_files: bool = False
) -> URLPattern:
    """The route of a form that an action is behind: it is shown, and it is sent. The path names the one thing it is about."""

    def shown(ctx: Context, request: HttpRequest, **about: UUID) -> Answer:
        [target] = about.values()
        return view(ctx, request, target)

    shown.__doc__ = f"The form of {code}, and its sending."
    return route(path, page({"GET": code, "POST": code}, takes_files=takes_files)(shown), name)
