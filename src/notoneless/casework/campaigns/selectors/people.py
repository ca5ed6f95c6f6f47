"""Who works at schools and who learns there on a day, school by school. By itself it shows nobody anything."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.people.schools import PLACE, school_of, within_schools

CLASS_TEACHER, SUBSTITUTE = "class_teacher", "substitute_teacher"


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who holds a post at a school or in it; of several posts the one at a class."""

    account: UUID
    name: str
    unit: UUID
    unit_name: str
    title: str
    is_class_teacher: bool

    @property
    def words(self) -> str:
        """Name, and the post where it says more."""
        return self.name if self.title == self.name else f"{self.name}（{self.title}）"


def staff_on(day: date, schools: Collection[UUID] | None = None) -> Mapping[UUID, Mapping[UUID, Staff]]:
    """All who work at schools, by account: whoever holds a post there, the head too. Who stands in only is left out."""
    rows = Post._base_manager.filter(within_schools(schools), in_force(day)).exclude(grant__role=SUBSTITUTE)
    told = rows.order_by("unit__sort_key", "unit_id", "id").values_list(
        *PLACE, "holder_id", "holder__name", "unit__name", "grant__role", "title"
    )
    found: dict[UUID, dict[UUID, Staff]] = defaultdict(dict)
    for unit, kind, parent, parent_kind, above, account, name, unit_name, role, title in told:
        school = school_of(unit, kind, parent, parent_kind, above)
        if school is None:
            continue
        known = found[school].get(account)
        if known is None or (role == CLASS_TEACHER and not known.is_class_teacher):
            found[school][account] = Staff(account, name, unit, unit_name, title, role == CLASS_TEACHER)
    return found


def homes_of(day: date, children: Collection[UUID]) -> Mapping[UUID, UUID]:
    """The village of each of some children on a day, where it is known."""
    rows = ChildUnit._base_manager.filter(in_force(day), child_id__in=children, track=Track.HOUSEHOLD)
    at = dict(rows.order_by("id").values_list("child_id", "unit_id"))
    above = UnitClosure.objects.filter(descendant_id__in=set(at.values()), ancestor__kind=UnitKind.VILLAGE)
    villages = dict(above.values_list("descendant_id", "ancestor_id"))
    return {child: villages[unit] for child, unit in at.items() if unit in villages}


def classes_on(day: date, schools: Collection[UUID]) -> Mapping[UUID, Mapping[UUID, str]]:
    """The classes of schools, by id, with their names."""
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for row in _classes(day, schools):
        school = school_of(row.pk, row.kind, row.parent_id, row.parent.kind, row.parent.parent_id)  # type: ignore[union-attr]
        if school is not None:
            found[school][row.pk] = row.name
    return found


def _classes(day: date, schools: Collection[UUID]) -> Collection[Unit]:
    point = Q(parent__kind=UnitKind.TEACHING_POINT, parent__parent_id__in=schools)
    rows = Unit._base_manager.filter(in_force(day), Q(parent_id__in=schools) | point, kind=UnitKind.CLASS)
    return list(rows.select_related("parent").order_by("sort_key", "id"))


def school_above(unit: UUID) -> UUID | None:
    """The nearest school of a unit, itself if it is one."""
    rows = UnitClosure.objects.filter(descendant_id=unit, ancestor__kind=UnitKind.SCHOOL).order_by("depth")
    return rows.values_list("ancestor_id", flat=True).first()


def belongs(post: Post, unit: Unit) -> bool:
    """Whether a post is at a unit or beneath it; of a school, at none of the schools beneath it."""
    if unit.kind == UnitKind.SCHOOL:
        return school_above(post.unit_id) == unit.pk
    return UnitClosure.objects.filter(ancestor=unit, descendant_id=post.unit_id).exists()


def own_posts(ctx: Context) -> list[Post]:
    """The posts that this person holds today, as far as the person may see them."""
    rows = visible_to(ctx, "organization.read", Post).filter(in_force(ctx.today), holder_id=ctx.actor)
    return list(rows.select_related("unit", "grant").order_by("from_on", "id"))


def post_at(ctx: Context, unit: Unit) -> Post | None:
    """The post by which this person belongs to a unit today; one at a class first."""
    own = [post for post in own_posts(ctx) if belongs(post, unit)]
    return next((post for post in own if post.grant.role == CLASS_TEACHER), own[0] if own else None)


def posts_to_choose(ctx: Context, unit: Unit) -> list[tuple[str, str]]:
    """The posts at a unit and beneath it that this person sees: id and words, for a form."""
    rows = visible_to(ctx, "organization.read", Post).filter(in_force(ctx.today))
    inner = UnitClosure.objects.filter(ancestor=unit).values("descendant_id")
    found = rows.filter(unit_id__in=inner).exclude(grant__role=SUBSTITUTE).select_related("unit", "holder", "grant")
    kept = [row for row in found.order_by("unit__sort_key", "id") if unit.kind != UnitKind.SCHOOL or belongs(row, unit)]
    return [(str(row.pk), _words(row, unit)) for row in kept]


def _words(post: Post, unit: Unit) -> str:
    place = post.unit.name if post.unit_id != unit.pk else ""
    return " ".join(dict.fromkeys(filter(None, (place, post.title, post.holder.name))))


def pupils_of_class(unit: UUID, day: date) -> set[UUID]:
    """The pupils of a class on a day."""
    rows = ChildUnit._base_manager.filter(in_force(day), unit_id=unit, track=Track.SCHOOL)
    return set(rows.values_list("child_id", flat=True))
