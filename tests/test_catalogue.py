"""The catalogue of sentences: what the code tells exists, what exists is told, and both languages say the same."""

import ast
import re
import string
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from notoneless.kernel.catalogue import ROOMS, WORDS

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "notoneless"
CATALOGUE = PACKAGE / "kernel" / "catalogue"
SOURCES = [
    source
    for source in sorted(PACKAGE.rglob("*.py"))
    if source.parent != CATALOGUE and source.parent.name != "migrations"
]
PERMISSION = re.compile(r"(?:@action|reading)\(\s*\"([\w.]+)\"")
"""Permissions have codes too, and words of their own beside them."""

ONE_SIDED = {"access.named"}
"""What carries words in both languages and shows one of them."""

CODE = re.compile(rf"(?:{'|'.join(ROOMS)})(?:\.\w+)+")
ANY = r"[\w.]+"
"""What may stand where a code is filled in."""


@dataclass(frozen=True)
class Told:
    """The texts of the code: whole ones, and the patterns of those with places to fill in."""

    texts: frozenset[str]
    patterns: frozenset[str]

    def tells(self, code: str) -> bool:
        """Whether a text is this code, or one may become it.

        Where a room fills in all behind its name (f"room.{slug}"), the slug itself must stand somewhere.
        """
        room, _, slug = code.partition(".")
        start = re.escape(f"{room}.")
        filled = {pattern for pattern in self.patterns if pattern.startswith(start)}
        if code in self.texts or any(re.fullmatch(pattern, code) for pattern in filled - {start + ANY}):
            return True
        slugs = (pattern for pattern in self.patterns if pattern[0].isalpha())
        return start + ANY in filled and (slug in self.texts or any(re.fullmatch(pattern, slug) for pattern in slugs))


def read_texts() -> Told:
    """All texts of the package outside the catalogue; the fixed parts of patterns are no texts."""
    trees = [ast.parse(source.read_text(encoding="utf-8")) for source in SOURCES]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    filled = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    fixed = {id(part) for text in filled for part in text.values}
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and id(node) not in fixed)
    return Told(frozenset(text for text in texts if isinstance(text, str)), frozenset(map(pattern_of, filled)))


def pattern_of(text: ast.JoinedStr) -> str:
    parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else ANY for part in text.values]
    return "".join(parts)


TOLD = read_texts()


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_code_in_use_exists() -> None:
    permitted = {code for source in SOURCES for code in PERMISSION.findall(source.read_text(encoding="utf-8"))}
    used = {
        text for text in TOLD.texts if CODE.fullmatch(text) and not re.search(r"\.[A-Z]|\.(?:parquet|csv)$", text)
    } - permitted
    assert used
    assert used - WORDS.keys() == set()


def test_every_code_that_is_filled_in_can_exist() -> None:
    begun = {pattern for pattern in TOLD.patterns if pattern.startswith(tuple(re.escape(f"{room}.") for room in ROOMS))}
    assert begun
    assert not [pattern for pattern in begun if not any(re.fullmatch(pattern, code) for code in WORDS)]


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_is_told(room: str) -> None:
    assert not [code for code in WORDS if code.startswith(f"{room}.") and not TOLD.tells(code)]


def test_every_module_of_the_catalogue_is_assembled() -> None:
    modules = {module.stem for module in CATALOGUE.glob("[!_]*.py")}
    assert modules == set(ROOMS)
    assert not [
        code
        for room in ROOMS
        for code in import_module(f"notoneless.kernel.catalogue.{room}").WORDS
        if not code.startswith(f"{room}.")
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_say_the_same(room: str) -> None:
    for code, (chinese, english) in WORDS.items():
        if code.startswith(f"{room}."):
            assert chinese.strip(), code
            assert english.strip(), code
            assert placeholders(chinese) == placeholders(english) or code in ONE_SIDED, code


def test_english_counts_need_no_plural() -> None:
    # "1 findings" is wrong and so is "2 finding": the word comes first, the figure behind it
    things = "rows|cells|columns|sheets|headers|findings|children|links|entries|characters"
    counted = re.compile(rf"\{{(?!most)\w+\}}(?: [a-z]+){{0,2}} (?:{things})\b")
    assert not [(code, found[0]) for code, (_, english) in WORDS.items() for found in counted.finditer(english)]
