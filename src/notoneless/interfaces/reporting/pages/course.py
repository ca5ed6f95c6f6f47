"""The course of a case: identification, report, mobilisation, compulsion by law, each with its day, or why not yet."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.reporting.pages.wording import told
from notoneless.oversight.reporting.selectors import READ_REPORT
from notoneless.oversight.reporting.selectors.course import CourseLine, open_course


@page({"GET": READ_REPORT})
def course(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """The steps of one case; in short where the page of the case fetches them."""
    is_card = bool(request.headers.get("HX-Request"))
    row, lines = open_course(ctx, case)
    values = {
        "case": row.pk,
        "name": row.child.name,
        "lines": [_line(each) for each in lines],
        "may_see_paper": ctx.may(READ_PAPER),
    }
    return Shown("reporting/course_card.html" if is_card else "reporting/course.html", values)


def _line(line: CourseLine) -> dict[str, Any]:
    missing = "、".join(told(f"course_{each}") for each in line.missing)
    return {
        "line": line,
        "step": told(f"course_{line.step}"),
        "why": "" if line.taken else told("course_waits", steps=missing) if missing else told("course_open"),
    }


ROUTES = [route("cases/<uuid:case>/course/", course, "case_course")]
