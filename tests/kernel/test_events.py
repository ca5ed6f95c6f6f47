"""Events go through JSON and come back."""

import json
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

import pytest

from notoneless.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class Happened(Event):
    NAME: ClassVar = "thing.happened"

    who: UUID
    on: date
    words: str
    times: int
    sure: bool


def test_an_event_comes_back_from_json_as_it_was() -> None:
    event = Happened(who=UUID(int=3), on=date(2026, 9, 1), words="好", times=2, sure=True)
    assert Happened.unpacked(json.loads(json.dumps(event.packed()))) == event


def test_an_event_with_other_fields_is_refused() -> None:
    with pytest.raises(TypeError):
        Happened.unpacked({"who": str(UUID(int=3))})


def test_an_event_carries_plain_values_only() -> None:
    with pytest.raises(TypeError):
        Happened(who=UUID(int=3), on=date(2026, 9, 1), words=["a"], times=1, sure=True).packed()  # type: ignore[arg-type]
