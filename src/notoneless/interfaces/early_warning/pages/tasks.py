"""Tasks in a browser: one's own, all in reach, the county's list; one task with the contact in three taps; the child's card."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.http import urlencode

from notoneless.casework.early_warning.rules.following import Answered, How, Whom
from notoneless.casework.early_warning.rules.triggers import OPENING, Trigger
from notoneless.casework.early_warning.selectors import READ_FOLLOW_UP, REVEAL_FOLLOW_UP
from notoneless.casework.early_warning.selectors.tasks import (
    ALL,
    MINE,
    TaskFilter,
    TaskLine,
    coming_after,
    contact_in_reach,
    is_being_listed,
    list_tasks,
    open_task,
    tasks_of_child,
)
from notoneless.casework.early_warning.services import contact
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.people.namesakes import told_apart_in_class
from notoneless.foundation.people.selectors import REVEAL_PHONE, child_in_reach
from notoneless.interfaces.early_warning.pages.wording import (
    choices,
    next_step,
    of_contact,
    of_task,
    post_of,
    told,
    uuid_of,
)
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.naming import called
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.attendance.selectors.classes import guardians_to_call

_KEPT = ("whose", "trigger", "unit", "past")
_SENT = ("on", "manner", "whom", "answered", "note", "next_on")


@page({"GET": READ_FOLLOW_UP})
def follow_ups(ctx: Context, request: HttpRequest) -> Answer:
    """The tasks of one's posts, or all in reach. The address holds codes and ids of units, and nobody's name."""
    asked = request.GET
    wanted = TaskFilter(
        whose=ALL if asked.get("whose") == ALL else MINE,
        trigger=asked.get("trigger", ""),
        unit=uuid_of(asked.get("unit")),
        past=asked.get("past") == "yes",
        after=uuid_of(asked.get("after")),
    )
    found = list_tasks(ctx, wanted)
    traits = told_apart_in_class(ctx, READ_FOLLOW_UP, {line.child for line in found.lines})
    kept = {name: asked[name] for name in _KEPT if asked.get(name)}
    values = {
        "lines": [of_task(line) | {"called": called(line.name, traits.get(line.child))} for line in found.lines],
        "counts": [(each, told(f"trigger_{each}"), found.counts[each]) for each in Trigger if each in found.counts],
        "wanted": wanted,
        "is_mine": wanted.whose == MINE,
        "is_being_listed": is_being_listed(ctx),
        "following": f"?{urlencode({**kept, 'after': str(found.following)})}" if found.following else "",
        "first": f"?{urlencode(kept)}" if wanted.after else "",
    }
    return Shown("early_warning/tasks.html", values)


@page({"GET": READ_FOLLOW_UP, "POST": contact.code})
def follow_up(ctx: Context, request: HttpRequest, follow_up: UUID) -> Answer:
    """One task: what stands, whom to turn to, and what came of it with one button."""
    if request.method != "POST":
        return _shown(ctx, follow_up, {})
    sent = {name: request.POST.get(name, "") for name in _SENT}
    refusal = tried(ctx, request, contact.code, lambda acting: contact(acting, follow_up=follow_up, **sent))
    if refusal is not None:
        return _shown(ctx, follow_up, sent, refusal)
    line = open_task(ctx, follow_up).task
    said = told("recorded", name=line.name, answered=told(f"answered_{sent['answered']}"))
    after = coming_after(ctx, line, sent["answered"], by_visit=sent["manner"] == How.VISIT)
    if after is not None:
        trigger = Problem(f"early_warning.trigger_{after.trigger}")
        said += told("recorded_next", trigger=trigger, who=post_of(after), day=after.due_on.isoformat())
    messages.success(request, said)
    return Went("follow_ups")


def _shown(ctx: Context, follow_up: UUID, sent: dict[str, str], refusal: NotonelessError | None = None) -> Answer:
    found = open_task(ctx, follow_up)
    reports, child = found.task.trigger in OPENING, found.task.child
    values = {
        "task": of_task(found.task),
        "called": called(found.task.name, told_apart_in_class(ctx, READ_FOLLOW_UP, [child]).get(child)),
        "next_step": next_step([found.task, *found.others]),
        "others": [of_task(each) for each in found.others],
        "guardians": guardians_to_call(ctx, [child]).get(child, ()) if ctx.may(REVEAL_PHONE) else (),
        "contacts": [of_contact(each) for each in found.contacts],
        "may_record": ctx.may(contact.code),
        "may_reveal": ctx.may(REVEAL_FOLLOW_UP),
        "sent": {**_usual(found.task, ctx), **{name: value for name, value in sent.items() if value}},
        "reports": reports,
        "hows": choices("how", [each for each in How if (each is How.REPORT) == reports]),
        "whoms": choices("whom", [each for each in Whom if (each is Whom.AUTHORITY) == reports]),
        "answers": choices("answered", [Answered.OTHER] if reports else Answered),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("early_warning/task.html", values, 422 if refusal else 200)


def _usual(task: TaskLine, ctx: Context) -> dict[str, str]:
    """What a form offers: a visit where one is asked for, else a telephone call; the county asks the school."""
    on = {"on": ctx.today.isoformat()}
    if task.trigger in OPENING:
        return {**on, "manner": How.REPORT, "whom": Whom.AUTHORITY}
    manner = How.VISIT if task.trigger == Trigger.VISIT else How.PHONE
    return {**on, "manner": manner, "whom": Whom.SCHOOL if task.trigger == Trigger.COUNTY_LIST else Whom.GUARDIAN}


@page({"POST": REVEAL_FOLLOW_UP})
def note(ctx: Context, request: HttpRequest, follow_up_contact: UUID) -> Answer:
    """Open what was said in a contact."""
    row = contact_in_reach(ctx, follow_up_contact, REVEAL_FOLLOW_UP)
    text = reveal(ctx, row, "note", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or ""
    return Shown("early_warning/note.html", {"text": text, "name": row.child.name, "child": row.child_id})


@page({"GET": READ_FOLLOW_UP})
def child_card(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """Where a card of the child's page leads to: the child's page itself."""
    child_in_reach(ctx, child, READ_FOLLOW_UP)
    return Went("child", {"child": child})


def follow_up_card(ctx: Context, child: UUID) -> Shown:
    """The tasks of a child on its page, whose opening is recorded."""
    lines = tasks_of_child(ctx, child)
    values: dict[str, Any] = {
        "child": child,
        "tasks": [of_task(each) for each in lines],
        "next_step": next_step(lines),
        "may_see_concern": ctx.may("concern.read"),
    }
    return Shown("early_warning/card.html", values)


ROUTES = [
    route("follow-ups/", follow_ups, "follow_ups"),
    route("follow-ups/<uuid:follow_up>/", follow_up, "follow_up"),
    route("follow-ups/contacts/<uuid:follow_up_contact>/note/", note, "contact_note"),
    route("follow-ups/children/<uuid:child>/", child_card, "follow_up_card"),
]
