"""Reminding: every post that is behind once, with one button for all that it owes, or for all posts together."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.interfaces.duties.pages.wording import Asked, asked, last_reminder, told, unit_field, words_of
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.oversight.duties.selectors.bearers import Overdue, Owing, posts_to_remind
from notoneless.oversight.duties.selectors.compliance import unit_in_reach
from notoneless.oversight.duties.services import remind_post

_NAMED = 3
"""Posts that a sentence names; of more it says so."""


@page({"GET": remind_post.code, "POST": remind_post.code})
def reminders(ctx: Context, request: HttpRequest) -> Answer:
    """Who is behind with what has come up to whoever asks, and reminding one of them or all."""
    wanted = asked(ctx, request)
    if request.method != "POST":
        return _shown(ctx, wanted)
    found = posts_to_remind(ctx, wanted.unit).lines
    name, role = request.POST.get("bearer", ""), request.POST.get("role", "")
    chosen = [each for each in found if not name or (str(each.unit), each.role) == (name, role)]
    if name and not chosen:
        raise NotFound
    try:
        remind(ctx, request, chosen, "")
    except NotFound:
        raise
    except Refused as refusal:
        noted(ctx, refusal, Attempted(remind_post.code, {}))
        return _shown(ctx, wanted, refusal)
    return HttpResponseRedirect(wanted.address("duty_reminders"))


def remind(ctx: Context, request: HttpRequest, posts: Sequence[Owing], duty: str) -> None:
    """Remind some posts, and say how many people that reached, and of which posts it reached nobody.

    Of several posts those that cannot be reached are left out. Raises Refused where one alone is refused.
    """
    acting = with_form(ctx, request)
    reached = [each for each in posts if each.is_reached and each.rows] if len(posts) > 1 else list(posts)
    for each in reached:
        key = f"remind/{each.unit}/{each.role}"
        remind_post(acting.within(key), unit=each.unit, role=each.role, duty=duty or None)
    missed = [each for each in posts if not each.is_reached]
    if reached:
        people, count = sum(len(each.holders) for each in reached), sum(len(each.rows) for each in reached)
        messages.success(request, told("duties.reminded", people=people, count=count, who=_named(reached)))
    if missed:
        messages.warning(request, told("duties.reached_nobody", count=len(missed), who=_named(missed)))
    if not reached:
        messages.warning(request, told("duties.reminded_nobody"))


def _named(posts: Sequence[Owing]) -> str:
    named = told("telling.text", value=("、" if language_of() == "zh" else ", ").join(map(owes, posts[:_NAMED])))
    return told("duties.reminded_and_more", first=named) if len(posts) > _NAMED else named


def owes(post: Owing) -> str:
    """A post with who holds it."""
    role = Problem(f"role.{post.role}")
    if not post.holders:
        return told("duties.owed_by_nobody", unit=post.unit_name, role=role)
    return told("duties.owed_by", unit=post.unit_name, role=role, names="、".join(post.holders))


def _shown(ctx: Context, wanted: Asked, refusal: NotonelessError | None = None) -> Answer:
    found = posts_to_remind(ctx, wanted.unit)
    values = {
        "lines": [_line(each) for each in found.lines],
        "to_remind": sum(bool(each.rows) and each.is_reached for each in found.lines),
        "is_cut": found.is_cut,
        "field": unit_field(ctx, wanted, "duty_reminders"),
        "unit": str(wanted.unit or ""),
        "unit_name": unit_in_reach(ctx, wanted.unit).name if wanted.unit else "",
        "month": f"{wanted.month:%Y-%m}",
        "back": wanted.address("compliance"),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("duties/reminders.html", values, 422 if refusal else 200)


def _line(post: Owing) -> dict[str, Any]:
    return {
        "unit": post.unit,
        "role": post.role,
        "owes": owes(post),
        "is_reached": post.is_reached,
        "count": post.count,
        "duties": [_times(each) for each in post.duties],
        "may": bool(post.rows) and post.is_reached,
        "reminded": last_reminder(post.reminded),
    }


def _times(each: Overdue) -> str:
    """A duty with the day on which it was due, or between which days those of several periods were: the list has no month."""
    first, last = each.first.isoformat(), each.last.isoformat()
    if each.count == 1:
        return told("duties.owes_since", title=words_of(each.title), day=first)
    code = "duties.owes_times_on" if first == last else "duties.owes_times"
    return told(code, title=words_of(each.title), count=each.count, first=first, last=last)


ROUTES = [route("compliance/reminders/", reminders, "duty_reminders")]
