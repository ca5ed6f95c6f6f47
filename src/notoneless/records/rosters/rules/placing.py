"""In which unit a row of a roster is: by the names it gives, in units beneath the one whose roster it is."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import pyarrow as pa
import pyarrow.compute as pc

from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.kernel.chinese_dates import numeral
from notoneless.kernel.codes.grades import parse_grade
from notoneless.kernel.places import fold_place
from notoneless.tabular.fields import Field

_BETWEEN = "\x1f"
_CLASS_NUMBER = re.compile(r"[(]?([0-9]{1,3}|[一二三四五六七八九十]{1,3})[)]?班?$")
_OFFICE = re.compile(r"(?<=[镇乡])(?:人民)?政府$")
_GROUP_NUMBER = re.compile(r"([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:村民)?(?:小)?[组社队]$")

HOME: Mapping[Field, UnitKind] = {
    Field.TOWNSHIP: UnitKind.TOWNSHIP,
    Field.VILLAGE: UnitKind.VILLAGE,
    Field.VILLAGE_GROUP: UnitKind.GROUP,
}
"""The fields that say where a child lives, from the widest on."""

SCHOOL = (Field.SCHOOL_CODE, Field.SCHOOL, Field.GRADE, Field.CLASS_NAME)
"""The fields that say where a child learns."""

Names = Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as the placing sees it."""

    id: UUID
    kind: UnitKind
    name: str
    code: str = ""
    parent: UUID | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """The lowest unit that the names of a row lead to, and the first name that led nowhere, empty where all did."""

    unit: UUID
    lacking: str = ""


@dataclass
class Tree:
    """The units beneath one, `root`, as they are looked up by name. `spine`: what it and those above it are called."""

    root: UUID
    spine: dict[UnitKind, str] = field(default_factory=dict)
    by_key: dict[tuple[UnitKind, str, UUID], list[UUID]] = field(default_factory=dict)
    """By kind, key and a unit above or the same; a county has hundreds of groups of one number, a village has one."""
    by_code: dict[str, UUID] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Place, above: Iterable[Place], beneath: Iterable[Place]) -> "Tree":
        """The tree of a unit, with those above it and those beneath it."""
        tree = cls(root.id)
        for place in (root, *above):
            tree.spine[place.kind] = unit_key(place.kind, place.name)
        places = {place.id: place for place in (root, *beneath)}
        for place in places.values():
            key, up = unit_key(place.kind, place.name), places.get(place.id)
            while up is not None:
                tree.by_key.setdefault((place.kind, key, up.id), []).append(place.id)
                up = places.get(up.parent) if up.parent else None
            if place.code:
                tree.by_code[place.code] = place.id
        return tree

    def named(self, kind: UnitKind, name: str, at: UUID) -> UUID | None:
        """The one unit of a kind and name beneath `at`, or `at` for the name of what stands above; None for neither."""
        return self.keyed(kind, unit_key(kind, name), at)

    def keyed(self, kind: UnitKind, key: str, at: UUID) -> UUID | None:
        """The same for what `unit_key` makes of a name."""
        if kind in self.spine:
            return at if self.spine[kind] == key else None
        found = self.by_key.get((kind, key, at), ())
        return found[0] if len(found) == 1 else None


def unit_key(kind: UnitKind, name: str) -> str:
    """What two spellings of one unit's name have in common."""
    text = "".join(unicodedata.normalize("NFKC", name).split())
    if kind is UnitKind.GROUP:
        match = _GROUP_NUMBER.search(text)
        return str(numeral(match[1])) if match else fold_place(text)
    return class_key(text) if kind is UnitKind.CLASS else fold_place(_OFFICE.sub("", text))


def class_key(class_name: str, grade: str = "") -> str:
    """Grade and number of a class however they are written: 三年级（1）班, 三(1)班, 301班, or 1班 of grade 三年级."""
    text = "".join(unicodedata.normalize("NFKC", class_name).split())
    match = _CLASS_NUMBER.search(text)
    number = numeral(match[1]) if match else None
    if number is None:
        return text
    own = None if match and match[0] == text and number < 100 else parse_grade(text)
    level = own if own is not None else parse_grade(grade)
    return f"{level}-{number % 100}"


def placed(names: Names, tree: Tree, track: Track | None = None) -> Placed:
    """Where a row with these names is: at its school on the school track, else at home where it says so, else at its school."""
    lives = any(names.get(each) for each in HOME)
    learns = any(names.get(each) for each in SCHOOL)
    at_home = lives and not (track is Track.SCHOOL and learns)
    return _at_home(names, tree) if at_home else _at_school(names, tree)


def _at_home(names: Names, tree: Tree) -> Placed:
    at = tree.root
    for each, kind in HOME.items():
        name = names.get(each)
        if name:
            found = tree.named(kind, name, at)
            if found is None:
                return Placed(at, name)
            at = found
    return Placed(at)


def _at_school(names: Names, tree: Tree) -> Placed:
    code, name = names.get(Field.SCHOOL_CODE, ""), names.get(Field.SCHOOL, "")
    school = tree.by_code.get(code) or (tree.named(UnitKind.SCHOOL, name, tree.root) if name else tree.root)
    if school is None:
        return Placed(tree.root, name)
    class_name, grade = names.get(Field.CLASS_NAME, ""), names.get(Field.GRADE, "")
    if not class_name:
        return Placed(school)
    found = tree.keyed(UnitKind.CLASS, class_key(class_name, grade), school)
    return Placed(found) if found else Placed(school, f"{grade}{class_name}")


def places_in(table: pa.Table, tree: Tree, track: Track | None = None) -> list[Placed]:
    """Where each row of a table is: each combination of names is looked up once."""
    fields = [field for field in (*HOME, *SCHOOL) if field.value in table.column_names]
    if not fields or not table.num_rows:
        return places_of([{}] * table.num_rows, tree, track)
    texts = [
        pc.replace_substring(pc.fill_null(table[field.value].cast(pa.string()), ""), _BETWEEN, " ") for field in fields
    ]
    coded = pc.binary_join_element_wise(*texts, _BETWEEN).combine_chunks().dictionary_encode()
    rows = [dict(zip(fields, text.split(_BETWEEN), strict=True)) for text in coded.dictionary.to_pylist()]
    found = places_of(rows, tree, track)
    return [found[at] for at in coded.indices.to_pylist()]


def places_of(rows: Sequence[Names], tree: Tree, track: Track | None = None) -> list[Placed]:
    """Where each row is; what rows have in common is looked up once."""
    seen: dict[tuple[str, ...], Placed] = {}
    found = []
    for row in rows:
        key = tuple(row.get(each) or "" for each in (*HOME, *SCHOOL))
        if key not in seen:
            seen[key] = placed(row, tree, track)
        found.append(seen[key])
    return found
