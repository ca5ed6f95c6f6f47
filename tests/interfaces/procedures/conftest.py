"""The pages of procedures live in the time of the county."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from support.county import County


@pytest.fixture(autouse=True)
def _same_time(county: County, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path) -> None:
    """The pages live in the time of the county, and their files lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)
