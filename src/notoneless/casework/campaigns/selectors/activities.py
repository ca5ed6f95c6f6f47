"""Activities as lists, one with whom it has reached, how a month and a term stand, and the classes without lessons."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.campaigns.models import ActivityReach, ActivityStaff, CampaignActivity
from notoneless.casework.campaigns.rules.activities import ASPECTS, LAWS, ActivityKind, Coverage, LedBy, What
from notoneless.casework.campaigns.selectors import READ_CAMPAIGN
from notoneless.casework.campaigns.selectors.coverage import coverage_on, taking_part
from notoneless.casework.campaigns.selectors.evidence import EvidenceLine, counted_evidence, evidence_of
from notoneless.casework.campaigns.selectors.people import classes_on, pupils_of_class
from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.models import Child
from notoneless.kernel.calendar import last_day_of_month

SHOWN = 300


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An activity in a list: planned, held, or called off; how many pieces of evidence count."""

    id: UUID
    unit: UUID
    unit_name: str
    kind: ActivityKind
    what: What
    led_by: LedBy
    heading: str
    planned_on: date
    held_on: date | None
    is_off: bool
    proofs: int


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A class or village that an activity reached, with how many pupils and families of it; names stay out."""

    name: str
    pupils: int
    families: int


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """One activity with its evidence, the places that it reached and who of the staff took part."""

    line: ActivityLine
    done: str
    called_off_why: str
    evidence: tuple[EvidenceLine, ...]
    places: tuple[PlaceLine, ...]
    staff: tuple[str, ...]
    is_there: bool


@dataclass(frozen=True, slots=True)
class MonthLine:
    """How a school stands in a month: channels used, aspects with actions, who took part; in a term: what it has reached.

    `led`: whether the Youth League leads some of it; `without`: the classes that lack lessons on the laws this term.
    """

    unit: UUID
    unit_name: str
    channels: tuple[What, ...]
    aspects: tuple[What, ...]
    led: bool
    staff: int
    parents: int
    coverage: Coverage
    villages_left: tuple[str, ...]
    without: tuple[str, ...]


def activity_in_reach(ctx: Context, activity: UUID, code: str) -> CampaignActivity:
    """One activity on which this person may do `code`. Raises NotFound out of reach."""
    row = visible_to(ctx, code, CampaignActivity).select_related("unit", "holder").filter(pk=activity).first()
    if row is None:
        raise NotFound
    return row


def list_activities(ctx: Context) -> tuple[ActivityLine, ...]:
    """The activities in reach, the latest first."""
    rows = visible_to(ctx, READ_CAMPAIGN, CampaignActivity).select_related("unit").order_by("-planned_on", "-id")
    lines = _lines(rows[:SHOWN])
    listed(ctx, READ_CAMPAIGN, [each.id for each in lines], {"activities": True})
    return lines


def _lines(rows: Iterable[CampaignActivity]) -> tuple[ActivityLine, ...]:
    found = list(rows)
    proofs = counted_evidence([row.pk for row in found])
    return tuple(
        ActivityLine(
            row.pk,
            row.unit_id,
            row.unit.name,
            ActivityKind(row.kind),
            What(row.what),
            LedBy(row.led_by),
            row.heading,
            row.planned_on,
            row.held_on,
            row.called_off_on is not None,
            proofs.get(row.pk, 0),
        )
        for row in found
    )


def open_activity(ctx: Context, activity: UUID) -> ActivityPage:
    """One activity. Opening it leaves an entry. Raises NotFound out of reach."""
    row = activity_in_reach(ctx, activity, READ_CAMPAIGN)
    opened_row(ctx, READ_CAMPAIGN, row)
    pupils: Counter[str] = Counter()
    families: Counter[str] = Counter()
    for unit, village, pupil, family in (
        ActivityReach._base_manager.filter(activity=row)
        .order_by("unit__sort_key", "id")
        .values_list("unit__name", "village__name", "pupil", "family")
    ):
        pupils[village or unit] += pupil
        families[village or unit] += family
    staff = ActivityStaff._base_manager.filter(activity=row).select_related("account").order_by("id")
    return ActivityPage(
        line=_lines([row])[0],
        done=row.done,
        called_off_why=row.called_off_why,
        evidence=evidence_of(ctx, row.pk),
        places=tuple(PlaceLine(name, pupils[name], families[name]) for name in pupils),
        staff=tuple(each.account.name for each in staff),
        is_there=any(each.account_id == ctx.actor for each in staff),
    )


def months_shown(ctx: Context, month: date) -> tuple[MonthLine, ...]:
    """How each school in reach stands in a month. Numbers and places alone: nobody is named."""
    reached = visible_to(ctx, READ_CAMPAIGN, Unit).filter(in_force(ctx.today), kind=UnitKind.SCHOOL)
    names = dict(reached.order_by("sort_key", "id").values_list("pk", "name")[:SHOWN])
    day = min(last_day_of_month(month), ctx.today)
    schools = list(names)
    covered, part, rooms = coverage_on(day, schools), taking_part(day, schools), classes_on(day, schools)
    taught = laws_taught(day)
    held = _held_in(month, day, schools)
    villages = dict(Unit._base_manager.filter(kind=UnitKind.VILLAGE).order_by("sort_key").values_list("pk", "name"))
    return tuple(
        MonthLine(
            unit=school,
            unit_name=name,
            channels=tuple(dict.fromkeys(What(each.what) for each in held.get(school, ()) if each.is_publicity)),
            aspects=tuple(dict.fromkeys(What(each.what) for each in held.get(school, ()) if each.what in ASPECTS)),
            led=any(each.led_by == LedBy.YOUTH_LEAGUE for each in held.get(school, ())),
            staff=part[school][0],
            parents=part[school][1],
            coverage=covered[school],
            villages_left=tuple(
                villages[each]
                for each in villages
                if each in covered[school].villages - covered[school].reached_villages
            ),
            without=tuple(
                room for unit, room in rooms.get(school, {}).items() if len(taught.get(unit, ())) < len(LAWS)
            ),
        )
        for school, name in names.items()
    )


@dataclass(frozen=True, slots=True)
class _Held:
    what: str
    led_by: str
    is_publicity: bool


def _held_in(month: date, day: date, schools: Iterable[UUID]) -> Mapping[UUID, list[_Held]]:
    rows = CampaignActivity._base_manager.filter(held_on__gte=month, held_on__lte=day, called_off_on__isnull=True)
    found: dict[UUID, list[_Held]] = {}
    for holder, what, led_by, kind in (
        rows.filter(holder__in=list(schools))
        .order_by("held_on", "id")
        .values_list("holder_id", "what", "led_by", "kind")
    ):
        found.setdefault(holder, []).append(_Held(what, led_by, kind == ActivityKind.PUBLICITY))
    return found


def laws_taught(day: date) -> Mapping[UUID, set[str]]:
    """By class the laws on which it had a lesson in the term of a day, until that day."""
    rows = CampaignActivity._base_manager.filter(kind=ActivityKind.LESSON, called_off_on__isnull=True)
    rows = rows.filter(held_on__gte=begins_on(day), held_on__lte=day)
    found: dict[UUID, set[str]] = {}
    for unit, what in rows.values_list("unit_id", "what"):
        found.setdefault(unit, set()).add(what)
    return found


def units_to_plan(ctx: Context, code: str) -> list[tuple[str, str]]:
    """The units for which this person may plan activities: of the own posts, and the classes of an own school."""
    own = ctx.units_for(code)
    rows = visible_to(ctx, code, Unit).filter(in_force(ctx.today))
    found = [
        row for row in rows.order_by("sort_key", "id") if row.pk in own or (row.parent_id in own and _is_class(row))
    ]
    return [(str(row.pk), row.name) for row in found]


def _is_class(row: Unit) -> bool:
    return row.kind == UnitKind.CLASS


def classes_to_reach(ctx: Context, row: CampaignActivity, code: str) -> list[tuple[str, str]]:
    """The classes of an activity's school that this person reaches."""
    rooms = classes_on(ctx.today, [row.holder_id]).get(row.holder_id, {})
    seen = set(visible_to(ctx, code, Unit).filter(pk__in=list(rooms)).values_list("pk", flat=True))
    return [(str(pk), name) for pk, name in rooms.items() if pk in seen]


def villages_to_reach(ctx: Context, row: CampaignActivity) -> list[tuple[str, str]]:
    """The villages in which pupils of an activity's school live, and the unit itself where it is a village."""
    from_school = coverage_on(ctx.today, [row.holder_id])[row.holder_id].villages
    rows = Unit._base_manager.filter(pk__in={*from_school, row.unit_id}, kind=UnitKind.VILLAGE)
    return [(str(pk), name) for pk, name in rows.order_by("sort_key", "id").values_list("pk", "name")]


def pupils_to_tick(ctx: Context, unit: UUID, code: str) -> list[tuple[str, str]]:
    """The pupils of a class that this person reaches, for the list of who was missed."""
    members = pupils_of_class(unit, ctx.today)
    rows = visible_to(ctx, code, Child).filter(pk__in=members).order_by("sort_key", "id")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
