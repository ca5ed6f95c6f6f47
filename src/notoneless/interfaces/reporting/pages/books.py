"""Feedback, yearly statistics and reports of dropouts as workbooks, Word and to print: one sheet declares all their columns."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.pages import Answer, page, route
from notoneless.interfaces.reporting.pages.documents import as_document
from notoneless.interfaces.reporting.pages.telling import line_of
from notoneless.interfaces.reporting.pages.wording import month_read, month_words, told
from notoneless.oversight.reporting.selectors import READ_REPORT
from notoneless.oversight.reporting.selectors.dropouts import IN_A_BOOK, ReportLine, list_reports
from notoneless.oversight.reporting.selectors.feedback import READ_FEEDBACK, FeedbackLine, FeedbackPage, list_feedback
from notoneless.oversight.reporting.selectors.yearly import READ_YEARLY, YearlyLine, list_yearly
from notoneless.tabular.writing import ColumnSpec, SheetSpec

Cells = list[str | int]
_BETWEEN = "、"
WORKBOOK = "workbook"


@page({"GET": READ_FEEDBACK})
def feedback_book(ctx: Context, request: HttpRequest, how: str = WORKBOOK) -> Answer:
    """What was fed back in a month: a row for each village and subject. Who is told of by need is not in it."""
    asked = request.GET.get("month", "")
    month = month_read(asked) if asked else ctx.today.replace(day=1)
    title = f"{gettext('信息反馈')} {month_words(month)}"
    return _handed(ctx, READ_FEEDBACK, feedback_sheet(list_feedback(ctx, month), title), how, "feedback")


def _handed(ctx: Context, code: str, sheet: SheetSpec, how: str, name: str) -> Answer:
    """A sheet as a workbook, or in another form for whoever keeps the units in which it was read."""
    if how == WORKBOOK:
        return as_workbook(written([sheet]), name, sheet.title)
    held = Unit._base_manager.filter(pk__in=ctx.units_for(code)).order_by("sort_key", "id")
    return as_document(sheet, how, name, _BETWEEN.join(held.values_list("name", flat=True)), ctx.today)


def feedback_sheet(found: FeedbackPage, title: str) -> SheetSpec:
    """The sheet of a month."""
    columns = [
        ColumnSpec(gettext("反馈单位"), 20.0),
        ColumnSpec(gettext("反馈给"), 16.0),
        ColumnSpec(gettext("村（社区）"), 16.0),
        ColumnSpec(gettext("情况"), 18.0),
        ColumnSpec(gettext("人数"), 8.0, "number"),
        ColumnSpec(gettext("名单"), 40.0, wrap=True),
        ColumnSpec(gettext("请当地配合"), 28.0, wrap=True),
        ColumnSpec(gettext("签收"), 22.0),
    ]
    return SheetSpec("1", title, columns, [row for line in found.lines for row in _fed_back(line)], frozen=2)


def _fed_back(line: FeedbackLine) -> list[Cells]:
    received = f"{line.receiver} {line.received_on.isoformat()}" if line.received_on else gettext("未签收")
    rows: list[Cells] = [
        [
            line.unit,
            line.place,
            village or gettext("住址未登记"),
            told(f"subject.{subject}"),
            len(people) + more,
            _BETWEEN.join(name for _, name in people),
            line.note,
            received,
        ]
        for village, subject, people, more in line.rows
    ]
    none = gettext("没有这样的孩子") if line.is_nil else gettext("另有按需告知的残疾学生就学情况。")
    return rows or [[line.unit, line.place, "", none, 0, "", line.note, received]]


@page({"GET": READ_YEARLY})
def yearly_book(ctx: Context, request: HttpRequest, how: str = WORKBOOK) -> Answer:
    """The yearly statistics of schools beside the files: numbers alone."""
    text = request.GET.get("year", "")
    year = int(text) if text in (str(ctx.today.year), str(ctx.today.year - 1)) else ctx.today.year
    title = f"{gettext('年报核对')} {year}"
    return _handed(ctx, READ_YEARLY, yearly_sheet(list_yearly(ctx, year), title), how, "yearly")


def yearly_sheet(lines: Sequence[YearlyLine], title: str) -> SheetSpec:
    """The sheet of a year; a school that has entered nothing has empty cells."""
    heads = (gettext("年报人数"), gettext("档案人数"), gettext("差异"), gettext("没有说明的"))
    columns = [ColumnSpec(gettext("学校"), 24.0), *(ColumnSpec(head, 12.0, "number", wrap=True) for head in heads)]
    columns.append(ColumnSpec(gettext("签字"), 24.0))
    rows: list[Cells] = []
    for each in lines:
        told_of: Cells = [each.listed, each.filed, each.apart, each.open] if each.entered_on else [""] * len(heads)
        signed = f"{each.signer} {each.signed_on.isoformat()}" if each.signed_on else ""
        rows.append([each.name, *told_of, signed or (gettext("未签字") if each.entered_on else gettext("未登记"))])
    return SheetSpec("1", title, columns, rows, frozen=1)


@page({"GET": READ_REPORT})
def reports_book(ctx: Context, request: HttpRequest, how: str = WORKBOOK) -> Answer:
    """The pupils with a case, what was reported of each, and who has received it."""
    title = f"{gettext('辍学上报')} {ctx.today.isoformat()}"
    found = list_reports(ctx, IN_A_BOOK)
    return _handed(ctx, READ_REPORT, reports_sheet(ctx, found, title), how, "dropout-reports")


def reports_sheet(ctx: Context, lines: Sequence[ReportLine], title: str) -> SheetSpec:
    """The sheet of reports."""
    heads = (gettext("姓名"), gettext("学校"), gettext("班级"), gettext("情况"), gettext("立案日期"), gettext("缺课"))
    more = (gettext("班主任报校长"), gettext("校长签收"), gettext("学校上报"), gettext("签收"), gettext("未签收"))
    columns = [
        ColumnSpec(gettext("序号"), 6.0, "number"),
        *(ColumnSpec(head, 16.0, wrap=True) for head in (*heads, *more)),
    ]
    rows: list[Cells] = [[number, *_reported(ctx, each)] for number, each in enumerate(lines, start=1)]
    return SheetSpec("1", title, columns, rows, frozen=2)


def _reported(ctx: Context, each: ReportLine) -> list[str]:
    said, first, sent = line_of(each, ctx.today), each.told, each.sent
    return [
        each.name,
        each.school,
        each.room,
        said["state"],
        each.opened_on.isoformat(),
        said["missed"],
        f"{first.by} {first.on.isoformat()}" if first else "",
        f"{first.reader} {first.read_on.isoformat()}" if first and first.read_on else "",
        f"{sent.by} {_at(sent.at)}" if sent else "",
        _BETWEEN.join(f"{who} {one.by} {_at(one.at)}" for who, one in said["received"]),
        _BETWEEN.join(said["waits"]),
    ]


def _at(moment: datetime) -> str:
    return f"{localtime(moment):%Y-%m-%d %H:%M}"


ROUTES = [
    route("feedback/workbook/", feedback_book, "feedback_workbook"),
    route("feedback/as/<slug:how>/", feedback_book, "feedback_document"),
    route("yearly-returns/workbook/", yearly_book, "yearly_workbook"),
    route("yearly-returns/as/<slug:how>/", yearly_book, "yearly_document"),
    route("dropout-reports/workbook/", reports_book, "dropout_reports_workbook"),
    route("dropout-reports/as/<slug:how>/", reports_book, "dropout_reports_document"),
]
