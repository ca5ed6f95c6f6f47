"""What is noted beside home lessons, and agreements with families and institutions."""

from datetime import date
from uuid import UUID

from notoneless.casework.special_education.models import HomeboundNote, LearningAgreement, SpecialFile
from notoneless.casework.special_education.rules.homebound import (
    NEEDS_WORDS,
    SITUATIONS,
    HomeNumbers,
    NoteKind,
    Satisfaction,
    Situation,
)
from notoneless.casework.special_education.rules.kinds import Learns
from notoneless.casework.special_education.rules.refusing import why_not_agreed
from notoneless.casework.special_education.rules.standing import placed_on
from notoneless.casework.special_education.selectors.knowing import known_now
from notoneless.casework.special_education.services.agreeing import check_proof
from notoneless.casework.special_education.services.checking import begun, check_day, check_learns, numbers_for, refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem


@action("homebound.agree", words="登记送教协议", english="Record an agreement on homebound instruction")
def agree_homebound(  # noqa: PLR0913 (what the sheet asks)
    ctx: Context,
    *,
    special_file: SpecialFile,
    situation: Situation,
    party_name: str,
    on: date,
    until_on: date,
    terms: Passage,
    proof: Attachment | None,
    signed_on_paper: bool | None,
) -> UUID:
    """Record what was agreed with a family or an institution on home lessons; the agreement. Raises Refused for a child who
    is placed otherwise, days that cannot be, and a situation that the plan does not cover."""
    check_day(ctx, special_file.child, on)
    check_proof(ctx, proof)
    placed = placed_on(known_now(special_file).proposals, ctx.today)
    has_paper = proof is not None or bool(signed_on_paper)
    refuse(why_not_agreed(placed.learns if placed else None, Learns.HOMEBOUND, on, until_on, has_paper))
    check_situation(situation, numbers_for(ctx, special_file))
    row = begun(ctx, LearningAgreement, special_file, on)
    row.learns, row.situation, row.party_name = Learns.HOMEBOUND, situation, party_name
    row.until_on, row.terms, row.proof = until_on, terms, proof
    row.save(force_insert=True)
    return row.pk


def check_situation(situation: Situation, numbers: HomeNumbers) -> None:
    """Raise Refused for a situation that the plan does not cover."""
    covers = {SITUATIONS.get(each) for each in numbers.covers}
    if covers and situation not in covers:
        raise Refused(Problem("special_education.not_covered"))


@action("homebound.note", words="登记送教情况", english="Note something of homebound instruction")
def note_homebound(
    ctx: Context,
    *,
    special_file: SpecialFile,
    note_kind: NoteKind,
    on: date,
    note_value: str | None,
    said: Passage | None,
) -> UUID:
    """Note why a week has too few lessons, how the family judges them, that the log was handed over or inspected, how a child
    in care is, why a domain was not taught, or to which middle school the child goes; the note. `said` is sealed.

    note_value: the family's judgement, the domain, or the school. Raises Refused where the kind asks for a word or value.
    """
    check_learns(ctx, special_file, Learns.HOMEBOUND)
    check_day(ctx, special_file.child, on)
    refuse(_why_not(note_kind, note_value or "", said or "", numbers_for(ctx, special_file).domains))
    row = begun(ctx, HomeboundNote, special_file, on)
    row.kind, row.value, row.said = note_kind, note_value or "", Plain(said) if said else None
    row.save(force_insert=True)
    return row.pk


def _why_not(kind: NoteKind, value: str, said: str, domains: tuple[str, ...]) -> Problem | None:
    if kind is NoteKind.SATISFACTION and value not in set(Satisfaction):
        return Problem("special_education.no_judgement")
    if kind is NoteKind.DOMAIN and (not value or (domains and value not in domains)):
        return Problem("special_education.strange_domain", {"domain": value or "—"})
    if kind is NoteKind.MIDDLE_SCHOOL and not value:
        return Problem("special_education.no_school")
    return Problem("special_education.no_words") if kind in NEEDS_WORDS and not said else None
