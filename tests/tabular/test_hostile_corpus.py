"""A part of the hostile files, read here; all of them under a clock and with little memory: `make soak`."""

import subprocess
import sys
from pathlib import Path

import pytest

from hostile import driver
from hostile.corpus import CORPUS
from hostile.crafting import MIB, READ, Hostile, hostile

TESTS = Path(__file__).parents[1]


def test_there_are_enough_and_no_two_of_one_name() -> None:
    assert len({file.name for file in CORPUS}) == len(CORPUS) >= 300
    assert all(file.allowed for file in CORPUS)


@pytest.mark.parametrize("file", CORPUS[::9], ids=lambda file: file.name)
def test_decided_with_one_sentence_and_nothing_written(file: Hostile, tmp_path: Path) -> None:
    path = tmp_path / file.file
    file.make(path)
    before = sorted(tmp_path.rglob("*"))
    outcome, told = driver.decide(path)
    assert outcome in file.allowed, told
    assert sorted(tmp_path.rglob("*")) == before


def test_a_child_process_decides_under_its_limits() -> None:
    """Also what would end the process: a cell so far away that the reader asks for all memory there is."""
    script = (
        "import sys\nfrom hostile import driver\nfrom hostile.corpus import CORPUS\ndriver.load()\n"
        "for file in CORPUS:\n    if file.name in sys.argv[1:]:\n        print(driver.seen(file).outcome)"
    )
    wanted = ["a folder", "a text of 3000 in 700000 cells", "a cell at 'A99999999999'"]
    done = subprocess.run([sys.executable, "-c", script, *wanted], cwd=TESTS, capture_output=True, text=True, check=True,
                          env={"PYTHONPATH": f"{TESTS.parent / 'src'}:{TESTS}"})  # fmt: skip
    assert done.stdout.split() == ["damaged_workbook", "too_much", "is_folder"]


@pytest.mark.parametrize(
    ("seen", "fault"),
    [
        (driver.Seen(READ, "", 1.9, 0), ""),
        (driver.Seen("dtd", "说明", 0, 0), "outcome dtd"),
        (driver.Seen(READ, "", 2.1, 0), "2.1 s"),
        (driver.Seen(READ, "", 0, 201 * MIB), "201 MB"),
        (driver.Seen(READ, "", 0, 0, ("beside.csv",)), "written"),
    ],
)
def test_the_driver_tells_what_is_wrong(seen: driver.Seen, fault: str) -> None:
    found = seen.fault(hostile("", "a.csv", b"", READ))
    assert found.startswith(fault)
    assert bool(found) is bool(fault)
