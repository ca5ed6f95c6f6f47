"""结果.xlsx: what a clerk opens, sheet by sheet."""

from pathlib import Path

from notoneless.interfaces.reconciliation.workbook.columns import Words
from notoneless.interfaces.reconciliation.workbook.duplicates import duplicates
from notoneless.interfaces.reconciliation.workbook.figures import figures
from notoneless.interfaces.reconciliation.workbook.issues import issues
from notoneless.interfaces.reconciliation.workbook.mismatches import roll_mismatches
from notoneless.interfaces.reconciliation.workbook.missing import missing
from notoneless.interfaces.reconciliation.workbook.review import review
from notoneless.kernel.problems import Lang
from notoneless.records.reconciliation.services.comparing import Comparison
from notoneless.tabular.writing import WorkbookSpec, write_workbook_file

SHEETS = (missing, review, roll_mismatches, duplicates, issues, figures)
"""The sheets in the order a clerk needs them."""


def write_workbook(comparison: Comparison, path: Path, lang: Lang) -> None:
    """Write the workbook of a comparison to `path`."""
    words = Words(lang, comparison.result.parameters)
    write_workbook_file(path, WorkbookSpec(tuple(sheet(comparison, words) for sheet in SHEETS)))
