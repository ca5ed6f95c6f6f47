"""What plans make follow from a dropout: proposed for each event, and in effect only once somebody decides so."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from notoneless.casework.cases.measures import happened
from notoneless.casework.cases.rules.standing import Step
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.measures import Happened
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.plans.selectors import binding
from notoneless.kernel.problems import Problem
from notoneless.oversight.appraisal.models import Consequence
from notoneless.oversight.appraisal.rules.appraising import ConsequenceState
from notoneless.oversight.appraisal.selectors.dropouts import first_entries, withdrawn_among, withdrawn_before
from notoneless.oversight.appraisal.selectors.parties import school_year_of, year_of
from notoneless.oversight.supervision.services.checking import authority_over, refuse
from notoneless.policy.model import Sanction, SanctionKind
from notoneless.policy.resolving import Bound, Resolved

_EVENT = "case.verified_at"
_KINDS = frozenset({SanctionKind.HONOURS, SanctionKind.PAY, SanctionKind.APPRAISAL})
_ONCE = frozenset({SanctionKind.HONOURS, SanctionKind.PAY})


@dataclass(frozen=True, slots=True)
class _Fallen:
    """On whom a sanction falls: a person, or the school itself."""

    unit: UUID
    person: UUID | None
    name: str


@action("consequence.propose", words="列出评优限制和绩效扣减", english="Propose what plans make follow from dropouts")
def propose_consequences(ctx: Context, *, unit: Unit) -> None:
    """Propose what the plans that bind a school make follow from each dropout of this school year; what stands already stays.

    Once for each event and person: pay is not deducted twice, whichever plans say so, and however often the entry of the
    dropout was corrected, or withdrawn and made anew. An amount that the county has left at nought is not proposed. Raises
    Unusable for what is no school, Refused where nothing new follows.
    """
    if unit.kind != UnitKind.SCHOOL:
        raise Unusable(Problem("appraising.other_unit"))
    year = school_year_of(ctx.today)
    first, _ = year_of(year)
    beneath = list(UnitClosure.objects.filter(ancestor=unit).values_list("descendant_id", flat=True))
    entries = list(happened(Step.VERIFY)(first, ctx.today, beneath))
    same = first_entries([each.subject for each in entries])
    events = [replace(each, subject=same[each.subject]) for each in entries]
    known = set(Consequence._base_manager.filter(event__in=[each.subject for each in events]).values_list(*_KEY))
    made = 0
    for each in events:
        for row in _rows_of(ctx, unit, each):
            key = _key(row)
            if key not in known:
                known.add(key)
                row.school_year = year
                row.save(force_insert=True)
                made += 1
    if not made:
        raise Refused(Problem("appraising.nothing_follows"))


_KEY = ("event", "person_id", "unit_id", "kind", "sanction")


def _key(row: Consequence) -> tuple[object, ...]:
    return (row.event, row.person_id, row.unit_id, row.kind, row.sanction)


def _rows_of(ctx: Context, school: Unit, event: Happened) -> Iterator[Consequence]:
    found = binding(school.pk, event.day)
    taken = _taken(event)
    for bound in found.rules.values():
        rule = bound.rule
        if not isinstance(rule, Sanction) or rule.on != _EVENT or rule.kind not in _KINDS:
            continue
        amount, measured_in = _amount(rule, found)
        if rule.amount and not float(amount or 0):
            continue
        for who in _fallen(school, event, rule):
            if rule.kind in _ONCE and (who.person, rule.kind) in taken:
                continue
            taken.add((who.person, rule.kind))
            yield _row(ctx, event, bound, who, amount, measured_in)


def _taken(event: Happened) -> set[tuple[UUID | None, str]]:
    """What falls once on each: proposed of this dropout, or in effect of the same one, withdrawn since and not lifted."""
    once = Consequence._base_manager.filter(kind__in=_ONCE)
    before = once.filter(event__in=withdrawn_before(event.subject), state=ConsequenceState.DECIDED)
    return set((once.filter(event=event.subject) | before).values_list("person_id", "kind"))


def _amount(rule: Sanction, found: Resolved) -> tuple[str, str]:
    if not rule.amount or rule.amount not in found.numbers:
        return "", ""
    number = found.number(rule.amount)
    return number.value, number.unit


def _fallen(school: Unit, event: Happened, rule: Sanction) -> Iterator[_Fallen]:
    """Who held the post named on the day of the event; of a bar on honours that falls on the school, the school too."""
    at = school.pk if rule.whom.of == UnitKind.SCHOOL else event.unit
    rows = Post._base_manager.filter(in_force(event.day), unit_id=at, grant__role=rule.whom.role)
    if rule.kind == SanctionKind.HONOURS and rule.whom.of == UnitKind.SCHOOL:
        yield _Fallen(school.pk, None, school.name)
    for unit, person, name in rows.order_by("id").values_list("unit_id", "holder_id", "holder__name"):
        yield _Fallen(unit, person, name)


def _row(ctx: Context, event: Happened, bound: Bound, who: _Fallen, amount: str, measured_in: str) -> Consequence:
    row = Consequence(id=ctx.ids.new(), unit_id=who.unit, event=event.subject, happened_on=event.day)
    row.sanction, row.kind, row.title = bound.rule.id, str(getattr(bound.rule, "kind", "")), bound.rule.title.zh
    row.clause = f"{bound.plan.title.zh}{bound.clause.id}"
    row.person_id, row.name, row.amount, row.measured_in = who.person, who.name, amount, measured_in
    row.state, row.proposed_on = ConsequenceState.PROPOSED, ctx.today
    row.proposed_by_id = ctx.actor  # type: ignore[assignment]
    return row


@action("consequence.decide", words="决定评优限制和绩效扣减", english="Decide what follows from a dropout")
def decide_consequence(ctx: Context, *, consequence: Consequence, takes_effect: bool, reason: Line) -> None:
    """Say whether what a plan proposes takes effect, and why; under the own name. Nothing takes effect before.

    Raises Refused twice, for what falls on oneself, for what falls on the own school or its head, and where it is to take
    effect although the dropout was withdrawn. What took effect before that is decided anew: that it does not.
    """
    row = consequence
    is_gone = row.state != ConsequenceState.DROPPED and bool(withdrawn_among([row.event]))
    if row.state != ConsequenceState.PROPOSED and not is_gone:
        raise Refused(Problem("appraising.decided_already"))
    refuse(Problem("appraising.dropout_withdrawn") if is_gone and takes_effect else None)
    refuse(Problem("appraising.own") if row.person_id == ctx.actor else None)
    is_schools = row.unit.kind == UnitKind.SCHOOL
    if is_schools and authority_over(ctx, "consequence.decide", row.unit_id) is None:
        raise Refused(Problem("appraising.own_school"))
    row.state = ConsequenceState.DECIDED if takes_effect else ConsequenceState.DROPPED
    row.because, row.decided_on, row.decided_by_id = reason, ctx.today, ctx.actor
    row.save(update_fields=["state", "because", "decided_on", "decided_by"])
