"""Forms upon one row: what each asks, and how its page answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.acting import Typed, form_page
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Went, page, route

Given = Mapping[str, Any]


@dataclass(frozen=True)
class RowForm:
    """A form upon one row. `target`: the action's name of it; `find`: the row in reach; `name_of`: what stands above the form;
    `back`: route and path to return to; `gives`: what is sent beyond its fields, as they were typed.
    """

    where: str
    route: str
    action: Action[Any]
    target: str
    words: Callable[[], str]
    find: Callable[[Context, UUID, str], Any]
    fields: Callable[[Context, Any, Typed, str], list[FormField]]
    name_of: Callable[[Any], str]
    back: Callable[[Any], tuple[str, Given]]
    gives: Callable[[Typed, str], Given] = lambda _, __: {}


def made(form: RowForm) -> URLPattern:
    """The route of a form: shown, and sent. A path may name a part of the row, such as an item."""
    code = form.action.code

    def view(ctx: Context, request: HttpRequest, row: UUID, part: str = "") -> Answer:
        return _answered(ctx, request, form, row, part)

    view.__doc__ = f"The form of {code}, and its sending."
    return route(form.where, page({"GET": code, "POST": code})(view), form.route)


def _answered(ctx: Context, request: HttpRequest, form: RowForm, pk: UUID, part: str) -> Answer:
    row = form.find(ctx, pk, form.action.code)
    typed = {name: str(value) for name, value in request.POST.items()}

    def act(acting: Context) -> None:
        plain = [each.name for each in form.action.parameters if not each.is_target]
        given = {name: typed.get(name, "") for name in plain}
        form.action(acting, **{form.target: pk}, **{**given, **form.gives(typed, part)})

    refusal = tried(ctx, request, form.action.code, act) if request.method == "POST" else None
    back, path = form.back(row)
    if request.method == "POST" and refusal is None:
        messages.success(request, gettext("已保存"))
        return Went(back, path)
    fields = form.fields(ctx, row, typed, part)
    return form_page(ctx, form.words(), form.name_of(row), fields, refusal, reverse(back, kwargs=dict(path)))
