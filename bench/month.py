"""A month of a county of 100 schools with all its forms, and notices by the thousand: `python -m bench.month`.

The county is that of `bench.ground`, with so many schools; each has signed its month. What is measured are the lists of the
month as pages call them, each with its workbook, for the bureau: the return of each school and their sum, statistics forms,
feedback, reports, leavers, villages, a school on one page, ledgers of cases. All together have one bound; the ledger of all
children of school age, which is kept through the year and no form of a month, stands beside them. Beside them stands a floor:
the rows that they read in bare SQL, and as many cells written by the bare library. Papers are those of a template, beside bare
documents of one line. Times are those of the processor: of other work on the machine they say nothing.
"""

import argparse
import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

SCHOOLS = 100
MONTH = date(2026, 9, 1)
AT = datetime(2026, 9, 30, 9, tzinfo=UTC)
NOTICES, PDFS = 1_000, 30
FORMS_WITHIN, NOTICES_WITHIN, PDF_WITHIN = 5.0, 60.0, 0.020
"""Seconds of the processor: for all forms of a month, for a thousand notices as Word, for one PDF after the first."""


def main() -> None:
    """Entry point; a bound that does not hold is printed, because a busy machine must not fail a build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="notoneless-bench-") as home:
        os.environ["NOTONELESS_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "notoneless.settings"
        from bench import ground

        ground.SCHOOLS = SCHOOLS // ground.TOWNSHIPS + 1
        ground.CLASSES = 18
        ground._set_up(Path(home))
        county = ground.County(asked.children)
        ground._fill(county)
        _forms(county, asked.runs)
    _papers()


def _forms(county: Any, runs: int) -> None:
    """The month of the county: every list with its workbook, for the bureau."""
    from django.db import transaction

    from notoneless.casework.cases.rules.ledgers import Ledger
    from notoneless.foundation.access.models import Unit
    from notoneless.foundation.access.refusals import Refused
    from notoneless.interfaces.frame.handing import zipped
    from notoneless.interfaces.reporting.pages import backs, books, leavers, villages
    from notoneless.interfaces.reporting.pages import overview as pupils_pages
    from notoneless.interfaces.reporting.pages.exports import return_workbooks, summary_workbook
    from notoneless.interfaces.reporting.pages.statistics import form_sheets
    from notoneless.oversight.reporting.rules.statistics import FormKind
    from notoneless.oversight.reporting.selectors import list_month, overview
    from notoneless.oversight.reporting.selectors.backs import list_backs
    from notoneless.oversight.reporting.selectors.dropouts import IN_A_BOOK, list_reports
    from notoneless.oversight.reporting.selectors.feedback import list_feedback
    from notoneless.oversight.reporting.selectors.signed import list_signed
    from notoneless.oversight.reporting.selectors.villages import list_villages
    from notoneless.oversight.reporting.selectors.yearly import list_yearly
    from notoneless.tabular.writing import SheetSpec

    schools = list(Unit._base_manager.filter(kind="school").order_by("id")[:SCHOOLS])
    _signed(county, schools)
    ctx = replace(county.ctx("county_officer", "county"), at=AT)

    def workbook(name: str, columns: Any, rows: Any) -> None:
        _written([SheetSpec(name, name, columns, rows)])

    def returns() -> None:
        zipped(return_workbooks(list_signed(ctx, MONTH), "2026年9月"))

    def whole_school() -> None:
        _written(pupils_pages._sheets(overview.open_overview(ctx, schools[0].pk), "全校学生"))

    forms: dict[str, Callable[[], object]] = {
        f"monthly returns of {len(schools)} schools": returns,
        "monthly returns, their sum": lambda: summary_workbook("月报", "汇总", list_month(ctx, MONTH)),
        "dropouts and returns": lambda: workbook("1", backs._columns(), backs._rows(list_backs(ctx, MONTH))),
        "reports of dropouts": lambda: _written([books.reports_sheet(ctx, list_reports(ctx, IN_A_BOOK), "上报")]),
        "register of leavers": lambda: _written([leavers.register_sheet(ctx, None)]),
        "villages": lambda: _written(villages._sheets(list_villages(ctx, MONTH))),
        "feedback": lambda: _written([books.feedback_sheet(list_feedback(ctx, MONTH), "反馈")]),
        "yearly statistics": lambda: _written([books.yearly_sheet(list_yearly(ctx, MONTH.year), "年报")]),
        **{f"form: {kind.value}": lambda kind=kind: _written(form_sheets(ctx, kind, None)) for kind in FormKind},
        **{
            f"ledger: {each.value}": lambda each=each: _ledger(ctx, each)
            for each in (Ledger.SUSPECTED, Ledger.DROPOUTS)
        },
        "a school on one page": whole_school,
    }
    took = {}
    for words, read in forms.items():
        with transaction.atomic():
            took[words] = _median(read, runs)
        _say(f"{words:28} {took[words]:6.2f} s")
    beside = "refused as too long"
    with suppress(Refused):
        beside = f"{_median(lambda: _ledger(ctx, Ledger.SCHOOL_AGE), 1):.2f} s"
    _say(f"beside them, the ledger of all children of school age: {beside}")
    floor = _median(_bare_forms, runs)
    whole = sum(took.values())
    _say(
        _told(f"month of {len(schools)} schools, all forms", whole, FORMS_WITHIN, whole / floor, "bare rows and cells")
    )


def _ledger(ctx: Any, which: Any) -> None:
    """A ledger as it is exported."""
    from notoneless.casework.cases.selectors.ledgers import LedgerFilter, whole_ledger
    from notoneless.casework.working_groups.selectors.ledgers import with_groups
    from notoneless.interfaces.ledgers import pages
    from notoneless.interfaces.ledgers.exports import workbook

    found = with_groups(ctx, whole_ledger(ctx, which, LedgerFilter(), "export"))
    columns = [(column, pages._heading(column)) for column in found.columns]
    rows = [[pages._cell(ctx, row, column, {}) for column in found.columns] for row in found.rows]
    workbook(which.value, "", columns, rows)


def _signed(county: Any, schools: Any) -> None:
    """A signed return of each school, a report of each open case, and a feedback to each township."""
    from notoneless.casework.cases.models import Case, CaseEvent
    from notoneless.foundation.access.models import Unit
    from notoneless.foundation.people.models import ChildUnit
    from notoneless.oversight.reporting.models import DropoutReport, Feedback, MonthlyReturn

    by = county.accounts["county_officer"]
    figures = _figures()
    MonthlyReturn.objects.bulk_create(
        MonthlyReturn(
            id=county.ids.new(), unit=each, month=MONTH, version=1, is_nil=False, as_of=AT.date(), figures=figures,
            children={}, explained=[], digest="0" * 64, signed_on=AT.date(), signed_by_id=by, signed_at=AT,
        )
        for each in schools
    )  # fmt: skip
    above = dict(Unit._base_manager.filter(kind="class").values_list("pk", "parent_id"))
    rooms = dict(ChildUnit._base_manager.filter(track="school").values_list("child_id", "unit_id"))
    events = dict(CaseEvent._base_manager.values_list("case_id", "pk"))
    cases = list(Case._base_manager.filter(state__in=("suspected", "verified")))
    DropoutReport.objects.bulk_create(
        DropoutReport(
            id=county.ids.new(), child_id=each.child_id, opening=events[each.pk], opened_on=MONTH, entered_at=AT,
            school_id=above[rooms[each.child_id]], state=each.state, missed_days=0, sent_on=MONTH, by_id=by, at=AT,
        )
        for each in cases
    )  # fmt: skip
    places = Unit._base_manager.filter(kind__in=("township", "village"))
    told = [{"village": "", "children": {"dropout": [str(each.child_id) for each in cases[:5]]}}]
    Feedback.objects.bulk_create(
        Feedback(
            id=county.ids.new(), unit_id=county.units["county"], place=place, month=MONTH, rows=told,
            issued_on=MONTH, by_id=by, at=AT,
        )
        for place in places
    )  # fmt: skip


def _figures() -> dict[str, Any]:
    """The tables of a school's month: nine grades, eighteen classes, forty hamlets."""
    from notoneless.oversight.reporting.rules.figures import Figure

    row = {each.value: number for number, each in enumerate(Figure, start=1)}
    rows = {"grades": range(1, 10), "rooms": range(18), "hamlets": range(40)}
    return {"total": row, **{name: [[str(each), row] for each in numbers] for name, numbers in rows.items()}}


def _bare_forms() -> None:
    """The rows of the month in bare SQL, written as cells by the bare library."""
    from django.db import connection
    from xlsxwriter import Workbook

    book = Workbook(io.BytesIO(), {"in_memory": True})
    with connection.cursor() as cursor:
        for table in ("reporting_monthly_return", "reporting_dropout_report", "reporting_feedback", "cases_case"):
            cursor.execute(f"SELECT * FROM {table}")
            sheet = book.add_worksheet()
            for number, row in enumerate(cursor.fetchall()):
                for column, value in enumerate(row):
                    sheet.write_string(number, column, str(value)[:60])
    book.close()


def _papers() -> None:
    """A thousand notices as Word, and some as PDF, each with its own number."""
    from docx import Document

    from notoneless.typesetting.fonts import find_fonts
    from notoneless.typesetting.pdf import as_pdf
    from notoneless.typesetting.word import as_word

    def bare() -> None:
        document = Document()
        document.add_paragraph("返校通知书")
        document.save(io.BytesIO())

    words = _took(lambda: [as_word(_notice(number)) for number in range(NOTICES)])
    floor = _took(lambda: [bare() for _ in range(NOTICES // 10)]) * 10
    _say(_told(f"{NOTICES} notices as Word", words, NOTICES_WITHIN, words / floor, "bare documents of a line"))
    fonts = find_fonts()
    first = _took(lambda: as_pdf(_notice(0), fonts))
    later = statistics.median(_took(lambda number=number: as_pdf(_notice(number), fonts)) for number in range(1, PDFS))
    _say(f"first PDF {first:6.3f} s")
    _say(_told("each PDF after it", later, PDF_WITHIN, later / (words / NOTICES), "the same as Word"))


def _notice(number: int) -> Any:
    """A notice of the latest template, filled in."""
    from notoneless.foundation.papers.rules.filling import described, number_text
    from notoneless.foundation.papers.rules.templates import latest
    from notoneless.typesetting.paper import Footer

    made = latest("return_notice")
    data: dict[str, Any] = dict.fromkeys(made.fields, f"第{number}号学生家长")
    data |= {name: [dict.fromkeys(fields, "内容")] for name, fields in made.tables.items()}
    foot = Footer("7K3M2-9QX4T", "0123456789abcdef" * 4)
    return described(made, data, number_text(made, "清溪小学", 2026, number + 1), MONTH, foot)


def _written(sheets: Any) -> None:
    from notoneless.interfaces.frame.handing import written

    if sheets:
        written(sheets)


def _median(body: Callable[[], object], runs: int) -> float:
    return statistics.median(_took(body) for _ in range(runs))


def _took(body: Callable[[], object]) -> float:
    begun = time.process_time()
    body()
    return time.process_time() - begun


def _told(what: str, took: float, within: float, ratio: float, floor: str) -> str:
    kept = "" if took <= within else ", NOT HELD"
    return f"{what}: {took:.3f} s, bound {within:g} s{kept}   {ratio:.1f} x {floor}"


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
