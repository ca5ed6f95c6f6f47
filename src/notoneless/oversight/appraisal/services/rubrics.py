"""Rubrics: drafted from nothing, a file, the one above or the one in force; edited item by item; adopted as a version."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem
from notoneless.oversight.appraisal.models import Rubric
from notoneless.oversight.appraisal.rules.rubrics import (
    MOST_ITEMS,
    RubricState,
    Sheet,
    Subject,
    kept,
    marks_of,
    number_of,
    rule_of,
    why_laxer,
    why_unfit,
    why_unfit_item,
)
from notoneless.oversight.appraisal.rules.scoring import NOUGHT, Item, ItemKind, plain
from notoneless.oversight.appraisal.rules.templates import templates
from notoneless.oversight.appraisal.selectors.rubrics import in_force_above, rubric_in_force, sheet_of
from notoneless.oversight.supervision.rules.refusing import why_not_near
from notoneless.oversight.supervision.services.checking import refuse

WRITE, ADOPT = "rubric.write", "rubric.adopt"
_OF_COUNTY = frozenset({Subject.SCHOOL, Subject.HEAD})
"""Nobody of a school writes by what the school and its head are scored."""


def rubric_digest(row: Rubric) -> str:
    """What stands for all that a draft says: another where any of it is another. 64 hexadecimal digits."""
    said = (row.title, row.full, row.items)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@action("rubric.write", words="起草考核细则", english="Write a rubric")
def write_rubric(
    ctx: Context,
    *,
    unit: Unit,
    scored_subject: Subject,
    rubric_title: str,
    full_points: str,
    rubric_template: str | None,
) -> UUID:
    """Begin the draft of a rubric, or give it another title and other full points; the draft.

    A new one begins with the items of a file, else with those of the rubric in force here or above. Raises Unusable for what
    is no number, no file, or a unit that has no rubrics; Refused for what is not the school's to write.
    """
    if unit.kind not in (UnitKind.COUNTY, UnitKind.SCHOOL):
        raise Unusable(Problem("rubric.no_unit"))
    if unit.kind == UnitKind.SCHOOL and scored_subject in _OF_COUNTY:
        raise Refused(Problem("rubric.not_yours"))
    full = number_of(full_points)
    if not full:
        raise Unusable(Problem("rubric.no_number", {"text": full_points}))
    rows = visible_to(ctx, WRITE, Rubric).select_for_update(of=("self",))
    row = rows.filter(unit=unit, subject=scored_subject, state=RubricState.DRAFT).first()
    if row is None:
        row = Rubric(id=ctx.ids.new(), unit=unit, subject=scored_subject, state=RubricState.DRAFT)
        row.items = [kept(each) for each in _beginning(ctx, unit, scored_subject, rubric_template)]
        row.template = rubric_template or ""
    row.title, row.full = rubric_title, plain(full)
    row.written_on, row.written_by_id = ctx.today, ctx.actor  # type: ignore[assignment]
    row.save()
    return row.pk


def _beginning(ctx: Context, unit: Unit, subject: Subject, template: str | None) -> tuple[Item, ...]:
    if template:
        found = templates().get(template)
        if found is None or found.sheet.subject is not subject:
            raise Unusable(Problem("rubric.no_template"))
        return found.sheet.items
    former = rubric_in_force(unit.pk, subject, ctx.today)
    return sheet_of(former).items if former is not None else ()


def _draft(rubric: Rubric) -> Sheet:
    if rubric.state != RubricState.DRAFT:
        raise Refused(Problem("rubric.adopted"))
    return sheet_of(rubric)


@action("rubric.set_item", words="编写考核项目", english="Write an item of a rubric")
def set_item(  # noqa: PLR0913 (what a form asks for)
    ctx: Context,
    *,
    rubric: Rubric,
    item: str | None,
    item_title: str,
    item_kind: ItemKind,
    weight: str | None,
    clause: str,
    counted_facts: Line | None,
    item_rule: Line | None,
) -> None:
    """Write an item of a draft anew, or a further one where `item` names none; in its place.

    `counted_facts`: facts with the number wanted of each, such as `share.net_primary>=100 case.opened<=0`. `item_rule`: so
    much of what is lacking costs so many points, such as `0.1=2`; of a band its grades, such as `8-10 4-7 1-3`.

    Raises Refused for an adopted rubric, NotFound for an item that is not there, Unusable for what is not as its kind needs it.
    """
    sheet = _draft(rubric)
    known = [each.id for each in sheet.items]
    if item is not None and item not in known:
        raise NotFound
    if item is None and len(known) >= MOST_ITEMS:
        raise Refused(Problem("rubric.too_many", {"most": MOST_ITEMS}))
    marks, rule = marks_of(counted_facts or ""), rule_of(item_kind, item_rule or "")
    if marks is None or rule is None:
        raise Unusable(Problem("rubric.no_facts" if marks is None else "rubric.no_rule"))
    points = NOUGHT if item_kind is ItemKind.VETO and weight is None else _number(weight) if weight else None
    new = Item(item or ctx.ids.new().hex, item_title, item_kind, points, clause, marks, *rule)
    wrong = why_unfit_item(new, sheet.subject)
    if wrong is not None:
        raise Unusable(wrong)
    items = [new if each.id == new.id else each for each in sheet.items]
    _keep(ctx, rubric, items if item else [*items, new])


@action("rubric.remove_item", words="删除考核项目", english="Take an item out of a rubric")
def remove_item(ctx: Context, *, rubric: Rubric, item: str) -> None:
    """Take an item out of a draft. Raises Refused for an adopted rubric, NotFound for an item that is not there."""
    sheet = _draft(rubric)
    left = [each for each in sheet.items if each.id != item]
    if len(left) == len(sheet.items):
        raise NotFound
    _keep(ctx, rubric, left)


@action("rubric.adopt", words="审定考核细则", english="Adopt a rubric")
def adopt_rubric(ctx: Context, *, rubric: Rubric, seen: Line, effective_on: date) -> None:
    """Let a draft score from a day on, as the next version, signed by who does it.

    seen: the digest of the draft as this person read it. Raises Refused for what is adopted already, was written anew since,
    does not sum up, awaits a number or is laxer than the rubric of the unit above, and for a day too far off; Unusable for a
    day that is past.
    """
    sheet = _draft(rubric)
    if rubric_digest(rubric) != seen:
        raise Refused(Problem("rubric.changed"))
    if effective_on < ctx.today:
        raise Unusable(Problem("rubric.backdated", {"day": ctx.today.isoformat()}))
    refuse(why_not_near(effective_on, ctx.today))
    above = in_force_above(rubric.unit_id, sheet.subject, effective_on)
    wrong = why_unfit(sheet) or (why_laxer(sheet, sheet_of(above)) if above is not None else None)
    if wrong is not None:
        raise Refused(wrong)
    rows = visible_to(ctx, ADOPT, Rubric).filter(unit=rubric.unit_id, subject=rubric.subject, state=RubricState.ADOPTED)
    former = rows.select_for_update(of=("self",)).order_by("-version").first()
    if former is not None and former.from_on is not None and effective_on <= former.from_on:
        raise Unusable(Problem("rubric.before_former", {"day": former.from_on.isoformat()}))
    rubric.state, rubric.version = RubricState.ADOPTED, (former.version or 0) + 1 if former else 1
    rubric.from_on, rubric.adopted_on, rubric.adopted_by_id = effective_on, ctx.today, ctx.actor
    rubric.save(update_fields=["state", "version", "from_on", "adopted_on", "adopted_by"])


def _keep(ctx: Context, rubric: Rubric, items: list[Item]) -> None:
    rubric.items = [kept(each) for each in items]
    rubric.written_on, rubric.written_by_id = ctx.today, ctx.actor  # type: ignore[assignment]
    rubric.save(update_fields=["items", "written_on", "written_by"])


def _number(text: str | None) -> Decimal:
    found = number_of(text or "")
    if found is None:
        raise Unusable(Problem("rubric.no_number", {"text": text or ""}))
    return found
