"""Somebody lost the second factor: what dropping it does, and the button. Freshly proved, and never for oneself.

The security administrator does it for everybody. If there is one alone, nobody else could let that one in again, so the audit
administrator may do it for a security administrator, and for nobody else. Neither can give a password.
"""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, listed, noted, opened_row
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.access.selectors import DROP_FACTOR, account_to_help, accounts_to_help
from notoneless.foundation.access.services import drop_second_factor, may_drop_for
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, proved, route
from notoneless.kernel.problems import Problem, sentence

LOOK = "account.look_at_factor"
"""As what looking is recorded: nobody reads in the audit that a factor was dropped when it was not."""


@page({"GET": DROP_FACTOR})
def security_administrators(ctx: Context, request: HttpRequest) -> Answer:
    """The security administrators, whom the audit administrator lets in again."""
    rows = accounts_to_help(ctx)
    listed(ctx, LOOK, [row.pk for row in rows], {})
    return Shown("access/lost_factors.html", {"rows": rows})


@page({"GET": DROP_FACTOR, "POST": DROP_FACTOR})
def lost_factor(ctx: Context, request: HttpRequest, account: UUID) -> Answer:
    """What dropping the second factor of one account does, and doing it."""
    if request.method != "POST":
        return _form(ctx, account)
    proved(ctx)
    acting = with_form(ctx, request)
    try:
        drop_second_factor(acting, account=account)
    except Refused as refusal:
        if isinstance(refusal, NotFound) or not may_drop_for(ctx, account):
            raise
        noted(ctx, refusal, Attempted(DROP_FACTOR, {}))
        return _form(ctx, account, refusal)
    name = account_to_help(ctx, account).name
    messages.success(request, sentence(Problem("session.factor_dropped", {"name": name}), language_of()))
    return Went("grants" if ctx.may("grant.read") else "lost_factors")


def _form(ctx: Context, account: UUID, refusal: Refused | None = None) -> Answer:
    row = account_to_help(ctx, account)
    if not may_drop_for(ctx, row.pk):
        raise NotFound
    opened_row(ctx, LOOK, row)
    values = {
        "name": row.name,
        "sign_in_name": row.sign_in_name,
        "unit": row.unit.name,
        "id": row.pk,
        "has_factor": Authenticator.objects.filter(user=row).exists(),
        "is_oneself": row.pk == ctx.actor,
        "back": "grants" if ctx.may("grant.read") else "lost_factors",
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("access/lost_factor.html", values, 422 if refusal else 200)


ROUTES = [
    route("lost-factor/", security_administrators, "lost_factors"),
    route("lost-factor/<uuid:account>/", lost_factor, "lost_factor"),
]
