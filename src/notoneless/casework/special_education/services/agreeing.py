"""A school agrees with a family, or with the institution where a child lives, on how the child learns."""

from datetime import date
from uuid import UUID

from notoneless.casework.special_education.models import LearningAgreement, SpecialFile
from notoneless.casework.special_education.rules.kinds import Learns
from notoneless.casework.special_education.rules.refusing import why_not_agreed
from notoneless.casework.special_education.rules.standing import placed_on
from notoneless.casework.special_education.selectors.knowing import known_now
from notoneless.casework.special_education.services.checking import begun, check_day, refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import NotFound, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.kernel.problems import Problem


@action("special.agree", words="登记随班就读协议", english="Record an agreement on learning in a regular class")
def agree(
    ctx: Context,
    *,
    special_file: SpecialFile,
    party_name: str,
    on: date,
    until_on: date,
    terms: Passage,
    proof: Attachment | None,
    signed_on_paper: bool | None,
) -> UUID:
    """Record what was agreed with whom, from the day of signing until another; the agreement. It is signed on paper, or its
    photo or PDF is attached. Raises Refused for a child who is not placed in a regular class, and days that cannot be."""
    check_day(ctx, special_file.child, on)
    check_proof(ctx, proof)
    placed = placed_on(known_now(special_file).proposals, ctx.today)
    about = Learns.REGULAR_CLASS
    has_paper = proof is not None or bool(signed_on_paper)
    refuse(why_not_agreed(placed.learns if placed else None, about, on, until_on, has_paper))
    row = begun(ctx, LearningAgreement, special_file, on)
    row.learns, row.party_name, row.until_on, row.terms, row.proof = about, party_name, until_on, terms, proof
    row.save(force_insert=True)
    return row.pk


def check_proof(ctx: Context, proof: Attachment | None) -> None:
    """Raise Unusable for what is neither a photo nor a PDF, NotFound for what somebody else has attached."""
    if proof is not None and proof.attached_by != ctx.actor:
        raise NotFound
    if proof is not None and proof.kind not in PAPERS:
        raise Unusable(Problem("special_education.no_paper"))
