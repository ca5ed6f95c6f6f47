"""The individual education programme, written and revised; earlier versions are kept."""

from datetime import date
from uuid import UUID

from notoneless.casework.special_education.models import ConditionVersion, EducationProgramme, SpecialFile
from notoneless.casework.special_education.rules.refusing import why_not_reviewed
from notoneless.casework.special_education.selectors.clocks import last_review
from notoneless.casework.special_education.services.checking import begun, refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage


@action("special.programme", words="制定个别化教育计划", english="Write an individual education programme")
def write_programme(
    ctx: Context,
    *,
    special_file: SpecialFile,
    goals: Passage,
    measures: Passage,
    standard: Line | None,
    review_on: date,
) -> UUID:
    """Write what a child is to learn and how, and by when that is looked at again; the programme, in a further version.

    Raises Refused for a day of review that has passed or is not in the term: a programme is looked at again each term.
    """
    refuse(why_not_reviewed(review_on, ctx.today, last_review(ctx.today)))
    rows = EducationProgramme._base_manager.filter(file=special_file).order_by("-number")
    row = begun(ctx, EducationProgramme, special_file, ctx.today)
    row.number = (rows.values_list("number", flat=True).first() or 0) + 1
    row.condition = ConditionVersion._base_manager.filter(file=special_file).order_by("-number")[0]
    row.goals, row.measures, row.standard, row.review_on = goals, measures, standard or "", review_on
    row.save(force_insert=True)
    return row.pk
