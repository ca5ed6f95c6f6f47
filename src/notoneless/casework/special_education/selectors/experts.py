"""The committee of experts as pages show it, and how many of them assess a child."""

from datetime import date

from django.db.models import Q, QuerySet

from notoneless.casework.special_education.models import CommitteeExpert
from notoneless.casework.special_education.rules.settings import EXPERTS_LEAST, PLAN
from notoneless.casework.special_education.selectors import READ_SPECIAL
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.plans.selectors import settings


def appointed(day: date) -> QuerySet[CommitteeExpert]:
    """The experts who sit in the committee on a day, the day on which somebody leaves it included."""
    rows: QuerySet[CommitteeExpert] = CommitteeExpert._base_manager.filter(from_on__lte=day)
    return rows.filter(Q(until_on__isnull=True) | Q(until_on__gte=day)).order_by("name", "works_at", "id")


def list_experts(ctx: Context) -> tuple[CommitteeExpert, ...]:
    """The experts who sit in the committee. The list leaves an entry."""
    rows = visible_to(ctx, READ_SPECIAL, CommitteeExpert).filter(until_on__isnull=True).order_by("name", "id")
    kept = tuple(rows)
    listed(ctx, READ_SPECIAL, [each.pk for each in kept], {"experts": True})
    return kept


def experts_least(day: date) -> int:
    """How many experts assess a child at least: one, where the county has not decided."""
    found = settings(PLAN, day).get(EXPERTS_LEAST)
    return int(found.value) if found is not None else 1
