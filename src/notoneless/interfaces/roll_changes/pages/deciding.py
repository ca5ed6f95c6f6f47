"""What is decided on an application, each on a form of its own that brings back the mark of what was seen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.roll_changes.pages.wording import kind_word, of_page, paper_words, told
from notoneless.kernel.codes.grades import LAST_COMPULSORY_GRADE
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.rules.kinds import ChangeKind
from notoneless.records.roll_changes.selectors.knowing import is_carried_out
from notoneless.records.roll_changes.selectors.proposing import classes_of_school
from notoneless.records.roll_changes.selectors.requests import RequestPage, may_decide, open_request, request_in_reach
from notoneless.records.roll_changes.services import (
    approve,
    confirm_arrival,
    document,
    issue_form,
    refuse_change,
    resubmit,
    send_back,
    withdraw,
)


@dataclass(frozen=True)
class Decision:
    """A decision: its action, what is typed (`text`: note or reason, optional or not), and what is said when it is done."""

    action: Action[Any]
    text: str
    is_optional: bool
    sees: bool
    words: Callable[[], str]
    done: str


DECISIONS = {
    "approve": Decision(approve, "note", True, True, lambda: gettext("批准"), "approved"),
    "send-back": Decision(send_back, "reason", False, True, lambda: gettext("退回补材料"), "sent_back"),
    "refuse": Decision(refuse_change, "reason", False, True, lambda: gettext("不予批准"), "refused"),
    "resubmit": Decision(resubmit, "note", True, False, lambda: gettext("重新提交"), "resubmitted"),
    "withdraw": Decision(withdraw, "reason", False, False, lambda: gettext("撤回申请"), "withdrawn"),
}


def _decided(ctx: Context, request: HttpRequest, change: UUID, what: str) -> Answer:
    """The form of a decision, with what is decided on beneath it, and its sending."""
    decision = DECISIONS[what]
    row = request_in_reach(ctx, change, decision.action.code)
    given: dict[str, Any] = {decision.text: request.POST.get(decision.text, "")}
    if decision.sees:
        given["saw"] = request.POST.get("saw", "")

    def act(acting: Context) -> None:
        decision.action(acting, change_request=change, **given)

    refusal = tried(ctx, request, decision.action.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        done = "carried" if what == "approve" and is_carried_out(change) else decision.done
        messages.success(request, told(f"roll_changes.{done}"))
        return Went("change", {"change": change})
    found = open_request(ctx, change) if decision.sees else None
    missing = paper_words(found.line.lacks) if found else []
    words = gettext("意见") if decision.is_optional else told(f"parameter.{decision.text}")
    hint = gettext("本校和上级都看得到：不写病情、家庭困难等")
    values = {
        "title": f"{decision.words()}：{kind_word(ChangeKind(row.kind))}",
        "name": row.name,
        "fields": [
            FormField(decision.text, words, "text", given[decision.text], is_optional=decision.is_optional, hint=hint)
        ],
        "saw": found.mark if found else "",
        "found": found,
        "submit": decision.words(),
        "waits": _elsewhere(ctx, found, decision.action.code),
        **(of_page(ctx, found) if found else {}),
        "hint": gettext("还缺：%(papers)s") % {"papers": "、".join(missing)} if missing else "",
        "back": reverse("change", args=[change]),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("roll_changes/act.html", values, 422 if refusal else 200)


def _elsewhere(ctx: Context, found: RequestPage | None, code: str) -> str:
    """At whose level an application stands, where it is not that of whoever looks; empty where it is."""
    if found is None or not found.line.waits_for or may_decide(ctx, code, found.line.id):
        return ""
    if found.line.by == ctx.actor:
        return told("roll_changes.own")
    return told("roll_changes.other_level", level=Problem(f"roll_changes.level_{found.line.waits_for}"))


def _route(what: str) -> URLPattern:
    code = DECISIONS[what].action.code

    def view(ctx: Context, request: HttpRequest, change: UUID) -> Answer:
        return _decided(ctx, request, change, what)

    view.__doc__ = f"The form of {code}, and its sending."
    name = f"change_{what.replace('-', '_')}"
    return route(f"roll-changes/<uuid:change>/{what}/", page({"GET": code, "POST": code})(view), name)


@page({"GET": confirm_arrival.code, "POST": confirm_arrival.code})
def arriving(ctx: Context, request: HttpRequest, change: UUID) -> Answer:
    """On which day a transferred pupil came, to which class, and its sending."""
    row = request_in_reach(ctx, change, confirm_arrival.code)
    sent = {name: request.POST.get(name, "") for name in ("on", "room", "grade")}

    def act(acting: Context) -> None:
        given: dict[str, Any] = dict(sent)
        confirm_arrival(acting, change_request=change, **given)

    refusal = tried(ctx, request, confirm_arrival.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told("roll_changes.arrived"))
        return Went("change", {"change": change})
    values = {
        "title": gettext("确认转入学生到校"),
        "name": row.name,
        "fields": _arrival(ctx, row, sent),
        "back": reverse("change", args=[change]),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("roll_changes/act.html", values, 422 if refusal else 200)


def _arrival(ctx: Context, row: ChangeRequest, sent: dict[str, str]) -> list[FormField]:
    grades = [(grade, str(grade)) for grade in range(1, LAST_COMPULSORY_GRADE + 1)]
    rooms = classes_of_school(row.also_unit_id, ctx.today)
    return [
        FormField("on", gettext("哪天到校的"), "date", sent["on"] or ctx.today.isoformat()),
        FormField("room", told("parameter.room"), "select", sent["room"], rooms),
        FormField("grade", told("parameter.grade"), "select", sent["grade"] or str(row.grade or ""), grades),
    ]


@page({"POST": document.code})
def documenting(ctx: Context, request: HttpRequest, event: UUID) -> Answer:
    """Begin the papers of a change that stands on the roll without an application."""
    made: list[UUID] = []
    refusal = tried(ctx, request, document.code, lambda acting: made.append(document(acting, event=event)))
    if refusal is not None:
        raise refusal
    messages.success(request, told("roll_changes.documented"))
    return Went("change", {"change": made[0]})


@page({"POST": issue_form.code})
def printing(ctx: Context, request: HttpRequest, change: UUID) -> Answer:
    """Number the sheet of an application; it is printed from its paper."""
    made: list[UUID] = []
    refusal = tried(
        ctx, request, issue_form.code, lambda acting: made.append(issue_form(acting, change_request=change))
    )
    if refusal is not None:
        raise refusal
    messages.success(request, told("roll_changes.form_issued"))
    return Went("paper", {"paper": made[0]})


ROUTES = [
    *map(_route, DECISIONS),
    route("roll-changes/<uuid:change>/arrival/", arriving, "change_arrival"),
    route("roll-changes/<uuid:change>/form/", printing, "change_form"),
    route("roll-changes/events/<uuid:event>/document/", documenting, "change_document"),
]
