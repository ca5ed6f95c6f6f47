"""Who takes part in the survey of a term, what each department gave, and how its list differs from the files."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.aid.selectors.knowing import rooms_of
from notoneless.casework.aid.selectors.reading import place_names
from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.casework.left_behind.models import LeftBehindFile, PartnerList, PartnerRow, SurveyPartner
from notoneless.casework.left_behind.rules.kinds import Partner
from notoneless.casework.left_behind.selectors import READ_LEFT_BEHIND
from notoneless.casework.left_behind.selectors.knowing import files_on
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import Child, ChildUnit


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A department: who answers there, and its latest list of this term, if it gave one."""

    partner: Partner
    contact_name: str
    list: UUID | None
    title: str
    count: int
    on: date | None


@dataclass(frozen=True, slots=True)
class UnitPartners:
    """The departments of a unit this term, those too that do not take part yet."""

    unit: UUID
    name: str
    lines: tuple[PartnerLine, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A child on one side alone: of the list, `file` and `child` may be None; `how`: how the row was told."""

    name: str
    child: UUID | None
    place: str
    how: str
    nearest: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A list beside the files of its unit: who is on both, who has no file, who is no pupil, who is not on the list."""

    unit_name: str
    partner: Partner
    title: str
    on: date
    both: int
    fileless: tuple[Difference, ...]
    nobody: tuple[Difference, ...]
    only_ours: tuple[Difference, ...]


def partners(ctx: Context) -> list[UnitPartners]:
    """The departments of each unit in reach that has any this term, and of the units whose survey whoever asks may arrange."""
    term = begins_on(ctx.today)
    named = list(visible_to(ctx, READ_LEFT_BEHIND, SurveyPartner).filter(term_from=term))
    lists = visible_to(ctx, READ_LEFT_BEHIND, PartnerList).filter(term_from=term).order_by("on", "at", "id")
    latest = {(row.unit_id, row.partner): row for row in lists}
    said = {(row.unit_id, row.partner): row.contact_name for row in named}
    wanted = {row.unit_id for row in named} | set(ctx.units_for("left_behind.name_partner"))
    units = Unit._base_manager.filter(in_force(ctx.today), pk__in=wanted).order_by("sort_key", "id")
    return [
        UnitPartners(
            unit.pk,
            unit.name,
            tuple(_line(each, said.get((unit.pk, each), ""), latest.get((unit.pk, each))) for each in Partner),
        )
        for unit in units
    ]


def compared(ctx: Context, partner_list: UUID) -> Compared:
    """A list beside the files. It leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_LEFT_BEHIND, PartnerList).select_related("unit").filter(pk=partner_list).first()
    if row is None:
        raise NotFound
    rows = list(visible_to(ctx, READ_LEFT_BEHIND, PartnerRow).filter(list=row).order_by("number"))
    files = _files(ctx, row.unit_id)
    there = {each.child_id for each in rows if each.child_id}
    names = _names(ctx, {*there, *files, *(each.nearest_id for each in rows if each.nearest_id)})
    places = place_names(rooms_of(names.keys(), ctx.today).items())
    told = [
        Difference(
            each.name,
            each.child_id,
            places.get(each.child_id or each.pk, ""),
            each.how,
            names.get(each.nearest_id or each.pk, ""),
        )
        for each in rows
    ]
    listed(ctx, READ_LEFT_BEHIND, sorted(there | files), {"list": str(partner_list)})
    return Compared(
        row.unit.name,
        Partner(row.partner),
        row.title,
        row.on,
        len(there & files),
        tuple(each for each in told if each.child and each.child not in files),
        tuple(each for each in told if each.child is None),
        tuple(
            Difference(names.get(child, ""), child, places.get(child, ""), "", "")
            for child in _sorted(files - there, names)
        ),
    )


def _line(partner: Partner, contact_name: str, row: PartnerList | None) -> PartnerLine:
    if row is None:
        return PartnerLine(partner, contact_name, None, "", 0, None)
    return PartnerLine(partner, contact_name, row.pk, row.title, row.count, row.on)


def _files(ctx: Context, unit: UUID) -> set[UUID]:
    """The children of a unit who have an open file, as far as they are in reach."""
    within = UnitClosure.objects.filter(ancestor_id=unit).values("descendant_id")
    here = ChildUnit._base_manager.filter(in_force(ctx.today), track=Track.SCHOOL, unit_id__in=within)
    rows = visible_to(ctx, READ_LEFT_BEHIND, LeftBehindFile).filter(pk__in=files_on(ctx.today).values("pk"))
    return set(rows.filter(child_id__in=here.values("child_id")).values_list("child_id", flat=True))


def _names(ctx: Context, children: Collection[UUID]) -> dict[UUID, str]:
    return dict(visible_to(ctx, READ_LEFT_BEHIND, Child).filter(pk__in=children).values_list("pk", "name"))


def _sorted(children: Collection[UUID], names: dict[UUID, str]) -> list[UUID]:
    return sorted(children, key=lambda child: (names.get(child, ""), str(child)))
