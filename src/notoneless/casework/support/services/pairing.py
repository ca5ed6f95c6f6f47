"""A teacher is paired with a pupil, and the pairing ends."""

from uuid import UUID

from notoneless.casework.support.models import Pairing
from notoneless.casework.support.selectors.staff import mentor_among
from notoneless.casework.support.services.checking import refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem


@action("pairing.make", words="师生结对", english="Pair a teacher with a pupil")
def pair(ctx: Context, *, child: Child, mentor: UUID) -> UUID:
    """Let somebody of the staff of a pupil's school stand by it from today on; the pairing.

    Raises Refused for others, and for a pair that stands.
    """
    account = mentor_among(child.pk, mentor, ctx.today)
    if account is None:
        raise Refused(Problem("helping.no_mentor"))
    if Pairing._base_manager.filter(child=child, mentor=account, until_on__isnull=True).exists():
        raise Refused(Problem("helping.paired_already", {"mentor": account.name}))
    row = Pairing(id=ctx.ids.new(), child=child, mentor=account, from_on=ctx.today)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("pairing.end", words="结束结对", english="End a pairing")
def end_pairing(ctx: Context, *, pairing: Pairing, reason: Line) -> None:
    """End a pairing from today on, with the reason. Raises Refused where it has ended."""
    refuse(Problem("helping.pairing_ended") if pairing.until_on is not None else None)
    pairing.until_on, pairing.because = ctx.today, reason
    pairing.save(update_fields=["until_on", "because"])
