"""The API: `POST /api/actions/<code>` for every action, and the children in reach.

A request carries a token, for a write its own id (`Idempotency-Key`) and when it was sent (`Request-Time`). The same id with
the same content gets the same answer and is done once.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.people.selectors import READ, list_children, open_child
from notoneless.interfaces.api.schemas import Asked, ChildOut, Done, ListedOut, Told, body_of
from notoneless.interfaces.frame.asking import address_of
from notoneless.interfaces.frame.pages import STATUSES, language_of
from notoneless.interfaces.frame.registry import all_actions
from notoneless.interfaces.frame.token import context_of_token
from notoneless.kernel.problems import NotonelessError, Problem, sentence

AHEAD, LATE = timedelta(minutes=5), timedelta(days=30)
"""How far a sender's clock may be ahead, and how long a request may have been under way."""

_ERRORS = {401: Told, 403: Told, 404: Told, 409: Told, 413: Told, 422: Told, 503: Told}


class Bearer(HttpBearer):
    """A token in the header: `Authorization: Bearer …`."""

    def authenticate(self, request: HttpRequest, token: str) -> Context | None:
        """The context of the token's owner, narrowed to what the token carries."""
        return context_of_token(token, "api", address_of(request))


class Api(NinjaAPI):
    """The API with our ways of failing, and answers that nobody keeps."""

    def create_response(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """An answer."""
        response: HttpResponse = super().create_response(*args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """An exception as one sentence; what is not ours is handed on."""
        if isinstance(exc, NotonelessError):
            status = next((status for kind, status in STATUSES if isinstance(exc, kind)), 422)
            return told(request, exc.told, status)
        if isinstance(exc, AuthenticationError):
            return told(request, Problem("api.no_token"), 401)
        if isinstance(exc, RequestDataTooBig):
            return told(request, Problem("api.too_big"), 413)
        if isinstance(exc, DatabaseError):
            return told(request, Problem("frame.database_failed"), 503)
        if isinstance(exc, ValidationError | HttpError):
            return told(request, Problem("api.not_understood", {"where": _where(exc)}), 422)
        return super().on_exception(request, exc)


api = Api(title="notoneless", version="1", docs_url=None, openapi_url=None, auth=Bearer(), urls_namespace="api")


def told(request: HttpRequest, problem: Problem, status: int) -> HttpResponse:
    """One sentence as an answer."""
    content = Told(code=problem.code, sentence=sentence(problem, language_of()))
    return api.create_response(request, content.dict(), status=status)


def _where(error: Exception) -> str:
    """Which fields were not understood: their names, never what was in them."""
    places = error.errors if isinstance(error, ValidationError) else []
    names = (str(part) for place in places for part in place.get("loc", ())[2:3])
    return ", ".join(sorted(set(names))) or "body"


def asked(ctx: Context, request: HttpRequest) -> Context:
    """The context with the id of this request. Raises Unusable without one, or where the clocks are too far apart."""
    try:
        key = UUID(request.headers.get("Idempotency-Key", ""))
        sent = datetime.fromisoformat(request.headers.get("Request-Time", ""))
    except ValueError:
        raise Unusable(Problem("api.no_key")) from None
    if sent.tzinfo is None or sent > ctx.at + AHEAD:
        raise Unusable(Problem("api.clock"))
    if sent < ctx.at - LATE:
        raise Unusable(Problem("api.too_late", {"days": LATE.days}))
    return ctx.with_request(key)


def _act(action: Action[Any]) -> Callable[..., Done]:
    """The view of one action."""
    body_kind = body_of(action)

    def view(request: HttpRequest, body: body_kind) -> Done:  # type: ignore[valid-type]
        ctx: Context = request.auth  # type: ignore[attr-defined]
        try:
            ctx = asked(ctx, request)
        except Unusable as refusal:
            noted(ctx, refusal, Attempted(action.code, {}))
            raise
        given = body.model_dump(exclude_unset=True)  # type: ignore[attr-defined]
        return Done(id=action(ctx, **given))

    view.__name__ = action.code.replace(".", "_")
    view.__doc__ = action.__doc__
    return view


for _code, _action in all_actions().items():
    api.post(
        f"/actions/{_code}", response={200: Done, **_ERRORS}, summary=_action.permission.words, operation_id=_code
    )(_act(_action))


def _read(request: HttpRequest, code: str, read: Callable[[Context], Any]) -> Any:
    """Read in one transaction; what is refused is recorded."""
    ctx: Context = replace(request.auth, bounded=True)  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            return read(ctx)
    except NotonelessError as refusal:
        noted(ctx, refusal, Attempted(code, {}))
        raise


@api.post("/children/search", response={200: ListedOut, **_ERRORS}, operation_id="child.list")
def search_children(request: HttpRequest, body: Asked) -> Any:
    """Children in reach, in the order of their names. What is searched for is in the body: addresses stay in logs."""
    return _read(request, READ, lambda ctx: list_children(ctx, search=body.search[:60], after=body.after))


@api.get("/children/{uuid:child}", response={200: ChildOut, **_ERRORS}, operation_id="child.open")
def get_child(request: HttpRequest, child: UUID) -> Any:
    """One child."""
    return _read(request, READ, lambda ctx: open_child(ctx, child))


ROUTES: list[URLPattern | URLResolver] = [path("api/", api.urls)]
