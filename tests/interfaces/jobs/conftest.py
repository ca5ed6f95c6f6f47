"""The county for the tests of this room."""

import pytest

from support.county import County, build_county


@pytest.fixture
def county(db: None) -> County:
    """A fresh county."""
    return build_county()
