"""What the watch list has to do for whoever looks, in numbers and days: it names no child."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Aggregate, Count, Exists, Min, OuterRef, Q, Subquery
from django.utils.timezone import localdate

from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.watch_list.models import Keeping, KeyGroupMark, WatchListEntry
from notoneless.casework.watch_list.rules.files import contact_due
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.casework.watch_list.selectors.facts import kept, to_be_listed
from notoneless.casework.watch_list.selectors.keepers import held_by
from notoneless.casework.watch_list.selectors.lists import OPEN_FILE, Visited, last_contacts
from notoneless.casework.watch_list.selectors.numbers import numbers_on
from notoneless.casework.watch_list.selectors.proposing import waiting_for
from notoneless.casework.watch_list.selectors.screened import entered_in_ledger, term_from
from notoneless.casework.watch_list.selectors.screening import unscreened_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import in_force, visible_to
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
    posts, rows = held_by(ctx), visible_to(ctx, READ_WATCH_LIST, WatchListEntry).filter(lifted_on__isnull=True)
    if posts is None:
        return WatchErrands((), 0, 0, 0, 0, None)
    mine = Keeping._base_manager.filter(posts, in_force(ctx.today), entry_id=OuterRef("pk"))
    asked = rows.annotate(is_kept=kept(ctx.today), is_mine=Exists(mine))
    files = list(asked.values_list("child_id", "opened_on", "is_kept", "is_mine"))
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


def _children(ctx: Context, begun: date | None, grades: frozenset[int]) -> tuple[int, int, int, date | None]:
    """How many pupils should have a file, of how many a key group is proposed, how many whoever asks has to screen, and since
    when the first of those is: since the term began, or since a key group or a case brought it in during the term.
    """
    to_list = to_be_listed(ctx.today, begun)
    every, of_term = unscreened_of(ctx, begun, grades) if begun is not None else ((), ())
    to_screen, old = Q(pk__in=every), Q(pk__in=of_term)
    proposed = Q(pk__in=waiting_for(ctx).values("child_id"))
    wanted = {"to_list": to_list, "proposed": proposed, "to_screen": to_screen, "old": old}
    counts: dict[str, Aggregate] = {name: Count("pk", filter=each) for name, each in wanted.items()}
    marks = KeyGroupMark._base_manager.filter(in_force(ctx.today), child_id=OuterRef("pk")).values("from_on")
    cases = entered_in_ledger().filter(child_id=OuterRef("pk"), case__state__in=OPEN).values("at")
    rows = visible_to(ctx, OPEN_FILE, Child).annotate(marked_on=Subquery(marks[:1]), entered_at=Subquery(cases[:1]))
    firsts = {"marked": Min("marked_on", filter=to_screen), "entered": Min("entered_at", filter=to_screen)}
    found = rows.aggregate(**counts, **firsts)
    own = [each for each in (found["marked"], found["entered"] and localdate(found["entered"])) if each]
    since = begun if found["old"] or not found["to_screen"] else min(own)
    return found["to_list"], found["proposed"], found["to_screen"], since
