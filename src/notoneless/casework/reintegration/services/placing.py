"""Where a returned pupil learns, how, and what pays for it: decided by its school, set on paper, approved where that is
asked for.
"""

from uuid import UUID

from notoneless.casework.procedures.selectors.known import home_of
from notoneless.casework.reintegration.models import Return, ReturnPlacement
from notoneless.casework.reintegration.rules.kinds import Funds, Teaching
from notoneless.casework.reintegration.rules.refusing import why_not_funded
from notoneless.casework.reintegration.services.checking import own_school, refuse, still_open
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.papers.services import issue
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.ages import age_on
from notoneless.kernel.codes.grades import parse_grade
from notoneless.kernel.problems import Problem, sentence
from notoneless.typesetting.paper import written_day

PLACE, KIND = "return.place", "return_placement"


@action("return.place", words="复学安置", english="Place a returned pupil")
def place(
    ctx: Context,
    *,
    returned: Return,
    teaching: Teaching,
    lessons: Line,
    funds_source: Funds,
    funds_amount: Line | None,
    funds_purpose: Line | None,
) -> UUID:
    """Decide how a returned pupil is taught in its class, and what pays for it; the placement, on numbered paper.

    lessons: which lessons are made up, by whom, or what else it learns. Source, amount (yuan) and purpose of the money are
    sealed. A later one takes an earlier one's place. Raises Refused for a return that has ended, another school's, and funds
    half said.
    """
    _, numbers = still_open(ctx, returned)
    own_school(ctx, returned, PLACE)
    refuse(why_not_funded(funds_source, funds_amount or "", funds_purpose or ""))
    room = _room_of(ctx, returned)
    before = ReturnPlacement._base_manager.filter(returned=returned).select_related("paper").order_by("-number").first()
    row = ReturnPlacement(id=ctx.ids.new(), returned=returned, child_id=returned.child_id, unit_id=returned.unit_id)
    row.number, row.room, row.on = (before.number + 1 if before else 1), room, ctx.today
    row.grade = parse_grade(room.name) if room else None
    row.teaching, row.lessons, row.needs_approval = teaching, lessons, teaching in numbers.approved
    row.funds = Plain("\n".join((funds_source, funds_amount or "", funds_purpose or "")))
    supersedes = before.paper if before is not None and before.paper.issuer_id == returned.unit_id else None
    data = _told(ctx, returned, room, row)
    row.paper = issue(ctx, PLACE, unit=returned.unit, kind=KIND, data=data, supersedes=supersedes)
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("return.approve_placement", words="批准复学安置", english="Approve the placement of a returned pupil")
def approve_placement(ctx: Context, *, return_placement: ReturnPlacement) -> None:
    """Approve a placement that is not in the pupil's own classroom. Raises Refused where nothing is to be approved, for whoever
    placed the pupil, and for one that a later one has replaced."""
    if not return_placement.needs_approval or return_placement.approved_on is not None:
        raise Refused(Problem("reintegration.no_approval"))
    if return_placement.by_id == ctx.actor:
        raise Refused(Problem("reintegration.own_placement"))
    later = ReturnPlacement._base_manager.filter(
        returned_id=return_placement.returned_id, number__gt=return_placement.number
    )
    if later.exists():
        raise Refused(Problem("reintegration.replaced"))
    still_open(ctx, return_placement.returned)
    return_placement.approved_on, return_placement.approved_by_id = ctx.today, ctx.actor
    return_placement.save(update_fields=["approved_on", "approved_by"])


def _room_of(ctx: Context, returned: Return) -> Unit | None:
    rows = ChildUnit._base_manager.filter(in_force(ctx.today), child_id=returned.child_id, track=Track.SCHOOL)
    found = rows.filter(unit__kind=UnitKind.CLASS).select_related("unit").order_by("id").first()
    return found.unit if found is not None else None


def _told(ctx: Context, returned: Return, room: Unit | None, row: ReturnPlacement) -> dict[str, str]:
    """What the sheet is filled in with. Papers are Chinese, whoever issues them. What pays stays out: it opens by need only."""
    child = returned.child
    return {
        "school": returned.unit.name,
        "child": child.name,
        "age": str(age_on(child.born_on, ctx.today)) if child.born_on else sentence(Problem("reintegration.no_age")),
        "home": home_of(ctx, child) or sentence(Problem("reintegration.no_home")),
        "back_on": written_day(returned.on),
        "away": str((returned.on - returned.gone_on).days),
        "room": room.name if room else sentence(Problem("reintegration.no_room")),
        "teaching": sentence(Problem(f"reintegration.teaching_{row.teaching}")),
        "lessons": row.lessons,
        "approval": sentence(Problem("reintegration.to_approve" if row.needs_approval else "reintegration.by_school")),
    }
