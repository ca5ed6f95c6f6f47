"""What is fed back to townships and villages: issued, received, and told by need."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.access.scope import visible_to
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.reporting.pages.wording import month_read, month_words, sentence_of, told
from notoneless.kernel.calendar import months_until
from notoneless.kernel.problems import NotonelessError
from notoneless.oversight.reporting.models import Feedback
from notoneless.oversight.reporting.rules.months import MOST_MONTHS
from notoneless.oversight.reporting.selectors.feedback import READ_FEEDBACK, REVEAL_FEEDBACK, list_feedback
from notoneless.oversight.reporting.services import acknowledge_feedback, issue_feedback


@page({"GET": READ_FEEDBACK})
def feedback(ctx: Context, request: HttpRequest) -> Answer:
    """A month of what was fed back, and what waits for a receipt."""
    asked = request.GET.get("month", "")
    return _shown(ctx, month_read(asked) if asked else ctx.today.replace(day=1))


def _shown(ctx: Context, month: date, refusal: NotonelessError | None = None) -> Answer:
    found = list_feedback(ctx, month)
    values = {
        "month": month.isoformat(),
        "month_words": month_words(month),
        "months": [(each.isoformat(), month_words(each)) for each in months_until(ctx.today, MOST_MONTHS + 1)],
        "lines": [
            (
                each,
                [(village, told(f"subject.{subject}"), people, more) for village, subject, people, more in each.rows],
            )
            for each in found.lines
        ],
        "to_issue": found.to_issue,
        "may_reveal": ctx.may(REVEAL_FEEDBACK),
        "form": new_form(ctx),
        "error": sentence_of(refusal),
    }
    return Shown("reporting/feedback.html", values, 422 if refusal else 200)


def _done(
    ctx: Context, request: HttpRequest, month: date, code: str, words: str, act: Callable[[Context], Any]
) -> Answer:
    refusal = tried(ctx, request, code, act)
    if refusal is not None:
        return _shown(ctx, month, refusal)
    messages.success(request, told(words))
    return Went("feedback")


@page({"POST": issue_feedback.code})
def issue(ctx: Context, request: HttpRequest, unit: UUID, day: str) -> Answer:
    """Feed a month back."""
    month = month_read(day)
    given = {"unit": unit, "month": month, "note": request.POST.get("note", "")}
    return _done(ctx, request, month, issue_feedback.code, "fed_back", lambda acting: issue_feedback(acting, **given))


@page({"POST": acknowledge_feedback.code})
def acknowledge(ctx: Context, request: HttpRequest, feedback: UUID) -> Answer:
    """Receive what was fed back to one's own place."""
    given = {"feedback": feedback}
    month = ctx.today.replace(day=1)
    return _done(
        ctx, request, month, acknowledge_feedback.code, "received", lambda acting: acknowledge_feedback(acting, **given)
    )


@page({"POST": REVEAL_FEEDBACK})
def needed(ctx: Context, request: HttpRequest, feedback: UUID) -> Answer:
    """Open whom a feedback names by need: name, village and where it learns, nothing else."""
    row = visible_to(ctx, REVEAL_FEEDBACK, Feedback).filter(pk=feedback).select_related("unit").first()
    if row is None or row.by_need is None:
        raise NotFound
    text = reveal(ctx, row, "by_need", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or "[]"
    return Shown("reporting/by_need.html", {"people": json.loads(text), "unit": row.unit.name})


ROUTES = [
    route("feedback/", feedback, "feedback"),
    route("feedback/<uuid:unit>/<str:day>/issue/", issue, "feedback_issue"),
    route("feedback/<uuid:feedback>/acknowledge/", acknowledge, "feedback_acknowledge"),
    route("feedback/<uuid:feedback>/needed/", needed, "feedback_needed"),
]
