"""The column map of a file: which column is the child, the outcome, the period, the school, which are looked at.

Read strictly: what is not understood is refused with its line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.risk.measures import GROUPS, MEASURES, OTHER, Kind

_KEYS = ("id", "outcome", "period", "school", "visited", "groups", "group", "first_age", "share", "inputs")
_OUTCOME = ("column", "yes", "no")
_OPTIONS = ("as", "group", "unit", "of", "pass", "at_least", "at_most", "values")
_MOST_CHARACTERS = 200_000
EVERY = "all"
"""In the place of inputs: every other column, of the kind that its cells have."""

PROTECTED = re.compile(
    r"性别|民族|族别|户口|户籍性质|残疾|宗教|信仰|政治面貌|\bsex\b|\bgender\b|ethnic|\brace\b|racial|disab|hukou|religio|"
    r"\bsexo\b|g[eé]nero|etni|\braza\b|\bra[cç]a\b|\bcor\b|ind[ií]gen|indigenous|nationality|discapac|defici[eê]n|handicap|caste",
    re.IGNORECASE,
)
"""Headings of what is audited and never looked at."""

Numbers = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Input:
    """A column that is looked at. `scale`: what its numbers are multiplied by; `of`: the days that absences are counted of;
    `pass_mark`: beneath it a subject is failed; `at_least`, `at_most`, `values`: points of the map's own."""

    column: str
    measure: str
    group: str
    kind: Kind
    rising: int = 0
    scale: float = 1.0
    of: float | None = None
    pass_mark: float | None = None
    at_least: Numbers = ()
    at_most: Numbers = ()
    values: tuple[tuple[str, float], ...] = ()

    @property
    def feeds_points(self) -> bool:
        """Whether points can come of it."""
        return self.measure not in ("numeric", "category") or bool(self.at_least or self.at_most or self.values)


@dataclass(frozen=True, slots=True)
class RiskMap:
    """A column map. `yes`, `no`: the words of the outcome, empty for the usual ones; `share`: percent of children listed."""

    id: str
    outcome: str | None = None
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    period: str | None = None
    school: str | None = None
    visited: str | None = None
    groups: tuple[str, ...] = ()
    first_age: int = 6
    share: float = 10.0
    inputs: tuple[Input, ...] = ()
    every: bool = False
    lines: Mapping[str, int] = field(default_factory=dict)

    def named(self) -> tuple[str, ...]:
        """Every column it names, once."""
        single = [self.id, self.outcome, self.period, self.school, self.visited]
        names = [name for name in single if name] + list(self.groups) + [each.column for each in self.inputs]
        return tuple(dict.fromkeys(names))


def refused(line: int, code: str, **params: str | int) -> NotonelessError:
    """The error for a line of the map."""
    return NotonelessError(Problem("risk.map_line", {"line": line, "what": Problem(f"risk.map_{code}", params)}))


def load_risk_map(path: Path) -> RiskMap:
    """The map at `path`. Raises NotonelessError where it is missing or not understood."""
    try:
        content = path.read_bytes()
    except IsADirectoryError as error:
        raise NotonelessError(Problem("tabular.map_is_folder", {"file": str(path)})) from error
    except FileNotFoundError as error:
        raise NotonelessError(Problem("tabular.missing_file", {"file": str(path)})) from error
    except (OSError, ValueError) as error:
        raise NotonelessError(Problem("tabular.unreadable_file", {"file": str(path)})) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return read_risk_map(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise refused(1, "unreadable")


def read_risk_map(text: str) -> RiskMap:
    """The map in `text`. Raises NotonelessError with the line that is wrong."""
    try:
        if len(text) > _MOST_CHARACTERS:
            raise yaml.YAMLError("too long")
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise refused(mark.line + 1 if mark else 1, "unreadable") from error
    if not isinstance(root, yaml.MappingNode):
        raise refused(1, "no_mapping")
    entries = _entries(root)
    for key, (line, _) in entries.items():
        if key not in _KEYS:
            raise refused(line, "unknown_key", key=key, known=", ".join(_KEYS))
    return _built(entries)


Entries = dict[str, tuple[int, yaml.Node]]


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _entries(node: yaml.Node) -> Entries:
    """The keys of a mapping with their lines. Raises NotonelessError for a key given twice or no text."""
    if not isinstance(node, yaml.MappingNode):
        raise refused(_line(node), "no_mapping")
    found: Entries = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise refused(_line(key), "unreadable")
        if key.value in found:
            raise refused(_line(key), "twice", key=key.value)
        found[str(key.value).strip()] = (_line(key), value)
    return found


def _text(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise refused(_line(node), "no_column")
    return str(node.value).strip()


def _texts(node: yaml.Node) -> tuple[str, ...]:
    if isinstance(node, yaml.SequenceNode):
        return tuple(_text(each) for each in node.value)
    return (_text(node),)


def _number(node: yaml.Node, least: float, most: float) -> float:
    text = node.value if isinstance(node, yaml.ScalarNode) else ""
    try:
        found = float(text)
    except ValueError:
        found = float("nan")
    if not least <= found <= most:
        raise refused(_line(node), "no_number", least=f"{least:g}", most=f"{most:g}")
    return found


def _built(entries: Entries) -> RiskMap:
    if "id" not in entries:
        raise refused(1, "without", key="id")
    if "inputs" not in entries:
        raise refused(1, "without", key="inputs")
    single = {key: _text(entries[key][1]) for key in ("id", "period", "school", "visited") if key in entries}
    column, yes, no = _outcome(entries)
    audited = tuple(name for key in ("group", "groups") if key in entries for name in _texts(entries[key][1]))
    every, inputs, lines = _inputs(entries["inputs"][1])
    built = RiskMap(
        id=single["id"],
        outcome=column,
        yes=yes,
        no=no,
        period=single.get("period"),
        school=single.get("school"),
        visited=single.get("visited"),
        groups=audited,
        first_age=int(_number(entries["first_age"][1], 3, 10)) if "first_age" in entries else 6,
        share=_number(entries["share"][1], 0.1, 50) if "share" in entries else 10.0,
        inputs=inputs,
        every=every,
        lines=lines,
    )
    _refuse_shared(built)
    return built


def _outcome(entries: Entries) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    if "outcome" not in entries:
        return None, (), ()
    node = entries["outcome"][1]
    if not isinstance(node, yaml.MappingNode):
        return _text(node), (), ()
    inner = _entries(node)
    for key, (line, _) in inner.items():
        if key not in _OUTCOME:
            raise refused(line, "unknown_key", key=key, known=", ".join(_OUTCOME))
    if "column" not in inner:
        raise refused(_line(node), "without", key="column")
    words = {key: _texts(inner[key][1]) for key in ("yes", "no") if key in inner}
    return _text(inner["column"][1]), words.get("yes", ()), words.get("no", ())


def _inputs(node: yaml.Node) -> tuple[bool, tuple[Input, ...], dict[str, int]]:
    if isinstance(node, yaml.ScalarNode):
        if node.value.strip() != EVERY:
            raise refused(_line(node), "no_mapping")
        return True, (), {}
    entries = _entries(node)
    if not entries:
        raise refused(_line(node), "without", key="inputs")
    found = tuple(_input(column, line, value) for column, (line, value) in entries.items())
    return False, found, {column: line for column, (line, _) in entries.items()}


def _input(column: str, line: int, node: yaml.Node) -> Input:
    options: Entries = {"as": (line, node)} if isinstance(node, yaml.ScalarNode) else _entries(node)
    for key, (where, _) in options.items():
        if key not in _OPTIONS:
            raise refused(where, "unknown_key", key=key, known=", ".join(_OPTIONS))
    if "as" not in options:
        raise refused(line, "without", key="as")
    measure = _text(options["as"][1])
    if measure not in MEASURES:
        raise refused(line, "unknown_measure", measure=measure, known=", ".join(MEASURES))
    about = MEASURES[measure]
    group = _text(options["group"][1]) if "group" in options else about.group
    if group not in (*GROUPS, OTHER):
        raise refused(options["group"][0], "unknown_group", group=group, known=", ".join(GROUPS))
    at_least, at_most = _steps(options, "at_least"), _steps(options, "at_most")
    rising = about.rising or (1 if at_least and not at_most else -1 if at_most and not at_least else 0)
    values = tuple((key, points) for key, points in _values(options))
    if group == OTHER and (at_least or at_most or values):
        raise refused(line, "points_without_group", column=column, known=", ".join(GROUPS))
    return Input(
        column=column,
        measure=measure,
        group=group,
        kind=about.kind,
        rising=rising,
        scale=_scale(options),
        of=_number(options["of"][1], 1, 1000) if "of" in options else None,
        pass_mark=_number(options["pass"][1], -1e9, 1e9) if "pass" in options else None,
        at_least=at_least,
        at_most=at_most,
        values=values,
    )


def _scale(options: Entries) -> float:
    if "unit" not in options:
        return 1.0
    unit = _text(options["unit"][1])
    scales = {"percent": 1.0, "share": 100.0, "metre": 0.001, "km": 1.0}
    if unit not in scales:
        raise refused(options["unit"][0], "unknown_unit", unit=unit, known=", ".join(scales))
    return scales[unit]


def _steps(options: Entries, key: str) -> Numbers:
    if key not in options:
        return ()
    found = []
    for text, (line, node) in _entries(options[key][1]).items():
        try:
            threshold = float(text)
        except ValueError as error:
            raise refused(line, "no_threshold", text=text) from error
        found.append((threshold, _number(node, 0, 20)))
    return tuple(sorted(found))


def _values(options: Entries) -> list[tuple[str, float]]:
    if "values" not in options:
        return []
    return [(text, _number(node, 0, 20)) for text, (_, node) in _entries(options["values"][1]).items()]


def _refuse_shared(built: RiskMap) -> None:
    """Refuse a column that is looked at although it is the child, the outcome, the period or only to be audited."""
    roles = {built.id: "id", built.outcome: "outcome", built.period: "period", built.visited: "visited"}
    for each in built.inputs:
        line = built.lines.get(each.column, 1)
        if each.column in built.groups or PROTECTED.search(each.column.replace("_", " ")):
            raise refused(line, "protected", column=each.column)
        if each.column in roles:
            raise refused(line, "role_as_input", column=each.column, key=roles[each.column])
