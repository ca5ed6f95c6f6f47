"""Somebody decides on what ground a pupil is entitled to aid, or that it is not."""

from uuid import UUID

from notoneless.casework.aid.models import AidEntitlement
from notoneless.casework.aid.rules.judging import PLAN, due_of, grounds_given, why_not_entitled
from notoneless.casework.aid.rules.kinds import AidGround
from notoneless.casework.aid.selectors.knowing import boards, rooms_of
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.people.measures import grades_of_classes
from notoneless.foundation.people.models import Child
from notoneless.foundation.plans.selectors import settings
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem


@action("aid.entitle", words="核定资助对象", english="Decide on a pupil's entitlement to aid", law="义务教育法 44")
def entitle(
    ctx: Context, *, child: Child, aid_ground: AidGround, second_ground: AidGround | None, aid_basis: Line | None
) -> UUID:
    """Decide on what grounds a pupil is entitled from today on, or that it is not; what was decided before ends.

    aid_basis: the proof that was seen. Raises Refused for a child that is no pupil here, Unusable for "not entitled" beside a
    ground, and for a decision without a proof or reason.
    """
    room = rooms_of([child.pk], ctx.today).get(child.pk)
    if room is None:
        raise Refused(Problem("aid.no_pupil"))
    grounds = grounds_given(aid_ground, second_ground)
    wrong = why_not_entitled(grounds) or (None if aid_basis else Problem("aid.no_basis"))
    if wrong is not None:
        raise Unusable(wrong)
    rows = AidEntitlement._base_manager.filter(child=child, until_on__isnull=True)
    rows.update(until_on=ctx.today)
    numbers = {key: found.value for key, found in settings(PLAN, ctx.today).items()}
    grade = grades_of_classes().get(room)
    row = AidEntitlement(id=ctx.ids.new(), child=child, is_entitled=AidGround.NONE not in grounds)
    row.grounds, row.basis = Plain(" ".join(grounds)), Plain(aid_basis or "")
    row.due, row.from_on, row.at = due_of(grounds, boards(child.pk, ctx.today), grade, numbers), ctx.today, ctx.at
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk
