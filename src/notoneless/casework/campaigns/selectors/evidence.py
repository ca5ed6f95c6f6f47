"""The evidence of what was held and shown, and whether somebody keeps it as it is."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.campaigns.models import Briefing, CampaignActivity, CampaignEvidence, EvidenceHold, Meeting
from notoneless.casework.campaigns.selectors import READ_CAMPAIGN
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import Protected, in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.attachments.models import Attachment

KEEPERS: Mapping[str, type[Protected]] = {"meeting": Meeting, "activity": CampaignActivity, "briefing": Briefing}
"""What evidence may be about, each as its page is called."""

INSPECTED = (UnitKind.TOWNSHIP, UnitKind.SCHOOL)
"""Whose evidence may be held."""


@dataclass(frozen=True, slots=True)
class HoldLine:
    """A unit whose evidence stays as it is: why, since when, by whom."""

    id: UUID
    unit_name: str
    reason: str
    from_on: date
    by: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence; `struck_on`, by whom and why: where it counts no more."""

    id: UUID
    about: UUID
    file: UUID
    caption: str
    on: date
    by: str
    struck_on: date | None
    struck_by: str
    struck_why: str
    may_open: bool


def _of(model: type[Protected], about: UUID) -> QuerySet[Any]:
    return model._base_manager.filter(pk=about)


def is_about(about: UUID, unit: UUID) -> bool:
    """Whether a unit has such a meeting, activity or briefing."""
    return any(_of(model, about).filter(unit_id=unit).exists() for model in KEEPERS.values())


def hold_of(unit: UUID) -> EvidenceHold | None:
    """What keeps a unit's evidence as it is: a hold on it or on a unit above it."""
    above = UnitClosure.objects.filter(descendant_id=unit).values("ancestor_id")
    return EvidenceHold._base_manager.filter(unit_id__in=above, released_on__isnull=True).order_by("from_on").first()


def hold_in_reach(ctx: Context, hold: UUID, code: str) -> EvidenceHold:
    """The hold that this person may do something about. Raises NotFound out of reach."""
    row = visible_to(ctx, code, EvidenceHold).filter(pk=hold).first()
    if row is None:
        raise NotFound
    return row


def list_holds(ctx: Context, code: str) -> tuple[tuple[HoldLine, ...], list[tuple[str, str]]]:
    """What is held of units in reach, and the units of which more may be held."""
    rows = visible_to(ctx, code, EvidenceHold).filter(released_on__isnull=True).select_related("unit", "by")
    held = tuple(HoldLine(row.pk, row.unit.name, row.reason, row.from_on, row.by.name) for row in rows)
    units = visible_to(ctx, code, Unit).filter(in_force(ctx.today), kind__in=INSPECTED).order_by("sort_key", "id")
    return held, [(str(row.pk), row.name) for row in units]


def place_of(about: UUID) -> tuple[str, UUID]:
    """What evidence is about, as its page is called, and its id."""
    for name, model in KEEPERS.items():
        if _of(model, about).exists():
            return name, about
    raise NotFound


def evidence_in_reach(ctx: Context, evidence: UUID, code: str) -> CampaignEvidence:
    """One piece of evidence on which this person may do `code`. Raises NotFound out of reach."""
    row = visible_to(ctx, code, CampaignEvidence).filter(pk=evidence).first()
    if row is None:
        raise NotFound
    return row


def evidence_of(ctx: Context, about: UUID) -> tuple[EvidenceLine, ...]:
    """All evidence of one thing, struck or not, in the order in which it came."""
    rows = visible_to(ctx, READ_CAMPAIGN, CampaignEvidence).filter(about=about).order_by("on", "id")
    found = list(rows.select_related("by", "struck_by"))
    seen = visible_to(ctx, READ_CAMPAIGN, Attachment).filter(pk__in=[row.file_id for row in found])
    files = set(seen.values_list("pk", flat=True))
    return tuple(
        EvidenceLine(
            row.pk,
            row.about,
            row.file_id,
            row.caption,
            row.on,
            row.by.name,
            row.struck_on,
            row.struck_by.name if row.struck_by else "",
            row.struck_why,
            row.file_id in files,
        )
        for row in found
    )


def counted_evidence(about: Collection[UUID]) -> Mapping[UUID, int]:
    """How much evidence that counts there is of each of some things."""
    found: dict[UUID, int] = defaultdict(int)
    rows = CampaignEvidence._base_manager.filter(about__in=about, struck_on__isnull=True)
    for each in rows.values_list("about", flat=True):
        found[each] += 1
    return found
