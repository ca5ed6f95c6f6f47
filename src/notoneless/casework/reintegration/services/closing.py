"""The end of following up: the case is put forward to be closed out, with what registers and people have said."""

from uuid import UUID

from notoneless.casework.cases.services import propose_close_out as propose
from notoneless.casework.reintegration.models import Return, ReturnFollowUp
from notoneless.casework.reintegration.rules.kinds import Hold
from notoneless.casework.reintegration.rules.refusing import why_not_closed_out
from notoneless.casework.reintegration.rules.standing import state_on
from notoneless.casework.reintegration.selectors.guarding import RETURNED
from notoneless.casework.reintegration.selectors.knowing import known_now, numbers_on
from notoneless.casework.reintegration.services.checking import refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.kernel.problems import Problem, sentence


@action("return.propose_close_out", words="稳定就读后申请销号", english="Propose to close out a pupil who stays")
def propose_close_out(ctx: Context, *, returned: Return) -> UUID:
    """Ask that the case of a pupil whose last mark holds be closed out by somebody else; the event of the case. Nothing is
    typed: the proof is the return with its follow-ups. Raises Refused before the last mark holds."""
    numbers = numbers_on(ctx.today)
    refuse(why_not_closed_out(state_on(known_now(returned), numbers, ctx.today), numbers))
    rows = ReturnFollowUp._base_manager.filter(returned=returned, mark__isnull=False, hold=Hold.HOLDS).order_by("mark")
    told = "、".join(
        f"{mark}天（{seen}/{reported}）" for mark, seen, reported in rows.values_list("mark", "seen", "reported")
    )
    inner = ctx.within(f"close out {returned.pk}")
    evidence = sentence(Problem("reintegration.evidence", {"day": returned.on.isoformat(), "marks": told}))
    return propose(
        inner,
        case=returned.case_id,
        on=ctx.today,
        reason=RETURNED,
        note=evidence,
        proof=returned.proof_id,
        reference=sentence(Problem("reintegration.reference", {"day": returned.on.isoformat()})),
    )
