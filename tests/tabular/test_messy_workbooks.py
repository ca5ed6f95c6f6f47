"""What clerks and their programs do to workbooks, and what is read and said in each case."""

from pathlib import Path

import faults_of_cells
import faults_of_headings
import faults_of_rows
import faults_of_sheets
import pytest
from fault import Fault, table
from tabular_files import workbook

from notoneless.kernel.problems import sentence
from notoneless.tabular.reading import Roster, read_roster

FAULTS = [
    *faults_of_headings.FAULTS,
    *faults_of_rows.FAULTS,
    *faults_of_cells.FAULTS,
    *faults_of_sheets.FAULTS,
]


def _read(fault: Fault, folder: Path) -> Roster:
    assert fault.rows is not None
    path = workbook(folder / "花名册.xlsx", fault.rows, fault.edit)
    if fault.patch is not None:
        fault.patch(path)
    return read_roster(path)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault(fault: Fault, tmp_path: Path) -> None:
    roster = _read(fault, tmp_path)
    assert roster.data["name"].to_pylist() == list(fault.read)
    assert [(issue.problem.code, issue.row, issue.column) for issue in roster.issues] == list(fault.said)
    for column, values in fault.cells.items():
        assert roster.data[column].to_pylist()[: len(values)] == values
    for issue in roster.issues:
        assert sentence(issue.problem, "zh")
        assert sentence(issue.problem, "en")


def test_the_catalogue_is_large_enough() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 40


def test_no_issue_shows_a_number_in_clear(tmp_path: Path) -> None:
    rows = [*table(身份证号={1: 5.10599201102022e17}), ["填表人：周老师 13912345678"]]
    roster = read_roster(workbook(tmp_path / "a.xlsx", rows))
    shown = " ".join(f"{issue.value} {sentence(issue.problem)}" for issue in roster.issues)
    assert len(roster.issues) == 2
    assert "510599201102022" not in shown
    assert "13912345678" not in shown
