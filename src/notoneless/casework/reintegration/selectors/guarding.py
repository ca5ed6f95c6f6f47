"""What has to hold before a case is closed out because its child is back; the case asks for it through the wiring."""

from datetime import date

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import Fact, Step
from notoneless.casework.reintegration.models import Return
from notoneless.casework.reintegration.rules.refusing import why_not_closed_out
from notoneless.casework.reintegration.rules.standing import state_on
from notoneless.casework.reintegration.selectors.knowing import known_now, numbers_on
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.selectors.facts import sessions_seen

RETURNED = "returned"
"""The reason of a close-out that says the child is back."""

_STEPS = frozenset({Step.PROPOSE, Step.CLOSE_OUT})


def why_case_waits(case: Case, fact: Fact, today: date) -> Problem | None:
    """Why a case may not be closed out as returned: the pupil's return does not hold yet, or registers have not seen it once.

    A case whose return nobody has recorded is closed out on its proof, as long as registers do not speak against it.
    """
    reason = fact.reason or case.reason
    if fact.step not in _STEPS or reason != RETURNED:
        return None
    rows = Return._base_manager.filter(case=case, episode=case.times_reopened, withdrawn_on__isnull=True)
    row = rows.order_by("-on", "-id").first()
    if row is not None:
        numbers = numbers_on(today)
        return why_not_closed_out(state_on(known_now(row), numbers, today), numbers)
    since = case.verified_on or case.opened_on
    days = sessions_seen(since, today, [case.child_id]).get(case.child_id, {})
    due, seen = sum(due for due, _ in days.values()), sum(seen for _, seen in days.values())
    return Problem("reintegration.never_seen", {"since": since.isoformat(), "count": due}) if due and not seen else None
