"""Recording a visit: what is kept in the clear, what is sealed, and what becomes of the plan."""

from datetime import date
from uuid import UUID

from notoneless.casework.visits.models import PlannedVisit
from notoneless.casework.visits.rules.kinds import Met, VisitKind
from notoneless.casework.visits.rules.recording import Said
from notoneless.casework.visits.services.going import going
from notoneless.casework.visits.services.telling import tell_early_warning
from notoneless.casework.visits.services.writing import Papers, check, plan_of, write
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.models import Child


@action("visit.record", words="登记家访", english="Record a home visit")
def record_visit(  # noqa: PLR0913 (what the register of visits asks)
    ctx: Context,
    *,
    child: Child,
    planned_visit: PlannedVisit | None,
    kind: VisitKind,
    on: date,
    begun_at: str | None,
    ended_at: str | None,
    visitors: Passage,
    companions: Line | None,
    at_home: bool | None,
    address: Line | None,
    latitude: str | None,
    longitude: str | None,
    met: Met,
    met_name: str | None,
    reason: str | None,
    note: Passage | None,
    promise: Line | None,
    promised_on: date | None,
    next_step: Line | None,
    confidential: bool | None,
    photo: Attachment | None,
    second_photo: Attachment | None,
    third_photo: Attachment | None,
    signature: Attachment | None,
    signatory: str | None,
    signed_on_paper: bool | None,
) -> UUID:
    """Record who visited a child, when and where, whom they met, what was said and promised, and what comes next; the record.

    `visitors`: ids of accounts, with blanks between; `companions`: others, by name. `at_home`: at the address of the household.
    Tasks of early warning that ask for a contact are done by it. A sensitive
    reason, or `confidential`, seals reason, words, promise and next step. Raises Unusable for what cannot be.
    """
    where = (begun_at or "", ended_at or "", address or "", bool(at_home), latitude or "", longitude or "")
    words = (reason or "", note or "", promise or "", promised_on, next_step or "")
    said = Said(kind, on, met, *where, *words, signatory or "", bool(signed_on_paper))
    photos = tuple(each for each in (photo, second_photo, third_photo) if each is not None)
    papers = Papers(met_name or "", companions or "", bool(confidential), photos, signature)
    check(ctx, child, said, papers)
    people = going(ctx, child.pk, visitors)
    planned = plan_of(child, planned_visit, people, said)
    made = write(ctx, child.pk, said, papers, people, planned)
    tell_early_warning(ctx, child.pk, said)
    return made
