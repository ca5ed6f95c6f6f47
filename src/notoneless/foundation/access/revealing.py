"""`reveal`: the one way to open a sealed value for a person. One row at a time, proved again, recorded, limited."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.recording import Attempted, carry, noted, recorded
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Refused, SecondFactorNeeded
from notoneless.foundation.access.scope import Protected, visible_to
from notoneless.foundation.audit.models import Entry, Outcome
from notoneless.foundation.audit.rules import CHINA
from notoneless.foundation.sealing.models import opened
from notoneless.foundation.sealing.registry import declared
from notoneless.kernel.problems import Problem


class StepUpNeeded(Refused):
    """The person must prove again who it is."""

    def __init__(self) -> None:
        super().__init__(Problem("access.step_up_needed"))


@dataclass(frozen=True)
class Limits:
    """How fresh the proof must be, and how many values one account may open on one day. Settings of the installation."""

    proof: timedelta = timedelta(minutes=10)
    a_day: int = 30


def reveal(ctx: Context, row: Protected, field: str, limits: Limits) -> str | None:
    """The text of a sealed field of a row. Raises Refused, recorded, without grant, reach, fresh proof, or beyond the limit."""
    code = declared(type(row))[field].seen
    if not code:
        raise TypeError(f"{type(row).__name__}.{field} is not revealed")
    try:
        with transaction.atomic():
            found = _permitted(ctx, code, row, limits)
            text = opened(found, field)
            recorded(ctx, code, Outcome.READ, {"field": field}, [found], reason=field)
            return text
    except Refused as refusal:
        attempted = Attempted(code, {"field": field, "row": str(row.pk)})
        carry(refusal, attempted)
        if not ctx.bounded:
            noted(ctx, refusal, attempted)
        raise


def _permitted(ctx: Context, code: str, row: Protected, limits: Limits) -> Protected:
    if not ctx.may(code):
        raise SecondFactorNeeded if ctx.lacks_second_factor(code) else NotAllowed(code)
    if ctx.channel != "web":
        raise NotAllowed(code)
    found = visible_to(ctx, code, type(row)).filter(pk=row.pk).first()
    own = type(row).OPENS_FOR
    if found is None or (own and getattr(found, f"{own}_id") != ctx.actor):
        raise NotFound
    if not ctx.confirmed_within(limits.proof):
        raise StepUpNeeded
    if done_today(ctx, REVEALING) >= limits.a_day:
        raise Refused(Problem("access.too_many_revealed", {"most": limits.a_day}))
    return found


REVEALING = ".reveal"
"""How the permissions end whose use is limited together: ten numbers and ten telephones are twenty values."""


def done_today(ctx: Context, ending: str) -> int:
    """How often this account has today done what ends so, counted by one request at a time."""
    # locked, so that requests sent at once do not each find the others not yet counted
    Account._base_manager.select_for_update(of=("self",)).only("pk").filter(pk=str(ctx.actor)).first()
    midnight = datetime.combine(ctx.today, time(), CHINA)
    read = Entry.objects.filter(actor=ctx.actor, outcome=Outcome.READ, at__gte=midnight)
    return read.filter(action__endswith=ending).count()
