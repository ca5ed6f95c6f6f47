"""What waits to be approved by whoever looks: a function for each room, and the list of them. No child is named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.shortcuts import resolve_url

from notoneless.casework.cases.selectors.waiting import cases_to_decide
from notoneless.foundation.access.context import Context
from notoneless.foundation.organizations.selectors.showing import count_proposals
from notoneless.foundation.plans.selectors import drafts_of_mine
from notoneless.interfaces.frame.pages import language_of
from notoneless.interfaces.today.pages.errand import Errand
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.attendance.selectors.leaves import leaves_waiting
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.enrolment.selectors import not_confirmed
from notoneless.records.roll_changes.selectors.errands import to_decide


def _told(code: str, **given: str | int) -> str:
    return sentence(Problem(code, dict(given)), language_of())


def _day(day: date) -> str:
    return day.isoformat()


def close_outs(ctx: Context) -> list[Errand]:
    """Cases that somebody else proposed to close out."""
    found = cases_to_decide(ctx)
    if not found:
        return []
    lines = [
        (_told("duties.proposed_by", by=each.by, day=_day(each.on)), resolve_url("case", case=each.id))
        for each in found
    ]
    href = lines[0][1] if len(lines) == 1 else f"{resolve_url('cases')}?state=proposed"
    return [Errand(_told("duties.approve_close_outs", count=len(found)), href, lines=tuple(lines))]


def staff(ctx: Context) -> list[Errand]:
    """Posts that lists of staff name."""
    count = count_proposals(ctx)
    return [Errand(_told("duties.approve_staff", count=count), resolve_url("proposals"))] if count else []


def transfers(ctx: Context) -> list[Errand]:
    """Children let go to another school that has not confirmed them, with the day by which the first is to be confirmed."""
    found = not_confirmed(ctx)
    if not found:
        return []
    lines = [
        (
            _told("duties.waiting_in", unit=each.name, count=each.count),
            f"{resolve_url('roll_not_confirmed')}?unit={each.unit}",
        )
        for each in found
    ]
    href = lines[0][1] if len(lines) == 1 else resolve_url("roll_not_confirmed")
    due = min((each.due_on for each in found if each.due_on), default=None)
    words = _told("duties.approve_transfers", count=sum(each.count for each in found))
    return [Errand(words, href, (due - ctx.today).days if due else None, tuple(lines))]


def drafts(ctx: Context) -> list[Errand]:
    """Drafts of plans of one's own unit."""
    return [
        Errand(
            _told("duties.approve_draft", plan=plan.title.zh if language_of() == "zh" else plan.title.en),
            resolve_url("plan_version", version=version),
        )
        for version, _, plan in drafts_of_mine(ctx)
    ]


def leaves(ctx: Context) -> list[Errand]:
    """Leave that is longer than class teachers may grant: to be decided by the day on which the first of it begins."""
    found = leaves_waiting(ctx, attendance_numbers(ctx.today).teacher_leave)
    if not found:
        return []
    words = _told("arrivals.approve_leaves", count=len(found))
    return [Errand(words, resolve_url("attendance_leaves"), (found[0] - ctx.today).days)]


def changes_of_the_roll(ctx: Context) -> list[Errand]:
    """Applications for changes of the roll that wait at one's level; one alone is a tap away."""
    found = to_decide(ctx)
    if not found:
        return []
    href = resolve_url("change", change=found[0]) if len(found) == 1 else f"{resolve_url('changes')}?state=waiting"
    return [Errand(_told("roll_changes.errand_decide", count=len(found)), href)]


APPROVALS: tuple[tuple[str, Callable[[Context], list[Errand]]], ...] = (
    ("case.close_out", close_outs),
    ("post.confirm", staff),
    ("roll.transfer_in", transfers),
    ("roll_change.approve", changes_of_the_roll),
    ("plan.adopt", drafts),
    ("attendance.amend", leaves),
)
"""By what permission somebody approves, and what then waits."""


def waiting_for(ctx: Context) -> list[Errand]:
    """Everything that waits for whoever looks."""
    return [replace(each, waits=True) for code, found in APPROVALS if ctx.may(code) for each in found(ctx)]
