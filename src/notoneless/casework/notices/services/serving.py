"""How a notice came to the family, and what it answered."""

from datetime import date

from notoneless.casework.notices.models import ReturnNotice
from notoneless.casework.notices.rules.kinds import Reply
from notoneless.casework.notices.rules.refusing import why_not_replied, why_not_served
from notoneless.casework.notices.selectors.knowing import known_now
from notoneless.casework.procedures.rules.facts import PROVED, Means
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem


@action("notice.serve", words="登记返校通知送达", english="Record the service of a return-to-school notice")
def serve_notice(
    ctx: Context,
    *,
    return_notice: ReturnNotice,
    on: date,
    means: Means,
    proved: bool | None,
    receiver: Line | None,
    proof: Attachment | None,
) -> None:
    """Record when and how a notice came to the family. The receiver is sealed.

    proved: what the means asks for is there: an adult of the same home, a witness or recording, signed consent, the cause.
    Raises Refused for a notice that is served or withdrawn, and days before its issue or to come.
    """
    is_proved = means not in PROVED or bool(proved)
    refusal = why_not_served(known_now(return_notice, ctx.today), on, is_proved, ctx.today)
    if refusal is not None:
        raise Refused(refusal)
    if proof is not None and proof.kind not in PAPERS:
        raise Unusable(Problem("notices.no_paper"))
    return_notice.served_on, return_notice.means, return_notice.proof = on, means, proof
    return_notice.receiver = Plain(receiver) if receiver else None
    return_notice.save(update_fields=["served_on", "means", "proof", "receiver"])


@action("notice.reply", words="登记返校通知答复", english="Record the answer to a return-to-school notice")
def reply(ctx: Context, *, return_notice: ReturnNotice, on: date, reply: Reply, note: Passage | None) -> None:
    """Record what the family answered. The note is sealed. Raises Refused before service and for a second answer."""
    refusal = why_not_replied(known_now(return_notice, ctx.today), on, ctx.today)
    if refusal is not None:
        raise Refused(refusal)
    return_notice.replied_on, return_notice.reply = on, reply
    return_notice.note = Plain(note) if note else None
    return_notice.save(update_fields=["replied_on", "reply", "note"])
