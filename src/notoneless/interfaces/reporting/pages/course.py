"""The course of a case: identification, report, mobilisation, compulsion by law, each with its day, or why not yet."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from notoneless.casework.procedures.rules.moves import EnforcementStep
from notoneless.casework.procedures.rules.steps import StepState
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.procedures.selectors.procedures import steps_of_child
from notoneless.foundation.access.context import Context
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, route
from notoneless.interfaces.reporting.pages.wording import told
from notoneless.kernel.problems import sentence
from notoneless.oversight.reporting.rules.course import CourseStep
from notoneless.oversight.reporting.selectors import READ_REPORT
from notoneless.oversight.reporting.selectors.course import CourseLine, open_course


@page({"GET": READ_REPORT})
def course(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """The steps of one case; in short where the page of the case fetches them."""
    is_card = bool(request.headers.get("HX-Request"))
    row, lines = open_course(ctx, case)
    closed = _closed(ctx, row.child_id) if ctx.may(READ_PROCEDURE) else {}
    values = {
        "case": row.pk,
        "name": row.child.name,
        "lines": [_line(each, closed) for each in lines],
        "may_see_paper": ctx.may(READ_PAPER),
    }
    return Shown("reporting/course_card.html" if is_card else "reporting/course.html", values)


_STEP_OF = {CourseStep.ORDER: EnforcementStep.ORDER, CourseStep.COURT: EnforcementStep.COURT}
"""Which of the four steps of law each step of compulsion is."""


def _closed(ctx: Context, child: UUID) -> dict[CourseStep, str]:
    """Why law lets the steps of compulsion not be taken now, as the four steps of the child say it."""
    steps = {each.step: each for each in steps_of_child(ctx, child).steps}
    return {
        step: sentence(steps[legal].why[0], language_of())
        for step, legal in _STEP_OF.items()
        if steps[legal].state is StepState.CLOSED and steps[legal].why
    }


def _line(line: CourseLine, closed: Mapping[CourseStep, str]) -> dict[str, Any]:
    missing = "、".join(told(f"course_{each}") for each in line.missing)
    why = ""
    if line.taken is None and missing:
        why = told("course_waits", steps=missing)
    elif line.taken is None:
        why = closed.get(line.step) or told("course_open")
    return {"line": line, "step": told(f"course_{line.step}"), "why": why}


ROUTES = [route("cases/<uuid:case>/course/", course, "case_course")]
