"""Homebound instruction as pages show it: the home-taught children in reach with their week, one child, teachers, money."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from notoneless.casework.special_education.models import (
    HomeboundMoney,
    HomeboundNote,
    HomeLesson,
    HomeTeacher,
    HomeTeaching,
    LearningAgreement,
    LessonTeacher,
    PlannedLesson,
    SpecialFile,
)
from notoneless.casework.special_education.rules.homebound import HomeNumbers, home_numbers, monday_of, owed
from notoneless.casework.special_education.rules.kinds import Learns
from notoneless.casework.special_education.selectors import READ_MONEY, READ_SPECIAL, READ_TEACHERS
from notoneless.casework.special_education.selectors.homebound import (
    CONTENTS,
    Week,
    balance_of,
    contents_missing,
    senders_of,
    taught_by,
    term_start,
    weeks_of,
)
from notoneless.casework.special_education.selectors.knowing import answering, learning, numbers_of, since_when
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Grant, Unit, UnitClosure
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to

MOST = 200
"""Rows of one list."""


@dataclass(frozen=True, slots=True)
class PupilLine:
    """A home-taught child in one strip. `needed`: lessons a week; `missing`: what its file lacks; `is_mine`: whoever looks is
    sent to it."""

    file: UUID
    child: UUID
    name: str
    unit_name: str
    teachers: int
    done: int
    needed: int
    is_excused: bool
    missing: tuple[str, ...]
    is_mine: bool

    @property
    def is_short(self) -> bool:
        """Whether the week so far has fewer lessons than the norm, and nobody has said why."""
        return self.done < self.needed and not self.is_excused


@dataclass(frozen=True, slots=True)
class WeekLine:
    """A week of the term, as a child was taught in it."""

    monday: date
    done: int
    needed: int
    hours: int
    is_excused: bool
    is_short: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class HomePage:
    """One home-taught child: who is sent, what is planned, what was taught week by week, what was noted, what lacks."""

    file: SpecialFile
    numbers: HomeNumbers
    is_homebound: bool
    teachings: tuple[HomeTeaching, ...]
    planned: tuple[PlannedLesson, ...]
    lessons: tuple[HomeLesson, ...]
    given_by: Mapping[UUID, tuple[str, ...]]
    weeks: tuple[WeekLine, ...]
    notes: tuple[HomeboundNote, ...]
    agreements: tuple[LearningAgreement, ...]
    missing: tuple[str, ...]
    planned_hours: int
    taught_hours: int


def home_pupils(ctx: Context) -> tuple[PupilLine, ...]:
    """The home-taught children in reach: those of whoever looks first, then those with too few lessons. It leaves an entry."""
    children = learning(ctx.today, Learns.HOMEBOUND)
    rows = visible_to(ctx, READ_SPECIAL, SpecialFile).filter(child_id__in=children).select_related("child")
    files = list(rows.order_by("child__sort_key", "id")[:MOST])
    found = {row.child_id for row in files}
    units, taught = answering(found, ctx.today), taught_by(ctx.today)
    names = dict(Unit._base_manager.filter(pk__in=set(units.values())).values_list("pk", "name"))
    numbers = {unit: home_numbers(numbers_of(unit, ctx.today)) for unit in set(units.values())}
    mine = HomeTeaching._base_manager.filter(account=ctx.actor, until_on=None)
    own = set(mine.values_list("child_id", flat=True))
    since = since_when(found, ctx.today)
    weeks, lacks = weeks_of(found, ctx.today, ctx.today), contents_missing(found, ctx.today)
    monday, lines = monday_of(ctx.today), []
    for row in files:
        unit = units.get(row.child_id)
        said = numbers[unit] if unit else HomeNumbers()
        week = weeks[row.child_id].get(monday, Week(monday, (), 0, False))
        sent = taught.get(row.child_id, set())
        asked = said.contents or CONTENTS
        line = PupilLine(
            row.pk,
            row.child_id,
            row.child.name,
            names.get(unit, "") if unit else "",
            len(sent),
            len(week.days),
            owed(said.visits_per_week, monday, since.get(row.child_id, monday)),
            week.is_excused,
            tuple(each for each in lacks[row.child_id] if each in asked),
            row.child_id in own,
        )
        lines.append(line)
    listed(ctx, READ_SPECIAL, [each.file for each in lines], {"state": "homebound"})
    return tuple(sorted(lines, key=lambda each: (not each.is_mine, not each.is_short)))


def open_home_page(ctx: Context, file: UUID) -> HomePage:
    """One home-taught child. Opening it leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_SPECIAL, SpecialFile).select_related("child").filter(pk=file).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_SPECIAL, row)
    child, first = row.child_id, term_start(ctx.today)
    unit = answering([child], ctx.today).get(child)
    numbers = home_numbers(numbers_of(unit, ctx.today)) if unit else HomeNumbers()
    teachings = visible_to(ctx, READ_SPECIAL, HomeTeaching).filter(file=row, until_on=None)
    planned = visible_to(ctx, READ_SPECIAL, PlannedLesson).filter(file=row, is_replaced=False, on__gte=first)
    lessons = visible_to(ctx, READ_SPECIAL, HomeLesson).filter(file=row)
    kept = tuple(lessons.select_related("ended_by").order_by("-on", "-is_current", "-id")[:MOST])
    placed_on = since_when([child], ctx.today).get(child, ctx.today)
    plan = list(planned.order_by("on", "id"))
    lacks = contents_missing([child], ctx.today)[child]
    return HomePage(
        file=row,
        numbers=numbers,
        is_homebound=child in learning(ctx.today, Learns.HOMEBOUND),
        teachings=tuple(teachings.select_related("account", "unit").order_by("on", "id")),
        planned=tuple(each for each in plan if each.on >= ctx.today),
        lessons=kept,
        given_by=given_by(ctx, [each.pk for each in kept]),
        weeks=_weeks(child, max(first, placed_on), ctx.today, numbers),
        notes=tuple(
            visible_to(ctx, READ_SPECIAL, HomeboundNote)
            .filter(file=row)
            .select_related("by")
            .order_by("-on", "-id")[:MOST]
        ),
        agreements=tuple(
            visible_to(ctx, READ_SPECIAL, LearningAgreement)
            .filter(file=row, learns=Learns.HOMEBOUND)
            .order_by("-on", "-id")
        ),
        missing=tuple(each for each in lacks if each in (numbers.contents or CONTENTS)),
        planned_hours=sum(each.hours for each in plan if each.on <= ctx.today),
        taught_hours=sum(each.hours for each in kept if each.on >= first and each.is_current),
    )


def lesson_in_reach(ctx: Context, lesson: UUID, code: str) -> HomeLesson:
    """A home lesson that stands and to which `code` may be done. Raises NotFound."""
    rows = visible_to(ctx, code, HomeLesson).select_related("file__child").filter(pk=lesson, is_current=True)
    row = rows.first()
    if row is None:
        raise NotFound
    return row


def said_by(lesson: HomeLesson) -> dict[str, str]:
    """What a home lesson says, as its form takes it; what is sealed is left out."""
    went = LessonTeacher._base_manager.filter(lesson=lesson).values_list("teaching__teacher_id", flat=True)
    return {
        "on": lesson.on.isoformat(),
        "begins_at": lesson.begins_at,
        "hours": str(lesson.hours),
        "lesson_place": lesson.place,
        "accompanied": "true" if lesson.is_accompanied else "false",
        "home_teachers": " ".join(map(str, went)),
        "domains": lesson.domains,
        "standard": lesson.standard,
        "lesson_content": lesson.taught,
        "materials": lesson.materials,
        "exercises": lesson.exercises,
        "training": lesson.training,
        "content_agreed": "true" if lesson.is_agreed else "false",
        "fee": str(lesson.fee),
        "signatory": lesson.signer,
    }


def given_by(ctx: Context, lessons: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The names of those who gave each lesson."""
    rows = visible_to(ctx, READ_SPECIAL, LessonTeacher).filter(lesson_id__in=lessons)
    found: dict[UUID, tuple[str, ...]] = {}
    for lesson, name in rows.order_by("id").values_list("lesson_id", "teaching__account__name"):
        found[lesson] = (*found.get(lesson, ()), name)
    return found


def _weeks(child: UUID, first: date, today: date, numbers: HomeNumbers) -> tuple[WeekLine, ...]:
    """The weeks since a day of the term, the latest first: none is owed from before the child was placed so."""
    weeks, lines, monday = weeks_of([child], first, today)[child], [], monday_of(today)
    while monday >= monday_of(first):
        week = weeks.get(monday, Week(monday, (), 0, False))
        needed = owed(numbers.visits_per_week, monday, first)
        is_short = len(week.days) < needed and not week.is_excused
        is_over = monday + timedelta(days=6) < today
        lines.append(WeekLine(monday, len(week.days), needed, week.hours, week.is_excused, is_short, is_over))
        monday -= timedelta(days=7)
    return tuple(lines)


def teachers_to_send(ctx: Context, file: SpecialFile) -> list[tuple[UUID, str]]:
    """The home teachers who may be sent to a child by the plan that binds, with their units."""
    unit = answering([file.child_id], ctx.today).get(file.child_id)
    numbers = home_numbers(numbers_of(unit, ctx.today)) if unit else HomeNumbers()
    units = senders_of(file.child_id, numbers, ctx.today)
    rows = visible_to(ctx, "homebound.send", HomeTeacher).filter(until_on=None, unit_id__in=units)
    kept = rows.select_related("account", "unit").order_by("account__name", "id")
    return [(row.pk, f"{row.account.name}（{row.unit.name}）") for row in kept]


def teachers_sent(file: SpecialFile) -> list[tuple[UUID, str, bool]]:
    """The home teachers who are sent to a child, and whether each is a man; of a file that was read in reach."""
    rows = HomeTeaching._base_manager.filter(file=file, until_on=None).select_related("account")
    return [(row.teacher_id, row.account.name, row.is_man) for row in rows.order_by("on", "id")]


def list_teachers(ctx: Context) -> tuple[HomeTeacher, ...]:
    """The home teachers in reach. It leaves an entry."""
    rows = visible_to(ctx, READ_TEACHERS, HomeTeacher).filter(until_on=None).select_related("account", "unit", "by")
    kept = tuple(rows.order_by("unit__sort_key", "account__name", "id")[:MOST])
    listed(ctx, READ_TEACHERS, [each.pk for each in kept], {})
    return kept


def people_to_name(ctx: Context, unit: UUID) -> list[tuple[UUID, str]]:
    """The accounts with a post at a unit or beneath that may record home lessons, and are no home teachers yet."""
    beneath = UnitClosure._base_manager.filter(ancestor_id=unit).values("descendant_id")
    rows = Grant._base_manager.filter(
        in_force(ctx.today), unit_id__in=beneath, role__in=ctx.roles.allowing("homebound.record")
    )
    named = HomeTeacher._base_manager.filter(until_on=None).values("account_id")
    kept = rows.filter(account__is_active=True).exclude(account_id__in=named).select_related("account")
    return list(dict(kept.order_by("account__name", "account_id").values_list("account_id", "account__name")).items())


def units_of(ctx: Context, code: str) -> list[tuple[UUID, str]]:
    """The units for which somebody answers oneself."""
    rows = Unit._base_manager.filter(pk__in=ctx.units_for(code)).order_by("sort_key", "id")
    return list(rows.values_list("pk", "name"))


def money_of(ctx: Context, unit: UUID) -> tuple[Unit, tuple[HomeboundMoney, ...], Decimal]:
    """A unit in reach, its entries, the latest first, and what is left. It leaves an entry. Raises NotFound."""
    row = visible_to(ctx, READ_MONEY, Unit).filter(pk=unit).first()
    if row is None:
        raise NotFound
    rows = visible_to(ctx, READ_MONEY, HomeboundMoney).filter(unit=row).select_related("by", "reversed_by")
    kept = tuple(rows.order_by("-on", "-id")[:MOST])
    listed(ctx, READ_MONEY, [each.pk for each in kept], {"unit": str(unit)})
    return row, kept, balance_of(unit)
