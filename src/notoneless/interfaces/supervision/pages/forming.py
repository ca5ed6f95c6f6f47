"""The forms of supervision: what each asks, and how its page answers. Each acts upon one row."""

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
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.interfaces.supervision.pages.wording import Typed, sorry, told
from notoneless.kernel.problems import NotonelessError

Given = Mapping[str, Any]


@dataclass(frozen=True)
class RowForm:
    """A form upon one row. `target`: the action's name of it; `find`: the row in reach; `name_of`: what stands above the form;
    `keeps`: the unit that keeps a proof; `back`: route and path to return to; `gives`: what is sent beyond its fields.
    """

    where: str
    route: str
    action: Action[Any]
    target: str
    words: Callable[[], str]
    find: Callable[[Context, UUID, str], Any]
    fields: Callable[[Context, Any, Typed], list[FormField]]
    name_of: Callable[[Any], str]
    back: Callable[[Any], tuple[str, Given]]
    done: str = "supervising.saved"
    keeps: Callable[[Any], UUID] | None = None
    gives: Callable[[HttpRequest, Any], Given] | None = None


def made(form: RowForm) -> URLPattern:
    """The route of a form: shown, and sent."""
    code = form.action.code

    def view(ctx: Context, request: HttpRequest, row: UUID) -> Answer:
        return _answered(ctx, request, form, row)

    view.__doc__ = f"The form of {code}, and its sending."
    shown = page({"GET": code, "POST": code}, takes_files=form.keeps is not None)(view)
    return route(form.where, shown, form.route)


def _answered(ctx: Context, request: HttpRequest, form: RowForm, pk: UUID) -> Answer:
    row = form.find(ctx, pk, form.action.code)
    plain = {each.name for each in form.action.parameters if not each.is_target} | _chosen(form)

    def act(acting: Context) -> None:
        given: dict[str, Any] = {name: request.POST.get(name, "") for name in plain}
        if form.keeps is not None:
            given["proof"] = _proof(acting, request, form, form.keeps(row))
        given |= form.gives(request, row) if form.gives is not None else {}
        form.action(acting, **{form.target: pk}, **given)

    refusal = tried(ctx, request, form.action.code, act) if request.method == "POST" else None
    back, path = form.back(row)
    if request.method == "POST" and refusal is None:
        messages.success(request, told(form.done))
        return Went(back, path)
    typed = {name: " ".join(map(str, request.POST.getlist(name))) for name in request.POST}
    fields = form.fields(ctx, row, typed)
    return shown_form(ctx, form.words(), form.name_of(row), fields, refusal, reverse(back, kwargs=dict(path)))


def _chosen(form: RowForm) -> set[str]:
    """Other rows that the form names, such as the shortcoming of an interview; a proof comes as a file."""
    return {each.name for each in form.action.parameters if each.is_target} - {form.target, "proof"}


def _proof(acting: Context, request: HttpRequest, form: RowForm, unit: UUID) -> UUID | None:
    """The uploaded proof; none where the action can do without and no file was sent."""
    parameter = next(each for each in form.action.parameters if each.name == "proof")
    if parameter.optional and not request.FILES.get("proof"):
        return None
    return kept(acting, request, unit, PAPERS, "proof")


def shown_form(
    ctx: Context, title: str, name: str, fields: list[FormField], refusal: NotonelessError | None, back: str
) -> Answer:
    """A form as a page; what was refused stays typed."""
    values = {
        "title": title,
        "name": name,
        "fields": fields,
        "back": back,
        "form": new_form(ctx),
        "error": sorry(refusal),
    }
    return Shown("supervision/act.html", values, 422 if refusal else 200)
