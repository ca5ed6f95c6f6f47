"""From the guardians' application to the placement: experts assess, one person proposes, another decides."""

from datetime import date
from uuid import UUID

from notoneless.casework.special_education.models import GuardianApplication, NeedsAssessment, Placement, SpecialFile
from notoneless.casework.special_education.rules.kinds import Decided, Learns
from notoneless.casework.special_education.rules.refusing import (
    domains_of,
    lines_of,
    why_not_assessed,
    why_not_decided,
    why_not_experts,
    why_not_proposed,
)
from notoneless.casework.special_education.rules.settings import offered
from notoneless.casework.special_education.selectors.experts import appointed, experts_least
from notoneless.casework.special_education.selectors.knowing import done_with, known_now, mark_of, numbers_of
from notoneless.casework.special_education.services.checking import begun, check_day, refuse, unit_of
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem


@action("special.apply", words="登记监护人申请", english="Record an application of the guardians")
def record_application(
    ctx: Context, *, special_file: SpecialFile, applicant: str, wished: Learns, on: date, federation_on: date
) -> UUID:
    """Record that guardians applied to the school (on) and to the disabled persons' federation; the application. What they wish
    decides nothing. Raises Refused for days that cannot be."""
    check_day(ctx, special_file.child, on)
    check_day(ctx, special_file.child, federation_on)
    row = begun(ctx, GuardianApplication, special_file, on)
    row.applicant, row.wished, row.federation_on = applicant, wished, federation_on
    row.save(force_insert=True)
    return row.pk


@action("special.assess", words="登记专家评估", english="Record a needs assessment")
def assess(
    ctx: Context, *, special_file: SpecialFile, on: date, experts: Passage, findings: Passage, advice: Learns
) -> UUID:
    """Record what named experts found of a child, domain by domain, and which placement they advise; the needs assessment.

    experts: one a line, the name first; where the county has appointed a committee, names of it, also with blanks between.
    findings: a line each, the domain before a colon, sealed. Raises Refused where nobody is named, or too few, or somebody
    who does not sit in the committee, where a domain says nothing, and for days that cannot be.
    """
    check_day(ctx, special_file.child, on)
    committee = {each.name: each for each in appointed(on)}
    # ticked names of the committee come with blanks between
    ticked = experts.split() if set(experts.split()) <= committee.keys() else []
    named = tuple(f"{each} {committee[each].works_at}" for each in ticked) or lines_of(experts)
    domains = domains_of(findings)
    refuse(why_not_assessed(named, domains))
    refuse(why_not_experts(named, tuple(committee), experts_least(ctx.today)))
    row = begun(ctx, NeedsAssessment, special_file, on)
    row.experts, row.domains = "\n".join(named), " ".join(name for name, _ in domains)
    row.findings, row.advice = Plain("\n".join(f"{name}：{finding}" for name, finding in domains)), advice
    row.save(force_insert=True)
    return row.pk


@action("special.propose", words="提出教育安置", english="Put forward an educational placement")
def propose_placement(ctx: Context, *, special_file: SpecialFile, learns: Learns, reason: Passage) -> UUID:
    """Put forward where a child learns, by its needs assessment; the placement. The reason is sealed. Raises Refused before the
    child was assessed, while another waits, and for one that the binding plan does not know."""
    known = known_now(special_file)
    numbers = numbers_of(unit_of(special_file.child_id, ctx.today), ctx.today)
    waits = any(each.decided is Decided.PROPOSED for each in known.proposals)
    refuse(why_not_proposed(bool(known.needs_assessments), waits, offered(numbers), learns))
    row = begun(ctx, Placement, special_file, ctx.today)
    row.learns, row.reason, row.decided = learns, Plain(reason), Decided.PROPOSED
    row.save(force_insert=True)
    return row.pk


@action("special.decide", words="决定教育安置", english="Decide on an educational placement")
def decide_placement(ctx: Context, *, placement: Placement, agreed: bool, saw: Line, note: Line | None) -> None:
    """Agree to a placement or refuse it; saw: the mark of what the page showed of the file. Raises Refused for whoever has put
    it forward, for one decided already, and where something was entered since the page was opened."""
    refuse(why_not_decided(Decided(placement.decided), placement.by_id == ctx.actor, saw == mark_of(placement.file_id)))
    refuse(Problem("special_education.done_with") if agreed and done_with(ctx.today, placement.child_id) else None)
    placement.decided = Decided.AGREED if agreed else Decided.REFUSED
    placement.decided_on, placement.decided_by_id, placement.note = ctx.today, ctx.actor, note or ""
    placement.save(update_fields=["decided", "decided_on", "decided_by", "note"])
