"""Signing in and what belongs to it; accounts, slips and grants for the administrators."""

from collections.abc import Callable, Mapping
from typing import Any

from allauth.account import views as account_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as webauthn_views
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, resolve_url
from django.urls import URLPattern
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import EntryLink
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.sealing.keys import key_ring
from notoneless.interfaces.access.adapters import AccountAdapter
from notoneless.interfaces.frame.asking import now
from notoneless.interfaces.frame.pages import ANYONE, SIGNED_IN, Answer, Shown, Went, page, route
from notoneless.kernel.problems import Problem


def library(view: Callable[..., HttpResponse], needs: Mapping[str, str]) -> Any:
    """A view of the sign-in library, with what its methods ask for; other methods are refused."""

    def answer(request: HttpRequest, *args: Any, **path: Any) -> HttpResponse:
        method = "GET" if request.method == "HEAD" else request.method
        if method not in needs:
            return HttpResponseNotAllowed(sorted(needs))
        if needs[str(method)] == SIGNED_IN and not request.user.is_authenticated:
            return redirect(f"{resolve_url('account_login')}?next={request.path}")
        response = view(request, *args, **path)
        response.setdefault("Cache-Control", "no-store")
        return response

    answer.needs = dict(needs)  # type: ignore[attr-defined]
    answer.__name__ = getattr(view, "__name__", "view")
    return answer


@page({"POST": ANYONE})
def language(ctx: Context, request: HttpRequest) -> Answer:
    """Change the language of this browser."""
    wanted, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    if check_for_language(wanted) and wanted in dict(settings.LANGUAGES):
        name, secure = settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_COOKIE_SECURE
        response.set_cookie(name, wanted, max_age=31_536_000, secure=secure, httponly=True, samesite="Lax")
    return response


@page({"GET": SIGNED_IN})
def security(ctx: Context, request: HttpRequest) -> Answer:
    """One's own sign-in: password, second factor."""
    return Went("mfa_index")


@page({"GET": ANYONE, "POST": ANYONE})
def enter(ctx: Context, request: HttpRequest, token: str) -> Answer:
    """The one-time link of an administrator: a password is set, and the link is gone."""
    keys = key_ring().indexes(token, "access_entry_link/token")
    link = (
        EntryLink.objects.select_for_update().select_related("account").filter(token__in=keys, until__gt=now()).first()
    )
    if link is None or not link.account.is_active:
        raise Unusable(Problem("session.link_over"))
    values: dict[str, Any] = {"name": link.account.sign_in_name}
    if request.method != "POST":
        return Shown("access/enter.html", values)
    password = request.POST.get("password", "")
    try:
        password_validation.validate_password(password, link.account)
    except ValidationError as error:
        return Shown("access/enter.html", {**values, "error": " ".join(error.messages)}, 422)
    AccountAdapter(request).set_password(link.account, password)
    link.delete()
    return Went("account_login")


_OPEN = {"GET": ANYONE, "POST": ANYONE}
_OWN = {"GET": SIGNED_IN, "POST": SIGNED_IN}
_SHOWN = {"GET": SIGNED_IN}

ROUTES: list[URLPattern] = [
    route("language/", language, "language"),
    route("security/", security, "security"),
    route("enter/<str:token>/", enter, "enter"),
    route("sign-in/", library(account_views.login, _OPEN), "account_login"),
    route("sign-out/", library(account_views.logout, {"POST": SIGNED_IN}), "account_logout"),
    route("security/again/", library(account_views.reauthenticate, _OWN), "account_reauthenticate"),
    route("security/password/", library(account_views.password_change, _OWN), "account_change_password"),
    route("security/factors/", library(factor_views.index, _SHOWN), "mfa_index"),
    route("sign-in/factor/", library(factor_views.authenticate, _OPEN), "mfa_authenticate"),
    route("security/again/factor/", library(factor_views.reauthenticate, _OWN), "mfa_reauthenticate"),
    route("security/factors/app/add/", library(totp_views.activate_totp, _OWN), "mfa_activate_totp"),
    route("security/factors/app/remove/", library(totp_views.deactivate_totp, _OWN), "mfa_deactivate_totp"),
    route("security/factors/codes/", library(recovery_views.view_recovery_codes, _SHOWN), "mfa_view_recovery_codes"),
    route("security/factors/codes/new/", library(recovery_views.generate_recovery_codes, _OWN), "mfa_generate_recovery_codes"),
    route("security/factors/keys/", library(webauthn_views.list_webauthn, _SHOWN), "mfa_list_webauthn"),
    route("security/factors/keys/add/", library(webauthn_views.add_webauthn, _OWN), "mfa_add_webauthn"),
    route("security/factors/keys/<int:pk>/remove/", library(webauthn_views.remove_webauthn, _OWN), "mfa_remove_webauthn"),
    route("security/again/key/", library(webauthn_views.reauthenticate_webauthn, _OWN), "mfa_reauthenticate_webauthn"),
]  # fmt: skip
