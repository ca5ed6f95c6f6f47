"""Signing in, signing out, proving again who one is, changing one's password: allauth's views, each with what it asks for."""

from collections.abc import Callable, Mapping
from typing import Any

from allauth.account import views
from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.pages import (
    ANYONE,
    SIGNED_IN,
    Answer,
    Declared,
    Went,
    frame_of,
    not_so,
    page,
    route,
    status_of,
    tell,
    to_sign_in,
)
from notoneless.kernel.problems import NotonelessError

BOTH = ("GET", "POST")


def declared(view: Callable[..., Any], need: str, methods: tuple[str, ...] = BOTH) -> Declared:
    """A view of allauth that says what it asks for, answers no other method, and is kept nowhere."""
    needs: Mapping[str, str] = dict.fromkeys(methods, need)

    def answer(request: HttpRequest, **path: Any) -> HttpResponse:
        method = "GET" if request.method == "HEAD" else request.method
        if method not in needs:
            return not_so(request, needs)
        if need != ANYONE and not request.user.is_authenticated:
            return to_sign_in(request)
        try:
            response: HttpResponse = view(request, **path)
        except ImmediateHttpResponse as immediate:
            response = immediate.response
        except NotonelessError as refusal:  # no keys, or no audit: whatever was begun has been undone where it was
            return tell(request, refusal.told, status_of(refusal))
        response["Cache-Control"] = "no-store"
        if isinstance(response, TemplateResponse):
            response.context_data = {"frame": frame_of(request), **(response.context_data or {})}
        return response

    answer.needs = needs  # type: ignore[attr-defined]
    answer.__doc__, answer.__name__ = view.__doc__, getattr(view, "__name__", "answer")
    return answer  # type: ignore[return-value]


@page({"POST": ANYONE})
def other_account(ctx: Context, request: HttpRequest) -> Answer:
    """Leave a sign-in that waits for its second factor, to begin with another account. Whoever is in stays in."""
    if ctx.actor is None:
        request.session.flush()
    return Went("account_login")


ROUTES = [
    route("sign-in/", declared(views.login, ANYONE), "account_login"),
    route("sign-in/other/", other_account, "other_account"),
    route("sign-out/", declared(views.logout, SIGNED_IN, ("POST",)), "account_logout"),
    route("security/again/", declared(views.reauthenticate, SIGNED_IN), "account_reauthenticate"),
    route("security/password/", declared(views.password_change, SIGNED_IN), "account_change_password"),
]
