"""Following a returned pupil up: registers say whether it stays, and a person who has talked to it confirms that."""

from uuid import UUID

from notoneless.casework.reintegration.models import Return, ReturnFollowUp
from notoneless.casework.reintegration.rules.holding import hold_of
from notoneless.casework.reintegration.rules.kinds import Hold, Seen
from notoneless.casework.reintegration.rules.standing import mark_asked, marks_on
from notoneless.casework.reintegration.selectors.knowing import window_for, windows_of
from notoneless.casework.reintegration.services.checking import still_open
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.sealing.models import Plain


@action("return.follow_up", words="登记复学回访", english="Follow a returned pupil up")
def follow_up(ctx: Context, *, returned: Return, followed_how: Seen, steady: bool, talk: Passage | None) -> UUID:
    """Confirm by a talk or visit whether a returned pupil stays; the follow-up. It confirms the mark whose day has come, if
    any.

    Whether it stays is told from registers since the mark before; a person may say that it does not (steady), never that it
    does where registers say otherwise or too little. What was said is sealed. Raises Refused for a return that has ended.
    """
    known, numbers = still_open(ctx, returned)
    asked = mark_asked(marks_on(known, numbers, ctx.today))
    mark = asked.days if asked is not None else None
    span = window_for(returned, known, numbers, mark, ctx.today)
    window = windows_of({returned.child_id: span})[returned.child_id]
    hold = hold_of(window, numbers)
    row = ReturnFollowUp(
        id=ctx.ids.new(), returned=returned, child_id=returned.child_id, mark=mark, on=ctx.today, how=followed_how
    )
    row.hold = hold if steady else Hold.BROKEN
    row.expected, row.reported, row.seen, row.longest = window.expected, window.reported, window.seen, window.longest
    row.said = Plain(talk) if talk else None
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk
