"""What is shown of surveys."""

from notoneless.records.surveys.selectors.cells import (
    CellPage,
    ChildLine,
    cell_in_reach,
    next_missing,
    open_cell,
    open_cell_child,
)
from notoneless.records.surveys.selectors.counting import Progress, missing_in, progress_of
from notoneless.records.surveys.selectors.grid import READ_SURVEY, REVEAL_ANSWER
from notoneless.records.surveys.selectors.history import AnswerCard, answer_in_reach, answers_of_child
from notoneless.records.surveys.selectors.sheets import preview_of
from notoneless.records.surveys.selectors.tables import rows_for_table
from notoneless.records.surveys.selectors.tree import (
    SurveyLine,
    SurveyPage,
    list_surveys,
    open_survey_page,
    survey_in_reach,
    unit_held,
)
from notoneless.records.surveys.selectors.unsigned import Unsigned, UnsignedCell, unsigned_cells

__all__ = [
    "READ_SURVEY",
    "REVEAL_ANSWER",
    "AnswerCard",
    "CellPage",
    "ChildLine",
    "Progress",
    "SurveyLine",
    "SurveyPage",
    "Unsigned",
    "UnsignedCell",
    "answer_in_reach",
    "answers_of_child",
    "cell_in_reach",
    "list_surveys",
    "missing_in",
    "next_missing",
    "open_cell",
    "open_cell_child",
    "open_survey_page",
    "preview_of",
    "progress_of",
    "rows_for_table",
    "survey_in_reach",
    "unit_held",
    "unsigned_cells",
]
