"""The monthly comparison of our roll with the national system's export, and what becomes of each difference."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.attachments import store
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import SHEETS
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Plain, search_keys
from notoneless.kernel.codes.grades import parse_grade
from notoneless.kernel.codes.rolls import Movement
from notoneless.kernel.dates import parse_date
from notoneless.kernel.problems import Problem
from notoneless.kernel.resident_id import IdKind, parse_resident_id
from notoneless.kernel.student_number import StudentNumberKind, parse_student_number
from notoneless.records.enrolment.models import RollComparison, RollDifference, RollEntry
from notoneless.records.enrolment.rules.differing import (
    DOABLE,
    Difference,
    ExportRow,
    Kind,
    OurRow,
    Proposal,
    compare,
    same_class,
)
from notoneless.records.enrolment.selectors import standing_of, standings_on
from notoneless.records.enrolment.services.entering import enter
from notoneless.records.enrolment.services.recording import who
from notoneless.records.enrolment.services.staying import change_class

if TYPE_CHECKING:
    from notoneless.tabular.reading import Roster

OPEN, TAKEN_OVER, EXPLAINED = "open", "taken_over", "explained"
"""What may become of a difference."""

_LONGEST = 100
"""Characters kept of a cell."""


@action("roll.compare_export", words="比对全国学籍系统导出表", english="Compare the roll with the national export")
def compare_export(ctx: Context, *, unit: Unit, export: Attachment) -> UUID:
    """Compare a school's roll today with an export of the national system; the comparison, with a row a difference.

    The same file in the same month is one comparison. Raises Unusable for what is no school or no such file, and
    NotonelessError, with its sentence, for a file that cannot be read.
    """
    if unit.kind != UnitKind.SCHOOL:
        raise Unusable(Problem("enrolment.no_school", {"unit": unit.name}))
    if export.kind not in SHEETS:
        raise Unusable(Problem("enrolment.no_export"))
    roster = _read(export)
    month = ctx.today.replace(day=1)
    known = RollComparison._base_manager.filter(unit=unit, month=month, fingerprint=roster.fingerprint).first()
    if known is not None:
        return known.pk
    cells, others = _of_school(roster.data.to_pylist(), unit)
    classes = _classes(ctx, unit)
    theirs, ours = [_export_row(cell) for cell in cells], _ours(ctx, unit, classes)
    found = compare(theirs, ours)
    comparison = RollComparison(id=ctx.ids.new(), unit=unit, month=month, fingerprint=roster.fingerprint)
    comparison.by, comparison.at = who(ctx), ctx.at
    comparison.counts = _counts(len(theirs), len(ours), others, found)
    comparison.save(force_insert=True)
    _keep(ctx, comparison, found, {row.row: row for row in theirs}, {_row(cell): cell for cell in cells}, classes)
    return comparison.pk


def _read(export: Attachment) -> "Roster":
    """The file as a roster. It lies open on the disk for as long as it is read."""
    from notoneless.tabular.reading import read_roster

    with store.laid_out(store.read(export.content), export.kind) as path:
        return read_roster(path)


def _of_school(cells: Sequence[Mapping[str, Any]], school: Unit) -> tuple[list[Mapping[str, Any]], int]:
    """The rows of one school, and how many there are of others; a row that names no school is of this one."""
    names = {school.name, school.code} - {""}
    own = [
        cell
        for cell in cells
        if not (cell.get("school") or cell.get("school_code")) or {cell.get("school"), cell.get("school_code")} & names
    ]
    if not own:
        raise Unusable(Problem("enrolment.export_of_other_school", {"school": school.name}))
    return own, len(cells) - len(own)


def _classes(ctx: Context, school: Unit) -> dict[UUID, str]:
    rows = visible_to(ctx, "roll.compare_export", Unit).filter(in_force(ctx.today), parent=school, kind=UnitKind.CLASS)
    return dict(rows.values_list("pk", "name"))


def _export_row(cell: Mapping[str, Any]) -> ExportRow:
    number, identity = _number(cell), parse_resident_id(cell.get("id_no"))
    is_valid = identity.kind is IdKind.VALID
    born_on = parse_date(cell["dob"]).value if cell.get("dob") else None
    return ExportRow(
        row=_row(cell),
        name=cell["name"] or "",
        numbers=_keys("student_number", number) if number else frozenset(),
        ids=_keys("id_number", identity.value) if is_valid else frozenset(),
        born_on=born_on,
        grade=cell.get("grade") or "",
        class_name=cell.get("class") or "",
        status=cell.get("status") or "",
    )


def _row(cell: Mapping[str, Any]) -> int:
    """The number of a row: unlike its place on a sheet it occurs once."""
    return int(cell["row"])


def _number(cell: Mapping[str, Any]) -> str:
    read = parse_student_number(cell.get("student_no"))
    return "" if read.kind in (StudentNumberKind.OTHER, StudentNumberKind.MISSING) else read.kind + read.body


def _keys(field: str, text: str) -> frozenset[bytes]:
    return frozenset(search_keys(Child, field, text))


def _ours(ctx: Context, school: Unit, classes: Mapping[UUID, str]) -> list[OurRow]:
    """Our roll of the school today."""
    rows = visible_to(ctx, "roll.compare_export", RollEntry).filter(unit=school, left_on__isnull=True)
    entries = list(rows.select_related("child").order_by("child__sort_key", "id"))
    standings = standings_on(entries, ctx.today)
    return [
        OurRow(
            child=entry.child_id,
            name=entry.child.name,
            number=_bytes(entry.child.student_number_index),
            id=_bytes(entry.child.id_number_index),
            born_on=entry.child.born_on,
            grade=standings[entry.pk].grade,
            class_name=classes.get(standings[entry.pk].place or entry.pk, ""),
            state=standings[entry.pk].state,
        )
        for entry in entries
    ]


def _bytes(key: Any) -> bytes | None:
    return None if key is None else bytes(key)


def _counts(export: int, ours: int, others: int, found: Iterable[Difference]) -> dict[str, int]:
    return {"export": export, "ours": ours, "other_schools": others, **Counter(each.kind.value for each in found)}


def _keep(
    ctx: Context,
    comparison: RollComparison,
    found: Sequence[Difference],
    rows: Mapping[int, ExportRow],
    cells: Mapping[int, Mapping[str, Any]],
    classes: Mapping[UUID, str],
) -> None:
    """Store the differences, each with the child and class it can be done with."""
    known = _children(ctx, [rows[each.row] for each in found if each.kind is Kind.NOT_OURS and each.row is not None])
    for each in found:
        theirs = rows.get(each.row) if each.row is not None else None
        row = RollDifference(id=ctx.ids.new(), comparison=comparison, unit_id=comparison.unit_id, state=OPEN)
        row.kind, row.name = each.kind, each.name[:60]
        row.row = cells[each.row].get("sheet_row") or each.row if each.row is not None else None
        row.ours, row.theirs = each.ours[:_LONGEST], each.theirs[:_LONGEST]
        row.child_id = each.child or (known.get(each.row) if each.row is not None else None)
        row.proposal = _proposal(each, row.child_id)
        if theirs is not None:
            row.place_id = next((pk for pk, name in classes.items() if same_class(theirs.class_name, name)), None)
            row.grade = parse_grade(theirs.grade) or parse_grade(theirs.class_name)
            number = _number(cells[theirs.row]) if theirs.row in cells else ""
            row.student_number = Plain(number) if number else None
        row.save(force_insert=True)


def _proposal(each: Difference, child: UUID | None) -> Proposal:
    """What to do: a child that is known but on no roll can be entered; one on another school's is to be transferred."""
    if each.kind is not Kind.NOT_OURS or child is None:
        return each.proposal
    is_elsewhere = RollEntry._base_manager.filter(child_id=child, left_on__isnull=True).exists()
    return Proposal.TRANSFER if is_elsewhere else Proposal.ENTER


def _children(ctx: Context, rows: Sequence[ExportRow]) -> dict[int, UUID]:
    """The children in reach that rows of the export are, by number: one query for each kind of number."""
    found: dict[int, UUID] = {}
    for field, by_key in (
        ("id_number_index", {key: row.row for row in rows for key in row.ids}),
        ("student_number_index", {key: row.row for row in rows for key in row.numbers}),
    ):
        seen = visible_to(ctx, "roll.compare_export", Child).filter(**{f"{field}__in": list(by_key)})
        found |= {by_key[bytes(key)]: pk for pk, key in seen.values_list("pk", field)}
    return found


@action("roll.take_over", words="按导出表办理差异", english="Do what a difference proposes")
def take_over(ctx: Context, *, difference: RollDifference, on: date) -> None:
    """Do what is proposed: enter the child, or change its class. Raises Refused where the export does not say enough."""
    _still_open(difference)
    if difference.proposal not in DOABLE or difference.child_id is None:
        raise Refused(Problem("enrolment.not_doable"))
    if difference.place_id is None:
        raise Refused(Problem("enrolment.no_such_class", {"text": difference.theirs}))
    step = ctx.within("difference")
    if difference.proposal == Proposal.ENTER:
        given = {"child": difference.child_id, "unit": difference.place_id, "on": on, "grade": difference.grade}
        enter(step, **given, movement=Movement.IMPORT)
    else:
        entry = RollEntry._base_manager.filter(child_id=difference.child_id, left_on__isnull=True).first()
        if entry is None or standing_of(entry).place == difference.place_id:
            raise Refused(Problem("enrolment.done_meanwhile"))
        change_class(step, entry=entry, on=on, unit=difference.place_id)
    _settle(ctx, difference, TAKEN_OVER, "")


@action("roll.explain", words="说明学籍差异", english="Explain a difference")
def explain(ctx: Context, *, difference: RollDifference, explanation: Line) -> None:
    """Settle a difference with a reason why it stands, or with what was done about it elsewhere."""
    _still_open(difference)
    _settle(ctx, difference, EXPLAINED, explanation)


def _still_open(difference: RollDifference) -> None:
    if difference.state != OPEN:
        raise Refused(Problem("enrolment.settled_already"))


def _settle(ctx: Context, difference: RollDifference, state: str, explanation: str) -> None:
    difference.state, difference.explanation = state, explanation
    difference.settled_by, difference.settled_at = ctx.actor, ctx.at
    difference.save(update_fields=["state", "explanation", "settled_by", "settled_at"])
