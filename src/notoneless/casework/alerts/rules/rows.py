"""A list of children that somebody sends: its lines as rows, what of it cannot be read, which rows may be about one child.

A line is: name, about how old, where, when it was seen (may be left out), what was seen; between them tabs or commas, and what
was seen may hold commas itself. Lines pasted from a spreadsheet with its headings are read by these. Nothing is guessed: a
line that cannot be read is told with its number and its cause, and the others keep their numbers.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from notoneless.casework.alerts.rules.alike import AGES_APART, sound_key
from notoneless.casework.alerts.rules.kinds import OLDEST, YOUNGEST, why_not_told
from notoneless.kernel.dates import DateKind, parse_date
from notoneless.kernel.names.cleaning import clean_name
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.tabular.tables import Heading

MOST_CHARACTERS = 20_000
"""Characters of one list: three bytes each, they fit into one request of a program or a form."""

LONGEST_SEEN, LONGEST_NAME = 500, 60

COLUMNS = ("name", "age", "place", "seen_on", "seen")
HEADINGS = (
    Heading("name", ("孩子姓名或怎么认得出", "姓名", "孩子姓名", "学生姓名", "儿童姓名", "name"), required=True),
    Heading("age", ("大约几岁", "年龄", "岁数", "周岁", "about how old", "age")),
    Heading("place", ("在哪里", "地方", "村或学校", "村（社区）", "村", "住址", "家庭住址", "where")),
    Heading("seen_on", ("什么时候看到的", "日期", "看到日期", "发现日期", "when")),
    Heading("seen", ("看到了什么", "情况", "发现的情况", "未上学情况", "备注", "what was seen"), required=True),
)
"""The columns of a list; the first names are those of the template."""

LEFT_OUT = "—"
"""Stands for a line that is not sent with the others, so that these keep their numbers."""

NO_VALUE = "=?"
"""Stands for a cell of a spreadsheet that holds a formula without its result, or an error."""

_BETWEEN = re.compile("[,，]")
_DAY_LIKE = re.compile(r"[\d年月日号./\-\s]+").fullmatch
_AGE = re.compile(r"(?:大?约)?(\d{1,2})(?:周?岁)?(?:左右)?").fullmatch
_WORTHLESS = re.compile(r"=.*|#(?:N/A|VALUE!|REF!|NAME\?|DIV/0!|NUM!|NULL!)").fullmatch


@dataclass(frozen=True, slots=True)
class Row:
    """One child of a list, by the number of its line."""

    number: int
    name: str
    age: int | None
    place: str
    seen_on: date | None
    seen: str


@dataclass(frozen=True, slots=True)
class RowFault:
    """A line that cannot be read, and why."""

    number: int
    line: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it was read. `alike`: for the number of a row, those before it that may be about the same child."""

    rows: tuple[Row, ...]
    faults: tuple[RowFault, ...]
    alike: Mapping[int, tuple[int, ...]]


def lines_of(text: str) -> list[str]:
    """The lines of a text, each without blanks around it; what a browser sends between lines is one sign."""
    return [line.strip(" \u3000") for line in text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")]


def line_of(cells: Mapping[str, str]) -> str:
    """The cells of a table's row as one line, to be read and mended by a person."""
    told = {key: " ".join(cells.get(key, "").split()) for key in COLUMNS}
    first = [_BETWEEN.sub(" ", told[key]) for key in COLUMNS[:3]]
    day = _BETWEEN.sub(" ", told["seen_on"])
    return "，".join([*first, day, told["seen"]])


def read_list(text: str, today: date, most: int) -> Listed:
    """What a list says. Raises NotonelessError for one that says nothing, or has more rows than are taken at once."""
    rows: list[Row] = []
    faults: list[RowFault] = []
    lines = list(_said(lines_of(text)))
    if len(lines) > most:
        raise NotonelessError(Problem("alerts.list_rows", {"most": most, "count": len(lines)}))
    if not lines:
        raise NotonelessError(Problem("alerts.list_empty"))
    for number, line, cells in lines:
        found = _row(number, cells, today)
        if isinstance(found, Row):
            rows.append(found)
        else:
            faults.append(RowFault(number, line, found))
    return Listed(tuple(rows), tuple(faults), _alike(rows))


def without_faults(text: str, faults: Iterable[RowFault]) -> str:
    """The list to send once its faulty lines are left out; the others keep their numbers."""
    left = {each.number for each in faults}
    return "\n".join(LEFT_OUT if number in left else line for number, line in enumerate(lines_of(text), start=1))


def _said(lines: Sequence[str]) -> Iterable[tuple[int, str, Mapping[str, str] | None]]:
    """Each line that says something, with its number and its cells; None for one with too few of them."""
    headed: Mapping[int, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip(f"\t,， {LEFT_OUT}"):
            continue
        pieces = [each.strip() for each in (line.split("\t") if "\t" in line else _BETWEEN.split(line))]
        names = _headed(pieces)
        if names:
            headed = names
            continue
        yield number, line, _by_heading(pieces, headed) if headed and "\t" in line else _by_place(pieces)


def _headed(pieces: Sequence[str]) -> Mapping[int, str]:
    """The columns that a line names, where it is a line of headings."""
    known = {name: each.key for each in HEADINGS for name in each.names}
    found = {index: known[text] for index, text in enumerate(pieces) if text in known}
    return found if len(found) > 1 else {}


def _by_heading(pieces: Sequence[str], headed: Mapping[int, str]) -> Mapping[str, str]:
    return {key: pieces[index] for index, key in headed.items() if index < len(pieces)}


def _by_place(pieces: Sequence[str]) -> Mapping[str, str] | None:
    if len(pieces) < 4:
        return None
    has_day = len(pieces) > 4 and (not pieces[3] or _DAY_LIKE(pieces[3]) or _WORTHLESS(pieces[3]))
    seen = "，".join(each for each in pieces[4 if has_day else 3 :] if each)
    return dict(zip(COLUMNS, [*pieces[:3], pieces[3] if has_day else "", seen], strict=True))


def _row(number: int, cells: Mapping[str, str] | None, today: date) -> Row | Problem:
    if cells is None:
        return Problem("alerts.list_few_cells")
    told = {key: cells.get(key, "") for key in COLUMNS}
    worthless = next((key for key in COLUMNS if _WORTHLESS(told[key])), "")
    if worthless:
        return Problem("alerts.list_formula", {"column": Problem(f"alerts.column_{worthless}")})
    wrong = _not_text(told)
    if wrong is not None:
        return wrong
    text = unicodedata.normalize("NFKC", told["age"]).replace(" ", "")
    age = _AGE(text)
    if text and age is None:
        return Problem("alerts.no_age", {"youngest": YOUNGEST, "oldest": OLDEST})
    day = parse_date(told["seen_on"])
    if day.kind not in (DateKind.DAY, DateKind.MISSING):
        return Problem("alerts.list_no_day", {"text": told["seen_on"][:20]})
    row = Row(number, told["name"], int(age[1]) if age else None, told["place"], day.value, told["seen"])
    return why_not_told(row.age, row.seen_on, today) or row


def _not_text(told: Mapping[str, str]) -> Problem | None:
    if not told["seen"]:
        return Problem("alerts.list_no_seen")
    for key in ("name", "place", "seen"):
        most = LONGEST_SEEN if key == "seen" else LONGEST_NAME
        column = Problem(f"alerts.column_{key}")
        if len(told[key]) > most:
            return Problem("alerts.list_too_long", {"column": column, "most": most})
        if any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in told[key]):
            return Problem("alerts.list_no_text", {"column": column})
    return None


def _alike(rows: Sequence[Row]) -> Mapping[int, tuple[int, ...]]:
    """Rows whose names sound the same, whose ages are not too far apart, and whose places do not differ."""
    found: dict[int, tuple[int, ...]] = {}
    by_sound: dict[str, list[Row]] = {}
    for row in rows:
        name = clean_name(row.name)
        if not name:
            continue
        before = by_sound.setdefault(sound_key(name), [])
        alike = tuple(each.number for each in before if _may_be_one(each, row))
        if alike:
            found[row.number] = alike
        before.append(row)
    return found


def _may_be_one(one: Row, other: Row) -> bool:
    ages_fit = one.age is None or other.age is None or abs(one.age - other.age) <= AGES_APART
    return ages_fit and (not one.place or not other.place or one.place == other.place)
