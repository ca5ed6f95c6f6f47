"""Undertakings issued for signature, all at once: to the teachers of a school, to the guardians of a class."""

from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.papers.rules.filling import Data
from notoneless.foundation.papers.services import issue
from notoneless.foundation.people.exporting import first_guardians
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.schools import pupils_on
from notoneless.kernel.problems import Problem
from notoneless.oversight.appraisal.models import SchoolRules, Undertaking
from notoneless.oversight.appraisal.rules.signing import Party, year_words
from notoneless.oversight.appraisal.selectors.errands import ISSUE_LETTERS, ISSUE_STATEMENTS
from notoneless.oversight.appraisal.selectors.parties import Teacher, school_year_of, teachers_on
from notoneless.oversight.appraisal.selectors.promises import promised
from notoneless.oversight.appraisal.selectors.ruling import rules_in_force
from notoneless.oversight.appraisal.selectors.signing import room_in_reach

LETTER, STATEMENT = "responsibility_letter", "guardian_duties"
"""The papers that are signed."""


@action("undertaking.issue_letters", words="出具学籍管理责任书", english="Issue letters of responsibility to teachers")
def issue_letters(ctx: Context, *, unit: Unit) -> None:
    """Issue this school year's letter to every teacher of a school who has none: what plans ask of the post, by their clauses.

    Raises Unusable for a unit that is no school, Refused where all have theirs, where nobody teaches, and without a prefix.
    """
    if unit.kind != UnitKind.SCHOOL:
        raise Unusable(Problem("appraisal.only_schools"))
    year = school_year_of(ctx.today)
    teachers = teachers_on(ctx.today, [unit.pk]).get(unit.pk, {})
    if not teachers:
        raise Refused(Problem("appraisal.no_teachers", {"unit": unit.name}))
    has = set(_issued(unit.pk, year, Party.TEACHER).values_list("teacher_id", flat=True))
    wanted = [each for pk, each in teachers.items() if pk not in has]
    if not wanted:
        raise Refused(Problem("appraisal.all_issued"))
    rows = {role: promised(unit.pk, role, ctx.today) for role in sorted({each.role for each in wanted})}
    places = Unit._base_manager.in_bulk({each.unit for each in wanted})
    for each in wanted:
        data = {**_letter(unit, each, year), "rows": rows[each.role]}
        place = places[each.unit]
        paper = issue(ctx, ISSUE_LETTERS, unit=unit, kind=LETTER, data=data, belongs_to=place)
        row = Undertaking(id=ctx.ids.new(), school=unit, unit=place, school_year=year, party=Party.TEACHER, paper=paper)
        row.teacher_id, row.signer = each.account, each.name
        _kept(ctx, row)


def _letter(school: Unit, teacher: Teacher, year: int) -> Data:
    at = teacher.unit_name if teacher.unit != school.pk else ""
    return {
        "school": school.name,
        "teacher": teacher.name,
        "post": f"{at}{teacher.title}" if teacher.title != teacher.name else at or school.name,
        "school_year": year_words(year),
    }


@action(
    "undertaking.issue_statements", words="出具监护人保学责任书", english="Issue the statement of guardians' duties"
)
def issue_statements(ctx: Context, *, unit: Unit) -> None:
    """Issue this school year's statement to the guardian of every pupil of a class who has none, under the school's own rules.

    A pupil of whom no guardian is known is left out and stays on the list. Raises Unusable for a unit that is no class, Refused
    while the school has no rules in force, where all have theirs, and without a prefix.
    """
    if unit.kind != UnitKind.CLASS:
        raise Unusable(Problem("appraisal.only_classes"))
    _, school = room_in_reach(ctx, unit.pk, ISSUE_STATEMENTS)
    rules = rules_in_force(school, ctx.today)
    if rules is None:
        raise Refused(Problem("appraisal.no_rules"))
    year = school_year_of(ctx.today)
    members = {child for child, at in pupils_on(ctx.today, [school]).get(school, {}).items() if at == unit.pk}
    members -= set(_issued(school, year, Party.GUARDIAN).values_list("child_id", flat=True))
    wanted = list(visible_to(ctx, ISSUE_STATEMENTS, Child).filter(pk__in=members).order_by("sort_key", "id"))
    guardians = first_guardians(ctx, ISSUE_STATEMENTS, [child.pk for child in wanted])
    if not guardians:
        raise Refused(Problem("appraisal.no_guardians" if wanted else "appraisal.all_issued"))
    for child in wanted:
        guardian = guardians.get(child.pk)
        if guardian is not None:
            _state(ctx, unit, rules, child, f"{guardian.name}（{guardian.relation}）")


def _state(ctx: Context, room: Unit, rules: SchoolRules, child: Child, guardian: str) -> None:
    school, year = rules.unit, school_year_of(ctx.today)
    data = {
        "school": school.name,
        "school_year": year_words(year),
        "guardian": guardian,
        "child": child.name,
        "room": room.name,
        "rules": rules.title,
        "duties": rules.guardian_duties,
    }
    paper = issue(ctx, ISSUE_STATEMENTS, unit=school, kind=STATEMENT, data=data, belongs_to=room)
    row = Undertaking(id=ctx.ids.new(), school=school, unit=room, school_year=year, party=Party.GUARDIAN, paper=paper)
    row.child, row.signer, row.rules = child, guardian, rules
    _kept(ctx, row)


def _issued(school: UUID, year: int, party: Party) -> QuerySet[Undertaking]:
    """This year's undertakings that stand."""
    return Undertaking._base_manager.filter(
        school_id=school, school_year=year, party=party, withdrawn_on__isnull=True
    ).order_by("id")


def _kept(ctx: Context, row: Undertaking) -> None:
    row.issued_on, row.issued_by_id = ctx.today, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
