"""CONTEXT.md: every row is whole, and no name in src/ uses a word the glossary forbids in code."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
GLOSSARY = ROOT / "CONTEXT.md"
SOURCES = sorted((ROOT / "src").rglob("*.py"))

Words = tuple[str, ...]


@dataclass(frozen=True)
class Ban:
    """A word, or several in a row, that names may not contain, and the compounds in which they may.

    `whole`: names that are the word itself, in the plural, and allowed all the same: a room's.
    """

    words: Words
    compounds: tuple[Words, ...]
    whole: tuple[str, ...] = ()

    def hits(self, name: str) -> bool:
        """Whether a name uses the word outside the allowed compounds."""
        if name in self.whole:
            return False
        rest = words_of(name)
        for compound in self.compounds:
            rest = without(rest, compound)
        return found_at(rest, self.words) is not None


@cache
def words_of(name: str) -> Words:
    """The words of a snake_case or CamelCase name: lower case, singular."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
    return tuple(singular(part.lower()) for part in parts)


def singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def found_at(words: Words, wanted: Words) -> int | None:
    size = len(wanted)
    return next((at for at in range(len(words) - size + 1) if words[at : at + size] == wanted), None)


def without(words: Words, compound: Words) -> Words:
    while (at := found_at(words, compound)) is not None:
        words = (*words[:at], "·", *words[at + len(compound) :])
    return words


def rows() -> Iterator[list[str]]:
    """The cells of the glossary's rows; heads and rules left out."""
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        if line.startswith("|") and not line.startswith(("| Term ", "|---")):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def bans(cell: str) -> Iterator[Ban]:
    """What the last cell of a row forbids: `word`, `word`, except in `compound` and `compound`: why; next clause."""
    for clause in filter(None, cell.split("; ")):
        banned, _, allowed = clause.partition("except in")
        named = re.findall(r"`(\w+)`", allowed.partition(":")[0])
        for word in re.findall(r"`([a-z_]+)`", banned.partition(":")[0]):
            whole = tuple(each for each in named if words_of(each) == words_of(word))
            yield Ban(words_of(word), tuple(words_of(each) for each in named if each not in whole), whole)


def names(tree: ast.Module) -> Iterator[str]:
    """The names a module defines: functions, classes, arguments, fields, members and constants."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        if isinstance(node, ast.arg):
            yield node.arg
        if isinstance(node, ast.ClassDef | ast.Module):
            yield from (target.id for target in assigned(node.body) if isinstance(target, ast.Name))


def assigned(body: list[ast.stmt]) -> Iterator[ast.expr]:
    for statement in body:
        if isinstance(statement, ast.AnnAssign):
            yield statement.target
        if isinstance(statement, ast.Assign):
            yield from statement.targets


ALL_BANS = [ban for row in rows() for ban in bans(row[-1])]


def test_every_row_is_whole() -> None:
    for row in rows():
        assert len(row) == 4, row
        assert all(row[:3]), f"a cell is empty: {row}"
        assert re.search(r"[\u4e00-\u9fff]", row[1]), f"no Chinese term: {row}"
        assert row[2].endswith("."), f"no sentence: {row}"


def test_every_term_is_settled_once() -> None:
    twice = [term for term, count in Counter(row[0] for row in rows()).items() if count > 1]
    assert not twice


def test_every_forbidden_word_has_a_reason() -> None:
    bare = [row[-1] for row in rows() for clause in row[-1].split("; ") if "`" in clause and ": " not in clause]
    assert not bare, bare


def test_own_terms_obey() -> None:
    codes = [code for row in rows() for code in re.findall(r"`(\w+)`", row[0])]
    assert codes
    assert not [(code, ban.words) for code in codes for ban in ALL_BANS if ban.hits(code)]


def test_no_name_in_the_code_uses_a_forbidden_word() -> None:
    wrong = []
    for source in SOURCES:
        defined = {source.stem, source.parent.name, *names(ast.parse(source.read_text(encoding="utf-8")))}
        wrong += [
            f"{source.relative_to(ROOT)}: {name} ({' '.join(ban.words)})"
            for name in sorted(defined)
            for ban in ALL_BANS
            if ban.hits(name)
        ]
    assert not wrong, "see CONTEXT.md: " + "; ".join(wrong)


@pytest.mark.parametrize(
    ("name", "forbidden"),
    [
        ("student", True),
        ("GuestStudents", True),
        ("student_number", False),
        ("StudentNumberKind", False),
        ("_student_nos", False),
        ("student_number_of_student", True),
        ("PermanentResidence", True),
        ("residence", False),
        ("studentship", False),
    ],
)
def test_words_are_found_whole(name: str, forbidden: bool) -> None:
    assert any(ban.hits(name) for ban in ALL_BANS) is forbidden
