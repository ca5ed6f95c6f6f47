"""A school's own rules: the version in force, the draft, and all versions."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.papers.models import PaperState
from notoneless.oversight.appraisal.models import SchoolRules
from notoneless.oversight.appraisal.rules.signing import RulesState
from notoneless.oversight.appraisal.selectors import READ_UNDERTAKING

WRITE = "school_rules.write"


def rules_in_force(school: UUID, day: date) -> SchoolRules | None:
    """The version of a school's rules that is in force on a day; whose paper was withdrawn is not. For actions and counts."""
    rows = SchoolRules._base_manager.filter(unit_id=school, state=RulesState.ADOPTED, from_on__lte=day)
    rows = rows.filter(Q(paper__state=PaperState.ISSUED) | Q(paper__withdrawn_on__gt=day))
    return rows.order_by("-from_on", "-version").first()


def draft_of(ctx: Context, school: UUID) -> SchoolRules | None:
    """The draft of a school's rules, for who may write it."""
    return visible_to(ctx, WRITE, SchoolRules).filter(unit_id=school, state=RulesState.DRAFT).first()


def rules_of(ctx: Context, school: UUID) -> tuple[SchoolRules, ...]:
    """The adopted versions of a school's rules, the newest first. It leaves an entry."""
    rows = visible_to(ctx, READ_UNDERTAKING, SchoolRules).filter(unit_id=school, state=RulesState.ADOPTED)
    found = tuple(rows.select_related("paper", "adopted_by").order_by("-version"))
    listed(ctx, READ_UNDERTAKING, [row.pk for row in found], {"rules": str(school)})
    return found


def school_in_reach(ctx: Context, school: UUID, code: str = READ_UNDERTAKING) -> Unit:
    """A school on which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, Unit).filter(pk=school, kind=UnitKind.SCHOOL).first()
    if row is None:
        raise NotFound
    return row


def school_of_rules(ctx: Context, school: UUID) -> Unit:
    """A school whose rules somebody may read: its own people, class teachers too, and those above. Raises NotFound."""
    rows = visible_to(ctx, READ_UNDERTAKING, SchoolRules).filter(unit_id=school, state=RulesState.ADOPTED)
    row = rows.select_related("unit").first()
    return row.unit if row is not None else school_in_reach(ctx, school)
