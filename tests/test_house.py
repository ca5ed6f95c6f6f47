"""The house stands as ARCHITECTURE.md says: the map, docstrings, sizes, names, no clock, no trace of a machine."""

import ast
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "notoneless"
MODULES = sorted(PACKAGE.rglob("*.py"))
TREES = {module: ast.parse(module.read_text(encoding="utf-8")) for module in MODULES}
MAP = ROOT / "ARCHITECTURE.md"

NO_NAMES = {"utils", "util", "helpers", "helper", "common", "signals", "misc"}
ROOM = {"models", "rules", "selectors", "services", "events", "measures", "migrations"}
FACE = {"cli", "pages", "api", "exports", "workbook", "templates"}
FLOORS = {"foundation": ROOM, "records": ROOM, "casework": ROOM, "oversight": ROOM, "interfaces": FACE}
BEARING = {
    "interfaces/alerts": {"static"},
    "interfaces/field_book": {"static"},
    "interfaces/visits": {"static"},
    "foundation/access": {
        "actions", "bulk", "bundles", "bundles_answering", "columns", "context", "foreign", "founding", "outbox", "parameters",
        "permissions",
        "policies", "prepared", "recording", "refusals", "revealing", "roles", "scope", "settling", "turns", "unit_kinds",
    },
    "foundation/sealing": {"keys", "registry", "renewing"},
    "foundation/attachments": {"pictures", "store"},
    "interfaces/frame": {
        "acting", "arriving", "asking", "bundling", "clock", "drawing", "failures", "forming", "handing", "installing", "lines",
        "narrowing", "naming", "registry", "routing", "standing", "static", "token", "uploading",
    },
    "foundation/people": {"dossier", "exporting", "matching", "namesakes", "schools"},
    "interfaces/shell": {"navigation", "urls", "web"},
    "interfaces/api": {"guard", "schemas"},
    "interfaces/access": {"adapters", "backend", "forms", "locking", "passwords", "sessions", "static"},
    "interfaces/jobs": {"logs", "migrations", "models", "sending", "supervising", "tasks", "ticking", "web", "worker"},
    "interfaces/keeping": {"archives", "certificates", "checking", "contents", "keys", "postgres", "restoring"},
    "interfaces/demo": {"county"},
}  # fmt: skip
"""The rooms that bear the others hold the ideas themselves, and one file for each (decisions/0007)."""

LONG_TABLES = {"kernel/catalogue"}
"""Where long files are right: the catalogue is a table of sentences, and reads best as one."""


def inside(path: Path) -> str:
    """A path as one names it in talk about the package."""
    return path.relative_to(PACKAGE).as_posix()


def rooms() -> Iterator[tuple[Path, set[str]]]:
    """Every room there is, with the names its files may have."""
    for floor, names in FLOORS.items():
        for room in sorted((PACKAGE / floor).glob("*/")):
            if room.name != "__pycache__":
                yield room, names


def packages() -> Iterator[Path]:
    """Every floor, cellar and room."""
    yield from (init.parent for init in sorted(PACKAGE.glob("*/__init__.py")))
    yield from (room for room, _ in rooms())


# the map


def named_on_the_map() -> set[str]:
    """What ARCHITECTURE.md names as a path: `with/a/slash`, or a file with an ending of our own."""
    spans = re.findall(r"`([^`\s*]+)`", MAP.read_text(encoding="utf-8"))
    return {span for span in spans if "/" in span or span.endswith((".py", ".md", ".toml", ".yaml"))}


def test_what_the_map_names_exists() -> None:
    named = named_on_the_map()
    assert named
    assert not [name for name in named if not (ROOT / name).exists() and not (PACKAGE / name).exists()]


def test_the_map_tells_of_each_place_once() -> None:
    rows = re.findall(r"^\| (`[^|]+`) \|", MAP.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows
    assert [row for row, number in Counter(rows).items() if number > 1] == []


@pytest.mark.parametrize("package", list(packages()), ids=inside)
def test_the_map_names_every_floor_cellar_and_room(package: Path) -> None:
    assert f"{inside(package)}/" in named_on_the_map()


@pytest.mark.parametrize("module", sorted((PACKAGE / "linkage").glob("[!_]*.py")), ids=inside)
def test_the_map_names_every_file_of_linkage(module: Path) -> None:
    assert inside(module) in named_on_the_map()


def deep_parts() -> Iterator[Path]:
    """The folders of tabular, and the files of its own and of the reconciliation's rules and services."""
    yield from (init.parent for init in sorted((PACKAGE / "tabular").glob("*/__init__.py")))
    yield from sorted((PACKAGE / "tabular").glob("[!_]*.py"))
    yield from sorted((PACKAGE / "records" / "reconciliation").glob("*/[!_]*.py"))


@pytest.mark.parametrize("part", list(deep_parts()), ids=inside)
def test_the_map_names_every_part_of_tabular_and_of_the_comparison(part: Path) -> None:
    assert inside(part) + "/" * part.is_dir() in named_on_the_map()


# docstrings, sizes, names


def generated(module: Path) -> bool:
    """Whether a framework wrote it."""
    return module.parent.name == "migrations"


def test_every_module_says_what_it_is() -> None:
    silent = [module for module, tree in TREES.items() if not ast.get_docstring(tree)]
    assert not [inside(module) for module in silent if not generated(module)]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the last, the docstring included."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def share_95(lengths: list[int]) -> int:
    """What 95 of 100 do not exceed."""
    return sorted(lengths)[int(0.95 * (len(lengths) - 1))]


def test_functions_are_short() -> None:
    lengths = {
        f"{inside(module)}:{node.name}": length(node)
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: lines for name, lines in lengths.items() if lines > 60} == {}
    assert share_95(list(lengths.values())) <= 35


def test_files_are_short() -> None:
    lengths = {
        inside(module): len(module.read_text(encoding="utf-8").splitlines())
        for module in MODULES
        if inside(module.parent) not in LONG_TABLES and not generated(module)
    }
    assert {name: lines for name, lines in lengths.items() if lines > 450} == {}
    assert share_95(list(lengths.values())) <= 300


def test_nothing_has_a_name_without_a_subject() -> None:
    assert not [inside(module) for module in MODULES if {module.stem, module.parent.name} & NO_NAMES]


@pytest.mark.parametrize(
    ("room", "names"), list(rooms()), ids=lambda value: inside(value) if isinstance(value, Path) else ""
)
def test_a_room_has_only_the_files_a_room_has(room: Path, names: set[str]) -> None:
    found = {entry.name.removesuffix(".py") for entry in room.iterdir()}
    assert found - names - BEARING.get(inside(room), set()) - {"README.md", "__init__", "__pycache__"} == set()


@pytest.mark.parametrize("room", [room for room, _ in rooms()], ids=inside)
def test_a_room_says_in_a_few_lines_what_it_is(room: Path) -> None:
    first, *lines = (room / "README.md").read_text(encoding="utf-8").splitlines()
    assert re.match(rf"# {room.name}\b", first)
    assert len([line for line in lines if line]) >= 5
    text = "\n".join(lines)
    tables = re.findall(
        r"^class (\w+)\((?:.*, )?(?:models\.Model|Protected)\)",
        _source(room, "models.py") + _source(room, "models/*.py"),
        re.MULTILINE,
    )
    allowed = re.findall(r"(?:@action|= reading)\(\s*\"([\w.]+)\"", _source(room, "*.py"))
    assert not [name for name in {*tables, *allowed} - {"Protected", "Growing"} if f"`{name}`" not in text]


def _source(room: Path, pattern: str) -> str:
    """The text of files of a room."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(room.glob(pattern)))


def test_no_test_imports_from_a_conftest() -> None:
    # every folder has one, and which of them the name means depends on which folders are run together
    tests = [path for path in (ROOT / "tests").rglob("*.py") if "__pycache__" not in path.parts]
    taken = re.compile(r"^\s*(?:from conftest import|import conftest)", re.MULTILINE)
    assert not [path.name for path in tests if taken.search(path.read_text(encoding="utf-8"))]


# no clock, no terminal


def test_the_clock_is_read_only_in_interfaces() -> None:
    clocks = re.compile(
        r"(?:datetime|date|timezone|time|functions)\.(?:today|now|utcnow|localtime|gmtime|time|time_ns)"
    )
    read = [
        f"{inside(module)}:{node.lineno}"
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and clocks.fullmatch(ast.unparse(node.func))
    ]
    assert not [place for place in read if not place.startswith("interfaces/")]


def test_nothing_prints() -> None:
    printed = [
        f"{inside(module)}:{node.lineno}"
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not printed


# no trace of a machine

HOMES = "|".join(("root", "home", "Users", "work"))
HOSTS = {"pypi": "org", "pythonhosted": "org", "npmjs": "org", "npmmirror": "com", "aliyun": "com", "tsinghua": "edu"}
TRACES = {
    "a machine's folder": rf"(?<![\w.*~{{}}-])/(?:{HOMES})/\w",
    "a Windows folder": r"\b[A-Z]:\\\w",
    "a registry": "|".join(rf"\b{host}\.{ending}\b" for host, ending in HOSTS.items()),
    "a choice of registry": r"(?:^|\s)--(?:extra-)?index-" + r"url\b|--trusted-" + r"host\b",
    "a local server": r"://(?:localhost|\d+\.\d+\.\d+\.\d+)",
}


def ignored() -> set[str]:
    """The folders that .gitignore names."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    return {".git", *(line.rstrip("/") for line in lines)}


def committed() -> Iterator[Path]:
    """The files of the repository."""
    unwanted = ignored()
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in unwanted and not name.endswith(".egg-info")]
        yield from (Path(folder, name) for name in files if name not in unwanted)  # in a worktree .git is a file


def words_in(content: bytes) -> str:
    """The text of a file; of a picture what can be read in it, as packed colours spell a folder now and then."""
    if b"\0" not in content:
        return content.decode("utf-8", errors="replace")
    return b"\n".join(re.findall(rb"[ -~]{12,}", content)).decode("ascii")


def test_of_a_picture_words_are_read_and_chance_is_not() -> None:
    chance, told = b"\x89PNG\0\x9aC:\\T\xff\0", b"\x89PNG\0tEXtPath\0C:\\" + b"Users\\somebody\0\xff"
    assert words_in(chance) == ""
    assert re.search(TRACES["a Windows folder"], words_in(told), re.MULTILINE)


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for file in committed():
        text = words_in(file.read_bytes())
        found += [
            f"{file.relative_to(ROOT)}: {what}" for what, sign in TRACES.items() if re.search(sign, text, re.MULTILINE)
        ]
    assert not found
