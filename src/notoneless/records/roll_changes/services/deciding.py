"""An application is decided level by level: approved, sent back for what is missing, refused; or taken back by who made it."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.kernel.problems import Problem
from notoneless.policy.naming import joined
from notoneless.records.roll_changes.models import ChangeRequest, ChangeStep
from notoneless.records.roll_changes.rules.kinds import HANDED, ChangeKind, Level
from notoneless.records.roll_changes.rules.refusing import why_not_moved
from notoneless.records.roll_changes.rules.standing import NEXT, Move, State
from notoneless.records.roll_changes.selectors.knowing import lacks, numbers_on
from notoneless.records.roll_changes.services.carrying import carry
from notoneless.records.roll_changes.services.checking import decides, following, refuse, step

APPROVE, SEND_BACK, REFUSE = "roll_change.approve", "roll_change.send_back", "roll_change.refuse"


@action("roll_change.approve", words="批准学籍变动", english="Approve a change of the roll", law="义务教育法 11")
def approve(ctx: Context, *, change_request: ChangeRequest, saw: Line, note: Line | None) -> UUID:
    """Approve an application at one's level; at the last the change is written on the roll in the same transaction. The step.

    saw: the mark of what the form showed. Raises Refused while a paper is missing, for one's own application, for another
    level's, and where anything has changed since the form was opened.
    """
    refuse(Problem("roll_changes.confirm_instead") if change_request.kind in HANDED else None)
    level = decides(ctx, APPROVE, change_request, Move.APPROVE, saw)
    numbers = numbers_on(ctx.today)
    short = lacks(change_request, numbers)
    if short:
        words = joined([Problem(f"roll_changes.paper_{each}") for each in short])
        raise Refused(Problem("roll_changes.papers_missing", {"papers": words}))
    later = following(
        change_request, level, numbers.levels_for(ChangeKind(change_request.kind), change_request.is_within)
    )
    refuse(_why_no_way(change_request, ctx.today))
    made = step(ctx, change_request, Move.APPROVE if later else Move.CARRY_OUT, level, note or "", saw)
    if later:
        change_request.waits_for = later[0]
        change_request.save(update_fields=["waits_for"])
        return made
    change_request.event_id = carry(ctx, change_request)
    change_request.state, change_request.waits_for = NEXT[State.WAITING][Move.CARRY_OUT], ""
    change_request.done_on = ctx.today
    change_request.save(update_fields=["event", "state", "waits_for", "done_on"])
    return made


def _why_no_way(row: ChangeRequest, day: date) -> Problem | None:
    """Why nobody can go there any more: the school that receives, or the class, has closed since it was applied for."""
    named = [each for each in (row.also_unit if row.is_within else None, row.room) if each is not None]
    shut = [each for each in named if each.until_on is not None and each.until_on <= day]
    return Problem("roll_changes.closed_since", {"unit": shut[0].name}) if shut else None


@action("roll_change.send_back", words="退回学籍变动申请", english="Send an application back")
def send_back(ctx: Context, *, change_request: ChangeRequest, saw: Line, reason: Line) -> UUID:
    """Send an application back for what is missing or wrong; the step. It comes again to the level that sent it."""
    level = decides(ctx, SEND_BACK, change_request, Move.SEND_BACK, saw)
    return _moved(ctx, change_request, Move.SEND_BACK, level, reason, saw)


@action("roll_change.refuse", words="不予批准学籍变动", english="Refuse a change of the roll")
def refuse_change(ctx: Context, *, change_request: ChangeRequest, saw: Line, reason: Line) -> UUID:
    """Refuse an application, saying why; the step."""
    level = decides(ctx, REFUSE, change_request, Move.REFUSE, saw)
    return _moved(ctx, change_request, Move.REFUSE, level, reason, saw)


@action("roll_change.resubmit", words="重新提交学籍变动申请", english="Hand an application in again")
def resubmit(ctx: Context, *, change_request: ChangeRequest, note: Line | None) -> UUID:
    """Hand in again what was sent back, to the level that did; the step."""
    refuse(why_not_moved(State(change_request.state), Move.RESUBMIT))
    last = ChangeStep._base_manager.filter(request=change_request, move=Move.SEND_BACK).order_by("-number").first()
    made = _moved(ctx, change_request, Move.RESUBMIT, Level(last.level) if last else None, note or "", "")
    if last is not None:
        change_request.waits_for = last.level
        change_request.save(update_fields=["waits_for"])
    return made


@action("roll_change.withdraw", words="撤回学籍变动申请", english="Withdraw an application")
def withdraw(ctx: Context, *, change_request: ChangeRequest, reason: Line) -> UUID:
    """Take back an application that is not decided yet; the step. Raises Refused for anybody but who made it."""
    refuse(why_not_moved(State(change_request.state), Move.WITHDRAW))
    refuse(Problem("roll_changes.not_yours") if change_request.by_id != ctx.actor else None)
    return _moved(ctx, change_request, Move.WITHDRAW, None, reason, "")


def _moved(ctx: Context, row: ChangeRequest, move: Move, level: Level | None, note: str, saw: str) -> UUID:
    made = step(ctx, row, move, level or "", note, saw)
    row.state = NEXT[State(row.state)][move]
    row.waits_for = ""
    row.save(update_fields=["state", "waits_for"])
    return made
