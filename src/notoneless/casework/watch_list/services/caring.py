"""What keepers do: turn to pupils and families, care for them, and say what came of it."""

from datetime import date
from uuid import UUID

from notoneless.casework.early_warning.rules.following import Answered, How, Whom
from notoneless.casework.watch_list.models import Care, KeeperContact, WatchListEntry
from notoneless.casework.watch_list.rules.files import why_not_on
from notoneless.casework.watch_list.rules.kinds import CareKind, Effect
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem


@action("watch_list.contact", words="登记重点生联系", english="Record a contact with a watch-listed pupil")
def contact(
    ctx: Context,
    *,
    watch_list_entry: WatchListEntry,
    on: date,
    manner: How,
    whom: Whom,
    answered: Answered,
    note: Passage | None,
) -> UUID:
    """Record that somebody turned to a watch-listed pupil or its family, and what came of it; the contact.

    Raises Refused for a lifted file, Unusable for a day to come or before the file was opened.
    """
    _check(ctx, watch_list_entry, on)
    row = KeeperContact(id=ctx.ids.new(), entry=watch_list_entry, child_id=watch_list_entry.child_id, on=on, at=ctx.at)
    row.how, row.whom, row.answered, row.note = manner, whom, answered, Plain(note) if note else None
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("watch_list.care", words="登记帮扶措施", english="Record care for a watch-listed pupil")
def care(ctx: Context, *, watch_list_entry: WatchListEntry, on: date, care_kind: CareKind, care_words: Line) -> UUID:
    """Record what is done for a watch-listed pupil from a day on; the care. Raises as recording a contact does."""
    _check(ctx, watch_list_entry, on)
    row = Care(id=ctx.ids.new(), entry=watch_list_entry, child_id=watch_list_entry.child_id, on=on)
    row.kind, row.words = care_kind, care_words
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("watch_list.judge_care", words="登记帮扶成效", english="Say what came of care")
def judge_care(ctx: Context, *, care: Care, effect: Effect, on: date, effect_words: Line | None) -> None:
    """Say what came of care; said again, it stands as last said. Raises Unusable for a day to come or before it began."""
    if wrong := why_not_on(on, ctx.today, care.on):
        raise Unusable(wrong)
    care.effect, care.effect_on, care.effect_words = effect, on, effect_words or ""
    care.save(update_fields=["effect", "effect_on", "effect_words"])


def _check(ctx: Context, entry: WatchListEntry, on: date) -> None:
    if entry.lifted_on is not None:
        raise Refused(Problem("watch_list.lifted_already"))
    if wrong := why_not_on(on, ctx.today, entry.opened_on):
        raise Unusable(wrong)
