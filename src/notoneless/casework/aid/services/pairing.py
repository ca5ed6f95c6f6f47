"""A named person stands by a pupil, and stands by it no more."""

from uuid import UUID

from notoneless.casework.aid.models import AidPairing
from notoneless.casework.aid.selectors.knowing import mentors_for
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem


@action("aid.pair", words="结一帮一", english="Pair a pupil with a named person")
def pair(ctx: Context, *, child: Child, mentor: UUID) -> UUID:
    """Let somebody who holds a post at the school, or above it, stand by a pupil from today on; the pair.

    Raises Refused for a pupil whom somebody stands by already, Unusable for who holds no such post.
    """
    if AidPairing._base_manager.filter(child=child, until_on__isnull=True).exists():
        raise Refused(Problem("aid.paired_already"))
    if mentor not in {pk for pk, _ in mentors_for(child.pk, ctx.today)}:
        raise Unusable(Problem("aid.no_mentor"))
    row = AidPairing(id=ctx.ids.new(), child=child, from_on=ctx.today)
    row.mentor_id, row.by_id = mentor, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("aid.end_pairing", words="结束一帮一", english="End a pair")
def end_pairing(ctx: Context, *, aid_pairing: AidPairing, reason: Line) -> None:
    """Let somebody stand by a pupil no more, with the reason. Raises Refused for a pair that has ended."""
    if aid_pairing.until_on is not None:
        raise Refused(Problem("aid.pair_ended"))
    aid_pairing.until_on, aid_pairing.because = ctx.today, reason
    aid_pairing.save(update_fields=["until_on", "because"])
