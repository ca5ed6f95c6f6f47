"""The statistics form of dropouts: who belongs on it, and its values out of the register of leavers and working groups."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import State
from notoneless.casework.cases.selectors.accounted import accounted_among
from notoneless.casework.working_groups.models import DestinationEntry, WorkingGroup
from notoneless.casework.working_groups.selectors import READ_GROUP
from notoneless.casework.working_groups.selectors.groups import lines_of
from notoneless.casework.working_groups.selectors.outreach import joint_of_children
from notoneless.casework.working_groups.selectors.remedies import latest_causes, latest_destinations
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.oversight.reporting.models import DropoutReport
from notoneless.oversight.reporting.rules.coding import chinese
from notoneless.oversight.reporting.rules.leavers import CODED
from notoneless.oversight.reporting.rules.leavers import Column as Left
from notoneless.oversight.reporting.rules.statistics import Column
from notoneless.oversight.reporting.selectors.leavers import list_leavers, year_begins
from notoneless.oversight.reporting.selectors.openings import destinations_of, missed_by, openings_of, taught_at

_DROPOUTS = (State.VERIFIED, State.PROPOSED, State.CLOSED_OUT)
_BETWEEN = "、"
_SAME = tuple(each for each in Column if each.value in set(Left) and each is not Column.SERIAL)
"""Columns that the register of leavers has too."""


def dropouts_on(day: date, schools: Collection[UUID] | None) -> Iterator[tuple[UUID, UUID, bool]]:
    """Those verified by a day whose cases stand, or were closed out in its school year: school, child, and whether anybody
    has found where the child is. For machine use."""
    stands = Q(closed_on__isnull=True) | Q(closed_on__gte=year_begins(day))
    rows = Case._base_manager.filter(stands, state__in=_DROPOUTS, verified_on__lte=day).order_by(
        "child__sort_key", "id"
    )
    cases = list(rows)
    children = [case.child_id for case in cases]
    openings = openings_of([case.pk for case in cases])
    sent = {
        row.opening: row
        for row in DropoutReport._base_manager.filter(opening__in=[opening.id for opening in openings.values()])
    }
    places, traced = taught_at(children, day), _traced(children, day) | accounted_among(children, day)
    for case in cases:
        opening = openings.get(case.pk)
        report = sent.get(opening.id) if opening else None
        place = places.get(case.child_id)
        school = report.school_id if report else place[1].pk if place else None
        if opening is None or school is None or (schools is not None and school not in schools):
            continue
        yield school, case.child_id, case.child_id in traced or bool(report and report.destination)


def _traced(children: Collection[UUID], day: date) -> set[UUID]:
    """Those whose whereabouts a register of traces or a working group has."""
    found = set(DestinationEntry._base_manager.filter(child_id__in=children).values_list("child_id", flat=True))
    return found | set(destinations_of(children, missed_by(children, day)))


def values_of_dropouts(ctx: Context, school: UUID | None = None) -> Mapping[UUID, Mapping[Column, str]]:
    """What the form says of each dropout of a school, or of all in reach, in Chinese. The register it reads leaves an entry."""
    rows = [row for row in list_leavers(ctx, school) if row.values[Left.STATE] in _DROPOUTS]
    children = [row.child for row in rows]
    groups = visible_to(ctx, READ_GROUP, WorkingGroup).filter(child_id__in=children).select_related("child", "lead")
    answering = {
        line.child: _BETWEEN.join(line.accountable) for line in lines_of(ctx, groups.select_related("support"))
    }
    joint = joint_of_children(ctx, children)
    causes, where = latest_causes(ctx, children), latest_destinations(ctx, children)
    found: dict[UUID, Mapping[Column, str]] = {}
    for row in rows:
        told = dict(row.values)
        told[Left.REASON] = causes.get(row.child) or told[Left.REASON]
        told[Left.DESTINATION] = where.get(row.child) or told[Left.DESTINATION]
        coded = {each: chinese(each, told[each], ctx.today) for each in CODED if told[each]}
        found[row.child] = {
            **{each: coded.get(Left(each.value), told[Left(each.value)]) for each in _SAME},
            Column.EFFORTS: told[Left.EFFORTS] or "0",
            Column.JOINT: str(joint.get(row.child, 0)),
            Column.ACCOUNTABLE: answering.get(row.child, ""),
        }
    return found
