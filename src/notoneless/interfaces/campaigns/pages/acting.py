"""A form on one row of this room: shown, sent, and back to the row's page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import URLPattern, reverse

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.interfaces.campaigns.pages.filling import Typed, field, form_shown, typed_in
from notoneless.interfaces.campaigns.pages.wording import told
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Went, page, route
from notoneless.interfaces.frame.uploading import kept

Fields = Callable[[Context, Any, Typed], list[FormField]]


@dataclass(frozen=True)
class Form:
    """A form on a row: its action, title, fields, what is said when it is done.

    `proof`: whether a paper goes with it. `given`: what else the action is given of the row. Without fields it is one tap.
    """

    action: Action[Any]
    words: Callable[[], str]
    fields: Fields
    done: str
    proof: bool = False
    given: Callable[[HttpRequest, Any], dict[str, Any]] = lambda _, __: {}


@dataclass(frozen=True)
class Kind:
    """A kind of rows with forms: its name in routes and actions, and how one is found. `page`, `back`: where a form leads."""

    name: str
    path: str
    find: Callable[[Context, UUID, str], Any]
    above: Callable[[Any], str]
    page: str = ""
    back: Callable[[Any], UUID] = lambda row: row.pk


def routes_of(kind: Kind, forms: Mapping[str, Form]) -> list[URLPattern]:
    """The routes of some forms, each `<path>/<row>/<form>/`."""
    return [_route(kind, name, form) for name, form in forms.items()]


def _route(kind: Kind, name: str, form: Form) -> URLPattern:
    code = form.action.code

    def view(ctx: Context, request: HttpRequest, **path: UUID) -> Answer:
        return _acted(ctx, request, kind, form, path[kind.name])

    view.__doc__ = f"The form of {code}, and its sending."
    shown = page({"GET": code, "POST": code}, takes_files=form.proof)(view)
    return route(f"{kind.path}/<uuid:{kind.name}>/{name}/", shown, f"{kind.name}_{name.replace('-', '_')}")


def _acted(ctx: Context, request: HttpRequest, kind: Kind, form: Form, pk: UUID) -> Answer:
    row = kind.find(ctx, pk, form.action.code)
    names = [each.name for each in form.action.parameters]

    def act(acting: Context) -> None:
        given: dict[str, Any] = {each: request.POST.get(each, "") for each in names}
        given |= {name: pk for name in names if name == kind.name}
        given |= form.given(request, row)
        if form.proof:
            given["proof"] = kept(acting, request, row.unit_id, PAPERS, "proof")
        form.action(acting, **given)

    refusal = tried(ctx, request, form.action.code, act) if request.method == "POST" else None
    target, back = kind.page or kind.name, kind.back(row)
    if request.method == "POST" and refusal is None:
        messages.success(request, told(f"campaigns.{form.done}"))
        return Went(target, {target: back})
    typed = typed_in(request)
    shown = form.fields(ctx, row, typed)
    if form.proof:
        shown.append(field("proof", "file", typed))
    return form_shown(ctx, form.words(), kind.above(row), shown, refusal, reverse(target, args=[back]))


def no_fields(_: Context, __: Any, ___: Typed) -> list[FormField]:
    """Of a form that asks for nothing but a tap."""
    return []


def a_reason(_: Context, __: Any, typed: Typed) -> list[FormField]:
    """Of a form that asks why."""
    return [field("reason", "text", typed)]
