"""Dropouts and returns of a month: reported upwards and received, suspected pupils checked together; and as a workbook."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.reporting.pages.telling import due_badge, word
from notoneless.interfaces.reporting.pages.wording import month_read, month_words, sentence_of, told
from notoneless.kernel.calendar import last_day_of_month, months_until
from notoneless.kernel.problems import NotonelessError
from notoneless.oversight.reporting.rules.checking import CheckResult
from notoneless.oversight.reporting.rules.months import MOST_MONTHS
from notoneless.oversight.reporting.selectors import READ_REPORT
from notoneless.oversight.reporting.selectors.backs import CHECK, BackLine, CheckLine, last_people, list_backs
from notoneless.oversight.reporting.services import receive_back_report, record_joint_check, send_back_report
from notoneless.tabular.writing import ColumnSpec, SheetSpec

PEOPLE = ("school_people", "township_people", "village_people")


def _month(ctx: Context, asked: str) -> date:
    return month_read(asked) if asked else ctx.today.replace(day=1)


@page({"GET": READ_REPORT})
def backs(ctx: Context, request: HttpRequest) -> Answer:
    """A month of dropouts and returns."""
    return _shown(ctx, _month(ctx, request.GET.get("month", "")))


def _shown(
    ctx: Context, month: date, refusal: NotonelessError | None = None, given: dict[str, str] | None = None
) -> Answer:
    lines = list_backs(ctx, month)
    values = {
        "month": month.isoformat(),
        "month_words": month_words(month),
        "months": [(each.isoformat(), month_words(each)) for each in months_until(ctx.today, MOST_MONTHS + 1)],
        "lines": [_line(each, ctx.today) for each in lines],
        "counts": _counts(lines, month),
        "results": [(each.value, told(f"check_result.{each}")) for each in CheckResult],
        "people": given or dict(zip(PEOPLE, last_people(ctx) if ctx.may(CHECK) else ("", "", ""), strict=True)),
        "today": ctx.today.isoformat(),
        "form": new_form(ctx),
        "error": sentence_of(refusal),
    }
    return Shown("reporting/backs.html", values, 422 if refusal else 200)


def _counts(lines: Sequence[BackLine], month: date) -> dict[str, int]:
    """What was reported and checked in a month."""
    last = last_day_of_month(month)
    return {
        "out": sum(each.reported_on is not None and month <= each.reported_on <= last for each in lines),
        "back": sum(each.sent_on is not None and month <= each.sent_on <= last for each in lines),
        "checks": sum(month <= check.on <= last for each in lines for check in each.checks),
    }


def _line(each: BackLine, today: date) -> dict[str, Any]:
    """A line as the page shows it."""
    return {
        "line": each,
        "state": word(f"cases.state_{each.state}"),
        "checks": [(check, told(f"check_result.{check.result}"), _people(check)) for check in each.checks],
        "check_due": due_badge(each.check_by, today),
        "send_due": due_badge(each.send_by, today),
        "received": [(told(f"receiver.{kind}"), name, on) for kind, name, on in each.received],
        "waits": [told(f"receiver.{kind}") for kind in each.waits],
    }


def _people(check: CheckLine) -> str:
    return "；".join(f"{unit}{names}" for unit, names in check.people)


def _done(ctx: Context, request: HttpRequest, code: str, words: str, act: Callable[[Context], Any]) -> Answer:
    refusal = tried(ctx, request, code, act)
    if refusal is not None:
        typed = {name: request.POST.get(name, "") for name in PEOPLE}
        return _shown(ctx, ctx.today.replace(day=1), refusal, typed if any(typed.values()) else None)
    messages.success(request, told(words))
    return Went("backs")


@page({"POST": send_back_report.code})
def send(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """Report a pupil's return upwards."""
    given = {"case": case, "note": request.POST.get("note", "")}
    return _done(ctx, request, send_back_report.code, "back_sent", lambda acting: send_back_report(acting, **given))


@page({"POST": receive_back_report.code})
def receive(ctx: Context, request: HttpRequest, back_report: UUID) -> Answer:
    """Receive a report of a return, for the unit that is named."""
    given = {"back_report": back_report, "unit": request.POST.get("receiver", "")}
    return _done(
        ctx, request, receive_back_report.code, "received", lambda acting: receive_back_report(acting, **given)
    )


@page({"POST": record_joint_check.code})
def check(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """Record a joint check."""
    given = {"case": case, **{name: request.POST.get(name, "") for name in ("on", "result", *PEOPLE)}}
    return _done(ctx, request, record_joint_check.code, "checked", lambda acting: record_joint_check(acting, **given))


@page({"GET": READ_REPORT})
def exported(ctx: Context, request: HttpRequest) -> Answer:
    """The month as a workbook, in the official order."""
    month = _month(ctx, request.GET.get("month", ""))
    lines = list_backs(ctx, month)
    held = Unit._base_manager.filter(pk__in=ctx.units_for(READ_REPORT)).order_by("sort_key", "id")
    unit = "、".join(held.values_list("name", flat=True))
    title = told("backs_title", unit=unit, month=month_words(month))
    head = told("backs_head", unit=unit, day=ctx.today.isoformat(), **_counts(lines, month))
    return as_workbook(written([SheetSpec("1", title, _columns(), _rows(lines), head, frozen=2)]), "reported", title)


def _columns() -> list[ColumnSpec]:
    heads = ((gettext("序号"), 6.0), (gettext("姓名"), 12.0), (gettext("学校"), 20.0), (gettext("班级"), 16.0))
    more = ((gettext("情况"), 12.0), (gettext("辍学上报"), 12.0), (gettext("签收"), 24.0), (gettext("共同核查"), 36.0))
    last = ((gettext("返校"), 12.0), (gettext("返校上报"), 12.0), (gettext("返校签收"), 24.0))
    return [ColumnSpec(words, width, wrap=width > 20) for words, width in (*heads, *more, *last)]


def _rows(lines: Sequence[BackLine]) -> list[list[str]]:
    return [[str(number), *_row(each)] for number, each in enumerate(lines, start=1)]


def _row(each: BackLine) -> list[str]:
    checks = (f"{one.on} {told(f'check_result.{one.result}')}（{_people(one)}）" for one in each.checks)
    return [
        each.name,
        each.school,
        each.room,
        word(f"cases.state_{each.state}"),
        str(each.reported_on or ""),
        "、".join(each.reported_to),
        "；".join(checks),
        str(each.back_on or ""),
        str(each.sent_on or ""),
        "、".join(name for _, name, _ in each.received),
    ]


ROUTES = [
    route("dropouts-and-returns/", backs, "backs"),
    route("dropouts-and-returns/workbook/", exported, "backs_workbook"),
    route("dropouts-and-returns/<uuid:case>/back/", send, "back_send"),
    route("dropouts-and-returns/<uuid:case>/check/", check, "joint_check"),
    route("dropouts-and-returns/sent/<uuid:back_report>/receive/", receive, "back_receive"),
]
