"""The sheet of pairs a person must look at: two records side by side."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from notoneless.interfaces.reconciliation.workbook.columns import Cells, Column, Words, places_of, tracks_of
from notoneless.kernel.codes import parse_sex
from notoneless.kernel.dates import parse_date
from notoneless.kernel.names import fold_name
from notoneless.kernel.places import fold_place
from notoneless.kernel.problems import Problem
from notoneless.kernel.resident_id import parse_resident_id
from notoneless.records.reconciliation.rules.places import Places
from notoneless.records.reconciliation.services.comparing import Comparison
from notoneless.tabular.writing import Cell, SheetSpec, Tone

_COMPARED = ("name", "dob", "id_no", "guardian_name", "sex", "phone", "township", "village")
_ENTRY = ("school", "grade", "class")
_FOLDED: Mapping[str, Callable[[str], object]] = {
    "name": fold_name, "guardian_name": fold_name, "township": fold_place, "village": fold_place,
    "dob": lambda text: parse_date(text).value or text, "sex": lambda text: parse_sex(text) or text,
    "id_no": lambda text: parse_resident_id(text).value or text,
    "phone": lambda text: "".join(filter(str.isdigit, text)) or text,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Pair:
    """A household row and a row of the roster `part`."""

    here: int
    part: str
    there: int
    reason: str


def review(comparison: Comparison, words: Words) -> SheetSpec:
    """The sheet of doubtful pairs; what differs is coloured."""
    pairs, tracks, places = list(_pairs(comparison)), tracks_of(comparison), places_of(comparison)
    here = Cells(tracks["household"], [pair.here for pair in pairs], _COMPARED)
    there = {
        part: Cells(track, [pair.there for pair in pairs if pair.part == part], (*_COMPARED, *_ENTRY))
        for part, track in tracks.items()
    }
    return words.sheet("doubtful", _columns(words, here, there, places), pairs, frozen=2)


def _pairs(comparison: Comparison) -> Iterator[_Pair]:
    result = comparison.result
    for part, links in (("school", result.school_links), ("elsewhere", result.elsewhere_links)):
        if links is not None:
            columns = (links.review[name].to_pylist() for name in ("left_row", "right_row", "reason"))
            yield from (_Pair(row, part, other, reason) for row, other, reason in zip(*columns, strict=True))


def _columns(
    words: Words, here: Cells, there: Mapping[str, Cells], places: Mapping[str, Places]
) -> list[Column[_Pair]]:
    def beside(field: str, width: float, *, printed: bool = True) -> list[Column[_Pair]]:
        def cells(pair: _Pair) -> tuple[Cell, Cell]:
            return _beside(field, here.text(pair.here, field), there[pair.part].text(pair.there, field))

        return [
            Column("here_of", width, lambda pair: cells(pair)[0], of=field, printed=printed),
            Column("there_of", width, lambda pair: cells(pair)[1], of=field, printed=printed),
        ]

    def entry(field: str, width: float) -> Column[_Pair]:
        return Column("there_of", width, lambda pair: there[pair.part].text(pair.there, field), of=field)

    return [
        *beside("name", 9),
        *beside("dob", 11),
        *beside("id_no", 20),
        *beside("guardian_name", 9),
        entry("school", 16),
        entry("grade", 7),
        entry("class", 7),
        Column("evidence", 24, lambda pair: pair.reason),
        Column("same_child", 7, lambda _: "", choices="same_child"),
        *beside("sex", 6, printed=False),
        *beside("phone", 14, printed=False),
        *beside("township", 11, printed=False),
        *beside("village", 13, printed=False),
        *_place_columns(words, places),
    ]


def _place_columns(words: Words, places: Mapping[str, Places]) -> list[Column[_Pair]]:
    def roster(pair: _Pair) -> str:
        return words.tell(Problem(f"reconciliation.roster.{pair.part}"))

    home = places["household"]
    here = Column[_Pair]("sheet", 11, lambda pair: home.sheet(pair.here), printed=False)
    there = Column[_Pair]("other_sheet", 11, lambda pair: places[pair.part].sheet(pair.there), printed=False)
    several = any(place.several for part, place in places.items() if part != "household")
    return [
        *([here] if home.several else []),
        Column("sheet_row", 8, lambda pair: home.row(pair.here), "number", printed=False),
        Column("other_roster", 13, roster, printed=False),
        *([there] if several else []),
        Column("other_sheet_row", 8, lambda pair: places[pair.part].row(pair.there), "number", printed=False),
        Column("household_row", 8, lambda pair: pair.here, "number", printed=False),
        Column("other_row", 8, lambda pair: pair.there, "number", printed=False),
    ]


def _beside(field: str, here: str, there: str) -> tuple[Cell, Cell]:
    """Two values beside each other: coloured where both are given and differ, greyed where one is missing."""
    fold = _FOLDED.get(field, str.strip)
    tone: Tone | None = None
    if not here or not there:
        tone = "missing"
    elif fold(here) != fold(there):
        tone = "differs"
    return Cell(here, tone), Cell(there, tone)
