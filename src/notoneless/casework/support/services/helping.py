"""A mentor is named, sessions are held, what they bring is measured, and somebody else looks at it."""

from datetime import date
from uuid import UUID

from notoneless.casework.support.models import HelpMark, HelpScheme, HelpSession
from notoneless.casework.support.rules.helping import change_of, why_not_on, why_not_valued
from notoneless.casework.support.selectors.staff import mentor_among
from notoneless.casework.support.services.checking import must_be_open, refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.kernel.problems import Problem


@action("help.assign", words="安排帮扶人", english="Name the mentor of a pupil")
def assign(ctx: Context, *, help_scheme: HelpScheme, mentor: UUID) -> None:
    """Name who helps a pupil, of the staff of its school, from today on. Raises Refused for a closed scheme and for others."""
    must_be_open(help_scheme)
    account = mentor_among(help_scheme.child_id, mentor, ctx.today)
    if account is None:
        raise Refused(Problem("helping.no_mentor"))
    help_scheme.mentor, help_scheme.mentor_from = account, ctx.today
    help_scheme.save(update_fields=["mentor", "mentor_from"])


@action("help.hold_session", words="登记帮扶", english="Record a session of help")
def hold_session(ctx: Context, *, help_scheme: HelpScheme, on: date, session_words: Line) -> UUID:
    """Record what was done with a pupil on a day; the session.

    Raises Refused for a closed scheme, for one without a plan, for days before it or to come, and for the same again.
    """
    must_be_open(help_scheme)
    refuse(Problem("helping.unplanned") if help_scheme.planned_on is None else None)
    refuse(why_not_on(on, ctx.today, help_scheme.opened_on))
    same = HelpSession._base_manager.filter(scheme=help_scheme, on=on, words=session_words, by_id=ctx.actor)
    refuse(Problem("helping.session_already", {"day": on.isoformat()}) if same.exists() else None)
    row = HelpSession(id=ctx.ids.new(), scheme=help_scheme, child_id=help_scheme.child_id, on=on, words=session_words)
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("help.measure", words="评帮扶效果", english="Measure what help has brought")
def measure(ctx: Context, *, help_scheme: HelpScheme, on: date, mark_value: int, mark_words: Line | None) -> UUID:
    """Record the value of what the plan measures on a day; the mark. The program tells whether it is better than the beginning.

    Raises Refused for a closed scheme, for one without a plan, for values out of range, for days before it or to come,
    and for the same again.
    """
    must_be_open(help_scheme)
    if help_scheme.begin is None:
        raise Refused(Problem("helping.unplanned"))
    refuse(why_not_valued(mark_value))
    refuse(why_not_on(on, ctx.today, help_scheme.opened_on))
    same = HelpMark._base_manager.filter(scheme=help_scheme, on=on, value=mark_value, by_id=ctx.actor)
    refuse(Problem("helping.marked_already", {"day": on.isoformat()}) if same.exclude(agreed=False).exists() else None)
    row = HelpMark(id=ctx.ids.new(), scheme=help_scheme, child_id=help_scheme.child_id, on=on, value=mark_value)
    row.change, row.words = change_of(help_scheme.begin, mark_value), mark_words or ""
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("help.review", words="审核帮扶效果", english="Look at what was measured")
def review(ctx: Context, *, help_mark: HelpMark, agreed: bool, reason: Line | None) -> None:
    """Agree to what was measured, or not; not agreeing needs a reason, and the mark counts no more.

    Raises Refused for whoever measured it, and where that was said already.
    """
    refuse(Problem("helping.own_mark") if help_mark.by_id == ctx.actor else None)
    refuse(Problem("helping.reviewed_already") if help_mark.agreed is not None else None)
    refuse(Problem("helping.say_why") if not agreed and not reason else None)
    help_mark.agreed, help_mark.review = agreed, reason or ""
    help_mark.reviewed_on, help_mark.reviewed_by_id = ctx.today, ctx.actor
    help_mark.save(update_fields=["agreed", "review", "reviewed_on", "reviewed_by"])
