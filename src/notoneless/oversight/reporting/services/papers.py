"""The papers of dropouts: the register of leavers of a school, and the report of a dropout to township and bureau."""

from collections.abc import Mapping
from datetime import date

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.selectors.cases import NOT_BACK
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.papers.models import PaperState
from notoneless.foundation.papers.rules.filling import Data
from notoneless.foundation.papers.services import issue
from notoneless.kernel.problems import Problem
from notoneless.oversight.reporting.models import DropoutPaper, DropoutReport
from notoneless.oversight.reporting.rules.coding import chinese
from notoneless.oversight.reporting.rules.leavers import CODED, Column
from notoneless.oversight.reporting.rules.receivers import ON_PAPER, Receiver
from notoneless.oversight.reporting.selectors.dropouts import ISSUE_PAPERS, receivers_of
from notoneless.oversight.reporting.selectors.leavers import Leaver, list_leavers
from notoneless.typesetting.paper import written_day

ISSUE_REGISTER = "leaver_register.issue"
REGISTER, REPORT = "leaver_register", "dropout_report"
"""The papers: a school's register, and the report of one dropout."""

_SAME = (Column.SERIAL, Column.ROOM, Column.NAME, Column.GUARDIAN, Column.HOME, Column.DESTINATION)
"""Columns of the register that stand on paper as they are; the others are put together, so that they fit its width."""

_STEPS = (
    (Column.TOLD_ON, "班主任{}报校长"),
    (Column.SENT_ON, "学校{}上报"),
    (Column.VILLAGE_ON, "村{}签收"),
    (Column.TOWNSHIP_ON, "乡镇{}签收"),
    (Column.COUNTY_ON, "局{}签收"),
    (Column.BACK_ON, "{}返校"),
)


@action("leaver_register.issue", words="出具流失学生登记表", english="Set the register of leavers on paper")
def issue_register(ctx: Context, *, unit: Unit) -> None:
    """Set the register of a school's leavers on paper as it stands today, numbered by the school; earlier ones stay.

    Raises Unusable for what is no school, Refused for a school without a prefix.
    """
    if unit.kind != UnitKind.SCHOOL:
        raise Unusable(Problem("reporting.register_of_school"))
    rows = list_leavers(ctx, unit.pk)
    data: Data = {
        "school": unit.name,
        "day": written_day(ctx.today),
        "count": str(len(rows)),
        "rows": [_row(each, ctx.today) for each in rows],
    }
    issue(ctx, ISSUE_REGISTER, unit=unit, kind=REGISTER, data=data)


@action("dropout_report.issue_papers", words="出具失学辍学情况报告", english="Set a report of a dropout on paper")
def issue_papers(ctx: Context, *, dropout_report: DropoutReport) -> None:
    """Set a reported dropout on paper twice: for the township government and for the bureau. What is there and not withdrawn
    serves. Raises Refused while the dropout is not verified, where nothing is to be issued, and without a prefix.
    """
    case = Case._base_manager.filter(child=dropout_report.child_id).first()
    if case is None or case.state not in NOT_BACK:
        raise Refused(Problem("reporting.not_verified"))
    there = DropoutPaper._base_manager.filter(dropout_report=dropout_report, paper__state=PaperState.ISSUED)
    missing = [each for each in ON_PAPER if each not in set(there.values_list("kind", flat=True))]
    if not missing:
        raise Refused(Problem("reporting.on_paper_already"))
    row = next((each for each in list_leavers(ctx, dropout_report.school_id) if each.case == case.pk), None)
    if row is None:
        raise Refused(Problem("reporting.not_verified"))
    names = dict(receivers_of(ctx.today, [dropout_report])[dropout_report.pk].values())
    for kind in missing:
        data = _report(dropout_report, row, ctx.today, _addressee(kind, names))
        paper = issue(ctx, ISSUE_PAPERS, unit=dropout_report.school, kind=REPORT, data=data)
        made = DropoutPaper(id=ctx.ids.new(), child_id=dropout_report.child_id, dropout_report=dropout_report)
        made.kind, made.paper, made.issued_on = kind, paper, ctx.today
        made.save(force_insert=True)


def _row(row: Leaver, today: date) -> Mapping[str, str]:
    """A row of the register on paper."""
    why = [_told(row, column, today, "") for column in (Column.STATE, Column.REASON)]
    steps = [words.format(_short(row.values[column])) for column, words in _STEPS if row.values[column]]
    efforts = [f"劝返{row.values[Column.EFFORTS]}次"] if row.values[Column.EFFORTS] else []
    return {
        **{column.value: _told(row, column, today, "") for column in _SAME},
        "left_on": _short(row.values[Column.LEFT_ON]),
        "reason": "，".join(each for each in why if each),
        "reported": "；".join([*steps, *efforts]),
    }


def _short(value: str) -> str:
    """A day without its year."""
    day = date.fromisoformat(value)
    return f"{day.month}月{day.day}日"


def _addressee(kind: Receiver, names: Mapping[Receiver, str]) -> str:
    name = names.get(kind, "")
    if kind is Receiver.COUNTY:
        return f"{name}教育局"
    return f"{name}人民政府（街道办事处）" if name else "乡镇人民政府（街道办事处）"


def _report(report: DropoutReport, row: Leaver, today: date, addressee: str) -> Data:
    """What the report is filled in with. Papers are Chinese, whoever issues them."""
    since = (
        f"自{written_day(report.missed_since)}起无故缺课{report.missed_days}天" if report.missed_since else "无缺课登记"
    )
    told = {column: _told(row, column, today, "未登记") for column in Column}
    return {
        "school": report.school.name,
        "addressee": addressee,
        "sent_on": written_day(report.sent_on),
        "opened_on": written_day(report.opened_on),
        "missed": since,
        "note": report.note or "无",
        **{
            column.value: told[column]
            for column in (Column.NAME, Column.SEX, Column.BORN_ON, Column.ROOM, Column.GUARDIAN, Column.HOME)
        },
        **{column.value: told[column] for column in (Column.REASON, Column.DESTINATION, Column.STATE)},
        "efforts": row.values[Column.EFFORTS] or "0",
    }


def _told(row: Leaver, column: Column, today: date, none: str) -> str:
    """A value of the register as a paper says it."""
    value = row.values[column]
    if not value:
        return none
    if column is Column.BORN_ON:
        return written_day(date.fromisoformat(value))
    return chinese(column, value, today) if column in CODED else value
