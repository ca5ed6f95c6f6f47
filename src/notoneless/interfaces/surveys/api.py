"""Surveys for programs: the same selectors as the pages have. Answers are written by the actions, also days after."""

from dataclasses import dataclass
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.interfaces.api.api import Operation
from notoneless.records.surveys.selectors import (
    READ_SURVEY,
    CellPage,
    SurveyLine,
    SurveyPage,
    list_surveys,
    open_cell,
    open_survey_page,
)


@dataclass(frozen=True, slots=True)
class Surveys:
    """The surveys of which a grid cell is in reach."""

    surveys: tuple[SurveyLine, ...]


def surveys(ctx: Context) -> Surveys:
    """The surveys of which a grid cell is in reach, the newest first."""
    return Surveys(list_surveys(ctx))


def survey(ctx: Context, survey: UUID) -> SurveyPage:
    """The tree of a survey at the top of what is in reach."""
    return open_survey_page(ctx, survey)


def branch(ctx: Context, survey: UUID, unit: UUID) -> SurveyPage:
    """The tree of a survey at a unit."""
    return open_survey_page(ctx, survey, unit)


def cell(ctx: Context, cell: UUID) -> CellPage:
    """A grid cell with its children. Of reasons and notes it is told whether they are there, and never what they are."""
    return open_cell(ctx, cell)


OPERATIONS = (
    Operation("GET", "surveys", "survey.list", READ_SURVEY, surveys, Surveys, "摸排 / Surveys"),
    Operation("GET", "surveys/{uuid:survey}", "survey.one", READ_SURVEY, survey, SurveyPage, "一次摸排 / One survey"),
    Operation(
        "GET",
        "surveys/{uuid:survey}/units/{uuid:unit}",
        "survey.branch",
        READ_SURVEY,
        branch,
        SurveyPage,
        "一个单位的摸排 / A unit in a survey",
    ),
    Operation(
        "GET", "surveys/cells/{uuid:cell}", "survey.cell", READ_SURVEY, cell, CellPage, "一个网格 / One grid cell"
    ),
)
