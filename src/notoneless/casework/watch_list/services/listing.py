"""Files: opened for a pupil, kept by a post, lifted with a reason, opened again."""

from contextlib import suppress
from uuid import UUID

from notoneless.casework.early_warning.models import ConcernNote
from notoneless.casework.early_warning.rules.pupils import Concern
from notoneless.casework.early_warning.services import note_concern
from notoneless.casework.watch_list.models import Keeping, WatchListEntry
from notoneless.casework.watch_list.rules.files import reasons_in
from notoneless.casework.watch_list.rules.kinds import Lifting, WatchReason
from notoneless.casework.watch_list.selectors.keepers import PostOf, keepers_for
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem

SEPARATOR = " "


@action("watch_list.open", words="列为重点生", english="Put a pupil on the watch list")
def open_file(
    ctx: Context,
    *,
    child: Child,
    reasons: Line,
    note: Passage | None,
    keeper_unit: Unit | None,
    keeper_role: str | None,
) -> UUID:
    """Open a file for a pupil, for reasons, kept by a post; the entry. Without a post it is a gap until one is named.

    A file that was lifted goes on: the new entry follows the last. Of whom it says that it is inclined to drop out, the school
    owes a report.

    Raises Refused for a pupil who is on the list already, Unusable for a reason that is none, and for a post that does not
    answer for the pupil or that nobody holds.
    """
    if WatchListEntry._base_manager.filter(child=child, lifted_on__isnull=True).exists():
        raise Refused(Problem("watch_list.listed_already"))
    known = WatchListEntry._base_manager.filter(child=child)
    last = known.exclude(pk__in=known.filter(follows__isnull=False).values("follows_id")).order_by("-lifted_on").first()
    return _listed(ctx, child, reasons, note, _post(ctx, child.pk, keeper_unit, keeper_role), last)


@action("watch_list.reopen", words="重新列为重点生", english="Put a pupil on the watch list again")
def reopen(ctx: Context, *, watch_list_entry: WatchListEntry, reasons: Line, note: Passage | None) -> UUID:
    """List a pupil again, whose file goes on with all that is in it, kept by the post that kept it last; the new entry.

    Raises Refused where the pupil is on the list, or was listed again since.
    """
    if WatchListEntry._base_manager.filter(child_id=watch_list_entry.child_id, lifted_on__isnull=True).exists():
        raise Refused(Problem("watch_list.listed_already"))
    if WatchListEntry._base_manager.filter(follows=watch_list_entry).exists():
        raise Refused(Problem("watch_list.reopened_already"))
    last = Keeping._base_manager.filter(entry=watch_list_entry).order_by("-from_on", "-id").first()
    known = {(each.unit, each.role) for each in keepers_for(ctx, watch_list_entry.child_id)}
    post = (last.unit_id, last.role) if last is not None and (last.unit_id, last.role) in known else None
    return _listed(ctx, watch_list_entry.child, reasons, note, post, watch_list_entry)


@action("watch_list.set_keeper", words="落实重点生负责人", english="Name the keeper of a file")
def set_keeper(ctx: Context, *, watch_list_entry: WatchListEntry, keeper_unit: Unit, keeper_role: str) -> UUID:
    """Let a post keep a file from today on; the keeping. Whoever holds the post later keeps the file then.

    Raises Refused for a file that is lifted or kept by that post, Unusable as opening one does.
    """
    _refuse_lifted(watch_list_entry)
    post = _post(ctx, watch_list_entry.child_id, keeper_unit, keeper_role)
    now = Keeping._base_manager.filter(entry=watch_list_entry, until_on__isnull=True).first()
    if post is None or (now is not None and (now.unit_id, now.role) == post):
        raise Refused(Problem("watch_list.kept_already"))
    _end_keeping(ctx, watch_list_entry)
    return _kept(ctx, watch_list_entry, post)


@action("watch_list.lift", words="解除重点生", english="Take a pupil off the watch list")
def lift(ctx: Context, *, watch_list_entry: WatchListEntry, lifting: Lifting, reason: Line) -> None:
    """Take a pupil off the list, and say why; the file stays. Raises Refused where it is lifted already."""
    _refuse_lifted(watch_list_entry)
    _end_keeping(ctx, watch_list_entry)
    entry = watch_list_entry
    entry.lifted_on, entry.lifted_by_id, entry.lifting, entry.lifted_because = ctx.today, ctx.actor, lifting, reason
    entry.save(update_fields=["lifted_on", "lifted_by", "lifting", "lifted_because"])


def _refuse_lifted(entry: WatchListEntry) -> None:
    if entry.lifted_on is not None:
        raise Refused(Problem("watch_list.lifted_already"))


def _listed(
    ctx: Context, child: Child, reasons: str, note: str | None, post: PostOf | None, before: WatchListEntry | None
) -> UUID:
    codes = reasons_in(reasons)
    if codes is None:
        raise Unusable(Problem("watch_list.no_reason"))
    row = WatchListEntry(id=ctx.ids.new(), child=child, reasons=SEPARATOR.join(codes), opened_on=ctx.today)
    row.note, row.follows = Plain(note) if note else None, before
    row.opened_by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    if post is not None:
        _kept(ctx, row, post)
    if WatchReason.INCLINED in codes:
        _tell_inclined(ctx, child)
    return row.pk


def _tell_inclined(ctx: Context, child: Child) -> None:
    """Who is listed as inclined to drop out is reported to the authorities like whom a class teacher says so of, once."""
    known = ConcernNote._base_manager.filter(child=child, is_inclined=True, over_on__isnull=True).exists()
    if known or not ctx.may(note_concern.code):
        return
    given = {"concern_kind": Concern.WANTS_TO_LEAVE, "inclined": True, "on": ctx.today, "note": None}
    with suppress(Unusable):  # in no school here: there the case is the way
        note_concern(ctx.within("inclined"), child=child.pk, **given)


def _post(ctx: Context, child: UUID, unit: Unit | None, role: str | None) -> PostOf | None:
    """The post that is to keep a file. Raises Unusable for one that does not answer for the child, or that is empty."""
    if unit is None and not role:
        return None
    known = {(each.unit, each.role) for each in keepers_for(ctx, child)}
    if unit is None or not role or (unit.pk, role) not in known:
        raise Unusable(Problem("watch_list.no_keeper"))
    return unit.pk, role


def _kept(ctx: Context, entry: WatchListEntry, post: PostOf) -> UUID:
    row = Keeping(id=ctx.ids.new(), entry=entry, child_id=entry.child_id, from_on=ctx.today)
    row.unit_id, row.role = post
    row.save(force_insert=True)
    return row.pk


def _end_keeping(ctx: Context, entry: WatchListEntry) -> None:
    Keeping._base_manager.filter(entry=entry, until_on__isnull=True).update(until_on=ctx.today)
