"""The national template of basic pupil information, filled for a school or class: what is known, what is still to be typed."""

from collections import defaultdict
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from notoneless.casework.left_behind.selectors.reading import left_behind_in_reach
from notoneless.casework.special_education.rules.kinds import Learns
from notoneless.casework.special_education.selectors.placed import learning_in_reach
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.revealing import StepUpNeeded
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.selectors import EXPORT
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, proved, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.enrolment.rules.national_template import (
    COLUMNS,
    SEALED,
    Known,
    TemplatePupil,
    filled,
    row_of,
)
from notoneless.records.enrolment.selectors import READ_ROLL
from notoneless.records.enrolment.selectors.national import Asked, pupils_for_template, school_code_of
from notoneless.tabular.writing import Cell, ColumnSpec, SheetSpec

_SPECIAL = {
    Learns.REGULAR_CLASS: "普通学校随班就读",
    Learns.SPECIAL_SCHOOL: "特教学校就读",
    Learns.HOMEBOUND: "送教上门",
}
"""特教就读类型, as the template writes it."""
_YES = "是"


@page({"GET": READ_ROLL, "POST": READ_ROLL})
def national(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """What the template will hold, column by column; sent, it is handed out."""
    may_export = ctx.may(EXPORT)
    if may_export:
        proved(ctx)  # asked now, before anything was typed that could be lost
    if request.method != "POST":
        row, pupils = pupils_for_template(ctx, unit, _told(ctx))
        return _shown(row, pupils, may_export)
    asked = Asked(request.POST.get("reason", ""), settings.REVEAL_PROOF) if request.POST.get("numbers") else None
    try:
        row, pupils = pupils_for_template(ctx, unit, _told(ctx), asked)
    except StepUpNeeded:
        raise
    except (Refused, Unusable) as refusal:
        noted(ctx, refusal, Attempted(EXPORT, {}))
        row, pupils = pupils_for_template(ctx, unit, _told(ctx))
        return _shown(row, pupils, may_export, request.POST.get("reason", "")[:200], refusal)
    return as_workbook(written([_sheet(row, pupils, school_code_of(ctx, row))]), "pupils", _official("file", row))


def _official(part: str, row: Unit, **given: str) -> str:
    """A text of the workbook, which goes to an office and is Chinese in every language of the pages."""
    return sentence(Problem(f"enrolment.template_{part}", given or {"unit": _called(row)}), "zh")


def _told(ctx: Context) -> dict[UUID, dict[Known, str]]:
    """What rooms above the roll say of pupils in reach, as far as whoever asks may know it."""
    found: dict[UUID, dict[Known, str]] = defaultdict(dict)
    for child, learns in learning_in_reach(ctx).items():
        found[child][Known.SPECIAL] = _SPECIAL[learns]
        if learns is Learns.REGULAR_CLASS:
            found[child][Known.INCLUSION] = _YES
    for child in left_behind_in_reach(ctx):
        found[child][Known.LEFT_BEHIND] = _YES
    return found


def _called(row: Unit) -> str:
    return f"{row.parent.name}{row.name}" if row.kind == "class" and row.parent else row.name


def _shown(
    row: Unit, pupils: list[TemplatePupil], may_export: bool, reason: str = "", refusal: NotonelessError | None = None
) -> Answer:
    columns = filled([row_of(each) for each in pupils])
    values = {
        "unit": row.pk,
        "name": _called(row),
        "pupils": len(pupils),
        "columns": [
            {
                "heading": column.heading,
                "is_required": column.is_required,
                "is_sealed": column.known in SEALED,
                "done": done,
                "lacks": len(pupils) - done,
            }
            for column, done in columns
            if column.known is not None or column.is_required
        ],
        "may_export": may_export,
        "reason": reason,
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("enrolment/national.html", values, 422 if refusal else 200)


def _sheet(row: Unit, pupils: list[TemplatePupil], code: str) -> SheetSpec:
    """The workbook, with the school's name and code in its heading; what is required and not known is marked."""
    school = row.parent.name if row.kind == UnitKind.CLASS and row.parent else row.name
    rows = [
        [
            Cell("", "missing") if not text and column.is_required else text
            for column, text in zip(COLUMNS, row_of(each), strict=True)
        ]
        for each in pupils
    ]
    heads = [ColumnSpec(f"{each.heading}{'★' if each.is_required else ''}") for each in COLUMNS]
    return SheetSpec(
        name=_official("sheet", row),
        columns=heads,
        rows=rows,
        title=_official("title", row),
        note=_official("note", row, school=school, code=code),
        frozen=1,
    )


ROUTES = [route("roll/units/<uuid:unit>/national-template/", national, "roll_national")]
