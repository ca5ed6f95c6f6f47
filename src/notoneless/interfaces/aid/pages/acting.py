"""The forms of student aid: decided, paid, paired, a list brought, a payment that is nobody's settled."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.aid.rules.judging import yuan
from notoneless.casework.aid.rules.kinds import AidGround
from notoneless.casework.aid.selectors.knowing import mentors_for
from notoneless.casework.aid.selectors.reading import (
    pairing_in_reach,
    payment_in_reach,
    stray_in_reach,
    whose_it_may_be,
)
from notoneless.casework.aid.services import bring_list, end_pairing, entitle, pair, pay, settle_stray, take_back
from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.attachments.rules import SHEETS
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.aid.pages.wording import told
from notoneless.interfaces.frame.acting import Typed, asked_field, form_page, form_route
from notoneless.interfaces.frame.forming import FormField, Options, tried
from notoneless.interfaces.frame.pages import Answer, Went, page, route
from notoneless.interfaces.frame.uploading import kept

Fields = Callable[[Context, UUID, Typed], list[FormField]]


def _grounds(_: Context, __: UUID, typed: Typed) -> list[FormField]:
    grounds = [(each.value, told(f"ground_{each}")) for each in AidGround]
    sealed = gettext("加密保存，凭需要才能看到")
    return [
        asked_field("aid_ground", "select", typed, options=grounds, hint=sealed),
        asked_field("second_ground", "select", typed, options=[("", "—"), *grounds[:-1]], optional=True),
        asked_field("aid_basis", "text", typed, hint=gettext("看过什么证明；不属于的写明原因。加密保存")),
    ]


def _payment(ctx: Context, _: UUID, typed: Typed) -> list[FormField]:
    return [
        asked_field("aid_amount", "text", typed, hint=gettext("元")),
        asked_field("aid_item", "text", typed, hint=gettext("例如生活补助；加密保存")),
        asked_field("paid_on", "date", typed, ctx.today.isoformat()),
        _term(ctx, typed),
    ]


def _term(ctx: Context, typed: Typed) -> FormField:
    return asked_field("term_day", "select", typed, options=_terms(ctx))


def _terms(ctx: Context) -> Options:
    """This term and the one before, by the first day of each."""
    this = begins_on(ctx.today)
    before = begins_on(this - timedelta(days=1))
    words = gettext("%(day)s 开学的学期")
    days = [this] if before == this - timedelta(days=1) else [this, before]
    return [(day.isoformat(), words % {"day": day.isoformat()}) for day in days]


def _pair(ctx: Context, child: UUID, typed: Typed) -> list[FormField]:
    people = [(str(pk), name) for pk, name in mentors_for(child, ctx.today)]
    return [asked_field("mentor", "select", typed, options=people)]


FORMS: tuple[tuple[str, Action[Any], str, Fields], ...] = (
    ("entitle", entitle, "entitle", _grounds),
    ("pay", pay, "pay", _payment),
    ("pair", pair, "pair", _pair),
)
"""The forms about a pupil: where, what it does, its words, its fields."""


def _about(form: Action[Any], slug: str, fields: Fields) -> Callable[[Context, HttpRequest, UUID], Answer]:
    def shown(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
        row = child_in_reach(ctx, child, form.code)
        names = [each.name for each in form.parameters if each.name != "child"]
        given: dict[str, Any] = {name: request.POST.get(name, "") for name in names}
        refusal = (
            tried(ctx, request, form.code, lambda acting: form(acting, child=child, **given))
            if request.method == "POST"
            else None
        )
        if request.method == "POST" and refusal is None:
            messages.success(request, told(f"done_{slug}"))
            return Went("child_aid", {"child": child})
        typed = {name: str(text) for name, text in request.POST.items()}
        back = reverse("child_aid", args=[child])
        return form_page(ctx, told(f"do_{slug}"), row.name, fields(ctx, child, typed), refusal, back)

    return shown


def _ending(ctx: Context, request: HttpRequest, pairing: UUID) -> Answer:
    row, reason = pairing_in_reach(ctx, pairing, end_pairing.code), request.POST.get("reason", "")
    refusal = (
        tried(ctx, request, end_pairing.code, lambda acting: end_pairing(acting, aid_pairing=pairing, reason=reason))
        if request.method == "POST"
        else None
    )
    if request.method == "POST" and refusal is None:
        messages.success(request, told("done_end"))
        return Went("child_aid", {"child": row.child_id})
    fields = [asked_field("reason", "text", {"reason": reason})]
    return form_page(ctx, told("do_end"), row.child.name, fields, refusal, reverse("child_aid", args=[row.child_id]))


def _taking_back(ctx: Context, request: HttpRequest, payment: UUID) -> Answer:
    row, reason = payment_in_reach(ctx, payment, take_back.code), request.POST.get("reason", "")
    refusal = (
        tried(ctx, request, take_back.code, lambda acting: take_back(acting, aid_payment=payment, reason=reason))
        if request.method == "POST"
        else None
    )
    if request.method == "POST" and refusal is None:
        messages.success(request, told("done_take_back"))
        return Went("child_aid", {"child": row.child_id})
    fields = [asked_field("reason", "text", {"reason": reason}, hint=gettext("撤回后不再计入，可以重新登记"))]
    name = f"{row.child.name} {yuan(row.fen)}"
    return form_page(ctx, told("do_take_back"), name, fields, refusal, reverse("child_aid", args=[row.child_id]))


def _settling(ctx: Context, request: HttpRequest, stray: UUID) -> Answer:
    row = stray_in_reach(ctx, stray, settle_stray.code)
    given: dict[str, Any] = {name: request.POST.get(name) or None for name in ("child", "reason")}
    refusal = (
        tried(ctx, request, settle_stray.code, lambda acting: settle_stray(acting, aid_stray=stray, **given))
        if request.method == "POST"
        else None
    )
    if request.method == "POST" and refusal is None:
        messages.success(request, told("done_settle"))
        return Went("aid", {})
    typed = {name: str(text) for name, text in request.POST.items()}
    options = [("", "—"), *whose_it_may_be(ctx, row, settle_stray.code)]
    hint = gettext("不是本单位学生的，选“—”并写明原因")
    fields = [
        asked_field("child", "select", typed, options=options, optional=True, hint=hint),
        asked_field("reason", "text", typed, optional=True),
    ]
    return form_page(ctx, told("do_settle"), f"{row.name} {yuan(row.fen)}", fields, refusal, reverse("aid"))


@page({"GET": bring_list.code, "POST": bring_list.code}, takes_files=True)
def bringing(ctx: Context, request: HttpRequest) -> Answer:
    """The list of the paying office, and its sending."""
    [unit, *_] = sorted(ctx.units_for(bring_list.code))
    given: dict[str, Any] = {name: request.POST.get(name, "") for name in ("list_title", "term_day")}

    def act(acting: Context) -> None:
        bring_list(acting, unit=unit, attachment=kept(acting, request, unit, SHEETS), **given)

    refusal = tried(ctx, request, bring_list.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told("done_bring"))
        return Went("aid", {})
    typed = {name: str(text) for name, text in request.POST.items()}
    fields = [
        asked_field("list_title", "text", typed),
        _term(ctx, typed),
        asked_field("file", "file", typed, hint=gettext("要有姓名、金额、发放日期；最好有身份证号、资助项目")),
    ]
    return form_page(ctx, told("do_bring"), "", fields, refusal, reverse("aid"))


ROUTES = [
    *(
        form_route(f"aid/children/<uuid:child>/{name}/", f"aid_{name}", form.code, _about(form, slug, fields))
        for name, form, slug, fields in FORMS
    ),
    form_route("aid/pairs/<uuid:pairing>/end/", "aid_end_pairing", end_pairing.code, _ending),
    form_route("aid/payments/<uuid:payment>/take-back/", "aid_take_back", take_back.code, _taking_back),
    form_route("aid/strays/<uuid:stray>/", "aid_stray", settle_stray.code, _settling),
    route("aid/lists/new/", bringing, "aid_bring"),
]
