"""`@action`: the one way to write. Permission, scope, transaction, idempotency and audit, in that order and without exception.

An action is a function `(ctx, *, …)`. A parameter annotated with a protected model is a target: callers give its id, the
function gets the locked row, read through `visible_to`. The client gives each request an id; the same id with the same content
gives the same result and is done once, with other content it is a conflict.
"""

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Generic, NoReturn, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Receipt
from notoneless.foundation.access.parameters import Parameter, entered, parameters_of, value_of
from notoneless.foundation.access.permissions import Permission, define
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import Attempted, carry, noted, recorded
from notoneless.foundation.access.refusals import (
    Conflict,
    NotAllowed,
    NotFound,
    SecondFactorNeeded,
    Unrecorded,
    Unusable,
)
from notoneless.foundation.access.scope import Protected, Sight, looking, sight, tell_database
from notoneless.foundation.audit.models import Outcome
from notoneless.foundation.sealing.keys import key_ring
from notoneless.kernel.problems import NotonelessError, Problem

R = TypeVar("R", UUID, None)

_LOG = logging.getLogger(__name__)
_ACTIONS: "dict[str, Action[Any]]" = {}


def actions() -> "Mapping[str, Action[Any]]":
    """All actions by code. Complete once every room's services have been imported."""
    return dict(sorted(_ACTIONS.items()))


class Action(Generic[R]):
    """A registered write. Called as its function, with ids for targets."""

    def __init__(self, permission: Permission, version: int, body: Callable[..., R]) -> None:
        self.parameters = parameters_of(permission.code, body)
        self.permission = define(permission)
        self.version = version
        self.body: Callable[..., Any] = body
        self.__doc__ = body.__doc__
        self.__name__ = body.__name__
        self.__module__ = body.__module__

    @property
    def code(self) -> str:
        """The action's code."""
        return self.permission.code

    def __call__(self, ctx: Context, **given: Any) -> R:
        """Do it once. Raises NotonelessError, recorded after everything was undone, where it may not or cannot be done."""
        content = entered(given, self.parameters)
        try:
            try:
                return self._attempt(ctx, given, content)
            except IntegrityError:
                # somebody entered the same at that instant: now the action finds it, and says so in its own words
                return self._attempt(ctx, given, content)
        except Unrecorded:
            raise
        except NotonelessError as refusal:
            self._refuse(ctx, content, refusal)
            raise
        except Exception as error:
            self._failed(ctx, content, error)

    def _attempt(self, ctx: Context, given: Mapping[str, Any], content: Mapping[str, Any]) -> R:
        with transaction.atomic(), looking():
            return self._do(ctx, given, content)

    def _refuse(self, ctx: Context, content: Mapping[str, Any], refusal: NotonelessError) -> None:
        """Record a refusal, or let it carry what was attempted to the boundary of the larger transaction."""
        attempted = Attempted(self.code, content)
        carry(refusal, attempted)
        if not ctx.bounded:
            noted(ctx, refusal, attempted)

    def _do(self, ctx: Context, given: Mapping[str, Any], content: Mapping[str, Any]) -> R:
        tell_database(ctx)
        self._permit(ctx)
        if ctx.request is None or ctx.actor is None:
            raise Unusable(Problem("access.no_request"))
        values = {each.name: value_of(each, given) for each in self._all(given)}
        text = json.dumps([self.code, self.version, content], ensure_ascii=False, sort_keys=True)
        begun = {"action": self.code, "content": key_ring().index(text, "receipt"), "at": ctx.at}
        done = _receipt_of.first(ctx.actor, ctx.request)
        if done is not None:
            return self._same_answer(done, text, ctx.request)
        # the same request at that instant waits here, and then finds this receipt
        receipt = Receipt.objects.create(actor=ctx.actor, request=ctx.request, **begun)
        targets = {
            each.name: _target(ctx, self.code, each, values[each.name])
            for each in self.parameters
            if each.is_target and values[each.name] is not None
        }
        result: R = self.body(ctx, **(values | targets))
        if result is not None:
            receipt.result = str(result)
            receipt.save(update_fields=["result"])
        recorded(ctx, self.code, Outcome.DONE, content, list(targets.values()), result)
        return result

    def _permit(self, ctx: Context) -> None:
        if ctx.may(self.code):
            return
        raise SecondFactorNeeded if ctx.lacks_second_factor(self.code) else NotAllowed(self.code)

    def _all(self, given: Mapping[str, Any]) -> tuple[Parameter, ...]:
        """The parameters. Raises Unusable if something else was given."""
        unknown = given.keys() - {each.name for each in self.parameters}
        if unknown:
            raise Unusable(Problem("access.unknown_parameter", {"name": ", ".join(sorted(unknown))}))
        return self.parameters

    def _same_answer(self, receipt: Receipt, text: str, request: UUID) -> R:
        """The answer given the first time. The digest is keyed: from a plain one a phone number could be found by trying."""
        if bytes(receipt.content) not in key_ring().indexes(text, "receipt"):
            raise Conflict(request)
        return UUID(receipt.result) if receipt.result else None  # type: ignore[return-value]

    def _failed(self, ctx: Context, content: Mapping[str, Any], error: Exception) -> NoReturn:
        """Record that the program failed, if that is still possible, and let the failure go on."""
        told = NotonelessError(Problem("access.failed", {"kind": type(error).__name__}))
        with suppress(Exception):
            self._refuse(ctx, content, told)
        _LOG.error("%s failed: %s", self.code, type(error).__name__)
        raise error


def _target(ctx: Context, code: str, parameter: Parameter, given: Any) -> Protected:
    """The row that a target names, locked until the transaction ends. Raises NotFound if it is out of reach."""
    row = _locked.first(sight(ctx, code, parameter.kind), parameter.kind, given)
    if row is None:
        raise NotFound
    return row


@prepared
def _locked(seen: Sight, model: type[Protected], given: UUID) -> QuerySet[Protected]:
    # what is inserted beneath a row meanwhile does not touch it: only whoever would change the same row waits
    return seen.of(model).select_for_update(of=("self",), no_key=True).filter(pk=given)


@prepared
def _receipt_of(actor: UUID, request: UUID) -> QuerySet[Receipt]:
    return Receipt.objects.filter(actor=actor, request=request)


def action(
    code: str, *, words: str, english: str, law: str = "", version: int = 1
) -> Callable[[Callable[..., R]], Action[R]]:
    """Make a function an action. Raises TypeError at import for a signature that is not `(ctx, *, …)` with a protected target.

    `version` goes up when the same content shall mean something else.
    """

    def register(body: Callable[..., R]) -> Action[R]:
        made = Action(Permission(code, "write", words, english, law), version, body)
        _ACTIONS[code] = made
        return made

    return register
