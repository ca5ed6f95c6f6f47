"""How a record of a visit is checked and written down."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from notoneless.casework.cases.rules.reasons import reasons_on
from notoneless.casework.cases.rules.standing import Step
from notoneless.casework.visits.events import VisitRecorded
from notoneless.casework.visits.models import HomeVisit, PlannedVisit, VisitPhoto
from notoneless.casework.visits.rules.honesty import marks_of, plain
from notoneless.casework.visits.rules.kinds import PlanState, VisitKind
from notoneless.casework.visits.rules.recording import Said, coarse, position_of, why_not, why_not_made
from notoneless.casework.visits.rules.settings import set_since, settings_on
from notoneless.casework.visits.services.going import enter_visitors
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.keys import key_ring
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem

PICTURES = frozenset({"jpeg", "png"})
_LABEL = "visits/marks"


@dataclass(frozen=True, slots=True)
class Papers:
    """What comes with a record: names, photos and signature, and whether it is told by need only."""

    met_name: str = ""
    companions: str = ""
    is_confidential: bool = False
    photos: tuple[Attachment, ...] = ()
    signature: Attachment | None = None


def check(ctx: Context, child: Child, said: Said, papers: Papers, known: Collection[UUID] = ()) -> None:
    """Raise Unusable for a record that cannot be as it was entered, and for pictures that are none. `known`: kept before."""
    problem = why_not(said, ctx.today, address_of(child), child.born_on, set_since()) or _wrong_papers(said, papers)
    if problem is None and papers.signature is not None:
        problem = _wrong_signature(papers.signature, said, () if papers.signature.pk in known else papers.photos)
    if problem is not None:
        raise Unusable(problem)
    for each in (*papers.photos, *([papers.signature] if papers.signature else [])):
        if each.attached_by != ctx.actor and each.pk not in known:
            raise NotFound
        if each.kind not in PICTURES:
            raise Unusable(Problem("visits.no_picture"))


def _wrong_papers(said: Said, papers: Papers) -> Problem | None:
    """Why a cause or the pictures cannot stand; asked of days alone of which there are rules."""
    if said.reason and said.reason not in causes_on(said):
        return Problem("visits.no_cause", {"reason": said.reason})
    most = settings_on(said.on).photos
    if len(papers.photos) > most:
        return Problem("visits.too_many_photos", {"most": most})
    if len({photo.content for photo in papers.photos}) < len(papers.photos):
        return Problem("visits.photo_twice")
    return None


def _wrong_signature(signature: Attachment, said: Said, photos: Collection[Attachment]) -> Problem | None:
    """A signature is somebody's, and a photo is nobody's. `photos`: those with which it came."""
    if signature.content in {photo.content for photo in photos}:
        return Problem("visits.photo_as_signature")
    return None if said.signer else Problem("visits.no_signer")


def causes_on(said: Said) -> Collection[str]:
    """The codes of what may keep a child from school on the day of a visit."""
    return {reason.code for reason in reasons_on(said.on).serving(Step.VERIFY)}


def address_of(child: Child) -> str:
    """Where the household lives, as far as it is known."""
    return child.household.address if child.household is not None else ""


def plan_of(child: Child, planned: PlannedVisit | None, people: Collection[UUID], said: Said) -> PlannedVisit | None:
    """The planned visit that a record fulfils: the one named, else the first due that one of the people was to make.

    Raises Unusable for one of another child, or one that this record does not make; Refused for one that is not open.
    """
    if planned is not None:
        if planned.child_id != child.pk:
            raise Unusable(Problem("visits.other_child"))
        if planned.state != PlanState.OPEN:
            raise Refused(Problem("visits.not_open"))
        if (problem := why_not_made(said.kind, said.on, planned.planned_on)) is not None:
            raise Unusable(problem)
        return planned
    if said.kind is not VisitKind.HOME:
        return None
    rows = PlannedVisit._base_manager.select_for_update(of=("self",)).filter(child=child, state=PlanState.OPEN)
    rows = rows.filter(planned_on__lte=said.on)
    theirs = rows.filter(pk__in=rows.filter(visitors__account__in=people).order_by().values("pk"))
    return theirs.order_by("due_on", "id").first()


def plan_anew(visit: HomeVisit, people: Collection[UUID], said: Said) -> PlannedVisit | None:
    """The planned visit that a corrected record makes. One that it made by mistake waits again."""
    if VisitKind(visit.kind) is not VisitKind.HOME:
        return plan_of(visit.child, None, people, said)
    planned = visit.planned
    if planned is None or why_not_made(said.kind, said.on, planned.planned_on) is None:
        return planned
    end_plan(planned, None)
    return None


def write(
    ctx: Context,
    child: UUID,
    said: Said,
    papers: Papers,
    people: dict[UUID, UUID],
    planned: PlannedVisit | None,
    supersedes: HomeVisit | None = None,
) -> UUID:
    """Store a record, already checked, with its people and photos; end its plan, and tell of it."""
    row = record_of(ctx, child, said, papers)
    row.planned, row.supersedes = planned, supersedes
    if supersedes is not None:
        row.place = supersedes.place
    row.save(force_insert=True)
    enter_visitors(ctx, child, people, visit=row)
    for photo in papers.photos:
        VisitPhoto(id=ctx.ids.new(), child_id=child, visit=row, attachment=photo).save(force_insert=True)
    if planned is not None:
        end_plan(planned, row)
    publish(ctx, VisitRecorded(visit=row.id))
    return row.id


def end_plan(planned: PlannedVisit, visit: HomeVisit | None) -> None:
    """Let a planned visit be made on the day of a record, or wait again without one."""
    planned.state = PlanState.MADE if visit is not None else PlanState.OPEN
    planned.ended_on = visit.on if visit is not None else None
    planned.save(update_fields=["state", "ended_on"])


def record_of(ctx: Context, child: UUID, said: Said, papers: Papers) -> HomeVisit:
    """A record, not stored yet: what is told by need only is sealed, together with what was said of it."""
    if ctx.actor is None:
        raise Unusable(Problem("access.no_request"))
    known = reasons_on(said.on).table.get(said.reason)
    is_sealed = papers.is_confidential or (known is not None and known.is_sensitive)
    words = {"reason": said.reason, "note": said.note, "promise": said.promise, "next_step": said.next_step}
    position = position_of(said.latitude, said.longitude) if said.latitude else None
    row = HomeVisit(
        id=ctx.ids.new(),
        child_id=child,
        kind=said.kind,
        on=said.on,
        begun_at=said.begun_at,
        ended_at=said.ended_at,
        is_at_home=said.is_at_home,
        address="" if said.is_at_home else said.address,
        place=coarse(position),
        position=Plain(f"{said.latitude} {said.longitude}") if position else None,
        met=said.met,
        met_name=papers.met_name,
        companions=papers.companions,
        promised_on=said.promised_on,
        confidential=Plain(json.dumps(words, ensure_ascii=False)) if is_sealed else None,
        signature=papers.signature,
        signer=said.signer,
        is_signed_on_paper=said.is_signed_on_paper,
        written=len(plain(said.note)),
        marks=marks_text(said.note),
        channel=ctx.channel,
        by=ctx.actor,
        at=ctx.at,
    )
    if not is_sealed:
        row.reason, row.note, row.promise, row.next_step = said.reason, said.note, said.promise, said.next_step
    return row


def marks_text(note: str) -> str:
    """The marks of a text as they are stored. Without the keys nobody finds the text by trying."""
    ring = key_ring()
    return "".join(f"{mark:08x}" for mark in marks_of(note, lambda words: ring.index(words, _LABEL)))
