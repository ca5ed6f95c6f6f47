"""Undertakings signed, a signature taken back that was entered by mistake, a paper taken back."""

from datetime import date

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.papers.models import PaperState
from notoneless.foundation.papers.services import take_back
from notoneless.kernel.problems import Problem
from notoneless.oversight.appraisal.models import Undertaking
from notoneless.oversight.appraisal.rules.signing import why_not_reopened, why_not_signed, why_not_withdrawn
from notoneless.oversight.appraisal.selectors.signing import known_of


@action("undertaking.sign", words="登记责任书已签", english="Record that an undertaking was signed")
def sign_undertaking(ctx: Context, *, undertaking: Undertaking, on: date, proof: Attachment | None) -> None:
    """Record that the signed copy is back, with its scan if there is one.

    Raises Refused for what is signed or withdrawn, days before its issue or to come, and for one's own letter; Unusable for
    what is no picture and no PDF.
    """
    if undertaking.teacher_id is not None and undertaking.teacher_id == ctx.actor:
        raise Refused(Problem("appraisal.own_letter"))
    refusal = why_not_signed(known_of(undertaking), on, ctx.today)
    if refusal is not None:
        raise Refused(refusal)
    if proof is not None and proof.kind not in PAPERS:
        raise Unusable(Problem("appraisal.no_scan"))
    undertaking.signed_on, undertaking.copy, undertaking.recorded_by_id = on, proof, ctx.actor
    undertaking.save(update_fields=["signed_on", "copy", "recorded_by"])


@action("undertaking.reopen", words="撤销签字登记", english="Take back that an undertaking was signed")
def reopen_undertaking(ctx: Context, *, undertaking: Undertaking, reason: Line) -> None:
    """Say that a signature was entered by mistake; why stays with the undertaking. Raises Refused for what is not signed."""
    refusal = why_not_reopened(known_of(undertaking))
    if refusal is not None:
        raise Refused(refusal)
    undertaking.signed_on, undertaking.copy, undertaking.recorded_by_id = None, None, ctx.actor
    undertaking.because = reason
    undertaking.save(update_fields=["signed_on", "copy", "recorded_by", "because"])


@action("undertaking.withdraw", words="撤回责任书", english="Withdraw an undertaking")
def withdraw_undertaking(ctx: Context, *, undertaking: Undertaking, reason: Line) -> None:
    """Take an unsigned undertaking back, and its paper with it, so that a right one is issued. Raises Refused for others."""
    refusal = why_not_withdrawn(known_of(undertaking))
    if refusal is not None:
        raise Refused(refusal)
    if undertaking.paper.state != PaperState.WITHDRAWN:
        take_back(ctx, undertaking.paper, reason)
    undertaking.withdrawn_on, undertaking.because = ctx.today, reason
    undertaking.save(update_fields=["withdrawn_on", "because"])
