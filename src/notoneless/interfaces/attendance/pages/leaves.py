"""Leave: what waits and runs, asking for it, deciding it, its slip on numbered paper, and why."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.attendance.pages.wording import day_of, listed, reason_words, reasons, told
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.naming import apart
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.records.attendance.rules.kinds import LeaveState, MarkKind
from notoneless.records.attendance.rules.leaving import days_of, why_no_slip, why_not_withdrawn
from notoneless.records.attendance.rules.parameters import AttendanceParameters
from notoneless.records.attendance.selectors import READ_ATTENDANCE, REVEAL_NOTE
from notoneless.records.attendance.selectors.classes import pupils_listed
from notoneless.records.attendance.selectors.leaves import LeaveLine, leave_in_reach, list_leaves, open_leave, seen_on
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.permitting import answers_for, classes_for
from notoneless.records.attendance.services import (
    apply_leave,
    close_leave,
    extend_leave,
    grant_leave,
    issue_slip,
    refuse_leave,
    withdraw_leave,
)

APPLY, GRANT = apply_leave.code, grant_leave.code
LASTING = (LeaveState.APPLIED, LeaveState.GRANTED)
"""States of a leave in which it may still be told that the pupil was seen on one of its days."""
SENT = ("first_on", "last_on", "reason", "note", "asked_by")
BADGES = {"applied": "warning", "granted": "info", "refused": "", "closed": "success", "withdrawn": ""}


def of_leave(numbers: AttendanceParameters, line: LeaveLine) -> dict[str, Any]:
    """A leave in words."""
    return {
        "line": line,
        "state": told(f"arrivals.leave_state_{line.state}"),
        "badge": "danger" if line.is_over else BADGES[line.state],
        "reason": reason_words(numbers, line.reason),
    }


@page({"GET": READ_ATTENDANCE})
def leaves(ctx: Context, request: HttpRequest) -> Answer:
    """What waits to be decided and what is not closed."""
    numbers = attendance_numbers(ctx.today)
    lines = [of_leave(numbers, each) for each in list_leaves(ctx)]
    return Shown("attendance/leaves.html", {"lines": lines, "may_apply": ctx.may(APPLY)})


@page({"GET": APPLY})
def choosing(ctx: Context, request: HttpRequest) -> Answer:
    """For whom leave is to be asked: a class, where there are several, and a pupil of it."""
    classes = classes_for(ctx, APPLY)
    asked = request.GET.get("unit") or (str(classes[0].pk) if len(classes) == 1 else "")
    row = next((each for each in classes if str(each.pk) == asked), None)
    if asked and row is None:
        raise NotFound
    pupils = pupils_listed(ctx, APPLY, row.pk) if row is not None else []
    values = {
        "unit": row,
        "classes": classes if len(classes) > 1 else [],
        "pupils": [(each.id, each.name, apart(each.traits)) for each in pupils],
    }
    return Shown("attendance/choose.html", values)


@page({"GET": APPLY, "POST": APPLY})
def applying(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The form that asks for leave on behalf of a guardian, and its sending; who may grants it at once."""
    person = child_in_reach(ctx, child, APPLY)
    if request.method != "POST":
        return _form(ctx, child, person.name, _usual(ctx, child, request))
    acting = with_form(ctx, request)
    sent = {name: request.POST.get(name, "") for name in SENT}
    at_once = request.POST.get("grant") == "yes"
    try:
        with transaction.atomic():
            made = apply_leave(acting, child=child, **sent)
            if at_once:
                grant_leave(acting.within("grant"), leave=made)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(APPLY, {}))
        return _form(ctx, child, person.name, sent, refusal)
    messages.success(request, told("arrivals.leave_granted" if at_once else "arrivals.leave_applied"))
    return Went("attendance_leave", {"leave": made})


def _usual(ctx: Context, child: UUID, request: HttpRequest) -> dict[str, str]:
    """What the form offers: today; after a leave (`after`) the day that follows it, up to `last_on`, for the same reason.

    The address holds days and an id, and not why. Raises NotFound for a leave out of reach, or of another child.
    """
    after = request.GET.get("after")
    if not after:
        return {"first_on": ctx.today.isoformat(), "last_on": ctx.today.isoformat()}
    row = leave_in_reach(ctx, _id_of(after), APPLY)
    if row.child_id != child:
        raise NotFound
    first = row.last_on + timedelta(days=1)
    last = day_of(request.GET["last_on"]) if request.GET.get("last_on") else first
    days = {"first_on": first.isoformat(), "last_on": max(first, last).isoformat()}
    return {**days, "reason": row.reason, "asked_by": row.asked_by}


def _id_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _form(
    ctx: Context, child: UUID, name: str, sent: Mapping[str, str], refusal: NotonelessError | None = None
) -> Answer:
    numbers = attendance_numbers(ctx.today)
    values = {
        "child": child,
        "name": name,
        "sent": sent,
        "reasons": reasons(numbers, MarkKind.LEAVE),
        "teacher_days": numbers.teacher_leave,
        "may_grant": ctx.may(GRANT),
        "seen_today": bool(seen_on(ctx, child, ctx.today, ctx.today)),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("attendance/apply.html", values, 422 if refusal else 200)


@page({"GET": READ_ATTENDANCE})
def leave(ctx: Context, request: HttpRequest, leave: UUID) -> Answer:
    """One leave with what happened to it and what may be done."""
    return _leave(ctx, leave)


def _leave(ctx: Context, leave: UUID, refusal: NotonelessError | None = None, last_on: str = "") -> Answer:
    found, numbers = open_leave(ctx, leave), attendance_numbers(ctx.today)
    is_head, state = answers_for(ctx, found.line.unit), LeaveState(found.line.state)
    is_for_head = refusal is not None and refusal.problem.code == "arrivals.leave_for_head"
    stays = why_not_withdrawn(state, found.line.first_on, found.line.last_on, numbers, is_head=is_head)
    values = {
        **of_leave(numbers, found.line),
        "steps": [(each, told(f"arrivals.leave_step_{each.step}")) for each in found.steps],
        "waits": state is LeaveState.APPLIED,
        "runs": state is LeaveState.GRANTED,
        "may_withdraw": stays is None,
        "may_decide": ctx.may(GRANT),
        "may_print": ctx.may(issue_slip.code) and why_no_slip(state) is None,
        "row": found.row if found.row != (found.line.first_on, found.line.last_on) else None,
        "row_days": days_of(*found.row),
        "seen": listed(each.isoformat() for each in found.seen) if state in LASTING else "",
        "is_of_head": days_of(*found.row) > numbers.teacher_leave,
        "is_head": is_head,
        "later": _later(found.line, last_on if is_for_head else "") if ctx.may(APPLY) and not is_head else "",
        "is_for_head": is_for_head,
        "teacher_days": numbers.teacher_leave,
        "may_reveal": ctx.may(REVEAL_NOTE),
        "today": ctx.today.isoformat(),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("attendance/leave.html", values, status_of(refusal))


def _later(line: LeaveLine, last_on: str) -> str:
    """Where leave for the days after a leave is asked for, which the head grants; up to a day, if one was given."""
    asked = {"after": str(line.id), **({"last_on": last_on} if last_on else {})}
    return f"{resolve_url('attendance_apply', child=line.child)}?{urlencode(asked)}"


def status_of(refusal: NotonelessError | None) -> int:
    """The status of a page that tells what was refused."""
    return 409 if refusal else 200


@page({"POST": issue_slip.code})
def slip(ctx: Context, request: HttpRequest, leave: UUID) -> Answer:
    """Set the leave on paper; the paper is where it is printed from."""
    leave_in_reach(ctx, leave, issue_slip.code)
    try:
        made = issue_slip(with_form(ctx, request), leave=leave)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(issue_slip.code, {}))
        return _leave(ctx, leave, refusal)
    return Went("paper", {"paper": made})


STEPS: Mapping[str, tuple[Callable[..., None], tuple[str, ...], str]] = {
    "grant": (grant_leave, (), "arrivals.leave_granted"),
    "refuse": (refuse_leave, ("reason",), "arrivals.leave_refused"),
    "extend": (extend_leave, ("last_on", "reason"), "arrivals.leave_extended"),
    "close": (close_leave, ("on",), "arrivals.leave_closed"),
    "withdraw": (withdraw_leave, ("reason",), "arrivals.leave_withdrawn"),
}
"""What may be done to a leave: by which action, with what, and what is told then."""


@page({"POST": GRANT})
def step(ctx: Context, request: HttpRequest, leave: UUID, step: str) -> Answer:
    """Do one thing to a leave."""
    if step not in STEPS:
        raise NotFound
    does, fields, done = STEPS[step]
    leave_in_reach(ctx, leave, GRANT)
    given = {name: request.POST.get(name, "") for name in fields}
    refusal = tried(ctx, request, GRANT, lambda acting: does(acting, leave=leave, **given))
    if refusal is not None:
        return _leave(ctx, leave, refusal, given.get("last_on", ""))
    day = {"day": given["last_on"]} if step == "extend" else {}
    messages.success(request, told(done, **day))
    return Went("attendance_leave", {"leave": leave})


@page({"POST": REVEAL_NOTE})
def note(ctx: Context, request: HttpRequest, leave: UUID) -> Answer:
    """Open the note of a leave."""
    row = leave_in_reach(ctx, leave, REVEAL_NOTE)
    text = reveal(ctx, row, "note", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY))
    return Shown("attendance/note.html", {"text": text, "name": row.child.name, "child": row.child_id})


ROUTES = [
    route("attendance/leaves/", leaves, "attendance_leaves"),
    route("attendance/leaves/new/", choosing, "attendance_choose"),
    route("attendance/children/<uuid:child>/leave/", applying, "attendance_apply"),
    route("attendance/leaves/<uuid:leave>/", leave, "attendance_leave"),
    route("attendance/leaves/<uuid:leave>/slip/", slip, "attendance_slip"),
    route("attendance/leaves/<uuid:leave>/note/", note, "attendance_leave_note"),
    route("attendance/leaves/<uuid:leave>/<slug:step>/", step, "attendance_leave_step"),
]
