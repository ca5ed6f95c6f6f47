"""A return as a numbered paper, as it was signed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.audit.selectors import last_root
from notoneless.foundation.papers.models import PaperState
from notoneless.foundation.papers.rules.filling import Data
from notoneless.foundation.papers.services import issue
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.reporting.models import MonthlyReturn
from notoneless.oversight.reporting.rules.figures import CASES, ROOM, Figure, Row
from notoneless.typesetting.paper import written_day

ISSUE_PAPER = "monthly_return.issue_paper"
KIND = "monthly_return"
"""The paper that a return becomes."""


@action("monthly_return.issue_paper", words="出具纸质月报", english="Set a monthly return on paper")
def issue_return_paper(ctx: Context, *, monthly_return: MonthlyReturn) -> UUID:
    """Set a signed return on paper, numbered by its school; the paper. One that is there serves, a correction takes its place.

    Raises Refused for a version that another has followed, and for a school without a prefix.
    """
    if not monthly_return.is_current:
        raise Refused(Problem("reporting.followed"))
    there = monthly_return.paper
    if there is not None and there.state == PaperState.ISSUED:
        return there.pk
    earlier = MonthlyReturn._base_manager.filter(unit=monthly_return.unit_id, month=monthly_return.month)
    before = earlier.filter(paper__isnull=False).select_related("paper").order_by("-version").first()
    data = data_of(monthly_return)
    former = before.paper if before is not None else None
    monthly_return.paper = issue(ctx, ISSUE_PAPER, unit=monthly_return.unit, kind=KIND, data=data, supersedes=former)
    monthly_return.save(update_fields=["paper"])
    return monthly_return.paper.pk


def data_of(row: MonthlyReturn) -> Data:
    """What the paper is filled in with. Papers are Chinese, whoever issues them."""
    root = last_root()
    counted = f"实到按{written_day(row.counted_on)}点名" if row.counted_on else "本月没有上课日，未点名"
    nil = "零报告：本月没有疑似辍学、辍学和未返校学生。" if row.is_nil else "本月有需要上报的学生，名单见附表。"
    return {
        "school": row.unit.name,
        "month": f"{row.month.year}年{row.month.month}月",
        "as_of": written_day(row.as_of),
        "counted": counted,
        "nil": nil,
        "version": f"第{row.version}版" + (f"（更正：{row.reason}）" if row.reason else ""),
        "signed": f"{row.signed_by.name}，{written_day(row.signed_on)}",
        "digest": row.digest,
        "root": f"{written_day(root.day)} {root.link.hex()}" if root else "尚无",
        "grades": [_cells(name, counts, list(Figure)) for name, counts in _grades(row)],
        "rooms": [_cells(name or "未编班", counts, ROOM) for name, counts in row.figures["rooms"]],
        "hamlets": [
            _cells(name or "住址未登记", counts, CASES) for name, counts in row.figures["hamlets"] if _is_out(counts)
        ],
        "explained": [_said(each) for each in row.explained],
    }


def _grades(row: MonthlyReturn) -> Iterator[tuple[str, Row]]:
    for grade, counts in row.figures["grades"]:
        yield (f"{grade}年级" if grade else "年级不明"), counts
    yield "合计", row.figures["total"]


def _cells(name: str, counts: Row, wanted: Sequence[Figure]) -> dict[str, str]:
    return {"name": name, **{figure.value: str(counts.get(figure, 0)) for figure in wanted}}


def _is_out(counts: Row) -> bool:
    return bool(counts.get(Figure.SUSPECTED, 0) or counts.get(Figure.DROPPED_OUT, 0) or counts.get(Figure.NOT_BACK, 0))


def _said(each: Mapping[str, Any]) -> dict[str, str]:
    """A contradiction in words; a pupil is not named on a paper that goes round."""
    whose = "学生" if each["is_of_child"] else each["name"]
    what = sentence(Problem(f"reporting.contradiction.{each['kind']}", {"count": each["count"]}))
    return {"what": f"{whose}{what}", "text": each["text"]}
