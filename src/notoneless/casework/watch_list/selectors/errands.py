"""What the watch list has to do for whoever looks, in numbers and days: it names no child."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.timezone import localdate

from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.watch_list.models import Keeping, KeyGroupMark, WatchListEntry
from notoneless.casework.watch_list.rules.files import contact_due
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.casework.watch_list.selectors.facts import kept, to_be_listed
from notoneless.casework.watch_list.selectors.lists import OPEN_FILE, Visited, last_contacts
from notoneless.casework.watch_list.selectors.numbers import numbers_on
from notoneless.casework.watch_list.selectors.proposing import proposals_to_decide, waiting_in
from notoneless.casework.watch_list.selectors.screened import entered_in_ledger, key_classes, term_from
from notoneless.casework.watch_list.selectors.screening import SCREEN, unscreened_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Beneath, Sight, beneath, in_force, sight
from notoneless.foundation.people.models import Child

NAME_KEEPER = "watch_list.set_keeper"
"""Whoever names keepers is told of files without one, and of pupils without a file."""


@dataclass(frozen=True, slots=True)
class WatchErrands:
    """By when the pupils of one's own files are to be turned to, the first first; files that nobody keeps, pupils who should
    have one, pupils of whom a list proposes a key group, and pupils still to be screened this term, with the day by which.
    """

    contacts: tuple[date, ...]
    keeperless: int
    to_list: int
    proposed: int
    unscreened: int
    screen_by: date | None


def watch_errands(ctx: Context, visited: Visited) -> WatchErrands:
    """What is to be done today. Files are one question, children another, however many there are."""
    posts = list(ctx.holdings())
    if not posts:
        return WatchErrands((), 0, 0, 0, 0, None)
    units, roles = [each.unit for each in posts], [each.role for each in posts]
    files = _files(sight(ctx, READ_WATCH_LIST, WatchListEntry), units, roles, ctx.today)
    numbers, begun, names = numbers_on(ctx.today), term_from(ctx.today), ctx.may(NAME_KEEPER)
    own = {child: opened for child, opened, _, is_mine in files if is_mine}
    last = last_contacts(own.keys(), ctx.today, visited) if own else {}
    due = sorted(contact_due(opened, last.get(child), numbers.contact_days) for child, opened in own.items())
    to_list, proposed, unscreened, since = _children(ctx, begun, numbers.key_grades)
    return WatchErrands(
        contacts=tuple(each for each in due if each <= ctx.today),
        keeperless=sum(not is_kept for _, _, is_kept, _ in files) if names else 0,
        to_list=to_list if names else 0,
        proposed=proposed,
        unscreened=unscreened,
        screen_by=since + timedelta(days=numbers.screening_days) if since else None,
    )


@prepared
def _files(seen: Sight, units: Sequence[UUID], roles: Sequence[str], day: date) -> QuerySet[WatchListEntry, Any]:
    """The files in force: of which child, since when, whether anybody keeps them, and whether one of these posts does."""
    posts = reduce(or_, (Q(unit_id=unit, role=role) for unit, role in zip(units, roles, strict=True)))
    mine = Keeping._base_manager.filter(posts, in_force(day), entry_id=OuterRef("pk"))
    rows = seen.of(WatchListEntry).filter(lifted_on__isnull=True).order_by()
    asked = rows.annotate(is_kept=kept(day), is_mine=Exists(mine))
    return asked.values_list("child_id", "opened_on", "is_kept", "is_mine")


def _children(ctx: Context, begun: date | None, grades: frozenset[int]) -> tuple[int, int, int, date | None]:
    """How many pupils should have a file, of how many a key group is proposed, how many whoever asks has to screen, and since
    when the first of those is: since the term began, or since a key group or a case brought it in during the term.
    """
    seen, proposals = sight(ctx, OPEN_FILE, Child), proposals_to_decide(ctx)
    within = beneath(ctx.units_for(SCREEN))
    classes = sorted(key_classes(grades, within)) if begun is not None else []
    [found] = _counts(seen, proposals, within, ctx.today, begun, classes) or [(0, 0, 0, 0, None, None)]
    to_list, proposed, to_screen, old, marked, entered = found
    own = [each for each in (marked, entered and localdate(entered)) if each]
    since = begun if old or not to_screen else min(own)
    return to_list, proposed, to_screen, since


@prepared
def _counts(
    seen: Sight, proposals: Sight, within: Beneath, day: date, begun: date | None, classes: Sequence[UUID]
) -> QuerySet[Child, Any]:
    """One row of numbers. Of whose clock began with the term, and of the others since when, the first of each."""
    every, of_term = unscreened_of(within, day, begun, classes) if begun is not None else ((), ())
    to_screen = Q(pk__in=every)
    wanted = {"to_list": to_be_listed(day, begun), "proposed": Q(pk__in=waiting_in(proposals).values("child_id"))}
    wanted |= {"to_screen": to_screen, "old": Q(pk__in=of_term)}
    counts: dict[str, Aggregate] = {name: Count("pk", filter=each) for name, each in wanted.items()}
    marks = KeyGroupMark._base_manager.filter(in_force(day), child_id=OuterRef("pk")).values("from_on")
    cases = entered_in_ledger().filter(child_id=OuterRef("pk"), case__state__in=OPEN).values("at")
    rows = seen.of(Child).annotate(marked_on=Subquery(marks[:1]), entered_at=Subquery(cases[:1])).order_by()
    firsts = {"marked": Min("marked_on", filter=to_screen), "entered": Min("entered_at", filter=to_screen)}
    return rows.annotate(all=Value(1)).values("all").annotate(**counts, **firsts).values_list(*counts, *firsts)
