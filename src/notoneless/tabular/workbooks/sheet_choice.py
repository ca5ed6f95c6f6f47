"""Decide which sheets of a workbook together are the roster; every other sheet with content is reported."""

from collections.abc import Sequence

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.tabular.cells import mask
from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.fields import Field
from notoneless.tabular.issues import CellIssue, IssueLog
from notoneless.tabular.kinds import refuse
from notoneless.tabular.recognition.columns import identical_headers
from notoneless.tabular.recognition.headings import Header, located
from notoneless.tabular.workbooks.opening import Sheet
from notoneless.tabular.workbooks.sheet_reading import Prepared, prepare

_ALIKE = 0.6


def choose_sheets(sheets: Sequence[Sheet], chosen: ColumnMap | None, log: IssueLog) -> list[Prepared]:
    """The sheets that form the roster, the largest first kind, in workbook order; empty where none has a header.

    Raises NotonelessError where the chosen map names a sheet that is not there, or where the only candidate is faulty.
    """
    wanted = _named(sheets, chosen)
    prepared, faults = [], []
    for sheet in wanted:
        try:
            found = prepare(sheet, chosen)
        except NotonelessError as error:
            if chosen is not None and chosen.sheets:
                raise
            faults.append((sheet, error))
            continue
        if found is not None:
            prepared.append(found)
    if not prepared:
        if faults:
            raise faults[0][1]
        return []
    main = max(prepared, key=lambda one: (_completeness(one), one.sheet.height))
    if faults and _completeness(main) < 2:
        raise faults[0][1]
    used = [fitted for one in prepared if (fitted := _fitted(one, main, chosen)) is not None]
    _report_unused(sheets, used, {sheet.name: error.problem for sheet, error in faults}, log)
    return used


def _named(sheets: Sequence[Sheet], chosen: ColumnMap | None) -> Sequence[Sheet]:
    if chosen is None or not chosen.sheets:
        return sheets
    by_name = {sheet.name: sheet for sheet in sheets}
    for name in chosen.sheets:
        if name not in by_name:
            raise refuse("map_unknown_sheet", sheet=name, sheets="、".join(mask(other)[:20] for other in by_name))
    return [by_name[name] for name in chosen.sheets]


def _completeness(one: Prepared) -> int:
    fields = one.columns.positions()
    return (Field.NAME in fields) + (Field.ID_NO in fields or Field.ID_NO in one.columns.absent)


def _fitted(one: Prepared, main: Prepared, chosen: ColumnMap | None) -> Prepared | None:
    """`one` as part of the roster that `main` begins: the same kind of header, or its continuation without a header."""
    if one is main or _speaks_of(one, chosen):
        return one
    fields, wanted = one.columns.positions(), main.columns.positions()
    if one.header.last < one.header.first <= main.header.last:
        same = all(wanted.get(field) == index for field, index in fields.items())
        if not (same and fields and one.sheet.width <= main.sheet.width):
            return None
        header = Header(0, -1, main.header.texts)
        return Prepared(one.sheet, header, located(main.columns, header, (one.sheet.name,)))
    if identical_headers(one.header.texts, main.header.texts):
        return one
    alike = len(fields.keys() & wanted.keys()) / len(fields.keys() | wanted.keys())
    return one if alike >= _ALIKE and _completeness(one) == _completeness(main) else None


def _speaks_of(one: Prepared, chosen: ColumnMap | None) -> bool:
    """Whether the map of a person names this sheet, or the column of its names; a map of less fits many a sheet."""
    if chosen is None:
        return False
    return one.sheet.name in chosen.sheets or any(column.field is Field.NAME for column in chosen.columns)


def _report_unused(
    sheets: Sequence[Sheet], used: Sequence[Prepared], faults: dict[str, Problem], log: IssueLog
) -> None:
    names = {one.sheet.name for one in used}
    for sheet in sheets:
        if sheet.name in names or sheet.height == 0:
            continue
        if sheet.name in faults:
            log.add(CellIssue(faults[sheet.name], sheet.name))
        log.add(CellIssue(Problem("tabular.sheet_not_used", {"sheet": sheet.name, "rows": sheet.height}), sheet.name))
