"""Appraisals as a person sees them: who may judge sees those in reach, everybody else the own alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.plans.selectors import settings
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.oversight.appraisal.models import Appeal, Appraisal, Consequence
from notoneless.oversight.appraisal.rules.appraising import AppealState, AppraisalState
from notoneless.oversight.appraisal.rules.rubrics import Subject
from notoneless.oversight.appraisal.selectors import READ_APPRAISAL, READ_CONSEQUENCE

JUDGE = "appraisal.judge"
DECIDE = "consequence.decide"
SETTINGS = "local/appraisal"
SHOWN = 400
"""Rows of one list."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the appraisals of a school year are."""

    shown: int
    confirmed: int
    appeals: int


def _own(ctx: Context, code: str, rows: QuerySet[Appraisal]) -> QuerySet[Appraisal]:
    """Those that somebody may look at: with the right to judge all in reach, else the own."""
    return rows if ctx.may(JUDGE) or code == JUDGE else rows.filter(person_id=ctx.actor)


def list_appraisals(ctx: Context, school_year: int) -> tuple[Appraisal, ...]:
    """The appraisals of a school year: those that wait first. It leaves an entry."""
    rows = _own(ctx, READ_APPRAISAL, visible_to(ctx, READ_APPRAISAL, Appraisal)).filter(school_year=school_year)
    rows = rows.select_related("unit").defer("lines", "notes")
    found = tuple(rows.order_by("-state", "subject", "unit__sort_key", "name", "id")[:SHOWN])
    listed(ctx, READ_APPRAISAL, [row.pk for row in found], {"appraisals": school_year})
    return found


def years_of(ctx: Context) -> tuple[int, ...]:
    """The school years of which there are appraisals in reach, the latest first."""
    rows = _own(ctx, READ_APPRAISAL, visible_to(ctx, READ_APPRAISAL, Appraisal))
    return tuple(rows.order_by("-school_year").values_list("school_year", flat=True).distinct()[:20])


def appraisal_in_reach(ctx: Context, appraisal: UUID, code: str = READ_APPRAISAL) -> Appraisal:
    """An appraisal to which `code` may be done. Raises NotFound, for that of a colleague too."""
    rows = _own(ctx, code, visible_to(ctx, code, Appraisal)).select_related("unit", "rubric", "person", "confirmed_by")
    row = rows.filter(pk=appraisal).first()
    if row is None:
        raise NotFound
    return row


def open_appraisal(ctx: Context, appraisal: UUID) -> tuple[Appraisal, tuple[Appeal, ...]]:
    """One appraisal with its appeals. It leaves an entry. Raises NotFound."""
    row = appraisal_in_reach(ctx, appraisal)
    opened_row(ctx, READ_APPRAISAL, row)
    appeals = visible_to(ctx, READ_APPRAISAL, Appeal).filter(appraisal=row).select_related("made_by", "decided_by")
    return row, tuple(appeals.order_by("made_on", "id"))


def earlier_of(ctx: Context, row: Appraisal) -> Sequence[Appraisal]:
    """Confirmed appraisals of the same person or unit of earlier years: what appointment and titles are judged by."""
    rows = _own(ctx, READ_APPRAISAL, visible_to(ctx, READ_APPRAISAL, Appraisal)).filter(state=AppraisalState.CONFIRMED)
    same = Q(person_id=row.person_id) if row.person_id else Q(person__isnull=True, unit_id=row.unit_id, name=row.name)
    return list(rows.filter(same, school_year__lt=row.school_year).order_by("-school_year")[:10])


def appeal_in_reach(ctx: Context, appeal: UUID, code: str) -> Appeal:
    """An appeal to which `code` may be done. Raises NotFound."""
    rows = visible_to(ctx, code, Appeal).select_related("appraisal__unit", "appraisal__rubric", "made_by")
    row = rows.filter(pk=appeal).first()
    if row is None:
        raise NotFound
    return row


def led_classes(ctx: Context) -> frozenset[UUID]:
    """The classes that whoever asks leads: their appraisal is the own, even for a head."""
    return frozenset(each.unit for each in ctx.holdings() if each.role == Subject.CLASS_TEACHER)


def appeal_until(ctx: Context) -> date:
    """The last day to appeal against what is shown today. Raises NotonelessError where the county has no number of days."""
    found = settings(SETTINGS, ctx.today).get("supervision.appeal_within")
    if found is None:
        raise NotonelessError(Problem("policy.no_plan", {"plan": SETTINGS}))
    return ctx.today + timedelta(days=int(found.value))


def progress_of(ctx: Context, school_year: int) -> Progress:
    """How many appraisals in reach are shown and confirmed, and how many appeals wait."""
    rows = visible_to(ctx, JUDGE, Appraisal).filter(school_year=school_year)
    confirmed = rows.filter(state=AppraisalState.CONFIRMED).count()
    waiting = visible_to(ctx, READ_APPRAISAL, Appeal).filter(state=AppealState.WAITING, appraisal__in=rows.values("pk"))
    return Progress(rows.count() - confirmed, confirmed, waiting.count())


def list_consequences(ctx: Context, school_year: int, most: int = SHOWN) -> tuple[Consequence, ...]:
    """The sheet of a school year: what waits for a decision first. Who may not decide sees the own. It leaves an entry."""
    rows = visible_to(ctx, READ_CONSEQUENCE, Consequence).filter(school_year=school_year)
    if not ctx.may(DECIDE):
        rows = rows.filter(person_id=ctx.actor)
    rows = rows.select_related("unit", "decided_by").order_by("-state", "kind", "happened_on", "name", "id")
    found = tuple(rows[:most])
    listed(ctx, READ_CONSEQUENCE, [row.pk for row in found], {"consequences": school_year})
    return found


def consequence_in_reach(ctx: Context, consequence: UUID, code: str) -> Consequence:
    """What follows from a dropout, to which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, Consequence).select_related("unit").filter(pk=consequence).first()
    if row is None:
        raise NotFound
    return row
