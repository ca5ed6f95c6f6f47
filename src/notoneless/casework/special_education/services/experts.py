"""The county's committee of experts: who is appointed, and who no more."""

from uuid import UUID

from notoneless.casework.special_education.models import CommitteeExpert
from notoneless.casework.special_education.services.checking import refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem


@action("special.appoint_expert", words="聘任评估专家", english="Appoint an expert of needs assessments")
def appoint_expert(ctx: Context, *, unit: Unit, expert_name: str, works_at: str, speciality: str | None) -> UUID:
    """Appoint somebody to the committee of experts of the county, from today; the expert. Raises Refused for a unit that is no
    county, for a name with blanks, and for who sits there already."""
    refuse(None if unit.kind == UnitKind.COUNTY else Problem("special_education.no_committee"))
    refuse(Problem("special_education.blank_in_name") if len(expert_name.split()) > 1 else None)
    rows = CommitteeExpert._base_manager.filter(unit=unit, name=expert_name, works_at=works_at, until_on=None)
    refuse(Problem("special_education.expert_already") if rows.exists() else None)
    row = CommitteeExpert(id=ctx.ids.new(), unit=unit, name=expert_name, works_at=works_at, from_on=ctx.today)
    row.speciality, row.at = speciality or "", ctx.at
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("special.end_expert", words="解聘评估专家", english="Let an expert sit in the committee no more")
def end_expert(ctx: Context, *, committee_expert: CommitteeExpert) -> None:
    """Say that somebody sits in the committee of experts no more; what was assessed stays. Raises Refused for who left it."""
    refuse(Problem("special_education.ended_already") if committee_expert.until_on is not None else None)
    committee_expert.until_on = ctx.today
    committee_expert.save(update_fields=["until_on"])
