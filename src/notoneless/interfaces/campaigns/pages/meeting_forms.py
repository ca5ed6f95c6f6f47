"""The forms about a meeting: called, changed, people entered and heard, minutes, decisions, notes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext

from notoneless.casework.campaigns.models import Meeting
from notoneless.casework.campaigns.rules.meetings import MeetingKind
from notoneless.casework.campaigns.selectors.meetings import decision_in_reach, meeting_in_reach, units_to_call
from notoneless.casework.campaigns.selectors.people import posts_to_choose
from notoneless.casework.campaigns.services import (
    add_evidence,
    add_note,
    call_meeting,
    call_off_meeting,
    change_meeting,
    decide,
    drop_decision,
    enter_attendee,
    finish_decision,
    hear_teacher,
    write_minutes,
)
from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.interfaces.campaigns.pages.filling import Typed, field, form_shown, typed_in
from notoneless.interfaces.campaigns.pages.wording import told, word
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Went, page, route
from notoneless.interfaces.frame.uploading import kept


@dataclass(frozen=True)
class Form:
    """A form on a meeting: its action, title, fields, and what is said when it is done."""

    action: Action[Any]
    words: Callable[[], str]
    fields: Callable[[Context, Meeting, Typed], list[FormField]]
    done: str


def _place(typed: Typed, row: Meeting | None, today: str) -> list[FormField]:
    return [
        field("topic", "text", typed, row.heading if row else ""),
        field("on", "date", typed, row.on.isoformat() if row else today),
        field("venue", "text", typed, row.place if row else ""),
        field("agenda", "textarea", typed, row.agenda if row else "", hint=gettext("一行一项")),
    ]


def _minutes(_: Context, row: Meeting, typed: Typed) -> list[FormField]:
    hint = gettext("不写学生的病情、家庭困难等")
    return [
        field("account_given", "textarea", typed, row.report, optional=True, hint=gettext("期初、期中、期末例会必填")),
        field("minutes", "textarea", typed, row.minutes, hint=hint),
    ]


def _post(ctx: Context, row: Meeting, typed: Typed) -> FormField:
    return field("post", "select", typed, options=posts_to_choose(ctx, row.unit))


def _hear(ctx: Context, row: Meeting, typed: Typed) -> list[FormField]:
    return [
        _post(ctx, row, typed),
        field("reported", "textarea", typed, hint=gettext("到校、请假、需要关心的人数和措施")),
    ]


def _decide(ctx: Context, row: Meeting, typed: Typed) -> list[FormField]:
    return [field("decision_text", "text", typed), _post(ctx, row, typed), field("due_on", "date", typed)]


def _proof(_: Context, __: Meeting, typed: Typed) -> list[FormField]:
    return [field("caption", "text", typed), field("proof", "file", typed, hint=gettext("照片或 PDF"))]


FORMS: Mapping[str, Form] = {
    "enter": Form(
        enter_attendee, lambda: gettext("登记到会人员"), lambda ctx, row, typed: [_post(ctx, row, typed)], "entered"
    ),
    "hear": Form(hear_teacher, lambda: gettext("听取班主任汇报"), _hear, "heard"),
    "write": Form(write_minutes, lambda: gettext("写会议纪要"), _minutes, "written"),
    "decide": Form(decide, lambda: gettext("记录决定"), _decide, "decided"),
    "proof": Form(add_evidence, lambda: gettext("上传凭据"), _proof, "evidence_added"),
    "note": Form(
        add_note, lambda: gettext("补充说明"), lambda _, __, typed: [field("note_text", "textarea", typed)], "noted"
    ),
    "change": Form(
        change_meeting, lambda: gettext("修改安排"), lambda _, row, typed: _place(typed, row, ""), "changed"
    ),
    "call-off": Form(
        call_off_meeting,
        lambda: gettext("取消会议"),
        lambda _, __, typed: [field("reason", "text", typed)],
        "called_off",
    ),
}


def _acted(ctx: Context, request: HttpRequest, meeting: UUID, name: str) -> Answer:
    form = FORMS[name]
    row = meeting_in_reach(ctx, meeting, "campaign.read")
    names = {each.name for each in form.action.parameters} - {"meeting", "unit", "subject", "proof"}

    def act(acting: Context) -> None:
        given: dict[str, Any] = {each: request.POST.get(each, "") for each in names}
        if name == "proof":
            proof = kept(acting, request, row.unit_id, PAPERS, "proof")
            given |= {"unit": row.unit_id, "subject": meeting, "proof": proof}
        else:
            given["meeting"] = meeting
        form.action(acting, **given)

    refusal = tried(ctx, request, form.action.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told(f"campaigns.{form.done}"))
        return Went("meeting", {"meeting": meeting})
    shown = form.fields(ctx, row, typed_in(request))
    return form_shown(ctx, form.words(), row.heading, shown, refusal, reverse("meeting", args=[meeting]))


def _route(name: str) -> URLPattern:
    code = FORMS[name].action.code

    def view(ctx: Context, request: HttpRequest, meeting: UUID) -> Answer:
        return _acted(ctx, request, meeting, name)

    view.__doc__ = f"The form of {code}, and its sending."
    shown = page({"GET": code, "POST": code}, takes_files=name == "proof")(view)
    return route(f"meetings/<uuid:meeting>/{name}/", shown, f"meeting_{name}")


@page({"GET": call_meeting.code, "POST": call_meeting.code})
def calling(ctx: Context, request: HttpRequest) -> Answer:
    """The form that calls a meeting, and its sending."""
    made, names = list[UUID](), ("unit", "meeting_kind", "topic", "on", "venue", "agenda")

    def act(acting: Context) -> None:
        given: dict[str, Any] = {each: request.POST.get(each, "") for each in names}
        made.append(call_meeting(acting, **given))

    refusal = tried(ctx, request, call_meeting.code, act) if request.method == "POST" else None
    if made and refusal is None:
        messages.success(request, told("campaigns.called"))
        return Went("meeting", {"meeting": made[0]})
    typed, units = typed_in(request), units_to_call(ctx)
    shown = [
        field("unit", "select", typed, units[0][0] if len(units) == 1 else "", units),
        field("meeting_kind", "select", typed, options=[(each.value, word("kind", each)) for each in MeetingKind]),
        *_place(typed, None, ctx.today.isoformat()),
    ]
    return form_shown(ctx, gettext("登记会议"), "", shown, refusal, reverse("meetings"))


def _decision_form(name: str, action: Action[Any], words: Callable[[], str], value: str, done: str) -> URLPattern:
    def view(ctx: Context, request: HttpRequest, decision: UUID) -> Answer:
        row = decision_in_reach(ctx, decision, action.code)

        def act(acting: Context) -> None:
            action(acting, meeting_decision=decision, **{value: request.POST.get(value, "")})

        refusal = tried(ctx, request, action.code, act) if request.method == "POST" else None
        if request.method == "POST" and refusal is None:
            messages.success(request, told(f"campaigns.{done}"))
            return Went("meeting", {"meeting": row.meeting_id})
        shown, back = [field(value, "text", typed_in(request))], reverse("meeting", args=[row.meeting_id])
        return form_shown(ctx, words(), row.text, shown, refusal, back)

    view.__doc__ = f"The form of {action.code}, and its sending."
    shown = page({"GET": action.code, "POST": action.code})(view)
    return route(f"meetings/decisions/<uuid:decision>/{name}/", shown, f"meeting_decision_{name}")


ROUTES = [
    route("meetings/call/", calling, "meeting_call"),
    *map(_route, FORMS),
    _decision_form("finish", finish_decision, lambda: gettext("办结决定"), "note", "finished"),
    _decision_form("drop", drop_decision, lambda: gettext("取消决定"), "reason", "dropped"),
]
