"""The API as a whole: `POST /api/actions/<code>` for every action, and the reads that rooms offer."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import responses
from typing import Any, NoReturn, get_type_hints
from uuid import UUID

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.parser import Parser
from ninja.security import HttpBearer

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.permissions import permissions
from notoneless.foundation.access.refusals import Unusable
from notoneless.interfaces.api.guard import Asked, asked_of, guarded, nowhere, unknown_parameters
from notoneless.interfaces.api.schemas import Done, Made, Told, body_of
from notoneless.interfaces.frame.registry import all_actions
from notoneless.kernel.catalogue import WORDS
from notoneless.kernel.problems import Problem

_BAD = 400
_REFUSALS = (401, 403, 404, 409, 413, 415, 422, 503)
"""Statuses of refusals, which the guard answers for every operation alike."""


@dataclass(frozen=True)
class Operation:
    """One method of one address. `view` is `(ctx, **named)`: what stands in the address, the query, or one body."""

    method: str
    address: str
    name: str
    need: str
    view: Callable[..., Any]
    answers: Any
    words: str


class Bearer(HttpBearer):
    """`Authorization: Bearer <secret>`. The guard has asked for it before; whoever comes past the guard is nobody."""

    def __call__(self, request: HttpRequest) -> Asked | None:
        """What the guard found."""
        return asked_of(request)

    def authenticate(self, request: HttpRequest, token: str) -> Asked | None:  # noqa: ARG002 (ninja's signature)
        """The same."""
        return asked_of(request)


class Given(Parser):
    """Hands on the body that the guard has read."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body."""
        asked = asked_of(request)
        return dict(asked.body) if asked else {}


def build_api(reads: Sequence[Operation]) -> tuple[NinjaAPI, URLResolver]:
    """The API with every action and the reads of the rooms, and its routes, each with what it needs."""
    operations = [*(_of_action(each) for each in all_actions().values()), *reads]
    api = NinjaAPI(
        title="一个都不能少 notoneless",
        version="1",
        description="写入：登记册中的每一项。/ Writes: every action of the registry.",
        docs_url=None,
        openapi_url=None,
        auth=Bearer(),
        parser=Given(),
        urls_namespace="api",
    )
    api.add_exception_handler(ValidationError, _misfit)
    api.add_exception_handler(Exception, _as_it_is)
    for each in operations:
        _add(api, each)
    return api, _routes(api, operations)


def _of_action(action: Action[Any]) -> Operation:
    body = body_of(action)
    makes = get_type_hints(action.body)["return"] is UUID

    def view(ctx: Context, given: Any) -> dict[str, UUID]:
        result = action(ctx, **given.model_dump(exclude_none=True))
        return {} if result is None else {"id": result}

    view.__annotations__["given"] = body
    view.__doc__ = action.__doc__
    words = f"{action.permission.words} / {action.permission.english}"
    return Operation("POST", f"actions/{action.code}", action.code, action.code, view, Made if makes else Done, words)


def _add(api: NinjaAPI, operation: Operation) -> None:
    """Enter an operation: its view as ninja calls it, with the context that the guard made in place of the request."""

    def view(request: HttpRequest, **named: Any) -> Any:
        asked = asked_of(request)
        if asked is None:
            raise TypeError("a request has come past the guard")
        return operation.view(asked.ctx, **named)

    first, *rest = inspect.signature(operation.view).parameters.values()
    request = first.replace(name="request", annotation=HttpRequest)
    view.__signature__ = inspect.Signature([request, *rest])  # type: ignore[attr-defined]
    view.__doc__ = operation.view.__doc__
    permission = permissions()[operation.need]
    api.api_operation(
        [operation.method],
        f"/{operation.address}",
        # ninja makes a model of each status of each operation: of refusals one is enough to describe all
        response={200: operation.answers, _BAD: Told},
        operation_id=operation.name,
        url_name=operation.name,
        summary=operation.words,
        tags=[operation.need.partition(".")[0]],
        openapi_extra={
            "responses": _REFUSED,
            "x-permission": operation.need,
            **({"x-law": permission.law} if permission.law else {}),
            **({"parameters": _HEADERS} if permission.kind == "write" else {}),
        },
    )(view)


_REFUSED = {
    status: {
        "description": responses[status],
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{Told.__name__}"}}},
    }
    for status in _REFUSALS
}

_HEADERS = [
    {
        "in": "header",
        "name": "Idempotency-Key",
        "required": True,
        "schema": {"type": "string", "format": "uuid"},
        "description": " / ".join(WORDS["api.no_key"]),
    },
    {
        "in": "header",
        "name": "Request-Time",
        "required": True,
        "schema": {"type": "string", "format": "date-time"},
        "description": " / ".join(WORDS["api.no_time"]),
    },
]


def _routes(api: NinjaAPI, operations: Sequence[Operation]) -> URLResolver:
    """Ninja's routes behind the guard; every other address beneath is none."""
    by_name = {each.name: each for each in operations}
    found: list[URLPattern] = []
    for pattern in api.urls[0]:
        operation = by_name.get(pattern.name or "") if isinstance(pattern, URLPattern) else None
        if operation is None or not isinstance(pattern, URLPattern):
            continue
        known = frozenset(inspect.signature(operation.view).parameters) if operation.method == "GET" else frozenset()
        in_address = frozenset(pattern.pattern.converters)
        view = guarded(pattern.callback, {operation.method: operation.need}, known - in_address - {"ctx"})
        found.append(path(str(pattern.pattern), view, name=operation.name))
    found.append(re_path("", csrf_exempt(nowhere), name="nowhere"))
    return path("api/", include((found, "api")))


def _misfit(request: HttpRequest, error: Any) -> NoReturn:  # noqa: ARG001 (ninja's signature)
    """Where a body does not fit its schema: which field, in a sentence, and never what was in it."""
    unknown = [each["loc"][-1] for each in error.errors if each["type"] == "extra_forbidden"]
    if unknown:
        raise unknown_parameters(unknown)
    first = error.errors[0]
    name = Problem(f"parameter.{first['loc'][-1]}")
    told: Problem | str = name if name.code in WORDS else str(first["loc"][-1])
    kinds = {"missing": "access.missing_parameter", "string_too_long": "access.too_long"}
    more = {"longest": first["ctx"]["max_length"]} if first["type"] == "string_too_long" else {}
    raise Unusable(Problem(kinds.get(first["type"], "access.wrong_kind"), {"name": told, **more}))


def _as_it_is(request: HttpRequest, error: Any) -> NoReturn:  # noqa: ARG001 (ninja's signature)
    """To the guard, which undoes, records and tells."""
    raise error
