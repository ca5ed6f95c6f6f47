"""How the national system's export differs from our roll of one school on a date: each difference named, with what to do."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from notoneless.kernel.codes.grades import parse_grade
from notoneless.kernel.codes.rolls import MOVEMENTS, STATUSES
from notoneless.kernel.names.cleaning import clean_name
from notoneless.records.enrolment.rules.standing import OPEN, State


class Kind(StrEnum):
    """What differs."""

    NOT_OURS = "not_ours"
    NOT_IN_EXPORT = "not_in_export"
    CLASS = "class"
    GRADE = "grade"
    STATUS = "status"
    NUMBER = "number"
    NAME = "name"


class Proposal(StrEnum):
    """What to do about a difference. The first two can be done from the difference itself; the others ask for more facts."""

    ENTER = "enter"
    CHANGE_CLASS = "change_class"
    REGISTER = "register"
    TRANSFER = "transfer"
    FIND_DESTINATION = "find_destination"
    PROMOTE = "promote"
    RECORD_STATUS = "record_status"
    MEND_NUMBER = "mend_number"
    MEND_NAME = "mend_name"


DOABLE: frozenset[Proposal] = frozenset({Proposal.ENTER, Proposal.CHANGE_CLASS})


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A pupil as the export has it. `numbers`, `ids`: keys of the student number and of the ID number, empty without one."""

    row: int
    name: str
    numbers: frozenset[bytes] = frozenset()
    ids: frozenset[bytes] = frozenset()
    born_on: date | None = None
    grade: str = ""
    class_name: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class OurRow:
    """A pupil as our roll has it on the date."""

    child: UUID
    name: str
    number: bytes | None = None
    id: bytes | None = None
    born_on: date | None = None
    grade: int | None = None
    class_name: str = ""
    state: State = State.ON_ROLL


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: what each side says. `row`: of the export, `child`: of ours, None where that side has nobody."""

    kind: Kind
    proposal: Proposal
    name: str
    row: int | None
    child: UUID | None
    ours: str = ""
    theirs: str = ""


def compare(export: Sequence[ExportRow], ours: Sequence[OurRow]) -> list[Difference]:
    """All differences: in the order of the export's rows, then who is in ours alone. A row fits one pupil at most."""
    partner = _partners(export, ours)
    found: list[Difference] = []
    for row in export:
        own = partner.get(row.row)
        if own is not None:
            found += _between(row, own)
        elif said_state(row.status) in (None, *OPEN):
            found.append(Difference(Kind.NOT_OURS, Proposal.REGISTER, row.name, row.row, None, "", row.class_name))
    met = {own.child for own in partner.values()}
    gone = [own for own in ours if own.child not in met and own.state in OPEN]
    found += [
        Difference(Kind.NOT_IN_EXPORT, Proposal.FIND_DESTINATION, own.name, None, own.child, own.class_name)
        for own in gone
    ]
    return found


def _partners(export: Sequence[ExportRow], ours: Sequence[OurRow]) -> dict[int, OurRow]:
    """Who is who: by student number, then by ID number, then by a name and birth date that each side has once."""
    found: dict[int, OurRow] = {}
    taken: set[UUID] = set()
    by_number = {own.number: own for own in ours if own.number}
    by_id = {own.id: own for own in ours if own.id}

    def link(row: ExportRow, own: OurRow | None) -> None:
        if own is not None and row.row not in found and own.child not in taken:
            found[row.row] = own
            taken.add(own.child)

    for row in export:
        link(row, _by_key(row.numbers, by_number))
    for row in export:
        link(row, _by_key(row.ids, by_id))
    left = [row for row in export if row.row not in found]
    for row, own in _by_person(left, [own for own in ours if own.child not in taken]):
        link(row, own)
    return found


def _by_key(keys: Iterable[bytes], known: Mapping[bytes, OurRow]) -> OurRow | None:
    return next((known[key] for key in sorted(keys) if key in known), None)


def _by_person(export: Sequence[ExportRow], ours: Sequence[OurRow]) -> Iterable[tuple[ExportRow, OurRow]]:
    theirs = Counter((clean_name(row.name), row.born_on) for row in export)
    own = Counter((clean_name(each.name), each.born_on) for each in ours)
    known = {(clean_name(each.name), each.born_on): each for each in ours}
    for row in export:
        person = (clean_name(row.name), row.born_on)
        if row.born_on and theirs[person] == 1 and own[person] == 1:
            yield row, known[person]


def _between(row: ExportRow, own: OurRow) -> Iterable[Difference]:
    """What two rows of one pupil disagree on; a cell the export leaves empty says nothing."""
    said = said_state(row.status)
    if row.status and said is not own.state:
        yield _of(Kind.STATUS, Proposal.RECORD_STATUS, row, own, own.state, row.status)
    grade = parse_grade(row.grade)
    if grade is not None and own.grade is not None and grade != own.grade:
        yield _of(Kind.GRADE, Proposal.PROMOTE, row, own, str(own.grade), row.grade)
    elif row.class_name and own.class_name and not same_class(row.class_name, own.class_name):
        yield _of(Kind.CLASS, Proposal.CHANGE_CLASS, row, own, own.class_name, row.class_name)
    if row.numbers and own.number not in row.numbers:
        yield _of(Kind.NUMBER, Proposal.MEND_NUMBER, row, own, "", "")
    if clean_name(row.name) != clean_name(own.name):
        yield _of(Kind.NAME, Proposal.MEND_NAME, row, own, own.name, row.name)


def _of(kind: Kind, proposal: Proposal, row: ExportRow, own: OurRow, ours: str, theirs: str) -> Difference:
    return Difference(kind, proposal, own.name, row.row, own.child, ours, theirs)


_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")


def same_class(one: str, other: str) -> bool:
    """Whether two texts name one class: 三年级（1）班, 三(1)班, 三年级1班; a bare 1班 fits the first of any grade."""
    first, second = _class_key(one), _class_key(other)
    return first == second or (bool(first) and second.endswith(f".{first}")) or first.endswith(f".{second}")


def _class_key(text: str) -> str:
    plain = text.translate(_NUMERALS).replace("（", "(").replace("）", ")").replace(" ", "")
    for sign in ("年级", "(", "."):
        plain = plain.replace(sign, ".")
    parts = [part for part in plain.replace("班", "").replace(")", "").split(".") if part]
    return ".".join(parts)


_SAID: Mapping[str, State] = {
    "01": State.ON_ROLL,
    "05": State.ON_ROLL,
    "02": State.SUSPENDED,
    "07": State.COMPLETED,
    "08": State.COMPLETED,
    "10": State.NOT_CONFIRMED,
    "11": State.DECEASED,
    "12": State.DEFERRED,
}
_IN_WORDS: Mapping[str, State] = (
    {STATUSES[code].zh: state for code, state in _SAID.items()}
    | {"在校": State.ON_ROLL, "正常": State.ON_ROLL, "转出": State.NOT_CONFIRMED, "转学": State.NOT_CONFIRMED}
    | {MOVEMENTS["other"].zh: State.LEFT}
)


def said_state(status: str) -> State | None:
    """The state that a status of the export says, by code or word; None for one that says nothing or is not known here."""
    text = status.strip()
    return _SAID.get(text.zfill(2) if text.isdecimal() else text) or _IN_WORDS.get(text)
