"""`--as-of`: the spellings of a day that a clerk types, and what is no day."""

from datetime import datetime

import click
import pytest

from notoneless.interfaces.reconciliation.cli import reconcile_command

AS_OF = next(param for param in reconcile_command.params if param.name == "as_of")


@pytest.mark.parametrize(
    "text",
    [
        "2025-08-31",
        "2025-8-31",
        "2025/8/31",
        "2025.8.31",
        "20250831",
        "2025年8月31日",
        "２０２５/８/３１",
        " 2025/08/31 ",
    ],
)
def test_the_day_is_understood_as_a_clerk_writes_it(text: str) -> None:
    assert AS_OF.type.convert(text, AS_OF, None) == datetime(2025, 8, 31)  # noqa: DTZ001 (a day has no zone)


@pytest.mark.parametrize("text", ["soon", "", "2025-02-30", "2025-08", "2025", "45900", "农历2025年七月初九", "无"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter):
        AS_OF.type.convert(text, AS_OF, None)
