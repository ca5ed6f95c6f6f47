"""Which proposals to close out a case wait for whoever asks."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.cases.models import Case, CaseEvent
from notoneless.casework.cases.rules.standing import State, Step
from notoneless.casework.cases.selectors.cases import facts_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, sight

CLOSE_OUT = "case.close_out"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody decides on who closes out a case: the event, its reason (HIDDEN where confidential), by whom, the day."""

    id: UUID
    reason: str
    by: str
    on: date


def proposal_of(case: Case) -> Proposal | None:
    """The proposal to close out a case that stands, or none. Of a case in reach."""
    held = facts_of(case)
    if not held or held[-1][1].step is not Step.PROPOSE:
        return None
    event, fact = held[-1]
    names = Account._base_manager.filter(pk__in=[fact.by]).values_list("name", flat=True)
    return Proposal(event, fact.reason, next(iter(names), ""), fact.on)


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A case that somebody proposed to close out, who, and on which day. It names no child."""

    id: UUID
    by: str
    on: date


@prepared
def _proposed(seen: Sight) -> QuerySet[Case, UUID]:
    return seen.of(Case).filter(state=State.PROPOSED).order_by().values_list("pk", flat=True)


def cases_to_decide(ctx: Context) -> tuple[WaitingCase, ...]:
    """Proposals that this person may decide, the oldest first: never one's own."""
    cases = _proposed(sight(ctx, CLOSE_OUT, Case))
    if not cases:
        return ()
    superseded = CaseEvent._base_manager.filter(supersedes__isnull=False).values("supersedes_id")
    events = CaseEvent._base_manager.filter(case__in=cases, step=Step.PROPOSE, is_withdrawal=False)
    last = {case: (by, on) for case, by, on in events.exclude(pk__in=superseded).order_by("number").values_list(*_SAID)}
    waiting = {case: said for case, said in last.items() if said[0] != ctx.actor}
    names = dict(Account._base_manager.filter(pk__in={by for by, _ in waiting.values()}).values_list("pk", "name"))
    found = [WaitingCase(case, names.get(by, ""), on) for case, (by, on) in waiting.items()]
    return tuple(sorted(found, key=lambda each: (each.on, each.id)))


_SAID = ("case_id", "by", "on")
