"""Law and settings are pinned: what a file says, beside what somebody has read in its source."""

from pathlib import Path

import pytest
import yaml

from notoneless.policy.loading import parse_plan
from notoneless.policy.parameters import plans_folder
from notoneless.policy.reading import PlanRefused

TABLE = yaml.load((Path(__file__).parent / "standing_numbers.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
FILES = sorted(
    f"{folder}/{path.stem}"
    for folder in ("national", "local")
    for path in (plans_folder() / folder).glob("*.yaml")
    if "\nparameters:" in path.read_text(encoding="utf-8")
)
LAW = """
plan: national/x
title: {zh: 法, en: law}
parameters:
  - {key: some.limit, title: {zh: 期限, en: time}, value: awaited, unit: day, binding: BINDING, stricter: lower,
     from: 2021-07-15, source: {document: 法, clause: 一, says: 没有写}, checked: 2026-11-28}
"""


def told(name: str) -> list[str]:
    """Each number of a file in one line."""
    text = (plans_folder() / f"{name}.yaml").read_text(encoding="utf-8")
    return [
        f"{each.key} = {each.value} {each.unit}; {each.binding}, {each.stricter}; {each.since}; {each.document} {each.clause}"
        for each in parse_plan(name, text).parameters
    ]


def test_every_file_is_in_the_table() -> None:
    assert sorted(TABLE) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_file_says_what_the_table_says(name: str) -> None:
    assert told(name) == TABLE[name]


def test_only_a_setting_may_wait_for_the_county() -> None:
    assert parse_plan("x", LAW.replace("BINDING", "setting")).parameters[0].is_awaited
    with pytest.raises(PlanRefused) as refused:
        parse_plan("x", LAW.replace("BINDING", "law"))
    assert "some.limit 没有值" in str(refused.value)
