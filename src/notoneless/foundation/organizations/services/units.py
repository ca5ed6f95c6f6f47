"""Units: described, renamed, closed."""

from collections.abc import Mapping
from datetime import date

from django.apps import apps
from django.db.models import Q

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.rules import unit_sort_key
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import Assignment, LeadingGroup, Post, UnitProfile
from notoneless.foundation.organizations.rules.kinds import GRADES, SCHOOLS, SchoolType
from notoneless.kernel.codes.divisions import parse_division
from notoneless.kernel.codes.schools import parse_school_code
from notoneless.kernel.problems import Problem

_LONGEST = 100


@action("unit.describe", words="填写单位情况", english="Describe a unit")
def describe_unit(  # noqa: PLR0913 (a profile has so many fields)
    ctx: Context,
    *,
    unit: Unit,
    division_code: str | None,
    is_urban: bool | None,
    school_code: str | None,
    school_type: SchoolType | None,
    first_grade: int | None,
    last_grade: int | None,
    is_central: bool | None,
    is_direct: bool | None,
    grade: int | None,
    entry_year: int | None,
) -> None:
    """Say what a unit is. Raises Unusable for what its kind does not have, and for codes and grades that cannot be."""
    given = {
        "division_code": division_code or "",
        "is_urban": is_urban,
        "school_code": school_code or "",
        "school_type": school_type.value if school_type else "",
        "first_grade": first_grade,
        "last_grade": last_grade,
        "is_central": bool(is_central),
        "is_direct": bool(is_direct),
        "grade": grade,
        "entry_year": entry_year,
    }
    _check(UnitKind(unit.kind), given, school_type)
    if division_code:
        given["division_code"] = _division(unit, division_code)
    if school_code:
        given["school_code"] = _school(unit, school_code)
    UnitProfile._base_manager.update_or_create(
        unit=unit, defaults=given, create_defaults={"id": ctx.ids.new(), **given}
    )


_FIELDS = {
    "division_code": frozenset({UnitKind.COUNTY, UnitKind.TOWNSHIP, UnitKind.VILLAGE}),
    "is_urban": frozenset({UnitKind.TOWNSHIP, UnitKind.VILLAGE}),
    **dict.fromkeys(("school_code", "school_type", "first_grade", "last_grade", "is_central", "is_direct"), SCHOOLS),
    **dict.fromkeys(("grade", "entry_year"), frozenset({UnitKind.CLASS})),
}
"""Which kinds of units have which fields of a profile."""


def _check(kind: UnitKind, given: Mapping[str, object], school_type: SchoolType | None) -> None:
    for name, value in given.items():
        if value not in (None, "", False) and kind not in _FIELDS[name]:
            told = {"name": Problem(f"parameter.{name}"), "kind": Problem(f"unit_kind.{kind}")}
            raise Unusable(Problem("organizations.not_of_kind", told))
    first, last, grade, year = (given[key] for key in ("first_grade", "last_grade", "grade", "entry_year"))
    lowest, highest = GRADES[school_type] if school_type else (0, 12)
    grades = [int(str(each)) for each in (first, last, grade) if each is not None]
    if any(not lowest <= each <= highest for each in grades) or (len(grades) > 1 and grades[0] > grades[1]):
        raise Unusable(Problem("organizations.grades_of_type", {"first": str(first), "last": str(last)}))
    if year is not None and not 2000 <= int(str(year)) <= 2100:
        raise Unusable(Problem("organizations.no_year", {"text": str(year)}))


def _division(unit: Unit, text: str) -> str:
    division = parse_division(text)
    if division is None or len(division.full) != len(text.strip()):
        raise Unusable(Problem("organizations.no_division_code", {"code": text}))
    _once(unit, division.full, "division_code")
    return division.full


def _school(unit: Unit, text: str) -> str:
    code = parse_school_code(text)
    if code is None:
        raise Unusable(Problem("organizations.no_school_code", {"code": text}))
    _once(unit, code.code, "school_code")
    return code.code


def _once(unit: Unit, code: str, column: str) -> None:
    """Raises Unusable where another unit has the code."""
    other = UnitProfile._base_manager.filter(**{column: code}).exclude(unit=unit).select_related("unit").first()
    if other is not None:
        raise Unusable(Problem("organizations.code_of_other", {"code": code, "name": other.unit.name}))


@action("unit.rename", words="单位更名", english="Rename a unit")
def rename_unit(ctx: Context, *, unit: Unit, name: Line) -> None:  # noqa: ARG001 (an action's)
    """Call a unit otherwise from now on. Raises Unusable for a name that is too long or a sibling's."""
    if len(name) > _LONGEST or not name.isprintable():
        raise Unusable(Problem("organizations.bad_name", {"most": _LONGEST}))
    alike = Unit._base_manager.filter(parent_id=unit.parent_id, kind=unit.kind, name=name, until_on__isnull=True)
    if alike.exclude(pk=unit.pk).exists():
        raise Unusable(Problem("organizations.name_taken", {"name": name}))
    unit.name, unit.sort_key = name, unit_sort_key(name)
    unit.save(update_fields=["name", "sort_key"])


@action("unit.close", words="撤销单位", english="Close a unit")
def close_unit(ctx: Context, *, unit: Unit, until_on: date) -> None:  # noqa: ARG001 (an action's)
    """Let a unit end before a day. Raises Unusable while units, children, posts, groups or assignments stand on it then."""
    if unit.parent_id is None:
        raise Unusable(Problem("organizations.never_the_county"))
    if until_on < unit.from_on:
        raise Unusable(Problem("access.backwards"))
    for what, there in _standing(unit, until_on):
        if there:
            still = Problem(f"organizations.stands_{what}")
            raise Unusable(Problem("organizations.not_empty", {"unit": unit.name, "what": still}))
    unit.until_on = until_on
    unit.save(update_fields=["until_on"])


def _standing(unit: Unit, day: date) -> list[tuple[str, bool]]:
    """What still stands on a unit on a day."""
    open_then = Q(until_on__isnull=True) | Q(until_on__gt=day)
    beneath = UnitClosure.objects.filter(ancestor=unit, depth__gt=0).values("descendant_id")
    # the room of the children stands above this one; where they belong is asked all the same
    children = apps.get_model("people.ChildUnit")._base_manager.filter(open_then, unit=unit)
    answering = Assignment._base_manager.filter(open_then, Q(to_unit=unit) | Q(from_unit=unit))
    return [
        ("units", Unit._base_manager.filter(open_then, pk__in=beneath).exists()),
        ("children", children.exists()),
        ("posts", Post._base_manager.filter(open_then, unit=unit).exists()),
        ("groups", LeadingGroup._base_manager.filter(open_then, unit=unit).exists()),
        ("assignments", answering.exists()),
    ]
