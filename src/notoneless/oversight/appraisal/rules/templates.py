"""Rubrics that were read, as files to begin with (`plans/rubrics`): what was not read of them is awaited."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

import yaml

from notoneless.oversight.appraisal.rules.rubrics import Sheet, Subject, item_of
from notoneless.policy.parameters import plans_folder


@dataclass(frozen=True, slots=True)
class Template:
    """A rubric of a file: its titles, where it was read, what it says."""

    key: str
    zh: str
    en: str
    source: str
    sheet: Sheet


@lru_cache(maxsize=1)
def templates() -> Mapping[str, Template]:
    """The rubrics there are, by key."""
    found = {}
    for path in sorted((plans_folder() / "rubrics").glob("*.yaml")):
        told = yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)  # every scalar is text
        items = tuple(item_of(each) for each in told["items"])
        sheet = Sheet(Subject(told["subject"]), Decimal(told["full"]), items)
        source = f"{told['source']['document']}：{told['source']['says']}"
        found[told["rubric"]] = Template(told["rubric"], told["title"]["zh"], told["title"]["en"], source, sheet)
    return MappingProxyType(found)
