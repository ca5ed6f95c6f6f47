"""The sheets of what follows from dropouts: bars on honours, deductions of pay, what counts for titles."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.interfaces.appraisal.pages.row_forms import RowForm, made
from notoneless.interfaces.appraisal.pages.scoring_words import said
from notoneless.interfaces.frame.acting import asked_field
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.oversight.appraisal.models import Consequence
from notoneless.oversight.appraisal.rules.appraising import ConsequenceState
from notoneless.oversight.appraisal.rules.signing import year_words
from notoneless.oversight.appraisal.selectors import READ_CONSEQUENCE
from notoneless.oversight.appraisal.selectors.appraisals import consequence_in_reach, list_consequences
from notoneless.oversight.appraisal.selectors.dropouts import withdrawn_among
from notoneless.oversight.appraisal.selectors.parties import school_year_of
from notoneless.oversight.appraisal.services import decide_consequence, propose_consequences
from notoneless.policy.model import SanctionKind
from notoneless.tabular.writing import ColumnSpec, SheetSpec

BADGES = {
    ConsequenceState.PROPOSED: "warning",
    ConsequenceState.DECIDED: "danger",
    ConsequenceState.DROPPED: "",
}


_KINDS = (SanctionKind.HONOURS, SanctionKind.PAY, SanctionKind.APPRAISAL)
_MOST = 20_000
"""Rows of a workbook."""
_WRAPPED = 16.0
"""Characters from which a column breaks its lines."""


def _amount(row: Consequence) -> str:
    if row.measured_in in ("yuan", "year"):
        return said(f"appraising.amount_{row.measured_in}", amount=row.amount)
    return row.amount


@page({"GET": READ_CONSEQUENCE})
def consequences(ctx: Context, request: HttpRequest) -> Answer:
    """This school year's sheet: for whom, the sum or time, from which day's dropout, by which clause, and what was decided."""
    year = school_year_of(ctx.today)
    rows = list_consequences(ctx, year)
    gone = withdrawn_among({row.event for row in rows if row.state != ConsequenceState.DROPPED})
    lines = [
        {
            "row": row,
            "kind": said(f"appraising.kind_{row.kind}"),
            "amount": _amount(row),
            "state": said(f"appraising.consequence_{row.state}"),
            "badge": BADGES[ConsequenceState(row.state)],
            "is_open": row.state == ConsequenceState.PROPOSED or row.event in gone,
            "gone": said("appraising.dropout_withdrawn") if row.event in gone else "",
        }
        for row in rows
    ]
    may_propose = ctx.may(propose_consequences.code)
    schools = visible_to(ctx, propose_consequences.code, Unit).filter(in_force(ctx.today), kind=UnitKind.SCHOOL)
    values = {
        "lines": lines,
        "year": year_words(year),
        "schools": list(schools.order_by("sort_key", "id")[:400]) if may_propose else [],
        "may_decide": ctx.may(decide_consequence.code),
    }
    return Shown("appraisal/consequences.html", values)


@page({"GET": READ_CONSEQUENCE})
def workbook(ctx: Context, request: HttpRequest) -> Answer:
    """This school year's sheet as a workbook, a sheet for each kind of what follows."""
    year = school_year_of(ctx.today)
    lines = list_consequences(ctx, year, _MOST)
    title = gettext("%(year)s学年评优限制和绩效扣减") % {"year": year_words(year)}
    sheets = [_sheet(kind, title, [row for row in lines if row.kind == kind]) for kind in _KINDS]
    return as_workbook(written(sheets), "consequences", title)


def _sheet(kind: SanctionKind, title: str, lines: list[Consequence]) -> SheetSpec:
    """What follows of one kind: proposals, what was decided, by whom and why."""
    words = said(f"appraising.kind_{kind}")
    heads = (
        *((gettext("序号"), 6.0), (gettext("谁"), 14.0), (gettext("单位"), 22.0), (gettext("什么"), 24.0)),
        *((gettext("数额"), 12.0), (gettext("核实辍学日期"), 14.0), (gettext("依据"), 16.0), (gettext("决定"), 12.0)),
        *((gettext("理由"), 28.0), (gettext("谁决定的"), 12.0), (gettext("决定日期"), 14.0)),
    )
    columns = [ColumnSpec(head, width, wrap=width > _WRAPPED) for head, width in heads]
    rows = [_cells(number, row) for number, row in enumerate(lines, 1)]
    note = gettext("没有决定的是按方案列出的建议，还没有生效")
    return SheetSpec(words, f"{title}（{words}）", columns, rows, note, frozen=2)


def _cells(number: int, row: Consequence) -> list[str]:
    return [
        str(number),
        row.name,
        row.unit.name,
        row.title,
        _amount(row),
        row.happened_on.isoformat(),
        row.clause,
        said(f"appraising.consequence_{row.state}"),
        row.because,
        row.decided_by.name if row.decided_by else "",
        row.decided_on.isoformat() if row.decided_on else "",
    ]


def _school(ctx: Context, unit: UUID, code: str) -> Unit:
    row = visible_to(ctx, code, Unit).filter(pk=unit, kind=UnitKind.SCHOOL).first()
    if row is None:
        raise NotFound
    return row


FORMS: tuple[RowForm, ...] = (
    RowForm(
        "consequences/schools/<uuid:row>/propose/",
        "consequence_propose",
        propose_consequences,
        target="unit",
        words=lambda: gettext("按方案列出评优限制和绩效扣减"),
        find=_school,
        fields=lambda _, __, ___, ____: [],
        name_of=lambda row: row.name,
        back=lambda _: ("consequences", {}),
    ),
    RowForm(
        "consequences/<uuid:row>/decide/",
        "consequence_decide",
        decide_consequence,
        target="consequence",
        words=lambda: gettext("决定是否生效"),
        find=consequence_in_reach,
        fields=lambda _, __, typed, ___: [
            asked_field(
                "takes_effect", "select", typed, options=[("true", gettext("生效")), ("false", gettext("不执行"))]
            ),
            asked_field("reason", "text", typed),
        ],
        name_of=lambda row: f"{row.name} {row.title}",
        back=lambda _: ("consequences", {}),
    ),
)

ROUTES = [
    route("consequences/", consequences, "consequences"),
    route("consequences/workbook/", workbook, "consequences_workbook"),
    *map(made, FORMS),
]
