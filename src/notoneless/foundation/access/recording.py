"""Entries of the audit, made from a context: done, refused, read."""

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DatabaseError, models, transaction

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Unrecorded
from notoneless.foundation.access.scope import unit_reached
from notoneless.foundation.audit.models import Outcome
from notoneless.foundation.audit.services import Attempt, record
from notoneless.foundation.sealing.keys import KeyStoreDown
from notoneless.kernel.problems import NotonelessError, Problem

_LOG = logging.getLogger(__name__)


def recorded(
    ctx: Context,
    code: str,
    outcome: Outcome,
    content: Mapping[str, Any],
    targets: Sequence[models.Model] = (),
    result: UUID | None = None,
    reason: str = "",
    count: int | None = None,
) -> UUID:
    """Write an entry in the running transaction; its id. Raises Unrecorded if it cannot be: then nothing else stands either."""
    row = next((each for each in reversed(targets) if each._meta.label != "access.Unit"), None)
    unit = next((each for each in targets if each._meta.label == "access.Unit"), None)
    if unit is not None:
        where = unit.pk
    elif row is not None:
        where = getattr(row, "unit_id", None) or unit_reached(ctx, code, row)
    else:
        where = None
    attempt = Attempt(
        id=ctx.ids.new(),
        payload_id=ctx.ids.new(),
        at=ctx.at,
        actor=ctx.actor,
        channel=ctx.channel,
        address=ctx.address,
        action=code,
        request=ctx.request,
        object_table=row._meta.db_table if row else "",
        object=row.pk if row else result,
        unit=where,
        count=count,
    )
    try:
        record(attempt, outcome, content, reason)
    except (DatabaseError, KeyStoreDown) as error:
        # its kind alone: what a database says of a row may hold what was entered
        _LOG.error("the audit cannot be written: %s", type(error).__name__)
        raise Unrecorded from error
    return attempt.id


@dataclass(frozen=True)
class Attempted:
    """What was attempted when it was refused: carried by the refusal until nothing can undo its entry any more."""

    code: str
    content: Mapping[str, Any]


def carry(refusal: NotonelessError, attempted: Attempted) -> None:
    """Let a refusal carry what was attempted; the innermost attempt stays."""
    if getattr(refusal, "attempted", None) is None:
        refusal.attempted = attempted  # type: ignore[attr-defined]


def noted(ctx: Context, refusal: NotonelessError, attempted: Attempted) -> UUID:
    """Record a refusal in a transaction of its own, after everything else was undone; the entry. Raises Unrecorded if it fails.

    `attempted` is what the boundary knows; what the refusal carries is closer to the cause.
    """
    known: Attempted = getattr(refusal, "attempted", None) or attempted
    outcome = _OUTCOMES.get(refusal.problem.code, Outcome.REFUSED)
    with transaction.atomic():
        content = {**known.content, **_named(refusal.told)}
        return recorded(ctx, known.code, outcome, content, reason=refusal.problem.code)


TOLD = "told"
"""Under which name the content of a refused attempt keeps the words that its sentence needs."""


def _named(told: Problem) -> dict[str, dict[str, str | int]]:
    """What a sentence names that tells of no person: roles, parameters, kinds and counts, by their codes; no text."""
    kept: dict[str, str | int] = {
        name: value.code if isinstance(value, Problem) else value
        for name, value in told.params.items()
        if isinstance(value, int) or (isinstance(value, Problem) and not value.params)
    }
    return {TOLD: kept} if kept else {}


_OUTCOMES = {"access.conflict": Outcome.CONFLICT, "access.failed": Outcome.FAILED}


def opened_row(ctx: Context, code: str, row: models.Model) -> None:
    """Record that one row was opened."""
    recorded(ctx, code, Outcome.READ, {}, [row])


def listed(ctx: Context, code: str, ids: Iterable[UUID], asked: Mapping[str, Any]) -> None:
    """Record that a list was shown: what was asked for, how many rows, and a hash of their ids."""
    shown = [str(each) for each in ids]
    digest = hashlib.sha256("\n".join(shown).encode()).hexdigest()
    recorded(ctx, code, Outcome.READ, {"asked": dict(asked), "rows": digest}, count=len(shown))
