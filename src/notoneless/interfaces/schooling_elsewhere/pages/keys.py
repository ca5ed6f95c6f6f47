"""Keys of other counties whose signatures count here, entered and ended; and our own, as others enter it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.acting import form_page
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.schooling_elsewhere.pages.wording import told
from notoneless.records.schooling_elsewhere.selectors import READ_ELSEWHERE
from notoneless.records.schooling_elsewhere.selectors.keys import list_keys, own_key
from notoneless.records.schooling_elsewhere.services import end_trust, trust_key

KEY = "partner_key"
NAMES = ("county", "public_key", "key_fingerprint", "compared_with")


@page({"GET": READ_ELSEWHERE})
def keys(ctx: Context, request: HttpRequest) -> Answer:
    """The keys that count, and our own."""
    values = {
        "lines": list_keys(ctx),
        "own": own_key(),
        "may_trust": ctx.may(trust_key.code),
        "may_end": ctx.may(end_trust.code),
        "form": new_form(ctx),
    }
    return Shown("schooling_elsewhere/keys.html", values)


@page({"GET": trust_key.code, "POST": trust_key.code})
def trusting(ctx: Context, request: HttpRequest) -> Answer:
    """The form that enters a key, and its sending."""
    sent = {name: request.POST.get(name, "") for name in NAMES}
    unit = next(iter(sorted(ctx.units_for(trust_key.code))))
    refusal = (
        tried(ctx, request, trust_key.code, lambda acting: trust_key(acting, unit=unit, **sent))
        if request.method == "POST"
        else None
    )
    if request.method == "POST" and refusal is None:
        messages.success(request, told("schooling_elsewhere.trusted"))
        return Went("away_keys")
    hints = {
        "public_key": gettext("从对方“就读确认公钥”页面原样复制"),
        "key_fingerprint": gettext("打电话请对方念，照着输入，不要从复制来的页面抄"),
        "compared_with": gettext("对方县教育局的姓名、职务"),
    }
    fields = [
        FormField(name, told(f"parameter.{name}"), "text", sent[name], hint=hints.get(name, "")) for name in NAMES
    ]
    return form_page(ctx, gettext("登记对方县的公钥"), "", fields, refusal, reverse("away_keys"))


@page({"POST": end_trust.code})
def ending(ctx: Context, request: HttpRequest, key: UUID) -> Answer:
    """Let a key count no more."""
    refusal = tried(ctx, request, end_trust.code, lambda acting: end_trust(acting, **{KEY: key}))
    if refusal is not None:
        raise refusal
    messages.success(request, told("schooling_elsewhere.trust_ended_now"))
    return Went("away_keys")


ROUTES = [
    route("elsewhere/keys/", keys, "away_keys"),
    route("elsewhere/keys/new/", trusting, "away_key_new"),
    route("elsewhere/keys/<uuid:key>/end/", ending, "away_key_end"),
]
