"""How the forms of this room are shown and answered: one template, one way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.special_education.models import SpecialFile
from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotAllowed, Unusable
from notoneless.foundation.access.scope import unit_reached, visible_to
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.forming import FormField, Options, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of
from notoneless.interfaces.frame.uploading import kept
from notoneless.interfaces.special_education.pages.wording import told
from notoneless.kernel.problems import NotonelessError, sentence

ADD = "attachment.add"
KEPT = "kept_"
"""How the fields begin that name what came with an earlier try."""

Fields = Callable[[Mapping[str, str]], list[FormField]]


@dataclass(frozen=True)
class Asked:
    """A form of one file: its action, its fields, and under which words it is done. `hint`: what is known already; `files`:
    the fields that bring a picture or paper."""

    action: Action[Any]
    fields: Fields
    what: str
    hint: str = ""
    files: tuple[str, ...] = ()
    more: Mapping[str, Any] = field_of(default_factory=dict)
    """What the action is given besides the fields."""
    goes: str = "special_file"
    """The page that shows what was done."""


def field(typed: Mapping[str, str], name: str, kind: str = "text", begin: str = "", **more: Any) -> FormField:
    """A field under its parameter's word, with what was typed; `begin` before anything was."""
    return FormField(name, told(f"parameter.{name}"), kind, typed.get(name, begin), **more)


def chosen(typed: Mapping[str, str], name: str, options: Options, begin: str = "", **more: Any) -> FormField:
    """A field with a choice."""
    return field(typed, name, "select", begin, options=options, **more)


def ticks(typed: Mapping[str, str], name: str, options: Options, **more: Any) -> FormField:
    """A field of which several may be ticked."""
    return field(typed, name, "ticks", options=options, **more)


def sent(request: HttpRequest, fields: Fields) -> dict[str, Any]:
    """What a form sends, by its fields."""
    found = {}
    for each in fields({}):
        several = " ".join(request.POST.getlist(each.name)) if each.type == "ticks" else ""
        found[each.name] = several or request.POST.get(each.name, "")
    return found


def acted(ctx: Context, request: HttpRequest, row: SpecialFile, asked: Asked) -> Answer:
    """A form of one file: shown, or its action done. What was attached stays, also where the rest is refused."""
    if request.method != "POST":
        return shown(ctx, request, asked, row.child.name, reverse(asked.goes, args=[row.pk]), None)
    attached, refusal = _attached(ctx, request, row, asked)
    if refusal is None:
        given = {**sent(request, asked.fields), **{name: attached.get(name) for name in asked.files}, **asked.more}
        refusal = tried(
            ctx, request, asked.action.code, lambda acting: asked.action(acting, special_file=row.pk, **given)
        )
    if refusal is None:
        messages.success(request, told(f"special_education.done_{asked.what}"))
        return Went(asked.goes, {"file": row.pk})
    return shown(ctx, request, asked, row.child.name, reverse(asked.goes, args=[row.pk]), refusal, attached)


def _attached(
    ctx: Context, request: HttpRequest, row: SpecialFile, asked: Asked
) -> tuple[dict[str, UUID], NotonelessError | None]:
    """What a form attaches by field: kept first, each by itself, or kept with an earlier try; and why one was not taken."""
    acting, found = with_form(ctx, request), dict[str, UUID]()
    for name in asked.files:
        before = request.POST.get(f"{KEPT}{name}", "")
        if request.FILES.get(name):
            try:
                with transaction.atomic():
                    found[name] = kept(acting, request, place_of(ctx, row), PAPERS, name)
            except Unusable as refusal:
                noted(ctx, refusal, Attempted(ADD, {}))
                return found, refusal
        elif before and _is_mine(ctx, asked.action.code, before):
            found[name] = UUID(before)
    return found, None


def _is_mine(ctx: Context, code: str, attachment: str) -> bool:
    try:
        rows = visible_to(ctx, code, Attachment).filter(pk=UUID(attachment), attached_by=ctx.actor)
    except ValueError:
        return False
    return bool(rows.exists())


def place_of(ctx: Context, row: SpecialFile) -> UUID:
    """The unit that keeps what is attached: the one by which this person reaches the child."""
    unit = unit_reached(ctx, ADD, row)
    if unit is None:
        raise NotAllowed(ADD)
    return unit


def signing_fields(ctx: Context, typed: Mapping[str, str], party: str) -> list[FormField]:
    """With whom something is agreed, from when until when, what, and the signed paper."""
    last = (ctx.today + timedelta(days=_A_YEAR)).isoformat()
    return [
        field(typed, "party_name", begin=party),
        FormField("on", gettext("哪天签的"), "date", typed.get("on", ctx.today.isoformat())),
        field(typed, "until_on", "date", last),
        field(typed, "terms", "textarea", hint=gettext("双方各做什么；不写病情")),
        FormField("proof", gettext("签好的协议"), "file", is_optional=True, hint=gettext("照片或 PDF")),
        chosen(typed, "signed_on_paper", [("true", gettext("已在纸上签字")), ("false", gettext("没有"))], "false"),
    ]


_A_YEAR = 365
"""Days of an agreement, as the form offers them: a school year."""


def shown(
    ctx: Context,
    request: HttpRequest,
    asked: Asked,
    name: str,
    back: str,
    refusal: NotonelessError | None,
    attached: Mapping[str, UUID] | None = None,
) -> Answer:
    """The form as it was typed, with why it was refused, if it was."""
    values = {
        "title": told(f"special_education.do_{asked.what}"),
        "name": name,
        "fields": asked.fields({key: " ".join(request.POST.getlist(key)) for key in request.POST}),
        "hint": asked.hint,
        "attached": [(f"{KEPT}{each}", pk) for each, pk in (attached or {}).items()],
        "back": back,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("special_education/act.html", values, 422 if refusal else 200)
