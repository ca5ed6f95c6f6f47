"""Templates of papers: files that are never changed, with `{{field}}` as the one thing that is filled in."""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.parameters import plans_folder

FIELD = re.compile(r"\{\{([a-z_]+)\}\}")
"""What is filled in."""

OF_NUMBER = frozenset({"prefix", "series", "year", "serial"})
"""What a number is made of."""

_NAME = re.compile(r"([a-z_]+)-([1-9][0-9]*)\.yaml").fullmatch
_KEYS = frozenset({"key", "version", "title", "series", "number", "source", "fields", "tables", "paper"})
_PARTS = frozenset({"agency", "title", "addressee", "body", "attachments", "signature"})
_SOURCE = frozenset({"document", "clause", "says"})
_BLOCKS = frozenset({"paragraph", "plain", "heading", "table", "receipt", "stub"})
CODE = re.compile(r"\{\{|\}\}|\{%|\{#|<%|\$\{")
"""What is left of a text once its fields are taken out, and looks as if somebody wanted code to run."""


@dataclass(frozen=True, slots=True)
class Template:
    """One version of a template. `fields` are texts, `tables` lists of rows by their fields; `digest` of the whole file.

    `series`: papers of one series of a unit are numbered together.
    """

    key: str
    version: int
    zh: str
    en: str
    series: str
    number: str
    fields: frozenset[str]
    tables: Mapping[str, tuple[str, ...]]
    paper: Mapping[str, Any]
    digest: str


def folder() -> Path:
    """Where the templates lie."""
    return plans_folder() / "papers"


def kinds() -> tuple[str, ...]:
    """The kinds of papers there are."""
    found = (_NAME(path.name) for path in folder().glob("*.yaml"))
    return tuple(sorted({each[1] for each in found if each}))


def latest(key: str) -> Template:
    """The newest version of a kind. Raises NotonelessError for a kind there is not."""
    found = (_NAME(path.name) for path in folder().glob(f"{key}-*.yaml"))
    versions = [int(each[2]) for each in found if each and each[1] == key]
    return template(key, max(versions, default=0))


def template(key: str, version: int) -> Template:
    """One version. Raises NotonelessError where there is none, or it is not sound."""
    path = folder() / f"{key}-{version}.yaml"
    if key not in kinds() or not path.is_file():
        raise NotonelessError(Problem("papers.no_template", {"kind": key, "version": version}))
    return read_template(path.read_bytes(), key, version)


@lru_cache(maxsize=64)
def read_template(content: bytes, key: str, version: int) -> Template:
    """The template that a file holds. Raises NotonelessError naming the first thing amiss."""
    told = yaml.load(content, Loader=yaml.BaseLoader)  # every scalar is text
    return template_of(told, key, version, hashlib.sha256(content).hexdigest())


def template_of(told: Any, key: str, version: int, digest: str) -> Template:
    """The template that a file tells. Raises NotonelessError naming the first thing amiss."""
    wrong = _wrong(told, key, version)
    if wrong:
        raise NotonelessError(Problem("papers.bad_template", {"kind": f"{key}-{version}", "what": wrong}))
    return Template(
        key=key,
        version=version,
        zh=told["title"]["zh"],
        en=told["title"]["en"],
        series=told["series"],
        number=told["number"],
        fields=frozenset(told["fields"]),
        tables={name: tuple(each) for name, each in told["tables"].items()},
        paper=told["paper"],
        digest=digest,
    )


def texts_in(value: Any) -> Iterator[str]:
    """Every text of a part of a template."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)


def _wrong(told: Any, key: str, version: int) -> str:
    """The first thing amiss, in a word; empty where nothing is."""
    if not isinstance(told, dict) or _KEYS ^ told.keys():
        return "keys"
    if (told["key"], told["version"]) != (key, str(version)):
        return "key"
    if not isinstance(told["title"], dict) or set(told["title"]) != {"zh", "en"} or not told["series"]:
        return "title"
    if not isinstance(told["source"], dict) or set(told["source"]) != _SOURCE or not all(told["source"].values()):
        return "source"
    if not isinstance(told["paper"], dict) or _PARTS ^ told["paper"].keys():
        return "paper"
    return _wrong_fields(told) or _wrong_body(told)


def _wrong_fields(told: Mapping[str, Any]) -> str:
    used = {name for text in texts_in(told["paper"]) for name in FIELD.findall(text)}
    if used ^ set(told["fields"]):
        return f"fields: {', '.join(sorted(used ^ set(told['fields'])))}"
    if set(FIELD.findall(told["number"])) != OF_NUMBER:
        return "number"
    left = [FIELD.sub("", text) for text in texts_in([told["paper"], told["number"]])]
    return next((f"{{{{ }}}}: {text[:40]}" for text in left if CODE.search(text)), "")


def _wrong_body(told: Mapping[str, Any]) -> str:
    shown: set[str] = set()
    for block in told["paper"]["body"]:
        if not isinstance(block, dict) or len(block) != 1 or not block.keys() <= _BLOCKS:
            return "body"
        for kind, about in block.items():
            if kind == "table":
                shown.add(about["rows"])
                wrong = _wrong_table(about, told["tables"].get(about["rows"], ()))
                if wrong:
                    return wrong
    unshown = shown ^ set(told["tables"])
    return f"tables: {', '.join(sorted(unshown))}" if unshown else ""


def _wrong_table(about: Mapping[str, Any], fields: Collection[str]) -> str:
    """A column whose field the rows do not have, or a field that no column shows."""
    columns = {each["field"] for each in about["columns"]}
    return f"columns: {', '.join(sorted(columns ^ set(fields)))}" if columns ^ set(fields) else ""
