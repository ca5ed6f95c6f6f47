"""A file of invented pupils and its column map, made once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from notoneless.risk.columns import RiskMap, read_risk_map
from notoneless.risk.measures import Numbers, numbers_on
from notoneless.risk.panel import Panel, panel_of
from notoneless.risk.reading import read_sheet
from notoneless.synthetic.pupils import MAP, Pupils, make_pupils

DAY = date(2026, 12, 1)

Make = Callable[..., Panel]


@pytest.fixture(scope="session")
def given() -> Numbers:
    """The numbers of the points."""
    return numbers_on(DAY)


@pytest.fixture(scope="session")
def risk_map() -> RiskMap:
    """The map of the invented file."""
    return read_risk_map(MAP)


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory, risk_map: RiskMap) -> Make:
    """Makes a panel of so many invented pupils."""
    folder = tmp_path_factory.mktemp("panels")

    def made(rows: int, seed: int, **given: float) -> Panel:
        file = folder / f"{rows}-{seed}-{sorted(given.items())}.csv"
        if not file.exists():
            make_pupils(rows, seed, **given).write(file)  # type: ignore[arg-type]
        return panel_of(read_sheet(file, None), replace(risk_map), with_outcome=True)

    return made


@pytest.fixture(scope="session")
def pupils() -> Pupils:
    """A few hundred invented pupils."""
    return make_pupils(600, 7)


@pytest.fixture
def files(tmp_path: Path, pupils: Pupils) -> tuple[Path, Path]:
    """The invented file and its map on disk."""
    pupils.write(tmp_path / "pupils.csv")
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    return tmp_path / "pupils.csv", tmp_path / "map.yaml"
