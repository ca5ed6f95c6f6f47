"""Screening class by class, who is of a key group, and who wavers."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.watch_list.models import KeyGroupMark, Screening, Wavering
from notoneless.casework.watch_list.rules.files import ids_in, why_not_on
from notoneless.casework.watch_list.rules.kinds import KeyGroup, Screened
from notoneless.casework.watch_list.selectors.numbers import numbers_on, wavering_within
from notoneless.casework.watch_list.selectors.screened import term_from
from notoneless.casework.watch_list.selectors.screening import to_screen
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.calendar import deadline
from notoneless.kernel.problems import Problem


@action("watch_list.waver", words="登记思想波动", english="Mark a pupil as wavering")
def waver(ctx: Context, *, child: Child, on: date, note: Passage | None) -> UUID:
    """Mark a pupil as wavering on a day: from then on the clock runs until somebody has been to its home; the mark.

    Raises Unusable for a day to come or before the pupil came to its class, and for a child in no class here, Refused where
    the pupil was marked that day.
    """
    rows = ChildUnit._base_manager.filter(in_force(ctx.today), child=child, track=Track.SCHOOL)
    place = rows.filter(unit__kind=UnitKind.CLASS).first()
    if place is None:
        raise Unusable(Problem("watch_list.in_no_class"))
    if wrong := why_not_on(on, ctx.today, place.from_on):
        raise Unusable(wrong)
    if Wavering._base_manager.filter(child=child, on=on).exists():
        raise Refused(Problem("watch_list.wavers_already", {"day": on.isoformat()}))
    within = wavering_within(place.unit_id, on)
    due = deadline(on, within, load_calendar(on, ctx.today), legal=False).day
    row = Wavering(id=ctx.ids.new(), child=child, unit_id=place.unit_id, on=on, due_on=due, at=ctx.at)
    row.note = Plain(note) if note else None
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("watch_list.mark_group", words="列入重点人群", english="Count a pupil among a key group")
def mark_group(ctx: Context, *, child: Child, key_group: KeyGroup) -> UUID:
    """Count a pupil among a key group, so that it is screened whatever its grade; the mark. Of which group stays sealed.

    Raises Refused where the pupil is counted among one already.
    """
    if KeyGroupMark._base_manager.filter(child=child, until_on__isnull=True).exists():
        raise Refused(Problem("watch_list.of_group_already"))
    row = KeyGroupMark(id=ctx.ids.new(), child=child, group=Plain(key_group.value), from_on=ctx.today)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("watch_list.end_group", words="移出重点人群", english="Count a pupil among a key group no longer")
def end_group(ctx: Context, *, key_group_mark: KeyGroupMark) -> None:
    """Count a pupil among a key group no longer, from today on. Raises Refused where that has ended."""
    if key_group_mark.until_on is not None:
        raise Refused(Problem("watch_list.group_ended"))
    key_group_mark.until_on = ctx.today
    key_group_mark.save(update_fields=["until_on"])


@action("watch_list.screen", words="登记重点人群排查", english="Record a screening of a class")
def screen(ctx: Context, *, unit: Unit, screened: Screened, children: Passage | None, rest: bool | None) -> None:
    """Record what was found of pupils of a class who are to be screened this term.

    `children`: their ids, with blanks between; `rest`: all others of the class of whom nothing was said yet, too. Who could
    not be seen is no such: each has to be named.
    Raises Unusable for a unit that is no class, for a day outside of terms, and for a child that is not to be screened there.
    """
    begun = term_from(ctx.today)
    if begun is None:
        raise Unusable(Problem("watch_list.no_term"))
    if unit.kind != UnitKind.CLASS:
        raise Unusable(Problem("watch_list.no_class"))
    named = ids_in(children or "")
    rows = to_screen(ctx, [unit.pk], numbers_on(ctx.today).key_grades)
    known = frozenset(rows.values_list("child_id", flat=True))
    if named is None or not named <= known:
        raise Unusable(Problem("watch_list.not_to_screen"))
    there = dict(_holding(begun, known).values_list("child_id", "found"))
    others = known - there.keys() if rest else frozenset()
    wanted = {child for child in named | others if there.get(child) != screened}
    _holding(begun, wanted).update(holds=False)
    facts = {"unit": unit, "term_from": begun, "on": ctx.today, "found": screened, "by_id": ctx.actor, "at": ctx.at}
    Screening.objects.bulk_create(Screening(id=ctx.ids.new(), child_id=child, **facts) for child in sorted(wanted))


def _holding(begun: date, children: Collection[UUID]) -> QuerySet[Screening]:
    return Screening._base_manager.filter(term_from=begun, holds=True, child_id__in=children)
