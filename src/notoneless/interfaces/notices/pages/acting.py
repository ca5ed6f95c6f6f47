"""What is entered of one notice: its service, the answer, handing over, taking back."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.notices.rules.kinds import Reply
from notoneless.casework.notices.selectors.notices import notice_in_reach, open_notice
from notoneless.casework.notices.services import hand_over, reply, serve_notice, withdraw
from notoneless.casework.procedures.rules.facts import Means
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotAllowed
from notoneless.foundation.access.scope import unit_reached
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.people.models import Child
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.interfaces.notices.pages.wording import told
from notoneless.kernel.problems import sentence

ADD = "attachment.add"


@page({"GET": serve_notice.code, "POST": serve_notice.code}, takes_files=True)
def serving(ctx: Context, request: HttpRequest, notice: UUID) -> Answer:
    """When and how a notice came to the family, and its sending."""
    row = notice_in_reach(ctx, notice, serve_notice.code)

    def act(acting: Context) -> None:
        given: dict[str, Any] = _sent(request, ("on", "means", "receiver"))
        given["proved"] = request.POST.get("proved") == "true"
        proof = kept(acting, request, _place(ctx, row.child), PAPERS, "proof") if request.FILES.get("proof") else None
        serve_notice(acting, return_notice=notice, proof=proof, **given)

    return _answered(ctx, request, notice, serve_notice.code, act, _serving_fields, told("notices.served"))


def _serving_fields(ctx: Context, typed: Mapping[str, str]) -> list[FormField]:
    means = [(each.value, told(f"notices.means_{each}")) for each in Means]
    return [
        FormField("on", gettext("送达日期"), "date", typed.get("on", ctx.today.isoformat())),
        FormField("means", told("parameter.means"), "select", typed.get("means", ""), means),
        FormField(
            "receiver",
            told("parameter.receiver"),
            "text",
            typed.get("receiver", ""),
            is_optional=True,
            hint=gettext("姓名和与孩子的关系；凭需要才能看到"),
        ),
        FormField("proof", gettext("送达证明"), "file", is_optional=True, hint=gettext("签了名的回执、照片或 PDF")),
    ]


@page({"GET": reply.code, "POST": reply.code})
def replying(ctx: Context, request: HttpRequest, notice: UUID) -> Answer:
    """What the family answered, and its sending."""
    notice_in_reach(ctx, notice, reply.code)

    def act(acting: Context) -> None:
        reply(acting, return_notice=notice, **_sent(request, ("on", "reply", "note")))

    return _answered(ctx, request, notice, reply.code, act, _replying_fields, told("notices.replied"))


def _replying_fields(ctx: Context, typed: Mapping[str, str]) -> list[FormField]:
    replies = [(each.value, told(f"notices.reply_{each}")) for each in Reply]
    return [
        FormField("on", gettext("答复日期"), "date", typed.get("on", ctx.today.isoformat())),
        FormField("reply", told("parameter.reply"), "select", typed.get("reply", ""), replies),
        FormField(
            "note",
            told("parameter.note"),
            "textarea",
            typed.get("note", ""),
            is_optional=True,
            hint=gettext("家里说了什么、需要什么帮助；凭需要才能看到"),
        ),
    ]


@page({"POST": hand_over.code})
def handing_over(ctx: Context, request: HttpRequest, notice: UUID) -> Answer:
    """Tell the township that a notice has run out."""
    refusal = tried(ctx, request, hand_over.code, lambda acting: hand_over(acting, return_notice=notice))
    if refusal is not None:
        raise refusal
    messages.success(request, told("notices.handed", unit=open_notice(ctx, notice).handed_to))
    return Went("notice", {"notice": notice})


@page({"GET": withdraw.code, "POST": withdraw.code})
def withdrawing(ctx: Context, request: HttpRequest, notice: UUID) -> Answer:
    """Why a notice is taken back, and its sending."""
    notice_in_reach(ctx, notice, withdraw.code)

    def act(acting: Context) -> None:
        withdraw(acting, return_notice=notice, **_sent(request, ("reason",)))

    return _answered(ctx, request, notice, withdraw.code, act, _withdrawing_fields, told("notices.taken_back"))


def _withdrawing_fields(ctx: Context, typed: Mapping[str, str]) -> list[FormField]:
    hint = gettext("写明为什么撤回，例如写错了监护人；文书同时作废，编号不再用")
    return [FormField("reason", gettext("为什么撤回"), "text", typed.get("reason", ""), hint=hint)]


def _sent(request: HttpRequest, names: tuple[str, ...]) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in names}


def _place(ctx: Context, child: Child) -> UUID:
    """The unit that keeps a proof: the one by which this person reaches the child."""
    unit = unit_reached(ctx, ADD, child)
    if unit is None:
        raise NotAllowed(ADD)
    return unit


def _answered(
    ctx: Context,
    request: HttpRequest,
    notice: UUID,
    code: str,
    act: Callable[[Context], None],
    fields: Callable[[Context, Mapping[str, str]], list[FormField]],
    done: str,
) -> Answer:
    refusal = tried(ctx, request, code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, done)
        return Went("notice", {"notice": notice})
    line = open_notice(ctx, notice)
    values = {
        "title": told(f"notices.do_{code.partition('.')[2]}"),
        "line": line,
        "fields": fields(ctx, {name: str(text) for name, text in request.POST.items()}),
        "has_proof": code == serve_notice.code,
        "is_proved": request.POST.get("proved") == "true",
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("notices/act.html", values, 422 if refusal else 200)


ROUTES = [
    route("notices/<uuid:notice>/serve/", serving, "notice_serve"),
    route("notices/<uuid:notice>/reply/", replying, "notice_reply"),
    route("notices/<uuid:notice>/hand-over/", handing_over, "notice_hand_over"),
    route("notices/<uuid:notice>/withdraw/", withdrawing, "notice_withdraw"),
]
