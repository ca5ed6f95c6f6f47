"""`@page`: the one way to a page. It declares who may come by which method, and turns what happens into an answer.

A view is `(ctx, request, **path) -> Answer`. It runs in one transaction and gives back plain values; rendering happens
after the transaction has ended. Whatever it refuses becomes one sentence in the reader's language, with the status that fits.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import URLPattern, path
from django.utils import translation
from django.utils.module_loading import import_string

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import (
    Conflict,
    NotAllowed,
    NotFound,
    Refused,
    SecondFactorNeeded,
    Unrecorded,
    Unusable,
)
from notoneless.foundation.access.revealing import StepUpNeeded
from notoneless.foundation.sealing.keys import KeyStoreDown
from notoneless.interfaces.frame.asking import context_of
from notoneless.kernel.problems import Lang, NotonelessError, Problem, sentence

ANYONE, SIGNED_IN = "anyone", "signed_in"
"""What a method may ask for besides a permission."""

_LOG = logging.getLogger(__name__)

STATUSES: tuple[tuple[type[NotonelessError], int], ...] = (
    (NotFound, 404),
    (Conflict, 409),
    (Unusable, 422),
    (NotAllowed, 403),
    (SecondFactorNeeded, 403),
    (Refused, 409),
    (Unrecorded, 503),
    (KeyStoreDown, 503),
)
"""The status of each kind of refusal, the first that fits."""


@dataclass(frozen=True)
class Shown:
    """A page: its template and the plain values it shows."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True)
class Went:
    """To another page, by the name of its route."""

    route: str
    path: Mapping[str, Any] = field(default_factory=dict)


Answer = Shown | Went | HttpResponse
View = Callable[..., Answer]


class Declared(Protocol):
    """A view that says what each of its methods asks for."""

    needs: Mapping[str, str]

    def __call__(self, request: HttpRequest, **path: Any) -> HttpResponse:
        """Answer a request."""
        ...


def page(needs: Mapping[str, str]) -> Callable[[View], Declared]:
    """Make a view a page. `needs` names, for each method it answers, a permission, SIGNED_IN or ANYONE."""

    def made(view: View) -> Declared:
        def answer(request: HttpRequest, **path: Any) -> HttpResponse:
            return _answer(view, needs, request, path)

        answer.needs = dict(needs)  # type: ignore[attr-defined]
        answer.__doc__, answer.__name__, answer.__module__ = view.__doc__, view.__name__, view.__module__
        return answer  # type: ignore[return-value]

    return made


def route(where: str, view: Declared, name: str) -> URLPattern:
    """A route to a page."""
    return path(where, view, name=name)


def language_of() -> Lang:
    """The reader's language."""
    return "en" if (translation.get_language() or "").startswith("en") else "zh"


def _answer(view: View, needs: Mapping[str, str], request: HttpRequest, path: Mapping[str, Any]) -> HttpResponse:
    method = "GET" if request.method == "HEAD" else str(request.method)
    if method not in needs:
        return HttpResponseNotAllowed(sorted(needs))
    ctx = context_of(request)
    if needs[method] != ANYONE and ctx.actor is None:
        return HttpResponseRedirect(f"{resolve_url('account_login')}?next={request.path}")
    try:
        with transaction.atomic():
            permit(ctx, needs[method])
            answered = view(ctx.within_page(), request, **path)
    except NotonelessError as refusal:
        return _refused(ctx, needs[method], request, refusal)
    except DatabaseError:
        _LOG.exception("the database failed")
        return tell(request, Problem("frame.database_failed"), 503)
    return shown(request, answered)


def permit(ctx: Context, need: str) -> None:
    """Raises Refused where a context may not do what a view needs."""
    if need in (ANYONE, SIGNED_IN) or ctx.may(need):
        return
    raise SecondFactorNeeded if ctx.lacks_second_factor(need) else NotAllowed(need)


def shown(request: HttpRequest, answered: Answer) -> HttpResponse:
    """An answer as a response that nobody keeps."""
    if isinstance(answered, Went):
        response: HttpResponse = HttpResponseRedirect(resolve_url(answered.route, **answered.path))
    elif isinstance(answered, Shown):
        values = {"frame": frame_of(request), **answered.values}
        response = render(request, answered.template, values, status=answered.status)
    else:
        response = answered
    response.setdefault("Cache-Control", "no-store")
    return response


def _refused(ctx: Context, need: str, request: HttpRequest, refusal: NotonelessError) -> HttpResponse:
    try:
        noted(ctx, refusal, Attempted(need, {}))
    except NotonelessError as unrecorded:
        refusal = unrecorded
    if isinstance(refusal, StepUpNeeded):
        return HttpResponseRedirect(f"{resolve_url('account_reauthenticate')}?next={quote(_way_back(request))}")
    if isinstance(refusal, SecondFactorNeeded):
        return HttpResponseRedirect(resolve_url("mfa_index"))
    status = next((status for kind, status in STATUSES if isinstance(refusal, kind)), 422)
    return tell(request, refusal.told, status)


def _way_back(request: HttpRequest) -> str:
    """Where the person was: this page, or for something sent, the page that it was sent from."""
    sent_from = urlsplit(request.headers.get("Referer", ""))
    own = sent_from.netloc == request.get_host() and sent_from.path.startswith("/")
    return sent_from.path if request.method == "POST" and own else request.path


@dataclass(frozen=True)
class NavItem:
    """One line of the menu: shown to whoever may do what its page asks for."""

    route: str
    words: str
    icon: str
    need: str


def frame_of(request: HttpRequest) -> dict[str, Any]:
    """What the frame of a page shows: who is signed in, and where this person may go."""
    account: Any = request.user
    if not account.is_authenticated:
        return {}
    ctx = context_of(request)
    items: list[NavItem] = import_string(settings.NAVIGATION)
    nav = [
        {
            "href": resolve_url(item.route),
            "words": translation.gettext(item.words),
            "icon": item.icon,
            "is_current": request.path == resolve_url(item.route),
        }
        for item in items
        if ctx.may(item.need)
    ]
    held = next(iter(ctx.holdings()), None)
    unit = Unit._base_manager.select_related("parent").filter(pk=held.unit).first() if held else None
    names = [each.name for each in (unit and unit.parent, unit) if each]
    role = sentence(Problem(f"role.{held.role}"), language_of()) if held else account.unit.name
    return {"nav": nav, "here": request.path, "name": account.name, "unit": " ".join([*names[-2:], role])}


def tell(request: HttpRequest, problem: Problem, status: int) -> HttpResponse:
    """One sentence on a page of its own."""
    return shown(request, Shown("frame/error.html", {"sentence": sentence(problem, language_of())}, status))
