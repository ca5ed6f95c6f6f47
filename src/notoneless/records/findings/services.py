"""Comparing the rosters in force, and keeping whom it found in no school."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import pyarrow as pa

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.kernel.problems import Lang, NotonelessError, Problem
from notoneless.records.findings.models import Comparison, Finding
from notoneless.records.findings.rules import Part, Stack, stacked
from notoneless.records.rosters.models import Roster, RosterState
from notoneless.records.rosters.rules.placing import HOME, SCHOOL, places_of
from notoneless.records.rosters.rules.versions import RosterKind
from notoneless.records.rosters.selectors import counting, rows_of, table_of_roster, tree_of

COMPARE = "finding.compare"
_SIDES = (RosterKind.HOUSEHOLD, RosterKind.SCHOOL, RosterKind.ELSEWHERE)
_LANGS: tuple[Lang, Lang] = ("zh", "en")


@action("finding.compare", words="比对花名册", english="Compare the rosters")
def compare_rosters_in_force(ctx: Context, *, unit: Unit, as_of: date | None) -> UUID:
    """Compare all rosters in force beneath a unit, with ages counted on a day, or on the plan's own; the comparison.

    Raises Unusable where no household roster or no school roster is in force, or they cannot be compared.
    """
    sides = _sides(ctx, unit)
    for kind in _SIDES[:2]:
        if kind not in sides:
            raise Unusable(Problem("findings.no_roster", {"kind": Problem(f"rosters.kind.{kind.value}")}))
    try:
        found, counted, day = _compared(sides, as_of, ctx.today)
    except NotonelessError as error:
        raise Unusable(error.told) from error
    by = {"made_by_id": ctx.actor, "made_at": ctx.at}
    made = Comparison(id=ctx.ids.new(), unit=unit, as_of=day, counts=counted, **by)
    made.save(force_insert=True)
    beneath = UnitClosure.objects.filter(ancestor=unit).values("descendant_id")
    Finding._base_manager.filter(is_current=True, unit_id__in=beneath).update(is_current=False)
    Finding.objects.bulk_create(
        [_finding(ctx, made, sides[RosterKind.HOUSEHOLD], row) for row in found], batch_size=500
    )
    return made.id


def _sides(ctx: Context, unit: Unit) -> dict[RosterKind, Stack]:
    """The rows in force beneath a unit, by kind."""
    adopted = visible_to(ctx, COMPARE, Roster).filter(state=RosterState.ADOPTED).select_related("unit", "table")
    rosters = list(adopted.order_by("id"))
    in_force = counting(rosters)
    beneath = set(UnitClosure.objects.filter(ancestor=unit).values_list("descendant_id", flat=True))
    parts: dict[RosterKind, list[Part]] = {}
    for roster in rosters:
        kind = RosterKind(roster.kind)
        if kind in _SIDES and (part := _part(roster, kind, in_force, beneath)).units:
            parts.setdefault(kind, []).append(part)
    return {kind: stacked(found) for kind, found in parts.items()}


def _part(
    roster: Roster, kind: RosterKind, in_force: Mapping[tuple[RosterKind, UUID], UUID], beneath: set[UUID]
) -> Part:
    """The rows of a roster that count: those in units for which no later roster speaks."""
    table = table_of_roster(roster)
    placed = places_of(rows_of(table, (*HOME, *SCHOOL)), tree_of(roster.unit))
    kept = [
        at for at, place in enumerate(placed) if place.unit in beneath and in_force.get((kind, place.unit)) == roster.id
    ]
    return Part(roster.id, roster.title, table.take(pa.array(kept, pa.int64())), [placed[at].unit for at in kept])


def _compared(
    sides: Mapping[RosterKind, Stack], as_of: date | None, today: date
) -> tuple[list[dict[str, object]], dict[str, int], date]:
    """One row for each child in no school, with the reason in both languages; the counts; the day of the ages."""
    # the engine is heavy: only who compares loads it
    from notoneless.records.reconciliation.rules.comparison import reconcile
    from notoneless.records.reconciliation.rules.parameters import default_as_of, parameters_on

    day = as_of or default_as_of(today)
    parameters = parameters_on(day)
    home, school = (sides[kind].table for kind in _SIDES[:2])
    away = sides[_SIDES[2]].table if _SIDES[2] in sides else None
    told = [reconcile(home, school, away, parameters, lang) for lang in _LANGS]
    reasons = told[1].not_in_school["reason"].to_pylist()
    rows = told[0].not_in_school.append_column("reason_en", [reasons]).to_pylist()
    found = [row for row in rows if row["household_row"] == row["child"]]
    counted: dict[str, int] = {"household": home.num_rows, "school": school.num_rows}
    for row in found:
        counted[row["why"]] = counted.get(row["why"], 0) + 1
    return found, counted, day


def _finding(ctx: Context, made: Comparison, home: Stack, row: Mapping[str, object]) -> Finding:
    at = int(str(row["household_row"])) - 1
    cells = {
        name: home.table[name][at].as_py() if name in home.table.column_names else None
        for name in ("name", "sex", "dob")
    }
    return Finding(
        id=ctx.ids.new(),
        comparison=made,
        is_current=True,
        as_of=made.as_of,
        found_at=made.made_at,
        unit_id=home.units[at],
        roster_id=home.rosters[at],
        source=home.titles[at],
        row=home.rows[at],
        name=(cells["name"] or "")[:60],
        sex=(cells["sex"] or "")[:10],
        born=(cells["dob"] or "")[:20],
        why=str(row["why"]),
        reason_zh=str(row["reason"]),
        reason_en=str(row["reason_en"]),
    )
