"""Numbered papers of a file: the notice of a placement, the agreement to be signed, the handbook; printed from the paper."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.special_education.models import Placement, SpecialFile
from notoneless.casework.special_education.rules.homebound import SITUATIONS, Situation
from notoneless.casework.special_education.selectors.files import file_in_reach
from notoneless.casework.special_education.selectors.homebound import term_start
from notoneless.casework.special_education.selectors.papers import papers_of
from notoneless.casework.special_education.selectors.proposing import guardian_of
from notoneless.casework.special_education.services import (
    issue_handbook,
    issue_home_agreement,
    issue_placement_notice,
)
from notoneless.casework.special_education.services.checking import numbers_for
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Went, language_of, page, route
from notoneless.interfaces.special_education.pages.forms import Asked, chosen, field, sent, shown
from notoneless.interfaces.special_education.pages.wording import offered, told
from notoneless.kernel.problems import NotonelessError, sentence

_A_YEAR = timedelta(days=365)


def of_papers(ctx: Context, file: UUID) -> dict[str, Any]:
    """The papers of a file as a card shows them."""
    lines = [{"row": each, "kind": told(f"papers.kind.{each.kind}")} for each in papers_of(ctx, file)]
    return {"papers": lines, "may_see_papers": ctx.may(READ_PAPER)}


@page({"POST": issue_placement_notice.code})
def notifying(ctx: Context, request: HttpRequest, placement: UUID) -> Answer:
    """Number the notice of a placement."""
    row = visible_to(ctx, issue_placement_notice.code, Placement).filter(pk=placement).first()
    if row is None:
        raise NotFound
    made: list[UUID] = []
    refusal = tried(
        ctx,
        request,
        issue_placement_notice.code,
        lambda acting: made.append(issue_placement_notice(acting, placement=placement)),
    )
    if refusal is not None:
        messages.error(request, sentence(refusal.told, language_of()))
        return Went("special_file", {"file": row.file_id})
    return _numbered(request, made)


@page({"GET": issue_home_agreement.code, "POST": issue_home_agreement.code})
def agreement_paper(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """What the paper says that a family or an institution is to sign, and its sending."""
    row = file_in_reach(ctx, file, issue_home_agreement.code)
    guardian = guardian_of(row)
    covers = {SITUATIONS.get(each) for each in numbers_for(ctx, row).covers} or set(Situation)
    kinds = [each for each in offered(Situation, "situation") if each[0] in covers]

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        return [
            chosen(typed, "situation", kinds),
            field(typed, "party_name", begin=guardian),
            FormField("on", gettext("从哪天起"), "date", typed.get("on", ctx.today.isoformat())),
            field(typed, "until_on", "date", (ctx.today + _A_YEAR).isoformat()),
            field(typed, "terms", "textarea", hint=gettext("双方各做什么；不写病情")),
        ]

    asked = Asked(issue_home_agreement, fields, "agreement_paper", gettext("先打印签字，签好以后再“登记送教协议”。"))
    return _asked(ctx, request, row, asked, lambda acting, given: issue_home_agreement(acting, **given))


@page({"GET": issue_handbook.code, "POST": issue_handbook.code})
def handbook(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """From when until when the handbook tells of lessons, and its sending."""
    row = file_in_reach(ctx, file, issue_handbook.code)
    first = term_start(ctx.today).isoformat()

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        return [
            FormField("since", gettext("从哪天起"), "date", typed.get("since", first)),
            FormField("until", gettext("到哪天止"), "date", typed.get("until", ctx.today.isoformat())),
        ]

    hint = gettext("按送教记录生成；访谈等保密内容不写入。")
    asked = Asked(issue_handbook, fields, "handbook", hint)
    return _asked(ctx, request, row, asked, lambda acting, given: issue_handbook(acting, **given))


def _asked(
    ctx: Context, request: HttpRequest, row: SpecialFile, asked: Asked, act: Callable[[Context, dict[str, Any]], UUID]
) -> Answer:
    """A form that ends in a paper: shown, or the paper numbered and gone to."""
    made: list[UUID] = []
    refusal: NotonelessError | None = None
    if request.method == "POST":
        given: dict[str, Any] = {"special_file": row.pk, **sent(request, asked.fields)}
        refusal = tried(ctx, request, asked.action.code, lambda acting: made.append(act(acting, given)))
        if refusal is None:
            return _numbered(request, made)
    return shown(ctx, request, asked, row.child.name, reverse("special_home", args=[row.pk]), refusal)


def _numbered(request: HttpRequest, made: list[UUID]) -> Answer:
    messages.success(request, told("special_education.done_paper"))
    return Went("paper", {"paper": made[0]})


ROUTES = [
    route("special/placements/<uuid:placement>/notice/", notifying, "special_notice"),
    route("special/<uuid:file>/homebound/agreement-paper/", agreement_paper, "special_agreement_paper"),
    route("special/<uuid:file>/homebound/handbook/", handbook, "special_handbook"),
]
