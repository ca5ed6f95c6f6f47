"""Statistics forms: their rows out of facts, school by school, what of them is a special case, and what was signed off."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.casework.special_education.rules.kinds import Learns
from notoneless.casework.special_education.selectors.feeding import placed_at, told_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.people.exporting import home_words, rows_for_form
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.plans.selectors import binding
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.reporting.models import FormEntry, SignedForm
from notoneless.oversight.reporting.rules.statistics import (
    COLUMNS,
    NAMES,
    Column,
    FormKind,
    Known,
    Special,
    special,
    term_of_form,
    title,
    year_of_form,
)
from notoneless.oversight.reporting.selectors.dropout_statistics import dropouts_on, values_of_dropouts
from notoneless.oversight.reporting.selectors.openings import Missed, missed_by
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.standing import State, Step
from notoneless.records.enrolment.selectors.standings import standings_on
from notoneless.tabular.fields import Field

READ_STATISTICS = reading("statistics.read", words="查看统计表", english="See statistics forms")
SIGN_STATISTICS, LIST_CHILD = "statistics.sign", "statistics.list_child"
MOST = 2000
"""Rows of one form."""


@dataclass(frozen=True, slots=True)
class Fact:
    """That a child belongs on a form of a school on a day, with what the program knows of it."""

    kind: FormKind
    school: UUID
    child: UUID
    special: Special | None
    since: date | None = None
    until: date | None = None
    missed: Missed | None = None
    is_listed: bool = False
    """Whether the school has listed the child itself, and may take it off again."""


Source = Callable[[FormKind, int, date, Collection[UUID] | None], Iterable[Fact]]
"""Kind, year, day, schools (None for all): the facts of a form."""


def _on_roll(step: Step, state: State) -> Source:
    """Children whose roll entries stand so on a day."""

    def facts(kind: FormKind, _: int, day: date, schools: Collection[UUID] | None) -> Iterator[Fact]:
        rows = RollEntry._base_manager.filter(Q(left_on__isnull=True) | Q(left_on__gt=day), events__step=step)
        if schools is not None:
            rows = rows.filter(unit_id__in=schools)
        entries = list(rows.distinct().order_by("child__sort_key", "id"))
        for pk, standing in standings_on(entries, day).items():
            if standing.state is state:
                entry = next(each for each in entries if each.pk == pk)
                why = special(Known(kind, standing.until), day)
                yield Fact(kind, entry.unit_id, entry.child_id, why, standing.since, standing.until)

    return facts


def _of_special_education(kind: FormKind, year: int, day: date, schools: Collection[UUID] | None) -> Iterator[Fact]:
    """Children who are placed so by special education, and those whom schools have listed themselves."""
    rows = FormEntry._base_manager.filter(kind=kind, year=year, is_listed=True)
    if schools is not None:
        rows = rows.filter(unit_id__in=schools)
    own = list(rows.order_by("child__sort_key", "id").values_list("unit_id", "child_id"))
    found = [*own, *(each for each in placed_at(LEARNS[kind], day, schools) if each not in set(own))]
    children = {child for _, child in found}
    entries = RollEntry._base_manager.filter(Q(left_on__isnull=True) | Q(left_on__gt=day), child__in=children)
    on_roll = set(entries.values_list("unit_id", "child_id"))
    missed = missed_by(children, day) if kind is FormKind.INCLUSION else {}
    for school, child in found:
        lacks = missed.get(child)
        known = Known(kind, None, (school, child) in on_roll, lacks.days if lacks else 0)
        yield Fact(kind, school, child, special(known, day), missed=lacks, is_listed=(school, child) in own)


def _dropouts(kind: FormKind, _: int, day: date, schools: Collection[UUID] | None) -> Iterator[Fact]:
    """Children whose dropout was verified."""
    for school, child, is_traced in dropouts_on(day, schools):
        yield Fact(kind, school, child, special(Known(kind, is_traced=is_traced), day))


LEARNS: Mapping[FormKind, Learns] = {
    FormKind.INCLUSION: Learns.REGULAR_CLASS,
    FormKind.HOME_TEACHING: Learns.HOMEBOUND,
}
"""Which placement each of these forms lists."""

SOURCES: Mapping[FormKind, Source] = {
    FormKind.DEFERRAL: _on_roll(Step.DEFER, State.DEFERRED),
    FormKind.STUDY_SUSPENSION: _on_roll(Step.SUSPEND, State.SUSPENDED),
    FormKind.INCLUSION: _of_special_education,
    FormKind.HOME_TEACHING: _of_special_education,
    FormKind.DROPOUT: _dropouts,
}
"""Where the rows of each form come from."""


def facts_on(day: date, kind: FormKind, schools: Collection[UUID] | None = None) -> list[Fact]:
    """The rows that a form of the last term of its season holds on a day, of some schools or of all; for machine use.

    A child who belongs to a school no longer is left out: nobody there sees it, so nobody could remark on it.
    """
    found = list(SOURCES[kind](kind, year_of(kind, day), as_of(kind, day), schools))
    theirs = _belonging({each.child for each in found}, day)
    return [each for each in found if (each.school, each.child) in theirs]


def _belonging(children: Collection[UUID], day: date) -> set[tuple[UUID, UUID]]:
    """Each child with all units to which it belongs on a day or that stand above those."""
    places = ChildUnit._base_manager.filter(in_force(day), child_id__in=children).values_list("child_id", "unit_id")
    rows = list(places.order_by("id"))
    above: dict[UUID, list[UUID]] = defaultdict(list)
    closure = UnitClosure._base_manager.filter(descendant_id__in={unit for _, unit in rows})
    for unit, ancestor in closure.values_list("descendant_id", "ancestor_id"):
        above[unit].append(ancestor)
    return {(ancestor, child) for child, unit in rows for ancestor in above[unit]}


def as_of(kind: FormKind, day: date) -> date:
    """The day of which a form speaks: today within its term, and the last day of the term after it."""
    calendar = load_calendar(day, day)
    term = term_of_form(kind, year_of_form(kind, day, calendar), calendar)
    return min(day, term.last_day) if term is not None else day


def year_of(kind: FormKind, day: date) -> int:
    """The year whose form a day asks for."""
    return year_of_form(kind, day, load_calendar(day, day))


def remarks_on(kind: FormKind, year: int, schools: Collection[UUID] | None = None) -> Mapping[tuple[UUID, UUID], str]:
    """The remarks of a form by school and child."""
    rows = FormEntry._base_manager.filter(kind=kind, year=year).exclude(remark="")
    if schools is not None:
        rows = rows.filter(unit_id__in=schools)
    return {(school, child): text for school, child, text in rows.values_list("unit_id", "child_id", "remark")}


def without_remark(day: date, kind: FormKind, schools: Collection[UUID] | None = None) -> list[tuple[UUID, UUID]]:
    """The special cases of a form, school and child, on which nobody has remarked."""
    cases = [(each.school, each.child) for each in facts_on(day, kind, schools) if each.special is not None]
    told = remarks_on(kind, year_of(kind, day), schools) if cases else {}
    return [each for each in cases if each not in told]


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form in the list: its title, how many rows, how many special cases lack a remark, and when it was signed off."""

    kind: FormKind
    year: int
    title: str
    first_day: date | None
    count: int
    lacking: int
    signed: int
    schools: int


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row: its values by column, days in ISO form, and why it is a special case."""

    school: UUID
    child: UUID
    values: Mapping[Column, str]
    special: Special | None
    is_listed: bool

    @property
    def lacks_remark(self) -> bool:
        """Whether the form is not signed off for this row."""
        return self.special is not None and not self.values[Column.REMARK]


def schools_of_forms(ctx: Context, code: str = READ_STATISTICS) -> list[tuple[UUID, str]]:
    """The schools in reach."""
    rows = visible_to(ctx, code, Unit).filter(in_force(ctx.today), kind=UnitKind.SCHOOL)
    return list(rows.order_by("sort_key", "id").values_list("pk", "name"))


def list_forms(ctx: Context, school: UUID | None = None) -> tuple[FormLine, ...]:
    """The forms of the schools in reach, or of one, each of its own term. It leaves an entry."""
    schools = [pk for pk, _ in schools_of_forms(ctx) if school in (None, pk)]
    calendar = load_calendar(ctx.today, ctx.today)
    lines = []
    for kind in SOURCES:
        year = year_of(kind, ctx.today)
        term = term_of_form(kind, year, calendar)
        signed = visible_to(ctx, READ_STATISTICS, SignedForm).filter(kind=kind, year=year, is_current=True)
        counts = len(facts_on(ctx.today, kind, schools)), len(without_remark(ctx.today, kind, schools))
        done = signed.filter(unit_id__in=schools).count()
        first = term.first_day if term else None
        lines.append(FormLine(kind, year, title_of(ctx, kind, year, school), first, *counts, done, len(schools)))
    listed(ctx, READ_STATISTICS, schools, {"statistics": "forms", "unit": str(school or "")})
    return tuple(lines)


def title_of(ctx: Context, kind: FormKind, year: int, school: UUID | None) -> str:
    """The official title: the county's name, year and term, and the name that the plan which binds gives the form."""
    county = Unit._base_manager.filter(parent__isnull=True).values_list("name", "pk").first()
    key, place = NAMES[kind]
    number = binding(school or county[1], ctx.today).numbers.get(key) if county else None
    names = number.parameter.value.split() if number is not None else []
    usual = sentence(Problem(f"statistics.name_{kind}"))
    return title(county[0] if county else "", kind, year, names[place] if place < len(names) else usual)


def rows_of(ctx: Context, kind: FormKind, school: UUID | None = None) -> tuple[FormRow, ...]:
    """The rows of a form, of one school in reach or of all, as facts have them today. It leaves an entry."""
    names = dict(schools_of_forms(ctx))
    wanted = [pk for pk in names if school in (None, pk)]
    facts = [each for each in facts_on(ctx.today, kind, wanted) if each.school in names][:MOST]
    children = visible_to(ctx, READ_STATISTICS, Child).filter(pk__in={each.child for each in facts})
    known = {row.pk: row for row in children.select_related("household")}
    kept = [each for each in facts if each.child in known]
    forms = {form.id: form.values for form in rows_for_form(ctx, [known[each.child] for each in kept])}
    remarks = remarks_on(kind, year_of(kind, ctx.today), wanted)
    teachers = _teachers(ctx, known) if kind is FormKind.INCLUSION else {}
    taught = (
        _home_taught(known, year_of(FormKind.HOME_TEACHING, ctx.today), ctx.today)
        if kind is FormKind.STUDY_SUSPENSION
        else set()
    )
    own = values_of_dropouts(ctx, school) if kind is FormKind.DROPOUT else _of_files(known, kind, ctx.today)
    rows = []
    for number, each in enumerate(kept, 1):
        told = {**_told(each, forms[each.child], names[each.school]), **own.get(each.child, {})} | {
            Column.SERIAL: str(number),
            Column.REMARK: remarks.get((each.school, each.child), ""),
            Column.CLASS_TEACHER: teachers.get(each.child, ""),
            Column.IS_HOME_TAUGHT: "是" if each.child in taught else "",
        }
        values = {column: told.get(column, "") for column in COLUMNS[kind]}
        rows.append(FormRow(each.school, each.child, values, each.special, each.is_listed))
    listed(ctx, READ_STATISTICS, [each.child for each in rows], {"statistics": kind.value, "unit": str(school or "")})
    return tuple(rows)


def _told(fact: Fact, given: Mapping[Field, str], school: str) -> dict[Column, str]:
    """What is known of a row; numbers, illness and what no room records yet are left to be written by hand."""
    name, relation = given.get(Field.GUARDIAN_NAME, ""), given.get(Field.GUARDIAN_REL, "")
    return {
        Column.SCHOOL: given.get(Field.SCHOOL, "") or school,
        Column.GRADE: given.get(Field.GRADE, ""),
        Column.ROOM: given.get(Field.CLASS_NAME, ""),
        Column.NAME: given.get(Field.NAME, ""),
        Column.SEX: given.get(Field.SEX, ""),
        Column.BORN_ON: given.get(Field.DOB, ""),
        Column.HOME: home_words(given),
        Column.GUARDIAN: f"{name}（{relation}）" if name and relation else name,
        Column.SINCE: fact.since.isoformat() if fact.since else "",
        Column.UNTIL: fact.until.isoformat() if fact.until else "",
        Column.NEXT_SCHOOL: school,
        Column.ATTENDS: _attends(fact),
    }


def _attends(fact: Fact) -> str:
    if fact.missed is None or fact.missed.since is None:
        return "是"
    return f"否，{fact.missed.since.isoformat()}起缺课{fact.missed.days}天"


def _teachers(ctx: Context, children: Collection[UUID]) -> Mapping[UUID, str]:
    """The class teacher of each child."""
    places = dict(
        ChildUnit._base_manager.filter(
            in_force(ctx.today), child_id__in=children, unit__kind=UnitKind.CLASS
        ).values_list("child_id", "unit_id")
    )
    posts = Post._base_manager.filter(
        in_force(ctx.today), unit_id__in=set(places.values()), grant__role="class_teacher"
    )
    names = dict(posts.order_by("id").values_list("unit_id", "holder__name"))
    return {child: names.get(unit, "") for child, unit in places.items()}


def _of_files(children: Collection[UUID], kind: FormKind, day: date) -> dict[UUID, dict[Column, str]]:
    """What files of special education tell: programme and agreement; numbers and impairments are left to be written by hand."""
    if kind not in LEARNS:
        return {}
    found = {}
    for child, told in told_of(children, LEARNS[kind], day).items():
        has_programme = f"第{told.programme}版" if told.programme else "无"
        signed = told.agreed_on.isoformat() if told.agreed_on else ""
        since = told.placed_on.isoformat() if told.placed_on else ""
        found[child] = {Column.HAS_PLAN: has_programme, Column.PLAN: has_programme, Column.AGREEMENT: signed}
        found[child] |= {Column.SINCE: since, Column.TEACHERS: "、".join(told.teachers)}
        if told.teachers:
            found[child][Column.TEACHING_SCHOOL] = "、".join(told.units)
        if told.times:
            found[child] |= {Column.TIMES_A_WEEK: str(told.times), Column.LESSONS: str(told.hours)}
    return found


def _home_taught(children: Collection[UUID], year: int, day: date) -> set[UUID]:
    rows = FormEntry._base_manager.filter(kind=FormKind.HOME_TEACHING, year=year, is_listed=True, child_id__in=children)
    placed = {child for _, child in placed_at(Learns.HOMEBOUND, day, None)}
    return set(rows.values_list("child_id", flat=True)) | (placed & set(children))


def pupils_to_list(ctx: Context, kind: FormKind, school: UUID) -> list[tuple[UUID, str]]:
    """The pupils of a school who are not on a form that the school lists itself."""
    year = year_of(kind, ctx.today)
    there = FormEntry._base_manager.filter(unit_id=school, kind=kind, year=year, is_listed=True).values("child_id")
    units = Q(unit_id=school) | Q(unit__parent_id=school)
    members = ChildUnit._base_manager.filter(units, in_force(ctx.today)).values("child_id")
    rows = visible_to(ctx, LIST_CHILD, Child).filter(pk__in=members).exclude(pk__in=there)
    return list(rows.order_by("sort_key", "id").values_list("pk", "name")[:MOST])


def signed_form(
    ctx: Context, kind: FormKind, year: int, school: UUID, code: str = READ_STATISTICS
) -> SignedForm | None:
    """A school's form of a year as it was signed off last."""
    rows = visible_to(ctx, code, SignedForm).filter(unit_id=school, kind=kind, year=year, is_current=True)
    return rows.select_related("signed_by", "paper", "unit").first()


def school_of_form(ctx: Context, school: UUID, code: str = READ_STATISTICS) -> Unit:
    """A school for whose forms somebody may do something. Raises NotFound."""
    row = visible_to(ctx, code, Unit).filter(pk=school, kind=UnitKind.SCHOOL).first()
    if row is None:
        raise NotFound
    return row


def frozen(rows: Sequence[FormRow]) -> list[dict[str, str]]:
    """Rows as a signed form keeps them."""
    return [{"child": str(row.child), **{column.value: text for column, text in row.values.items()}} for row in rows]
