"""`@page`: the one way to a page. It declares who may come by which method, and turns what happens into an answer.

A view is `(ctx, request, **path) -> Answer`. It runs in one transaction and gives back plain values; rendering happens
after the transaction has ended. Whatever it refuses becomes one sentence in the reader's language, with the status that fits.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import quote, urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.urls import Resolver404, URLPattern, path, resolve
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
from notoneless.foundation.access.scope import looking
from notoneless.foundation.sealing.keys import KeyStoreDown
from notoneless.interfaces.frame.asking import context_of
from notoneless.interfaces.frame.clock import IDS
from notoneless.kernel.catalogue import WORDS
from notoneless.kernel.problems import Lang, NotonelessError, Problem, sentence

ANYONE, SIGNED_IN = "anyone", "signed_in"
"""What a method may ask for besides a permission."""

NUMBER_LENGTH = 8
"""Figures of the number that an error page shows: one in four thousand million, and still read out on the telephone."""

FIRST_PAGES = (
    ("duty.read", "today"),
    ("grant.read", "grants"),
    ("account.open", "accounts"),
    ("audit.read", "audit"),
)
"""Where a person comes to after signing in: the first page it may see."""

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
    """To another page, by the name of its route; `part`: the id of what to show of it first."""

    route: str
    path: Mapping[str, Any] = field(default_factory=dict)
    part: str = ""


Answer = Shown | Went | HttpResponse
View = Callable[..., Answer]
Before = Callable[..., AbstractContextManager[None]]


class Declared(Protocol):
    """A view that says what each of its methods asks for."""

    needs: Mapping[str, str]

    def __call__(self, request: HttpRequest, **path: Any) -> HttpResponse:
        """Answer a request."""
        ...


def page(
    needs: Mapping[str, str],
    before: Before | None = None,
    takes_files: bool = False,
    most_setting: str = "",
    reads: int = 0,
    from_anyone: bool = False,
) -> Callable[[View], Declared]:
    """Make a view a page. `needs` names, for each method it answers, a permission, SIGNED_IN or ANYONE.

    `takes_files`: its forms may hold files, from who is signed in; all other pages refuse them (arriving.py).
    `most_setting`: the setting that says how many bytes a file may have, where it is more than others take. `reads`: bytes of a
    whole form that are read, where it holds several files, or is answered even though one of them is too large: of that one
    nothing is kept. `from_anyone`: files are taken without a sign-in too, and then by a page with a small `most_setting` alone.

    `before` is entered before the transaction begins and left after it has ended: for slow work that no lock should wait for.
    It asks for itself whether the person may, and refuses nothing: that is the view's.
    """

    def made(view: View) -> Declared:
        def answer(request: HttpRequest, **path: Any) -> HttpResponse:
            return _answer(view, needs, before or _nothing, request, path)

        answer.needs = dict(needs)  # type: ignore[attr-defined]
        answer.takes_files = takes_files  # type: ignore[attr-defined]
        answer.most_setting = most_setting  # type: ignore[attr-defined]
        answer.reads = reads  # type: ignore[attr-defined]
        answer.from_anyone = from_anyone  # type: ignore[attr-defined]
        answer.__doc__, answer.__name__, answer.__module__ = view.__doc__, view.__name__, view.__module__
        return answer  # type: ignore[return-value]

    return made


def route(where: str, view: Declared, name: str) -> URLPattern:
    """A route to a page."""
    return path(where, view, name=name)


def language_of() -> Lang:
    """The reader's language."""
    return "en" if (translation.get_language() or "").startswith("en") else "zh"


def _nothing(*_: Any, **__: Any) -> AbstractContextManager[None]:
    return nullcontext()


def _answer(
    view: View, needs: Mapping[str, str], before: Before, request: HttpRequest, path: Mapping[str, Any]
) -> HttpResponse:
    method = "GET" if request.method == "HEAD" else str(request.method)
    if method not in needs:
        return not_so(request, needs)
    try:
        ctx = context_of(request)
        if needs[method] != ANYONE and ctx.actor is None:
            return to_sign_in(request)
        try:
            with before(ctx, request, **path), transaction.atomic(), looking():
                permit(ctx, needs[method])
                answered = view(ctx.within_page(), request, **path)
        except NotonelessError as refusal:
            return _refused(ctx, needs[method], request, refusal)
        return shown(request, answered)
    except DatabaseError as error:
        return tell(request, Problem("frame.database_failed"), 503, error=error)


def not_so(request: HttpRequest, methods: Iterable[str]) -> HttpResponse:
    """The answer to a method that a page does not have, such as coming back by its address to what only a button does."""
    response = tell(request, Problem("frame.no_such_method"), 405)
    response["Allow"] = ", ".join(sorted(methods))
    return response


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in, and from there back. Whoever sent a form when the session had ended is told that it was not taken."""
    if request.method == "POST" and settings.SESSION_COOKIE_NAME in request.COOKIES:
        messages.warning(request, sentence(Problem("session.gone"), language_of()))
    return HttpResponseRedirect(f"{resolve_url('account_login')}?next={quote(_way_back(request))}")


def permit(ctx: Context, need: str) -> None:
    """Raises Refused where a context may not do what a view needs."""
    if need in (ANYONE, SIGNED_IN) or ctx.may(need):
        return
    raise SecondFactorNeeded if ctx.lacks_second_factor(need) else NotAllowed(need)


def shown(request: HttpRequest, answered: Answer) -> HttpResponse:
    """An answer as a response that nobody keeps."""
    if isinstance(answered, Went):
        response: HttpResponse = HttpResponseRedirect(
            resolve_url(answered.route, **answered.path) + (f"#{answered.part}" if answered.part else "")
        )
    elif isinstance(answered, Shown):
        values = {"frame": frame_of(request), **answered.values}
        response = render(request, answered.template, values, status=answered.status)
    else:
        response = answered
    response.setdefault("Cache-Control", "no-store")
    return response


def _refused(ctx: Context, need: str, request: HttpRequest, refusal: NotonelessError) -> HttpResponse:
    entry = None
    try:
        entry = noted(ctx, refusal, Attempted(need, {}))
    except NotonelessError as unrecorded:
        refusal = unrecorded
    if isinstance(refusal, StepUpNeeded):
        return HttpResponseRedirect(f"{resolve_url('account_reauthenticate')}?next={quote(_way_back(request))}")
    if isinstance(refusal, SecondFactorNeeded):
        return HttpResponseRedirect(resolve_url("mfa_index"))
    return tell(request, refusal.told, status_of(refusal), entry)


def status_of(refusal: NotonelessError) -> int:
    """The status of a refusal."""
    return next((status for kind, status in STATUSES if isinstance(refusal, kind)), 422)


def _way_back(request: HttpRequest) -> str:
    """Where the person was: this page, or for something sent, the page that it was sent from."""
    try:
        sent_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # whoever writes the header may write anything
        sent_from = urlsplit("")
    own = sent_from.netloc == request.get_host() and sent_from.path.startswith("/")
    return _page_above(sent_from.path if own else request.path) if request.method == "POST" else request.path


def here(request: HttpRequest) -> str:
    """An address to come back to: this page, or where a button led here, the nearest page above that opens by its address."""
    opens = request.method in ("GET", "HEAD") and _opens(request.path) is not False
    return request.get_full_path() if opens else _page_above(request.path)


def _page_above(address: str) -> str:
    while address != "/" and not _opens(address):
        address = address.rstrip("/").rpartition("/")[0] + "/"
    return address


def _opens(address: str) -> bool | None:
    """Whether an address opens a page by itself; None where there is none."""
    try:
        return "GET" in getattr(resolve(address).func, "needs", {})
    except Resolver404:
        return None


@dataclass(frozen=True)
class NavItem:
    """One line of the menu: shown to whoever may do what its page asks for (SIGNED_IN: to all), and marked there and beneath.

    `also`: routes that belong to it and have another address. `holds`: pages beneath it by their own words, which the search
    box finds and the menu does not list.
    """

    route: str
    words: str
    icon: str
    need: str
    also: tuple[str, ...] = ()
    holds: tuple["NavItem", ...] = ()

    def marks(self, request: HttpRequest) -> bool:
        """Whether a request is for its page or one that belongs to it."""
        match = request.resolver_match
        return request.path.startswith(resolve_url(self.route)) or bool(match and match.url_name in self.also)


@dataclass(frozen=True)
class NavSection:
    """Lines of the menu that belong together, under a heading; the first stand without one."""

    words: str
    items: tuple[NavItem, ...]


def frame_of(request: HttpRequest) -> dict[str, Any]:
    """What the frame of a page shows: who is signed in, and where this person may go."""
    account: Any = request.user
    if not account.is_authenticated:
        return {"here": here(request)}
    ctx = context_of(request)
    held = next(iter(ctx.holdings()), None)
    unit = Unit._base_manager.select_related("parent").filter(pk=held.unit).first() if held else None
    names = [each.name for each in (unit and unit.parent, unit) if each]
    role = sentence(Problem(f"role.{held.role}"), language_of()) if held else account.unit.name
    return {
        "nav": menu(ctx, request),
        "here": here(request),
        "name": account.name,
        "unit": " ".join([*names[-2:], role]),
    }


def menu(ctx: Context, request: HttpRequest) -> list[dict[str, Any]]:
    """Where this person may go, by sections; one without a line is left out. Each line with the pages beneath it."""
    sections: list[NavSection] = import_string(settings.NAVIGATION)
    shown = [{"words": _said(each.words), "lines": _lines(each.items, ctx, request)} for each in sections]
    return [each for each in shown if each["lines"]]


def _lines(items: Sequence[NavItem], ctx: Context, request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "href": resolve_url(item.route),
            "words": _said(item.words),
            "icon": item.icon,
            "is_current": item.marks(request),
            "holds": _lines(item.holds, ctx, request),
        }
        for item in items
        if item.need == SIGNED_IN or ctx.may(item.need)
    ]


def _said(words: str) -> str:
    return translation.gettext(words) if words else ""  # of nothing, gettext tells the head of its catalogue


def proved(ctx: Context) -> None:
    """Raises StepUpNeeded unless the person has just proved again who it is (ASVS 5.0, 7.5.1 and 7.5.3)."""
    if not ctx.confirmed_within(settings.REVEAL_PROOF):
        raise StepUpNeeded


@dataclass(frozen=True)
class ChildCard(NavItem):
    """What a room puts on a child's page: `show` gives the card as it stands there, `route` is the page that says more."""

    show: Callable[[Context, UUID], Shown] | None = None


def child_cards(ctx: Context, request: HttpRequest, child: UUID) -> list[dict[str, str]]:
    """The cards that rooms put on a child's page, as far as this person may see them and reaches the child there.

    They come with the page: on a bad line nothing is waited for, and without scripts nothing is missing.
    """
    cards: list[NavItem] = import_string(settings.CHILD_CARDS)
    return [card for each in cards if ctx.may(each.need) for card in _card(ctx, request, child, each)]


def _card(ctx: Context, request: HttpRequest, child: UUID, card: NavItem) -> list[dict[str, str]]:
    told = {"words": translation.gettext(card.words), "icon": card.icon, "html": ""}
    if not isinstance(card, ChildCard) or card.show is None:
        return [{**told, "href": resolve_url(card.route, child=child)}]
    try:
        shown = card.show(ctx, child)
    except NotFound:  # the child is reached by another permission than the card
        return []
    return [{**told, "href": "", "html": render_to_string(shown.template, dict(shown.values), request)}]


def first_page(ctx: Context) -> str:
    """The address of the first page that a person may see."""
    for code, route in FIRST_PAGES:
        if ctx.may(code):
            return resolve_url(route)
    wanting = set(replace(ctx, strong=True).holdings()) - set(ctx.holdings())
    return resolve_url("mfa_index" if wanting else "security")


def tell(
    request: HttpRequest, problem: Problem, status: int, entry: UUID | None = None, error: BaseException | None = None
) -> HttpResponse:
    """One sentence on a page of its own, what to do next, and a number to quote: that of `entry`, or of a line in the log.

    Of an error the log gets the kind and never the words, which may hold what was entered.
    """
    known = entry or IDS.new()
    if entry is None:
        level = logging.ERROR if status >= 500 else logging.INFO
        _LOG.log(level, "%s: %s%s", known, problem.code, f": {type(error).__name__}" if error else "")
    language = language_of()
    values = {
        "frame": {"here": here(request)},
        "sentence": sentence(problem, language),
        "advice": sentence(Problem(_advice(problem, status)), language),
        "number": number_of(known),
    }
    try:
        response = render(request, "frame/error.html", values, status=status)
    except DatabaseError:  # nor can the session be read
        response = HttpResponse(render_to_string("frame/error.html", values), status=status)
    response["Cache-Control"] = "no-store"
    return response


def number_of(entry: UUID) -> str:
    """The short number of a request, as a person reads it out: the end of the id of its entry, or of its line in the log."""
    return entry.hex[-NUMBER_LENGTH:]


def _advice(problem: Problem, status: int) -> str:
    """What to do about a sentence: its own advice, or that of its status."""
    own = f"frame.advice_{problem.code.replace('.', '_')}"
    return own if own in WORDS else f"frame.advice_{status}"
