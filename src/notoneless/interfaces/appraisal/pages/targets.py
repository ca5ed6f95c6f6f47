"""Targets split to teaching groups, classes and teachers: who answers for what, and which class has none."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.interfaces.appraisal.pages.row_forms import RowForm, made
from notoneless.interfaces.appraisal.pages.scoring_words import fact_options, fact_words, said
from notoneless.interfaces.frame.acting import Typed, asked_field
from notoneless.interfaces.frame.forming import FormField
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.oversight.appraisal.rules.appraising import TargetLevel
from notoneless.oversight.appraisal.rules.facts import COUNTED
from notoneless.oversight.appraisal.rules.scoring import Side
from notoneless.oversight.appraisal.rules.signing import year_words
from notoneless.oversight.appraisal.selectors import READ_TARGET
from notoneless.oversight.appraisal.selectors.parties import school_year_of
from notoneless.oversight.appraisal.selectors.targets import (
    list_targets,
    school_above,
    target_in_reach,
    units_to_split,
    untargeted_classes,
)
from notoneless.oversight.appraisal.services import split_target, withdraw_target
from notoneless.oversight.supervision.selectors.complaints import staff_of


@page({"GET": READ_TARGET})
def own_targets(ctx: Context, request: HttpRequest) -> Answer:
    """The targets of this school year, classes without one first; and where one is laid down."""
    lines = [
        {
            "row": row,
            "level": said(f"appraising.level_{row.level}"),
            "wanted": f"{fact_words(row.fact)}{said(f'rubric.{row.side}', wanted=row.wanted)}",
        }
        for row in list_targets(ctx)
    ]
    may_split = ctx.may(split_target.code)
    values = {
        "lines": lines,
        "year": year_words(school_year_of(ctx.today)),
        "lacking": untargeted_classes(ctx),
        "units": units_to_split(ctx, split_target.code) if may_split else (),
        "may_withdraw": ctx.may(withdraw_target.code),
    }
    return Shown("appraisal/own_targets.html", values)


def _unit(ctx: Context, unit: Any, code: str) -> Unit:
    rows = visible_to(ctx, code, Unit).select_related("parent")
    row = rows.filter(pk=unit, kind__in=[UnitKind.SCHOOL, UnitKind.CLASS]).first()
    if row is None:
        raise NotFound
    return row


def _split(ctx: Context, unit: Unit, typed: Typed, _: str) -> list[FormField]:
    is_class = unit.kind == UnitKind.CLASS
    levels = [TargetLevel.CLASS, TargetLevel.TEACHER] if is_class else [TargetLevel.TEACHING_GROUP]
    hint = gettext("教研组自己的指标要填；班级指标填了的，计入这个教研组")
    return [
        asked_field(
            "target_level",
            "select",
            typed,
            levels[0].value,
            [(each.value, said(f"appraising.level_{each}")) for each in levels],
        ),
        asked_field("teaching_group", "text", typed, optional=is_class, hint=hint),
        asked_field("holder", "select", typed, options=staff_of(school_above(unit), ctx.today)),
        asked_field("counted_fact", "select", typed, "case.verified_at", fact_options(COUNTED)),
        asked_field(
            "side", "select", typed, Side.AT_MOST.value, [(each.value, said(f"rubric.side_{each}")) for each in Side]
        ),
        asked_field("wanted", "text", typed, "0"),
    ]


FORMS: tuple[RowForm, ...] = (
    RowForm(
        "targets/units/<uuid:row>/split/",
        "target_split",
        split_target,
        target="unit",
        words=lambda: gettext("分解控辍指标"),
        find=_unit,
        fields=_split,
        name_of=lambda row: f"{row.parent.name} {row.name}" if row.kind == UnitKind.CLASS else row.name,
        back=lambda _: ("own_targets", {}),
    ),
    RowForm(
        "targets/<uuid:row>/withdraw/",
        "target_withdraw",
        withdraw_target,
        target="own_target",
        words=lambda: gettext("撤回分解的指标"),
        find=target_in_reach,
        fields=lambda _, __, typed, ___: [asked_field("reason", "text", typed)],
        name_of=lambda row: f"{row.unit.name} {row.holder.name}",
        back=lambda _: ("own_targets", {}),
    ),
)

ROUTES = [route("targets/", own_targets, "own_targets"), *map(made, FORMS)]
