"""What stands before every route of the API: who asks, whether it may, when it was sent, and whether the body can be read.

A view runs in one transaction. Whatever is refused undoes everything, is recorded, and becomes one sentence.
"""

import json
import logging
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn, cast
from uuid import UUID

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.permissions import permissions
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.interfaces.frame.asking import address_of
from notoneless.interfaces.frame.pages import ANYONE, STATUSES, Declared, language_of, permit
from notoneless.interfaces.frame.token import context_of_token, nobody
from notoneless.kernel.problems import NotonelessError, Problem, sentence

AHEAD = timedelta(minutes=5)
"""How far a client's clock may be ahead."""

EXPIRES = timedelta(days=30)
"""How long after its time a request may come. Receipts, which tell what was done already, must be kept for longer."""

LARGEST = 64 * 1024
"""Bytes of a body. Files come as attachments."""

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")

_LOG = logging.getLogger(__name__)


class NotSignedIn(Refused):
    """No good token came with the request."""


class TooLarge(Refused):
    """The body has more bytes than any request needs."""


class NotJson(Refused):
    """The body says that it is something else."""


class Unreadable(Refused):
    """The body is no JSON object."""


_STATUSES = ((NotSignedIn, 401), (TooLarge, 413), (NotJson, 415), (Unreadable, 400), *STATUSES)


@dataclass(frozen=True)
class Asked:
    """What the guard found: the context, and the body of a request that has one."""

    ctx: Context
    body: Mapping[str, Any]


View = Callable[..., HttpResponse]


def guarded(view: View, needs: Mapping[str, str], known: frozenset[str] = frozenset()) -> Declared:
    """A view that is reached only as `needs` says, a permission for each method. `known`: what a query may name."""

    def answer(request: HttpRequest, **path: Any) -> HttpResponse:
        need = needs.get(str(request.method))
        if need is None:
            return _told(Problem("api.no_such_method", {"methods": ", ".join(sorted(needs))}), 405, sorted(needs))
        response = _answer(view, need, known, request, path)
        response["Cache-Control"] = "no-store"
        return response

    answer.needs = dict(needs)  # type: ignore[attr-defined]
    answer.__doc__, answer.__name__, answer.__module__ = view.__doc__, view.__name__, view.__module__
    # a token is sent on purpose; a browser sends none by itself, and cookies count for nothing here
    return csrf_exempt(answer)  # type: ignore[return-value]


def _answer(
    view: View, need: str, known: frozenset[str], request: HttpRequest, path: Mapping[str, Any]
) -> HttpResponse:
    ctx = nobody("api", address_of(request))
    try:
        ctx = _context(request)
        with transaction.atomic():
            permit(ctx, need)
            if permissions()[need].kind == "write":
                ctx = sent(ctx, request.headers)
            _only(request.GET, known)
            set_asked(request, Asked(ctx.within_page(), _body(request)))
            return view(request, **path)
    except NotonelessError as refusal:
        return _refused(ctx, need, refusal)
    except DatabaseError as error:
        _LOG.error("%s: the database failed: %s", need, type(error).__name__)
        return _told(Problem("frame.database_failed"), 503)
    except Exception as error:
        return _failed(ctx, need, error)


def set_asked(request: HttpRequest, asked: Asked) -> None:
    """Hand what the guard found to the view."""
    request.asked = asked  # type: ignore[attr-defined]


def asked_of(request: HttpRequest) -> Asked | None:
    """What the guard found; None where a request has come past it."""
    return cast(Asked | None, getattr(request, "asked", None))


def _context(request: HttpRequest) -> Context:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    ctx = context_of_token(secret if scheme.lower() == "bearer" else "", "api", address_of(request))
    if ctx.actor is None:
        raise NotSignedIn(Problem("api.no_token"))
    return ctx


def sent(ctx: Context, headers: Mapping[str, str]) -> Context:
    """The context with the id of a write. Raises Unusable without id or time, ahead of our clock, or too late."""
    try:
        key = UUID(headers.get("Idempotency-Key", ""))
    except ValueError:
        raise Unusable(Problem("api.no_key")) from None
    try:
        at = datetime.fromisoformat(headers.get("Request-Time", ""))
        waited = ctx.at - at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        waited = None
    if waited is None:
        raise Unusable(Problem("api.no_time"))
    if waited < -AHEAD:
        raise Unusable(Problem("api.clock_ahead", {"minutes": AHEAD // timedelta(minutes=1)}))
    if waited > EXPIRES:
        raise Unusable(Problem("api.too_old", {"days": EXPIRES.days}))
    return ctx.with_request(key)


def _only(query: Mapping[str, Any], known: frozenset[str]) -> None:
    """An unknown word of a query is refused: whoever writes a name there shall learn that it went nowhere."""
    unknown = query.keys() - known
    if unknown:
        raise unknown_parameters(unknown)


def unknown_parameters(names: Any) -> Unusable:
    """The refusal of what nobody has asked for."""
    return Unusable(Problem("access.unknown_parameter", {"name": ", ".join(sorted(str(name)[:60] for name in names))}))


def _body(request: HttpRequest) -> Mapping[str, Any]:
    """The body of a request that has one. Raises TooLarge before it is read, NotJson, Unreadable."""
    if request.method != "POST":
        return {}
    most = Problem("api.too_large", {"most": LARGEST})
    length = str(request.META.get("CONTENT_LENGTH") or 0)
    if not length.isdecimal() or int(length[:20]) > LARGEST:
        raise TooLarge(most)
    if request.content_type != "application/json":
        raise NotJson(Problem("api.not_json"))
    try:
        raw = request.body
    except OSError:
        raise Unreadable(Problem("api.unreadable")) from None
    if len(raw) > LARGEST:
        raise TooLarge(most)
    return _object(raw)


def _object(raw: bytes) -> Mapping[str, Any]:
    try:
        text = raw.decode("utf-8")
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        json.dumps(found, ensure_ascii=False).encode()  # a lone surrogate is no text
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Unreadable(Problem("api.unreadable"))
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two readers may choose two of a name given twice, so neither is taken."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is there twice")
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _refused(ctx: Context, need: str, refusal: NotonelessError) -> HttpResponse:
    try:
        noted(ctx, refusal, Attempted(need, {}))
    except NotonelessError as unrecorded:
        refusal = unrecorded
    return _told(refusal.told, status_of(refusal))


def _failed(ctx: Context, need: str, error: Exception) -> HttpResponse:
    """The program failed. Neither log nor answer repeats the message, which may hold what was in hand."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    kind = type(error).__name__
    _LOG.error("%s failed: %s in %s, line %s", need, kind, where.name, where.lineno)
    told = NotonelessError(Problem("access.failed", {"kind": kind}))
    with suppress(NotonelessError, DatabaseError):
        noted(ctx, told, Attempted(need, {}))
    return _told(told.told, 500)


def status_of(refusal: NotonelessError) -> int:
    """The status of a refusal. Trouble with keys is ours, not the client's."""
    if refusal.problem.code.startswith("sealing."):
        return 503
    return next((status for kind, status in _STATUSES if isinstance(refusal, kind)), 422)


def _told(problem: Problem, status: int, methods: list[str] | None = None) -> HttpResponse:
    """One sentence as an answer."""
    response = JsonResponse({"code": problem.code, "sentence": sentence(problem, language_of())}, status=status)
    response["Cache-Control"] = "no-store"
    if methods is not None:
        response["Allow"] = ", ".join(methods)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def nowhere(request: HttpRequest, **_: Any) -> HttpResponse:  # noqa: ARG001 (every view's)
    """The answer of every address that is none, whoever asks."""
    return _told(Problem("api.no_such_address"), 404)


nowhere.needs = dict.fromkeys(METHODS, ANYONE)  # type: ignore[attr-defined]
