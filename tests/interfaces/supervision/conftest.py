"""The pages of supervision live in the time of the county of the tests."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from support.county import County


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (asking, sessions):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"
