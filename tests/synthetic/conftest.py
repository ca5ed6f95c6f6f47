import pytest

from notoneless.synthetic import Demonstration, make_rosters

CHILDREN = 20_000
SEED = 11


@pytest.fixture(scope="session")
def demo() -> Demonstration:
    return make_rosters(CHILDREN, SEED)


@pytest.fixture(scope="session")
def clean() -> Demonstration:
    """The same people with nothing wrong in their numbers, birth dates and sexes: the rows stand at the same places."""
    return make_rosters(CHILDREN, SEED, 0.0)


@pytest.fixture(scope="session")
def trebled() -> Demonstration:
    return make_rosters(CHILDREN, SEED, 3.0)
