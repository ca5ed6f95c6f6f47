"""A class for a session: the form on a phone, what was reported, its correction, and what is found out of the absent."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from notoneless.casework.cases.selectors.confirmed import confirmed_among
from notoneless.casework.procedures.rules.facts import Grave
from notoneless.casework.procedures.services import record_effort
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.audit.rules import CHINA
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.selectors import REVEAL_PHONE
from notoneless.interfaces.attendance.pages.wording import (
    day_of,
    day_words,
    mark_words,
    reason_words,
    reasons,
    session_words,
    told,
    traced_to,
)
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.naming import apart, called
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.attendance.rules.kinds import AWAY, PRESENT, MarkKind, TracedTo
from notoneless.records.attendance.rules.parameters import AttendanceParameters, Session
from notoneless.records.attendance.rules.reporting import why_not_in_time, why_not_the_day
from notoneless.records.attendance.selectors import READ_BOARD, REVEAL_NOTE
from notoneless.records.attendance.selectors.classes import (
    ClassDay,
    PupilLine,
    ReportCard,
    guardians_to_call,
    mark_in_reach,
    open_class,
    traces_of,
)
from notoneless.records.attendance.selectors.missing import explained_day
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.permitting import answers_for, class_in_reach, is_open
from notoneless.records.attendance.services import amend, apply_leave, correct, explain, report, substitute, trace

EXPLAIN = explain.code
REPORT, CORRECT, AMEND = report.code, correct.code, amend.code
_NOTE = 200

_JUST = timedelta(minutes=1)
"""How long a report is new to who made it."""

_Where = tuple[UUID, date, str]
"""A class, a day and a session."""


@page({"GET": READ_BOARD})
def today(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Go to the session of a class that is to be reported now, or to that of a day that was chosen."""
    on = day_of(request.GET["day"]) if request.GET.get("day") else ctx.today
    asked = request.GET.get("session")
    part = _session(on, asked)[1] if asked else attendance_numbers(on).current(ctx.at.astimezone(CHINA).time())
    return Went(
        "attendance_session", {"unit": class_in_reach(ctx, unit).pk, "day": on.isoformat(), "session": part.key}
    )


@page({"GET": READ_BOARD, "POST": REPORT})
def session_page(ctx: Context, request: HttpRequest, unit: UUID, day: str, session: str) -> Answer:
    """A class for a session: the form as long as nobody has reported it, then what was reported; and its sending."""
    on = day_of(day)
    if request.method != "POST":
        numbers, part = _session(on, session)
        found = open_class(ctx, unit, on, session)
        return _done(ctx, found, numbers, part) if found.report else _form(ctx, found, numbers, part, _asked(request))
    acting = with_form(ctx, request)
    try:
        report(acting, unit=unit, on=on, session=session, exceptions=_sent(request.POST))
    except Refused as refusal:
        return _refused(ctx, request, (unit, on, session), refusal, REPORT)
    return _went((unit, on, session))


@page({"GET": CORRECT, "POST": CORRECT})
def correcting(ctx: Context, request: HttpRequest, unit: UUID, day: str, session: str) -> Answer:
    """The same form for what was reported already, or too long ago; with a reason, and its sending."""
    on = day_of(day)
    numbers, part = _session(on, session)
    if request.method != "POST":
        return _form(ctx, open_class(ctx, unit, on, session), numbers, part, _asked(request), is_correction=True)
    acting, why = with_form(ctx, request), request.POST.get("why", "")
    found = open_class(ctx, unit, on, session)
    given: dict[str, Any] = {"exceptions": _sent(request.POST), "reason": why}
    try:
        seen = _seen(request.POST, found)
        if seen is not None and not _amends(ctx, found, numbers):
            correct(acting, report=seen, **given)
        else:
            amend(acting, unit=unit, on=on, session=session, report=seen, **given)
    except Refused as refusal:
        return _refused(ctx, request, (unit, on, session), refusal, CORRECT)
    return _went((unit, on, session))


def _seen(form: QueryDict, found: ClassDay) -> str | UUID | None:
    """The report that the form was made from. Raises Refused where there was none and somebody has reported meanwhile,
    NotFound for one of another session.

    That it was superseded meanwhile is the action's to find: nobody comes between that and the writing.
    """
    if found.report is None or "made_from" not in form:
        return found.report.id if found.report else None
    if not form["made_from"]:
        raise Refused(Problem("arrivals.corrected_already"))
    if form["made_from"] not in {str(each.id) for each in found.reports}:
        raise NotFound  # of another class, day or session
    return str(form["made_from"])


def _amends(ctx: Context, found: ClassDay, numbers: AttendanceParameters) -> bool:
    """Whether it is so long ago that the head amends it, and this is the head."""
    calendar = load_calendar(min(found.on, ctx.today), max(found.on, ctx.today))
    late = why_not_in_time(calendar, found.on, ctx.today, numbers.correct_within, "too_late_to_correct")
    return late is not None and answers_for(ctx, found.unit.pk)


def _session(on: date, key: str) -> tuple[AttendanceParameters, Session]:
    numbers = attendance_numbers(on)
    part = numbers.session(key)
    if part is None:
        raise NotFound
    return numbers, part


def _sent(form: QueryDict) -> str:
    """The exceptions that a form says, as the action takes them: every pupil whose button is not the first."""
    lines = []
    for name, value in form.items():
        field, _, child = name.partition("-")
        if field == "m" and value != PRESENT:
            note = " ".join(str(form.get(f"n-{child}", "")).split())[: _NOTE + 1]
            lines.append("\t".join((child[:36], str(value)[:20], form.get(f"r-{child}", "")[:20], note)))
    return "\n".join(lines)


def _asked(request: HttpRequest) -> Mapping[str, str]:
    """What the address asks to be chosen beforehand: everybody there."""
    return {"all": "1"} if request.GET.get("all") else {}


def _went(where: _Where) -> Answer:
    unit, on, session = where
    return Went("attendance_session", {"unit": unit, "day": on.isoformat(), "session": session})


def _refused(ctx: Context, request: HttpRequest, where: _Where, refusal: Refused, code: str) -> Answer:
    """The form again with all that was chosen and typed, and the sentence: nothing is lost."""
    if isinstance(refusal, NotFound):
        raise refusal
    noted(ctx, refusal, Attempted(code, {}))
    unit, on, session = where
    numbers, part = _session(on, session)
    found = open_class(ctx, unit, on, part.key)
    sent = {name: str(value)[:400] for name, value in request.POST.items()}
    return _form(ctx, found, numbers, part, sent, refusal, is_correction=code == CORRECT)


def _form(
    ctx: Context,
    found: ClassDay,
    numbers: AttendanceParameters,
    part: Session,
    sent: Mapping[str, str],
    refusal: NotonelessError | None = None,
    is_correction: bool = False,
) -> Answer:
    gone = confirmed_among(ctx, [line.pupil.id for line in found.asked])
    values = {
        **_about(ctx, found, numbers, part),
        "rows": [
            _row(line, sent, found.report is not None) | {"is_gone": line.pupil.id in gone} for line in found.asked
        ],
        "skipped": [
            (called(each.pupil.name, each.pupil.traits), told(f"arrivals.skipped_{each.pupil.skipped}"))
            for each in found.skipped
        ],
        "reasons": reasons(numbers),
        "is_correction": is_correction,
        "made_from": found.report.id if found.report else "",
        "wrote": _wrote(found, numbers) if _is_stale(refusal) else None,
        "may_report": ctx.may(REPORT),
        "why": sent.get("why", ""),
        "why_not": _why_not(ctx, found, numbers, is_correction) if refusal is None else "",
        "explained": explained_day(ctx, found.unit.pk, found.on) if found.on < ctx.today else None,
        "may_explain": not is_correction and ctx.may(EXPLAIN) and _is_over(ctx, found.on),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("attendance/class.html", values, (409 if _is_stale(refusal) else 422) if refusal else 200)


def _skipped(found: ClassDay) -> list[tuple[str, str]]:
    """Whom nobody asks about, and why."""
    pupils = [each.pupil for each in found.skipped]
    return [(called(each.name, each.traits), told(f"arrivals.skipped_{each.skipped}")) for each in pupils]


def _is_stale(refusal: NotonelessError | None) -> bool:
    return refusal is not None and refusal.problem.code == "arrivals.corrected_already"


def _wrote(found: ClassDay, numbers: AttendanceParameters) -> dict[str, Any]:
    """What somebody else has written meanwhile: who, when, why, and who was not simply there."""
    marked = [
        (called(each.pupil.name, each.pupil.traits), mark_words(each.kind), reason_words(numbers, each.reason))
        for each in found.asked
        if each.kind
    ]
    return {"report": found.report, "marked": marked}


def _about(ctx: Context, found: ClassDay, numbers: AttendanceParameters, part: Session) -> dict[str, Any]:
    """What stands above both forms and what was reported."""
    now = ctx.at.astimezone(CHINA)
    return {
        "unit": found.unit,
        "school": found.unit.parent.name if found.unit.parent else "",
        "day": found.on,
        "day_words": day_words(found.on),
        "session": part.key,
        "session_words": session_words(part),
        "sessions": [(each.key, session_words(each), each.key == part.key) for each in numbers.sessions],
        "closes": part.closes.strftime("%H:%M"),
        "is_late": (ctx.today, now.time()) >= (found.on, part.closes),
        "today": ctx.today,
        "may_correct": ctx.may(CORRECT),
        "may_apply": ctx.may(apply_leave.code),
        "may_substitute": ctx.may(substitute.code),
    }


def _is_over(ctx: Context, on: date) -> bool:
    """Whether a day is a school day that is over."""
    return on < ctx.today and why_not_the_day(load_calendar(on, ctx.today), on, ctx.today) is None


def _why_not(ctx: Context, found: ClassDay, numbers: AttendanceParameters, is_correction: bool) -> str:
    """Why nobody reports this class on this day, in words; empty where it is to be reported."""
    calendar = load_calendar(min(found.on, ctx.today), max(found.on, ctx.today))
    problem = why_not_the_day(calendar, found.on, ctx.today)
    if problem is None and not is_open(found.unit, found.on):
        return told("arrivals.class_closed", unit=found.unit.name, day=found.on.isoformat())
    if problem is None and not found.asked:
        return told("arrivals.nobody", unit=found.unit.name)
    if problem is None and not is_correction:
        problem = why_not_in_time(calendar, found.on, ctx.today, numbers.report_within, "too_late")
    return sentence(problem, language_of()) if problem else ""


def _row(line: PupilLine, sent: Mapping[str, str], is_reported: bool) -> dict[str, Any]:
    """A pupil as the form shows one: as sent, else as reported; where nobody has reported, on leave if leave covers the day."""
    key = line.pupil.id.hex
    has_leave = line.leave_until is not None and not line.has_run_out
    kind = line.kind or (MarkKind.LEAVE if has_leave and not is_reported else PRESENT)
    if sent.get("all"):
        kind = PRESENT
    return {
        "key": key,
        "name": line.pupil.name,
        "apart": apart(line.pupil.traits),
        "called": called(line.pupil.name, line.pupil.traits),
        "kind": sent.get(f"m-{key}", kind),
        "reason": sent.get(f"r-{key}", line.reason if kind != PRESENT else ""),
        "note": sent.get(f"n-{key}", ""),
        "has_note": line.has_note,
        "leave_until": line.leave_until,
        "has_run_out": line.has_run_out,
        "asked_until": line.asked_until,
    }


# what was reported


def _done(ctx: Context, found: ClassDay, numbers: AttendanceParameters, part: Session, error: str = "") -> Answer:
    marked = [line for line in found.asked if line.kind]
    away = [line.pupil.id for line in marked if line.kind in AWAY]
    guardians = guardians_to_call(ctx, away) if ctx.may(REVEAL_PHONE) else {}
    where = traces_of(ctx, away, found.on)
    values = {
        **_about(ctx, found, numbers, part),
        "report": found.report,
        "just": _just(ctx, found.report),
        "reports": found.reports if len(found.reports) > 1 else (),
        "marked": [
            _noted(line, numbers, guardians.get(line.pupil.id, ()), where)
            | {"effort": _effort(ctx, line.pupil.id, where)}
            for line in marked
        ],
        "rest": [called(line.pupil.name, line.pupil.traits) for line in found.asked if not line.kind],
        "skipped": [
            (called(each.pupil.name, each.pupil.traits), told(f"arrivals.skipped_{each.pupil.skipped}"))
            for each in found.skipped
        ],
        "traced_to": traced_to(),
        "may_trace": ctx.may(trace.code),
        "may_reveal": ctx.may(REVEAL_NOTE),
        "form": new_form(ctx),
        "error": error,
    }
    return Shown("attendance/done.html", values, 422 if error else 200)


def _just(ctx: Context, report: ReportCard | None) -> str:
    """What this person has just done, in words. The report itself tells it: nothing need be kept for it in the session."""
    if report is None or report.by_id != ctx.actor or ctx.at - report.at > _JUST:
        return ""
    return told("arrivals.corrected" if report.why else "arrivals.reported")


def _noted(
    line: PupilLine, numbers: AttendanceParameters, guardians: Sequence[Any], where: Mapping[UUID, str]
) -> dict[str, Any]:
    found = where.get(line.pupil.id, "")
    return {
        "line": line,
        "apart": apart(line.pupil.traits),
        "is_away": line.kind in AWAY,
        "words": mark_words(line.kind),
        "reason": reason_words(numbers, line.reason),
        "guardians": guardians,
        "where": told(f"arrivals.where_{found}") if found else "",
    }


def _effort(ctx: Context, child: UUID, where: Mapping[UUID, str]) -> str:
    """The form of a return effort with child labour marked, where a pupil was found to be at work; else nothing."""
    if where.get(child) != TracedTo.WORKING or not ctx.may(record_effort.code):
        return ""
    return f"{resolve_url('procedure_record_effort', child=child)}?{urlencode({'grave': Grave.CHILD_LABOUR.value})}"


@page({"POST": trace.code})
def tracing(ctx: Context, request: HttpRequest, mark: UUID) -> Answer:
    """Say where an absent pupil is."""
    row = mark_in_reach(ctx, mark, trace.code)
    given = {name: request.POST.get(name, "") for name in ("traced_to", "note")}
    try:
        trace(with_form(ctx, request), mark=mark, **given)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(trace.code, {}))
        numbers, part = _session(row.on, row.session)
        found = open_class(ctx, row.unit_id, row.on, row.session)
        return _done(ctx, found, numbers, part, sentence(refusal.told, language_of()))
    messages.success(request, told("arrivals.traced", name=row.child.name))
    return Went("attendance_session", {"unit": row.unit_id, "day": row.on.isoformat(), "session": row.session})


@page({"POST": REVEAL_NOTE})
def note(ctx: Context, request: HttpRequest, mark: UUID) -> Answer:
    """Open the note of a mark, or of the one before that said the same."""
    row = mark_in_reach(ctx, mark, REVEAL_NOTE)
    holding = row if row.note is not None or row.same_as is None else row.same_as
    text = reveal(ctx, holding, "note", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY))
    return Shown("attendance/note.html", {"text": text, "name": row.child.name, "child": row.child_id})


_AT = "attendance/classes/<uuid:unit>/<str:day>/<slug:session>/"

ROUTES = [
    route("attendance/classes/<uuid:unit>/", today, "attendance_class"),
    route(_AT, session_page, "attendance_session"),
    route(f"{_AT}correct/", correcting, "attendance_correct"),
    route("attendance/marks/<uuid:mark>/trace/", tracing, "attendance_trace"),
    route("attendance/marks/<uuid:mark>/note/", note, "attendance_note"),
]
