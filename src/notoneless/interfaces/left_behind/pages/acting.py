"""The forms of a file: opened, entered anew, closed, a person named, a contact, one of the five ones done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.aid.selectors.knowing import mentors_for
from notoneless.casework.early_warning.rules.following import FAMILY, How, Whom
from notoneless.casework.left_behind.models import LeftBehindFile
from notoneless.casework.left_behind.rules.kinds import Away, Carer, Closing, Family, Trait
from notoneless.casework.left_behind.selectors.knowing import items_on
from notoneless.casework.left_behind.selectors.reading import file_in_reach
from notoneless.casework.left_behind.services import close, contact, do_item, name_person, open_file, revise
from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.acting import Typed, asked_field, form_page, form_route
from notoneless.interfaces.frame.forming import FormField, Options, tried
from notoneless.interfaces.frame.pages import Answer, Went, page, route
from notoneless.interfaces.left_behind.pages.wording import choices, told, warned

FILE = "left_behind_file"
_PAIRS = {"traits": ("traits", "second_trait"), "family": ("family", "second_family")}
"""Two choices of a form that make one parameter."""


@dataclass(frozen=True)
class Form:
    """A form on a file: its action and its fields."""

    action: Action[Any]
    fields: Callable[[Context, LeftBehindFile, Typed], list[FormField]]


def _yes_no() -> Options:
    return [("true", gettext("是")), ("false", gettext("否"))]


def _said(typed: Typed) -> list[FormField]:
    """What a file says, as a form asks for it."""
    none: Options = [("", "—")]
    sealed = gettext("加密保存，凭需要才能看到")
    traits, family = choices("trait", Trait), choices("family", Family)
    return [
        asked_field("parents_away", "select", typed, options=choices("away", Away)),
        asked_field(
            "is_other_able", "select", typed, options=_yes_no(), hint=gettext("父母都外出的不用管；决定是否属民政口径")
        ),
        asked_field("carer", "select", typed, options=choices("carer", Carer)),
        asked_field("traits", "select", typed, options=traits, hint=sealed),
        asked_field("second_trait", "select", typed, options=[*none, *traits], optional=True),
        asked_field("family", "select", typed, options=family, hint=sealed),
        asked_field("second_family", "select", typed, options=[*none, *family], optional=True),
        asked_field("adults", "textarea", typed, optional=True, hint=told("adults_hint")),
    ]


def _person(ctx: Context, row: LeftBehindFile, typed: Typed) -> list[FormField]:
    people = [(str(pk), name) for pk, name in mentors_for(row.child_id, ctx.today)]
    return [
        asked_field("contact_person", "select", typed, options=people),
        asked_field("every", "number", typed, hint=gettext("至少几天联系一次，由学校定")),
    ]


def _contact(ctx: Context, _: LeftBehindFile, typed: Typed) -> list[FormField]:
    hows = [(each.value, warned(f"how_{each}")) for each in How if each is not How.REPORT]
    whoms = [(each.value, warned(f"whom_{each}")) for each in Whom if each in FAMILY]
    return [
        asked_field("on", "date", typed, ctx.today.isoformat()),
        asked_field("manner", "select", typed, options=hows),
        asked_field("whom", "select", typed, options=whoms),
        asked_field("is_reached", "select", typed, options=_yes_no()),
        asked_field("note", "textarea", typed, optional=True, hint=gettext("加密保存，凭需要才能看到")),
    ]


def _item(ctx: Context, _: LeftBehindFile, typed: Typed) -> list[FormField]:
    items = [(each, each) for each in items_on(ctx.today)]
    hint = "" if items else gettext("县里还没有写明五个一是哪五项，请先在方案里定")
    return [
        asked_field("care_item", "select", typed, options=items, hint=hint),
        asked_field("on", "date", typed, ctx.today.isoformat()),
        asked_field("done_words", "text", typed),
    ]


FORMS: Mapping[str, Form] = {
    "revise": Form(revise, lambda _, __, typed: _said(typed)),
    "close": Form(
        close, lambda _, __, typed: [asked_field("closing", "select", typed, options=choices("closing", Closing))]
    ),
    "person": Form(name_person, _person),
    "contact": Form(contact, _contact),
    "item": Form(do_item, _item),
}


def _sent(request: HttpRequest, form: Action[Any]) -> dict[str, Any]:
    """What a form sends for the parameters of its action; two choices of one parameter joined."""
    names = [each.name for each in form.parameters if not each.is_target]
    given: dict[str, Any] = {name: request.POST.get(name, "") for name in names}
    for name, fields in _PAIRS.items():
        if name in given:
            given[name] = " ".join(filter(None, (request.POST.get(each, "") for each in fields)))
    return given


def _acted(ctx: Context, request: HttpRequest, file: UUID, *, name: str) -> Answer:
    form = FORMS[name]
    row, given = file_in_reach(ctx, file, form.action.code), _sent(request, form.action)
    refusal = (
        tried(ctx, request, form.action.code, lambda acting: form.action(acting, **{FILE: file}, **given))
        if request.method == "POST"
        else None
    )
    if request.method == "POST" and refusal is None:
        messages.success(request, told("saved"))
        return Went("left_behind_file", {"file": file})
    typed = {each: str(text) for each, text in request.POST.items()}
    back = reverse("left_behind_file", args=[file])
    return form_page(ctx, told(f"do_{name}"), row.child.name, form.fields(ctx, row, typed), refusal, back)


@page({"GET": open_file.code, "POST": open_file.code})
def opening(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """What a file says, and its sending, which opens it."""
    row, made = child_in_reach(ctx, child, open_file.code), list[UUID]()
    given = _sent(request, open_file)
    refusal = (
        tried(ctx, request, open_file.code, lambda acting: made.append(open_file(acting, child=child, **given)))
        if request.method == "POST"
        else None
    )
    if made and refusal is None:
        messages.success(request, told("saved"))
        return Went("left_behind_file", {"file": made[0]})
    typed = {each: str(text) for each, text in request.POST.items()}
    back = reverse("child_left_behind", args=[child])
    return form_page(ctx, told("do_open"), row.name, _said(typed), refusal, back)


ROUTES = [
    *(
        form_route(
            f"left-behind/<uuid:file>/{name}/", f"left_behind_{name}", form.action.code, partial(_acted, name=name)
        )
        for name, form in FORMS.items()
    ),
    route("left-behind/children/<uuid:child>/new/", opening, "left_behind_new"),
]
