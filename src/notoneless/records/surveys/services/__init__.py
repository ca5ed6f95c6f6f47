"""What is done in surveys."""

from notoneless.records.surveys.services.answering import answer_child, sign_off
from notoneless.records.surveys.services.finding import find_child
from notoneless.records.surveys.services.importing import import_sheet
from notoneless.records.surveys.services.opening import complete_grid, open_survey

__all__ = ["answer_child", "complete_grid", "find_child", "import_sheet", "open_survey", "sign_off"]
