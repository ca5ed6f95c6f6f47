"""The order of identification, report, mobilisation and compulsion by law, as a table that an official reads."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from notoneless.oversight.reporting.rules.course import CourseStep, missing_before, too_early

TABLE = yaml.safe_load(Path(__file__).with_name("course.yaml").read_text(encoding="utf-8"))
NAMES = dict(zip(("认定", "报告", "动员", "责令", "法院"), CourseStep, strict=True))


@pytest.mark.parametrize("row", TABLE["步骤"], ids=lambda row: row["例"])
def test_which_steps_are_missing_and_which_came_too_early(row: dict[str, Any]) -> None:
    days = {NAMES[name]: day for name, day in row["办了"].items()}
    assert list(too_early(days)) == [NAMES[name] for name in row["次序不对"]]
    for name in ("报告", "动员", "责令", "法院"):
        assert list(missing_before(NAMES[name], days)) == [NAMES[each] for each in row[f"{name}还缺"]], name
