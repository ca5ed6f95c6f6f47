"""Rubrics: those in reach, one with its items, the editor, the preview on last year, the adoption."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.interfaces.appraisal.pages.row_forms import RowForm, made
from notoneless.interfaces.appraisal.pages.scoring_words import fact_options, of_item, said
from notoneless.interfaces.appraisal.pages.wording import refused
from notoneless.interfaces.frame.acting import Typed, asked_field
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError
from notoneless.oversight.appraisal.models import Rubric
from notoneless.oversight.appraisal.rules.rubrics import RubricState, Subject, rule_text, why_unfit
from notoneless.oversight.appraisal.rules.scoring import Item, ItemKind, Side, plain
from notoneless.oversight.appraisal.rules.templates import templates
from notoneless.oversight.appraisal.selectors import READ_RUBRIC
from notoneless.oversight.appraisal.selectors.rubrics import list_rubrics, open_rubric, rubric_in_reach, sheet_of
from notoneless.oversight.appraisal.services import adopt_rubric, remove_item, rubric_digest, set_item, write_rubric
from notoneless.oversight.scoring.selectors.trying import tried_on_last_year


def own_units(ctx: Context, code: str) -> list[Unit]:
    """The county or schools for which somebody may do something, not those beneath."""
    rows = visible_to(ctx, code, Unit).filter(pk__in=ctx.units_for(code), kind__in=[UnitKind.COUNTY, UnitKind.SCHOOL])
    return list(rows.order_by("sort_key", "id"))


def unit_in_reach(ctx: Context, unit: UUID, code: str) -> Unit:
    """A county or school for which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, Unit).filter(pk=unit, kind__in=[UnitKind.COUNTY, UnitKind.SCHOOL]).first()
    if row is None:
        raise NotFound
    return row


def subject_options(unit: Unit) -> list[tuple[str, str]]:
    """Whom a unit may score."""
    above = (Subject.SCHOOL, Subject.HEAD)
    return [
        (each.value, said(f"rubric.subject_{each.value}"))
        for each in Subject
        if unit.kind == UnitKind.COUNTY or each not in above
    ]


def _state(row: Rubric) -> str:
    day = row.from_on.isoformat() if row.from_on else ""
    return said(f"rubric.state_{row.state}", version=row.version or 0, day=day)


@page({"GET": READ_RUBRIC})
def rubrics(ctx: Context, request: HttpRequest) -> Answer:
    """The rubrics in reach."""
    lines = [
        {"row": row, "subject": said(f"rubric.subject_{row.subject}"), "state": _state(row)}
        for row in list_rubrics(ctx)
    ]
    units = own_units(ctx, write_rubric.code) if ctx.may(write_rubric.code) else []
    return Shown("appraisal/rubrics.html", {"lines": lines, "units": units})


@page({"GET": READ_RUBRIC})
def rubric(ctx: Context, request: HttpRequest, rubric: UUID) -> Answer:
    """One rubric: its items; of a draft what is wrong with it, what it would have given last year, and how it is adopted."""
    return _shown(ctx, rubric)


def _shown(ctx: Context, rubric: UUID, refusal: NotonelessError | None = None) -> Answer:
    row = open_rubric(ctx, rubric)
    sheet = sheet_of(row)
    is_draft = row.state == RubricState.DRAFT
    wrong = why_unfit(sheet) if is_draft else None
    source = templates()[row.template].source if row.template in templates() else ""
    values = {
        "row": row,
        "subject": said(f"rubric.subject_{row.subject}"),
        "state": _state(row),
        "items": [of_item(item) for item in sheet.items],
        "source": source,
        "wrong": said(wrong.code, **wrong.params) if wrong else "",
        "may_edit": is_draft and ctx.may(set_item.code),
        "may_adopt": is_draft and wrong is None and ctx.may(adopt_rubric.code),
        "tried": _tried(ctx, row) if is_draft and wrong is None else (),
        "seen": rubric_digest(row),
        "fields": [asked_field("effective_on", "date", {}, ctx.today.isoformat())],
        "form": new_form(ctx),
        "error": refused(refusal),
    }
    return Shown("appraisal/rubric.html", values, 422 if refusal else 200)


def _tried(ctx: Context, row: Rubric) -> list[dict[str, Any]]:
    return [{"line": each, "points": plain(each.points)} for each in tried_on_last_year(ctx, row)]


@page({"POST": adopt_rubric.code})
def adopting(ctx: Context, request: HttpRequest, rubric: UUID) -> Answer:
    """Adopt a draft as it was read."""
    rubric_in_reach(ctx, rubric, adopt_rubric.code)
    given = {name: request.POST.get(name, "") for name in ("seen", "effective_on")}
    refusal = tried(ctx, request, adopt_rubric.code, lambda acting: adopt_rubric(acting, rubric=rubric, **given))
    return _shown(ctx, rubric, refusal) if refusal else Went("rubric", {"rubric": rubric})


def _write(_: Context, unit: Unit, typed: Typed, __: str) -> list[FormField]:
    language = language_of()
    offered = [(key, each.zh if language == "zh" else each.en) for key, each in templates().items()]
    fields = [
        asked_field("scored_subject", "select", typed, options=subject_options(unit)),
        asked_field("rubric_title", "text", typed),
        asked_field("full_points", "text", typed, "100", hint=gettext("各项分值合计要等于满分，加分不计入")),
    ]
    if unit.kind == UnitKind.COUNTY:
        hint = gettext("不选的，照现行的一版起草；没有现行的从空白开始")
        fields.append(asked_field("rubric_template", "select", typed, options=offered, optional=True, hint=hint))
    return fields


def _item_of(row: Rubric, part: str) -> Item | None:
    return next((each for each in sheet_of(row).items if each.id == part), None)


def _item(_: Context, row: Rubric, typed: Typed, part: str) -> list[FormField]:
    item = _item_of(row, part)
    if part and item is None:
        raise NotFound
    kinds = [(each.value, said(f"rubric.kind_{each.value}")) for each in ItemKind]
    weight = "" if item is None or item.weight is None else plain(item.weight)
    hint = gettext("逐步扣分和加分写“每差多少=几分”，如 0.1=2；分档写“8-10 4-7 1-3”；别的不写")
    fields = [
        asked_field("item_title", "text", typed, item.title if item else ""),
        asked_field("item_kind", "select", typed, item.kind.value if item else "", kinds),
        asked_field("weight", "text", typed, weight, optional=True, hint=gettext("一票否决不占分值")),
        asked_field("item_rule", "text", typed, rule_text(item) if item else "", optional=True, hint=hint),
    ]
    for number in (1, 2):
        fields += _mark_fields(item, number, typed)
    return [
        *fields,
        asked_field("clause", "text", typed, item.clause if item else "", hint=gettext("依据哪个方案哪一条")),
    ]


def _mark_fields(item: Item | None, number: int, typed: Typed) -> list[FormField]:
    mark = item.marks[number - 1] if item and len(item.marks) >= number else None
    sides = [(each.value, said(f"rubric.side_{each.value}")) for each in Side]
    told = (
        ("counted_fact", "select", mark.fact if mark else "", fact_options()),
        ("side", "select", mark.side.value if mark else "", sides),
        ("wanted", "text", plain(mark.wanted) if mark else "", ()),
    )
    return [
        FormField(
            f"{name}_{number}",
            f"{said(f'parameter.{name}')} {number}",
            kind,
            typed.get(f"{name}_{number}", value),
            options,
            is_optional=True,
        )
        for name, kind, value, options in told
    ]


def _given_item(typed: Typed, part: str) -> dict[str, Any]:
    signs = {Side.AT_LEAST.value: ">=", Side.AT_MOST.value: "<="}
    marks = [
        f"{typed[f'counted_fact_{n}']}{signs.get(typed.get(f'side_{n}', ''), '>=')}{typed.get(f'wanted_{n}', '').strip()}"
        for n in (1, 2)
        if typed.get(f"counted_fact_{n}")
    ]
    return {"item": part or None, "counted_facts": " ".join(marks) or None}


def _at_rubric(row: Rubric) -> tuple[str, dict[str, Any]]:
    return "rubric", {"rubric": row.pk}


FORMS: tuple[RowForm, ...] = (
    RowForm(
        "rubrics/units/<uuid:row>/write/",
        "rubric_write",
        write_rubric,
        target="unit",
        words=lambda: gettext("起草考核细则"),
        find=unit_in_reach,
        fields=_write,
        name_of=lambda row: row.name,
        back=lambda _: ("rubrics", {}),
        gives=lambda typed, _: {"rubric_template": typed.get("rubric_template") or None},
    ),
    *(
        RowForm(
            where,
            name,
            set_item,
            target="rubric",
            words=lambda: gettext("编写考核项目"),
            find=rubric_in_reach,
            fields=_item,
            name_of=lambda row: row.title,
            back=_at_rubric,
            gives=_given_item,
        )
        for where, name in (
            ("rubrics/<uuid:row>/items/", "rubric_item_new"),
            ("rubrics/<uuid:row>/items/<slug:part>/", "rubric_item"),
        )
    ),
    RowForm(
        "rubrics/<uuid:row>/items/<slug:part>/remove/",
        "rubric_item_remove",
        remove_item,
        target="rubric",
        words=lambda: gettext("删除考核项目"),
        find=rubric_in_reach,
        fields=lambda _, __, ___, ____: [],
        name_of=lambda row: row.title,
        back=_at_rubric,
        gives=lambda _, part: {"item": part},
    ),
)

ROUTES = [
    route("rubrics/", rubrics, "rubrics"),
    route("rubrics/<uuid:rubric>/", rubric, "rubric"),
    route("rubrics/<uuid:rubric>/adopt/", adopting, "rubric_adopt"),
    *map(made, FORMS),
]
