"""The list of cases, one case, its card on the child's page, a confidential reason opened."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext

from notoneless.casework.cases.rules.reasons import reasons_on
from notoneless.casework.cases.rules.standing import HIDDEN, OPEN, State
from notoneless.casework.cases.selectors import (
    READ_CASE,
    REVEAL_CASE,
    cases_of_child,
    list_cases,
    open_case,
)
from notoneless.casework.cases.selectors.accounted import accounted_among
from notoneless.casework.cases.selectors.cases import (
    GROUPS,
    NOT_BACK,
    CaseFilter,
    case_of_child,
    event_in_reach,
    units_to_choose,
)
from notoneless.casework.cases.selectors.elsewhere import clearable
from notoneless.casework.cases.services import correct, pause, resume, suspect
from notoneless.casework.cases.services.correcting import ANYBODYS
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.procedures.services import record_effort
from notoneless.casework.reintegration.selectors import READ_RETURNED
from notoneless.casework.reintegration.services import record_return
from notoneless.casework.support.services import open_scheme
from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.working_groups.selectors import READ_GROUP
from notoneless.casework.working_groups.selectors.remedies import doing_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.cases.pages.steps import steps_for
from notoneless.interfaces.cases.pages.wording import of_case, of_event, reason_options, reason_words, told
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.oversight.reporting.selectors import READ_REPORT
from notoneless.records.attendance.rules.kinds import TracedTo


@page({"GET": READ_CASE})
def cases(ctx: Context, request: HttpRequest) -> Answer:
    """The cases in reach. The address holds codes and ids of units, and nobody's name."""
    wanted = _wanted(request)
    found = list_cases(ctx, wanted)
    kept = {name: request.GET[name] for name in ("state", "unit", "reason", "track") if request.GET.get(name)}
    values = {
        "found": found,
        "lines": [of_case(line, ctx.today) for line in found.lines],
        "counts": [
            (state, told(f"cases.state_{state}"), found.counts[state]) for state in GROUPS if state in found.counts
        ],
        "fields": _fields(ctx, wanted),
        "is_narrowed": bool(kept),
        "state": wanted.state,
        "following": f"?{urlencode({**kept, 'after': str(found.following)})}" if found.following else "",
        "first": f"?{urlencode(kept)}" if wanted.after else "",
        "may_see_groups": ctx.may(READ_GROUP),
    }
    return Shown("cases/list.html", values)


def _wanted(request: HttpRequest) -> CaseFilter:
    asked = request.GET
    return CaseFilter(
        state=asked.get("state", ""),
        reason=asked.get("reason", "")[:40],
        unit=uuid_of(asked.get("unit")),
        track=asked.get("track", ""),
        after=uuid_of(asked.get("after")),
    )


def uuid_of(text: str | None) -> UUID | None:
    """An id in an address; None where it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _fields(ctx: Context, wanted: CaseFilter) -> list[FormField]:
    """The filter: each a choice that may be left open."""
    groups = [(name, told(f"cases.group_{name}")) for name in ("open", "closed", "not_back", "paused")]
    states = [(name, told(f"cases.state_{name}")) for name in GROUPS if name not in dict(groups)]
    reasons = [*reason_options(reasons_on(ctx.today).table.values()), (HIDDEN, told("cases.reason_hidden"))]
    tracks = [("household", gettext("户籍线")), ("school", gettext("学籍线"))]
    unit = str(wanted.unit or "")
    return [
        FormField("state", told("cases.column_case_state"), "select", wanted.state, [*groups, *states], True),
        FormField("unit", gettext("单位"), "select", unit, units_to_choose(ctx), True),
        FormField("reason", told("cases.column_reason"), "select", wanted.reason, reasons, True),
        FormField("track", gettext("在哪条线上"), "select", wanted.track, tracks, True),
    ]


@page({"GET": READ_CASE})
def case(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """One case: where it stands, what happened, and what this person may do next."""
    found = open_case(ctx, case)
    may_correct = ctx.may(correct.code)
    is_back = bool(accounted_among([found.line.child], ctx.today))
    values = {
        "case": of_case(found.line, ctx.today),
        "found": found,
        "events": [
            of_event(each, ctx.today)
            | {"may_correct": may_correct and each.is_last and (each.is_mine or ctx.may(ANYBODYS))}
            for each in found.events
        ],
        "steps": steps_for(ctx, found),
        "confirmed": clearable(ctx, case) if found.line.state == State.SUSPECTED else (),
        "form": new_form(ctx),
        "waits": found.is_own_proposal,
        "may_open": ctx.may(REVEAL_CASE),
        "may_see_proof": ctx.may(READ_ATTACHMENT),
        "may_see_procedures": ctx.may(READ_PROCEDURE),
        "is_labour": ctx.may(record_effort.code) and found.line.state in NOT_BACK and _works(ctx, found.line.child),
        "may_inquire": ctx.may("inquiry.open") and found.line.state not in ("suspected", "cleared"),
        "may_see_returns": ctx.may(READ_RETURNED),
        "may_record": ctx.may(record_return.code) and found.line.state in NOT_BACK and not is_back,
        "pauses": [{"line": each, "why": told(f"cases.waits_{each.waits_for}")} for each in found.pauses],
        "may_pause": ctx.may(pause.code) and found.line.state in OPEN,
        "may_resume": ctx.may(resume.code) and found.line.review_on is not None,
        "is_late": found.line.review_on is not None and found.line.review_on <= ctx.today,
        "may_see_visits": ctx.may(READ_VISIT),
        "may_see_course": ctx.may(READ_REPORT),
        "may_see_group": ctx.may(READ_GROUP),
        "may_help": ctx.may(open_scheme.code) and found.line.state in OPEN,
    }
    return Shown("cases/case.html", values)


def _works(ctx: Context, child: UUID) -> bool:
    """Whether the cause found last, or that for which the case was verified, is work: a clue to child labour."""
    doing = doing_of(ctx, child) if ctx.may(READ_GROUP) else None
    return doing is not None and doing.cause is not None and doing.cause.reason == TracedTo.WORKING


@page({"GET": READ_CASE})
def child_card(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The case in short, for the child's page, which fetches it; who comes here otherwise goes to the case."""
    child_in_reach(ctx, child, READ_CASE)
    found = cases_of_child(ctx, child)
    if not request.headers.get("HX-Request"):
        return Went("case", {"case": found[0].id}) if found else Went("child", {"child": child})
    values = {"child": child, "cases": [of_case(line, ctx.today) for line in found], "may_open": ctx.may(suspect.code)}
    return Shown("cases/card.html", values)


def case_card(ctx: Context, child: UUID) -> Shown:
    """The same as it stands on the child's page, whose opening is recorded."""
    found = case_of_child(ctx, child)
    values = {"child": child, "cases": [of_case(line, ctx.today) for line in found], "may_open": ctx.may(suspect.code)}
    return Shown("cases/card.html", values)


@page({"POST": REVEAL_CASE})
def reason(ctx: Context, request: HttpRequest, case_event: UUID) -> Answer:
    """Open a reason that is told by need only, with what was written with it."""
    row = event_in_reach(ctx, case_event, REVEAL_CASE)
    text = reveal(ctx, row, "confidential", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or ""
    code, _, note = text.partition("\n")
    values = {"text": reason_words(code, row.on), "note": note, "case": row.case_id, "name": row.child.name}
    return Shown("cases/reason.html", values)


ROUTES = [
    route("cases/", cases, "cases"),
    route("cases/<uuid:case>/", case, "case"),
    route("cases/children/<uuid:child>/card/", child_card, "case_card"),
    route("cases/events/<uuid:case_event>/reason/", reason, "case_reason"),
]
