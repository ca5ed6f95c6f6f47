"""Units from a spreadsheet: one action a file. Good rows are done, faulty ones told by the preview, and twice is once."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.rules import unit_sort_key
from notoneless.foundation.access.scope import tree_grew
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.organizations.models import UnitProfile
from notoneless.foundation.organizations.rules.planning import Founding, Plan, Profile, Ref
from notoneless.foundation.organizations.selectors.sheets import KINDS, plan_of
from notoneless.kernel.problems import Problem


@action("organizations.import_divisions", words="导入行政区划", english="Import divisions")
def import_divisions(ctx: Context, *, unit: Unit, attachment: Attachment, from_on: date) -> None:
    """Found the townships, villages and groups of an uploaded file. Raises Unusable where no row can be used."""
    _import(ctx, "divisions", unit, attachment, from_on)


@action("organizations.import_schools", words="导入学校", english="Import schools")
def import_schools(ctx: Context, *, unit: Unit, attachment: Attachment, from_on: date) -> None:
    """Found the schools of an uploaded file. Raises Unusable where no row can be used."""
    _import(ctx, "schools", unit, attachment, from_on)


@action("organizations.import_classes", words="导入班级", english="Import classes")
def import_classes(ctx: Context, *, unit: Unit, attachment: Attachment, from_on: date) -> None:
    """Found the classes of an uploaded file. Raises Unusable where no row can be used."""
    _import(ctx, "classes", unit, attachment, from_on)


def _import(ctx: Context, kind: str, county: Unit, attachment: Attachment, from_on: date) -> None:
    if county.parent_id is not None:
        raise Unusable(Problem("organizations.whole_county"))
    if from_on < county.from_on:
        raise Unusable(Problem("organizations.before_county"))
    plan = plan_of(ctx, KINDS[kind], attachment.pk)
    if len(plan.faults) == len(plan.table.rows):
        raise Unusable(Problem("organizations.no_row_usable"))
    ids = _found(ctx, plan, from_on)
    _describe(ctx, {ref if isinstance(ref, UUID) else ids[ref]: profile for ref, profile in plan.described.items()})


def _found(ctx: Context, plan: Plan, from_on: date) -> list[UUID]:
    """The units of a plan, entered at once with their places in the tree; their ids in the plan's order."""
    taken = Unit._base_manager.filter(code__in=[each.code for each in plan.founded if each.code]).first()
    if taken is not None:  # by a unit that has been closed, or is known by another code since
        raise Unusable(Problem("organizations.code_of_other", {"code": taken.code, "name": taken.name}))
    ids = [ctx.ids.new() for _ in plan.founded]
    parents = [_id(each.parent, ids) for each in plan.founded]
    Unit.objects.bulk_create(
        [_unit(*each, from_on) for each in zip(ids, parents, plan.founded, strict=True)], batch_size=200
    )
    _place(ids, parents)
    return ids


def _id(ref: Ref, ids: list[UUID]) -> UUID:
    return ref if isinstance(ref, UUID) else ids[ref]


def _unit(pk: UUID, parent: UUID, founding: Founding, from_on: date) -> Unit:
    name, key = founding.name, unit_sort_key(founding.name)
    row = Unit(id=pk, kind=founding.kind, name=name, code=founding.code, sort_key=key, from_on=from_on)
    row.parent_id = parent
    return row


def _place(ids: list[UUID], parents: list[UUID]) -> None:
    above: dict[UUID, list[tuple[UUID, int]]] = {}
    there = UnitClosure.objects.filter(descendant_id__in=set(parents) - set(ids))
    for ancestor, descendant, depth in there.values_list("ancestor_id", "descendant_id", "depth"):
        above.setdefault(descendant, []).append((ancestor, depth))
    generations: dict[int, list[UnitClosure]] = {}
    for pk, parent in zip(ids, parents, strict=True):
        above[pk] = [(pk, 0), *((ancestor, depth + 1) for ancestor, depth in above[parent])]
        rows = [UnitClosure(ancestor_id=ancestor, descendant_id=pk, depth=depth) for ancestor, depth in above[pk]]
        generations.setdefault(len(rows), []).extend(rows)
    for depth in sorted(generations):  # PostgreSQL takes a place in the tree only beneath one that is there already
        UnitClosure.objects.bulk_create(generations[depth], batch_size=300)
    tree_grew()


def _describe(ctx: Context, described: Mapping[UUID, Profile]) -> None:
    """Enter what the file says of units, and change what it says otherwise than before."""
    _check_codes(described)
    there = {row.unit_id: row for row in _rows(described)}
    new = []
    for unit, profile in described.items():
        row = there.get(unit)
        if row is None:
            new.append(UnitProfile(id=ctx.ids.new(), unit_id=unit, **profile))
        elif any(getattr(row, name) != value for name, value in profile.items()):
            for name, value in profile.items():
                setattr(row, name, value)
            row.save(update_fields=list(profile))
    UnitProfile.objects.bulk_create(new, batch_size=200)


def _check_codes(described: Mapping[UUID, Profile]) -> None:
    """Raises Unusable where the profile of a unit that is not among these has one of the codes, such as one closed since."""
    for column in ("division_code", "school_code"):
        codes = [profile[column] for profile in described.values() if profile.get(column)]
        others = UnitProfile._base_manager.filter(**{f"{column}__in": codes}).exclude(unit_id__in=list(described))
        other = others.select_related("unit").first()
        if other is not None:
            told = {"code": getattr(other, column), "name": other.unit.name}
            raise Unusable(Problem("organizations.code_of_other", told))


def _rows(units: Iterable[UUID]) -> list[UnitProfile]:
    return list(UnitProfile._base_manager.filter(unit_id__in=list(units)).select_for_update())
