"""Counselling is recorded by whoever counselled; what was said is sealed, and opens for that person alone."""

from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.support.models import CounsellingTalk
from notoneless.casework.support.rules.kinds import TalkFor
from notoneless.casework.support.services.checking import refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem

_BACK = timedelta(days=366)
"""A day further back is a slip of the pen."""


@action("counselling.record", words="登记心理辅导", english="Record that a pupil was counselled")
def record_talk(ctx: Context, *, child: Child, on: date, held_for: TalkFor, counselled: Passage) -> UUID:
    """Record that one has counselled a pupil on a day, and what was said; the talk. Nobody else can open what was said.

    Raises Refused for days to come or more than a year back.
    """
    refuse(Problem("helping.to_come", {"day": on.isoformat()}) if on > ctx.today else None)
    refuse(Problem("helping.too_long_ago", {"day": on.isoformat()}) if on < ctx.today - _BACK else None)
    row = CounsellingTalk(id=ctx.ids.new(), child=child, on=on, held_for=held_for, said=Plain(counselled))
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk
