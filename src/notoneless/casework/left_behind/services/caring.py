"""Who keeps in touch and how often, that somebody did, and that one of the five ones is done."""

from datetime import date
from uuid import UUID

from notoneless.casework.aid.selectors.knowing import mentors_for
from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.casework.early_warning.rules.following import How, Whom
from notoneless.casework.left_behind.models import CareItem, ContactPerson, LeftBehindContact, LeftBehindFile
from notoneless.casework.left_behind.selectors.knowing import items_on
from notoneless.casework.left_behind.services.filing import must_be_open
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem

_A_TERM = 180


@action(
    "left_behind.name_person", words="落实留守儿童联系人", english="Name who keeps in touch with a left-behind child"
)
def name_person(ctx: Context, *, left_behind_file: LeftBehindFile, contact_person: UUID, every: int) -> UUID:
    """Name who keeps in touch from today on, at least every so many days; who was named before is not any more.

    Raises Unusable for who holds no post at the school or above it, and for a number of days that is none.
    """
    must_be_open(left_behind_file)
    if contact_person not in {pk for pk, _ in mentors_for(left_behind_file.child_id, ctx.today)}:
        raise Unusable(Problem("left_behind.no_person"))
    if not 1 <= every <= _A_TERM:
        raise Unusable(Problem("left_behind.no_span", {"most": _A_TERM}))
    ContactPerson._base_manager.filter(file=left_behind_file, until_on__isnull=True).update(until_on=ctx.today)
    row = ContactPerson(id=ctx.ids.new(), file=left_behind_file, child_id=left_behind_file.child_id, every=every)
    row.person_id, row.from_on, row.by_id = contact_person, ctx.today, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("left_behind.contact", words="登记留守儿童联系", english="Record that somebody turned to a left-behind child")
def contact(
    ctx: Context,
    *,
    left_behind_file: LeftBehindFile,
    on: date,
    manner: How,
    whom: Whom,
    is_reached: bool,
    note: Passage | None,
) -> UUID:
    """Record that somebody turned to the child, a parent or the carer. One that reached nobody keeps no contact.

    Raises Unusable for a day to come, Refused for one before the file was opened.
    """
    must_be_open(left_behind_file)
    _must_be_past(ctx, on)
    if on < left_behind_file.opened_on:
        raise Refused(Problem("left_behind.before_file"))
    row = LeftBehindContact(id=ctx.ids.new(), file=left_behind_file, child_id=left_behind_file.child_id, on=on)
    row.manner, row.whom, row.is_reached, row.at = manner, whom, is_reached, ctx.at
    row.note = Plain(note) if note else None
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("left_behind.do_item", words="登记五个一落实", english="Record that one of the five ones is done")
def do_item(ctx: Context, *, left_behind_file: LeftBehindFile, care_item: str, on: date, done_words: Line) -> UUID:
    """Record that one of the county's five ones is done for a child, in the term of a day, and how.

    Raises Unusable for an item that the county has not written down, Refused for one that is done in that term already.
    """
    must_be_open(left_behind_file)
    _must_be_past(ctx, on)
    if care_item not in items_on(ctx.today):
        raise Unusable(Problem("left_behind.no_item"))
    if on < left_behind_file.opened_on:
        raise Refused(Problem("left_behind.before_file"))
    term = begins_on(on)
    given = {"child_id": left_behind_file.child_id, "item": care_item, "term_from": term}
    if CareItem._base_manager.filter(**given).exists():
        raise Refused(Problem("left_behind.done_already"))
    row = CareItem(id=ctx.ids.new(), file=left_behind_file, **given, on=on, words=done_words)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


def _must_be_past(ctx: Context, on: date) -> None:
    if on > ctx.today:
        raise Unusable(Problem("left_behind.day_to_come"))
