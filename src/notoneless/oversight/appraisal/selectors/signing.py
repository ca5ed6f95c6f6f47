"""How far schools, one school and one class are with their undertakings; one undertaking."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.exporting import first_guardians
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.schools import pupils_on, school_of
from notoneless.oversight.appraisal.models import Undertaking
from notoneless.oversight.appraisal.rules.signing import Known, Party, Standing, standing
from notoneless.oversight.appraisal.selectors import READ_UNDERTAKING
from notoneless.oversight.appraisal.selectors.parties import school_year_of, signed_by, teachers_on
from notoneless.oversight.appraisal.selectors.ruling import rules_in_force

SHOWN = 400
"""Schools of one list."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many are to sign, and how many have."""

    owing: int
    signed: int

    @property
    def lacking(self) -> int:
        """How many have not."""
        return self.owing - self.signed


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """A school with its shares. `has_rules`: whether rules of its own are in force."""

    unit: UUID
    name: str
    letters: Share
    statements: Share
    has_rules: bool


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A class with its share of statements."""

    unit: UUID
    name: str
    statements: Share


@dataclass(frozen=True, slots=True)
class SignerLine:
    """Somebody who is to sign: a teacher, or a pupil's guardian. `undertaking`: None while there is no paper."""

    undertaking: UUID | None
    name: str
    of: str
    signer: str
    standing: Standing
    paper: UUID | None
    number: str
    signed_on: date | None
    copy: UUID | None


def list_schools(ctx: Context) -> tuple[SchoolLine, ...]:
    """The schools in reach and how far each is, in the order of the tree. It leaves an entry."""
    rows = visible_to(ctx, READ_UNDERTAKING, Unit).filter(in_force(ctx.today), kind=UnitKind.SCHOOL)
    names = dict(rows.order_by("sort_key", "id").values_list("pk", "name")[:SHOWN])
    letters, statements = _shares(ctx.today, Party.TEACHER, names), _shares(ctx.today, Party.GUARDIAN, names)
    found = tuple(
        SchoolLine(unit, name, letters[unit], statements[unit], rules_in_force(unit, ctx.today) is not None)
        for unit, name in names.items()
    )
    listed(ctx, READ_UNDERTAKING, list(names), {"undertakings": "schools"})
    return found


def _shares(day: date, party: Party, schools: Collection[UUID]) -> Mapping[UUID, Share]:
    owing = (teachers_on if party is Party.TEACHER else pupils_on)(day, schools)
    signed: dict[UUID, set[UUID]] = {}
    for school, whose in signed_by(day, party, schools):
        signed.setdefault(school, set()).add(whose)
    return {
        school: Share(len(owing.get(school, {})), len(signed.get(school, set()) & set(owing.get(school, {}))))
        for school in schools
    }


def rooms_in_reach(ctx: Context, school: UUID | None = None) -> tuple[RoomLine, ...]:
    """The classes in reach, of one school or of all, each with its share of statements."""
    rows = visible_to(ctx, READ_UNDERTAKING, Unit).filter(in_force(ctx.today), kind=UnitKind.CLASS)
    places = rows.order_by("sort_key", "id").values_list(
        "pk", "kind", "parent_id", "parent__kind", "parent__parent_id", "name"
    )
    kept = {
        pk: (found, name)
        for pk, kind, parent, parent_kind, above, name in places[:SHOWN]
        if (found := school_of(pk, kind, parent, parent_kind, above)) is not None and school in (None, found)
    }
    schools = {found for found, _ in kept.values()}
    owing = pupils_on(ctx.today, schools)
    signed = set(signed_by(ctx.today, Party.GUARDIAN, schools))
    members = Counter(unit for found in owing.values() for unit in found.values())
    done = Counter(
        unit for found, pupils in owing.items() for child, unit in pupils.items() if (found, child) in signed
    )
    return tuple(RoomLine(pk, name, Share(members[pk], done[pk])) for pk, (_, name) in kept.items())


def room_in_reach(ctx: Context, room: UUID, code: str = READ_UNDERTAKING) -> tuple[Unit, UUID]:
    """A class on which `code` may be done, and its school. Raises NotFound."""
    row = visible_to(ctx, code, Unit).select_related("parent").filter(pk=room, kind=UnitKind.CLASS).first()
    parent = row.parent if row is not None else None
    found = school_of(row.pk, row.kind, row.parent_id, parent.kind, parent.parent_id) if row and parent else None
    if row is None or found is None:
        raise NotFound
    return row, found


def teachers_to_sign(ctx: Context, school: UUID) -> tuple[SignerLine, ...]:
    """The teachers of a school in reach, who has not signed first. It leaves an entry."""
    teachers = teachers_on(ctx.today, [school]).get(school, {})
    rows = {row.teacher_id: row for row in _of_year(ctx).filter(school_id=school, party=Party.TEACHER)}
    lines = [_line(rows.get(pk), each.name, each.unit_name, each.name) for pk, each in teachers.items()]
    listed(ctx, READ_UNDERTAKING, list(teachers), {"undertakings": "letters", "unit": str(school)})
    return tuple(sorted(lines, key=lambda line: line.standing == Standing.SIGNED))


def pupils_to_sign(ctx: Context, room: UUID, school: UUID) -> tuple[SignerLine, ...]:
    """The pupils of a class in reach with the guardian who signs, who has not signed first. It leaves an entry."""
    members = [child for child, unit in pupils_on(ctx.today, [school]).get(school, {}).items() if unit == room]
    children = visible_to(ctx, READ_UNDERTAKING, Child).filter(pk__in=members).order_by("sort_key", "id")
    names = dict(children.values_list("pk", "name"))
    first = first_guardians(ctx, READ_UNDERTAKING, names)
    rows = {row.child_id: row for row in _of_year(ctx).filter(school_id=school, child_id__in=names)}
    lines = [
        _line(rows.get(pk), name, "", f"{first[pk].name}（{first[pk].relation}）" if pk in first else "")
        for pk, name in names.items()
    ]
    listed(ctx, READ_UNDERTAKING, list(names), {"undertakings": "statements", "unit": str(room)})
    return tuple(sorted(lines, key=lambda line: line.standing == Standing.SIGNED))


def _line(row: Undertaking | None, name: str, of: str, signer: str) -> SignerLine:
    if row is None:
        return SignerLine(None, name, of, signer, Standing.MISSING, None, "", None, None)
    told = row.paper_id, row.paper.number, row.signed_on, row.copy_id
    return SignerLine(row.pk, name, of, row.signer, standing(known_of(row)), *told)


def _of_year(ctx: Context) -> QuerySet[Undertaking]:
    rows = visible_to(ctx, READ_UNDERTAKING, Undertaking).select_related("paper")
    return rows.filter(school_year=school_year_of(ctx.today), withdrawn_on__isnull=True)


def known_of(row: Undertaking) -> Known:
    """An undertaking as the rules ask of it."""
    return Known(row.issued_on, row.signed_on, row.withdrawn_on)


def undertaking_in_reach(ctx: Context, undertaking: UUID, code: str) -> Undertaking:
    """An undertaking to which `code` may be done. Raises NotFound."""
    rows = visible_to(ctx, code, Undertaking).select_related("paper", "school", "unit", "child", "recorded_by")
    row = rows.filter(pk=undertaking).first()
    if row is None:
        raise NotFound
    return row


def open_undertaking(ctx: Context, undertaking: UUID) -> Undertaking:
    """One undertaking. It leaves an entry. Raises NotFound out of reach."""
    row = undertaking_in_reach(ctx, undertaking, READ_UNDERTAKING)
    opened_row(ctx, READ_UNDERTAKING, row)
    return row


def papers_of(ctx: Context, unit: UUID, party: Party) -> tuple[UUID, ...]:
    """The papers of this year's undertakings of a class, or of a school's teachers, that nobody has signed yet."""
    rows = _of_year(ctx).filter(party=party, signed_on__isnull=True)
    rows = rows.filter(school_id=unit) if party is Party.TEACHER else rows.filter(unit_id=unit)
    return tuple(rows.order_by("paper__serial", "id").values_list("paper_id", flat=True))
