"""A guardian applies for a place at the nearest school, with papers."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.people.models import Guardian
from notoneless.kernel.codes.grades import LAST_COMPULSORY_GRADE
from notoneless.kernel.problems import Problem
from notoneless.records.migrants.models import MigrantApplication, MigrantChild, MigrantPaper
from notoneless.records.migrants.rules.kinds import OPEN, PaperKind, State
from notoneless.records.migrants.selectors.knowing import school_on
from notoneless.records.migrants.selectors.nearest import nearest_of
from notoneless.records.migrants.services.checking import refuse

APPLY = "migrant.apply"


@action("migrant.apply", words="申请随迁子女入学", english="Apply for a place for a migrant child", law="义务教育法 12")
def apply_for_place(
    ctx: Context,
    *,
    migrant_child: MigrantChild,
    guardian: Guardian,
    signed_on: date,
    grade: int,
    nearest_school: UUID | None,
) -> UUID:
    """Apply for a place, signed by a guardian; the application.

    nearest_school: the one that lies nearest; left out, that of the catchment area, else the one that answers. Raises Refused
    while another application has no outcome, and for a signature of a day to come.
    """
    row = migrant_child
    refuse(Problem("migrants.closed") if row.closed_on is not None else None)
    refuse(Problem("migrants.day_to_come", {"day": signed_on.isoformat()}) if signed_on > ctx.today else None)
    refuse(None if 1 <= grade <= LAST_COMPULSORY_GRADE else Problem("enrolment.no_grade", {"grade": grade}))
    if guardian.child_id != row.child_id:
        raise Unusable(Problem("migrants.other_guardian"))
    if MigrantApplication._base_manager.filter(child_id=row.child_id, state__in=OPEN).exists():
        raise Refused(Problem("migrants.applied_already"))
    nearest = school_on(nearest_school or nearest_of(ctx, APPLY, row).school, ctx.today)
    if nearest is None:
        raise Unusable(Problem("migrants.no_such_school"))
    made = MigrantApplication(id=ctx.ids.new(), migrant=row, child_id=row.child_id, unit_id=row.unit_id)
    made.school_id, made.guardian, made.signer, made.signed_on = row.school_id, guardian, guardian.name, signed_on
    made.grade, made.nearest, made.state, made.applied_on = grade, nearest, State.WAITING, ctx.today
    made.by_id, made.at = ctx.actor, ctx.at  # type: ignore[assignment]
    made.save(force_insert=True)
    return made.pk


@action("migrant.add_paper", words="补随迁子女入学材料", english="Add a paper to a migrant child's application")
def add_paper(
    ctx: Context, *, migrant_application: MigrantApplication, migrant_paper: PaperKind, proof: Attachment
) -> UUID:
    """Attach a paper to an application that has no outcome yet; the paper. Raises Unusable for no picture or PDF."""
    row = migrant_application
    if proof.kind not in PAPERS:
        raise Unusable(Problem("migrants.no_paper"))
    refuse(None if row.state in OPEN else Problem("migrants.decided"))
    made = MigrantPaper(id=ctx.ids.new(), application=row, unit_id=row.unit_id, school_id=row.school_id)
    made.kind, made.file, made.on, made.by_id = migrant_paper, proof, ctx.today, ctx.actor  # type: ignore[assignment]
    made.save(force_insert=True)
    return made.pk
