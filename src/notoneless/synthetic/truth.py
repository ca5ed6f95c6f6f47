"""The planted truth: which rows are the same child, who is in no school, and why each row is as it is."""

from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from notoneless.synthetic.arrays import Ints
from notoneless.synthetic.marks import names_of
from notoneless.synthetic.number_errors import same_number
from notoneless.synthetic.people import GHOST, GONE, MIGRANT, RESIDENT, People
from notoneless.synthetic.planting import Rosters
from notoneless.synthetic.schooling import Schooling
from notoneless.synthetic.sheet import NO_ROW, Sheet

KINDS: Final = ("exact", "normalised", "hard")
NOTES: Final = (
    "on_roll",
    "elsewhere",
    "elsewhere_and_on_roll",
    "elsewhere_unlisted",
    "out_of_school",
    "not_of_age",
    "migrant",
    "ghost",
    "moved_away",
)


def truth_tables(
    people: People, schooling: Schooling, rosters: Rosters, tables: dict[str, pa.Table]
) -> dict[str, pa.Table]:
    """All truth tables by file stem. Rows are counted from 1; `tables` are the finished rosters by name."""
    sheets = {sheet.kind: sheet for sheet in rosters}
    note = _notes(people, schooling)
    return {
        "links": _links(rosters.household, rosters.school, tables),
        "elsewhere_links": _links(rosters.household, rosters.elsewhere, tables),
        "out_of_school": _out_of_school(rosters.household, schooling),
        "duplicates": pa.concat_tables([_duplicates(sheet) for sheet in rosters]),
        "people": pa.concat_tables([_rows(sheets[kind], table, note) for kind, table in tables.items()]),
    }


def _pairs(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """All (left row, right row) with the same person, in the order of the left rows."""
    order = np.argsort(right, kind="stable")
    starts = np.searchsorted(right[order], left)
    counts = np.searchsorted(right[order], left, side="right") - starts
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(np.arange(len(left)), counts), order[np.repeat(starts, counts) + within]


def _links(household: Sheet, roll: Sheet, tables: dict[str, pa.Table]) -> pa.Table:
    """Every pair of rows of one child, how far the IDs agree, and everything planted in either row."""
    left, right = _pairs(household.person, roll.person)
    marks = household.marks[left] | roll.marks[right]
    return pa.table(
        {
            "household_row": left + 1,
            f"{roll.kind}_row": right + 1,
            "kind": _kinds(
                tables[household.kind]["id_no"].take(pa.array(left)), tables[roll.kind]["id_no"].take(pa.array(right))
            ),
            "errors": names_of(marks),
        }
    )


def _kinds(first: pa.ChunkedArray, second: pa.ChunkedArray) -> pa.Array:
    """exact = equal as written; normalised = `same_number`; hard = the rest, two equal placeholders among them."""
    equal = pc.fill_null(pc.equal(first, second), False).to_numpy()
    suspicious = np.flatnonzero(~equal | (pc.fill_null(pc.utf8_length(first), 0).to_numpy() != 18))
    places = pa.array(suspicious)
    codes = np.zeros(len(equal), np.int64)
    pairs = zip(first.take(places).to_pylist(), second.take(places).to_pylist(), strict=True)
    codes[suspicious] = [(0 if a == b else 1) if same_number(a, b) else 2 for a, b in pairs]
    return pa.array(KINDS, pa.string()).take(pa.array(codes))


def _out_of_school(household: Sheet, schooling: Schooling) -> pa.Table:
    """Every household row of a child in no school; a child registered twice has two rows and one `person`."""
    rows = np.flatnonzero(schooling.out[household.person])
    return pa.table({"household_row": rows + 1, "person": household.person[rows]})


def _duplicates(sheet: Sheet) -> pa.Table:
    counts = np.bincount(sheet.person, minlength=1)
    rows = np.flatnonzero(counts[sheet.person] > 1)
    return pa.table(
        {"roster": pa.array([sheet.kind] * len(rows), pa.string()), "row": rows + 1, "group": sheet.person[rows]}
    )


def _notes(people: People, schooling: Schooling) -> Ints:
    """The number of the note in `NOTES` for each person."""
    kind = people.kind
    cases = (
        (kind == MIGRANT, "migrant"),
        (kind == GHOST, "ghost"),
        (kind == GONE, "moved_away"),
        (schooling.out, "out_of_school"),
        (schooling.elsewhere & schooling.on_roll, "elsewhere_and_on_roll"),
        (schooling.on_elsewhere, "elsewhere"),
        (schooling.elsewhere, "elsewhere_unlisted"),
        (schooling.on_roll, "on_roll"),
        (kind == RESIDENT, "not_of_age"),
    )
    return np.select([case for case, _ in cases], [NOTES.index(name) for _, name in cases])


def _rows(sheet: Sheet, table: pa.Table, note: Ints) -> pa.Table:
    """One line for each row of a roster: whose it is, why it is there, which row it repeats, what was planted in it."""
    size = len(sheet)
    repeated = pa.array(sheet.original + 1, mask=sheet.original == NO_ROW)
    return pa.table(
        {
            "roster": pa.DictionaryArray.from_arrays(np.zeros(size, np.int8), [sheet.kind]).cast(pa.string()),
            "row": np.arange(1, size + 1),
            "person": sheet.person,
            "note": pa.array(NOTES, pa.string()).take(pa.array(note[sheet.person])),
            "copy_of": repeated,
            "id_no": table["id_no"].combine_chunks(),
            "errors": names_of(sheet.marks),
        }
    )


def counts_of(tables: dict[str, pa.Table], truth: dict[str, pa.Table]) -> dict[str, Any]:
    """The counts that meta.json shows."""
    kinds = {}
    for name in ("links", "elsewhere_links"):
        found = pc.value_counts(truth[name]["kind"]).to_pylist()
        kinds[name] = {kind: next((f["counts"] for f in found if f["values"] == kind), 0) for kind in KINDS}
    errors = pc.value_counts(pc.list_flatten(truth["people"]["errors"])).to_pylist()
    return {
        "rows": {name: table.num_rows for name, table in tables.items()},
        **kinds,
        "out_of_school_children": pc.count_distinct(truth["out_of_school"]["person"]).as_py(),
        "out_of_school_rows": truth["out_of_school"].num_rows,
        "duplicate_rows": truth["duplicates"].num_rows,
        "errors": {found["values"]: found["counts"] for found in sorted(errors, key=lambda found: found["values"])},
    }
