"""The switch of language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.pages import ANYONE, Answer, page, route

YEAR = 365 * 24 * 3600


@page({"POST": ANYONE})
def language(ctx: Context, request: HttpRequest) -> Answer:
    """Keep the language that was chosen, and go back."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = resolve_url("home")
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=YEAR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response


ROUTES = [route("language/", language, "language")]
