"""The forms about one child schooled elsewhere: recorded, described, spoken with, certified, confirmed, ended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotAllowed, Unusable
from notoneless.foundation.access.scope import unit_reached
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.acting import Typed, asked_field, form_page, form_route
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Went, page, route
from notoneless.interfaces.frame.uploading import kept, sent_file
from notoneless.interfaces.schooling_elsewhere.pages.wording import told, word
from notoneless.kernel.codes.grades import LAST_COMPULSORY_GRADE
from notoneless.kernel.problems import Problem
from notoneless.records.schooling_elsewhere.models import ElsewhereRecord
from notoneless.records.schooling_elsewhere.rules.kinds import Beyond, ContactWay, EndReason, Recipient, Said
from notoneless.records.schooling_elsewhere.rules.refusing import STAGES
from notoneless.records.schooling_elsewhere.selectors.proposing import schools_near, term_ends
from notoneless.records.schooling_elsewhere.selectors.records import guardians_of, record_in_reach
from notoneless.records.schooling_elsewhere.services import (
    acknowledge_copy,
    certify,
    confirm,
    contact,
    describe,
    end,
    file_copy,
    import_confirmation,
    issue_certificate,
    open_record,
)

ADD, COPY = "attachment.add", "certificate_copy"
MOST_TEXT = 4000
"""Bytes of a confirmation that comes as a file."""


@dataclass(frozen=True)
class Form:
    """A form on a record: its action, title, fields, what is said when it is done. `proof`: whether a paper goes with it."""

    action: Action[Any]
    words: Callable[[], str]
    fields: Callable[[Context, ElsewhereRecord, Typed], list[FormField]]
    done: str
    proof: bool = False


def _details(typed: Typed, row: ElsewhereRecord | None = None) -> list[FormField]:
    """What is asked of where a child is schooled."""

    def kept_as(name: str) -> str:
        known = getattr(row, name, "") if row is not None else ""
        return "" if known is None else str(known)

    beyond = [(each.value, word("beyond", each)) for each in Beyond]
    grades = [(grade, str(grade)) for grade in range(1, LAST_COMPULSORY_GRADE + 1)]
    hidden = gettext("加密保存，凭需要才能看到；不填就保留原来的")
    return [
        asked_field("beyond", "select", typed, kept_as("beyond"), beyond),
        asked_field("away_place", "text", typed, kept_as("place"), hint=gettext("县外的写省、市、县；县内的写乡镇")),
        asked_field("school", "text", typed, kept_as("school"), optional=True),
        asked_field("stage", "select", typed, kept_as("stage"), [(each, word("stage", each)) for each in STAGES], True),
        asked_field("grade", "select", typed, kept_as("grade"), grades, optional=True),
        asked_field("class_name", "text", typed, kept_as("class_name"), optional=True),
        asked_field("student_number", "text", typed, optional=True, hint=hidden),
    ]


def _contact(ctx: Context, row: ElsewhereRecord, typed: Typed) -> list[FormField]:
    return [
        asked_field("guardian", "select", typed, options=guardians_of(ctx, row.child_id)),
        asked_field("way", "select", typed, options=[(each.value, word("way", each)) for each in ContactWay]),
        asked_field("family_said", "select", typed, options=[(each.value, word("said", each)) for each in Said]),
        asked_field("on", "date", typed, ctx.today.isoformat()),
        asked_field("note", "text", typed, optional=True, hint=gettext("不写病情、家庭困难等")),
    ]


def _certificate(ctx: Context, row: ElsewhereRecord, typed: Typed) -> list[FormField]:
    return [asked_field("guardian", "select", typed, options=guardians_of(ctx, row.child_id))]


def _certify(ctx: Context, row: ElsewhereRecord, typed: Typed) -> list[FormField]:
    today = ctx.today.isoformat()
    return [
        asked_field("guardian", "select", typed, options=guardians_of(ctx, row.child_id)),
        asked_field("signed_on", "date", typed, today),
        asked_field("sealed_on", "date", typed, today),
        _until(ctx, typed),
    ]


def _until(ctx: Context, typed: Typed) -> FormField:
    hint = gettext("学校确认到哪天，一般是本学期最后一天")
    return FormField(
        "until_on", gettext("确认到"), "date", typed.get("until_on", term_ends(ctx.today).isoformat()), hint=hint
    )


def _file(ctx: Context, row: ElsewhereRecord, typed: Typed) -> list[FormField]:
    schools = schools_near(row, ctx.today)
    hint = gettext("只有交中心学校的一份要选")
    return [
        asked_field(
            "recipient", "select", typed, options=[(each.value, word("recipient", each)) for each in Recipient]
        ),
        asked_field("filed_on", "date", typed, ctx.today.isoformat()),
        asked_field("centre_school", "select", typed, options=schools, optional=True, hint=hint),
    ]


def _confirm(ctx: Context, _: ElsewhereRecord, typed: Typed) -> list[FormField]:
    return [asked_field("issued_on", "date", typed, ctx.today.isoformat()), _until(ctx, typed)]


def _import(_: Context, __: ElsewhereRecord, typed: Typed) -> list[FormField]:
    hint = gettext("用手机扫对方给的二维码，把得到的文字原样粘贴")
    return [
        asked_field("signed_text", "textarea", typed, optional=True, hint=hint),
        FormField("file", gettext("或上传对方给的文件"), "file", is_optional=True),
    ]


def _end(ctx: Context, _: ElsewhereRecord, typed: Typed) -> list[FormField]:
    reasons = [(each.value, word("end", each)) for each in EndReason]
    return [
        asked_field("on", "date", typed, ctx.today.isoformat()),
        asked_field("end_reason", "select", typed, options=reasons),
    ]


FORMS: Mapping[str, Form] = {
    "contact": Form(contact, lambda: gettext("记录联系"), _contact, "contacted"),
    "describe": Form(describe, lambda: gettext("更正信息"), lambda _, row, typed: _details(typed, row), "described"),
    "import": Form(import_confirmation, lambda: gettext("导入就读确认"), _import, "confirmed"),
    "confirm": Form(confirm, lambda: gettext("登记学期证明"), _confirm, "confirmed", proof=True),
    "certificate": Form(issue_certificate, lambda: gettext("出具异地就读证明"), _certificate, "issued"),
    "certify": Form(certify, lambda: gettext("登记签章证明"), _certify, "certified", proof=True),
    "file": Form(file_copy, lambda: gettext("交存证明"), _file, "filed"),
    "end": Form(end, lambda: gettext("结束记录"), _end, "ended_now"),
}


def _acted(ctx: Context, request: HttpRequest, record: UUID, *, name: str) -> Answer:
    form, made = FORMS[name], list[UUID]()
    row = record_in_reach(ctx, record, form.action.code)
    fields = {each.name for each in form.action.parameters} - {"elsewhere_record", "proof"}

    def act(acting: Context) -> None:
        given: dict[str, Any] = {each: request.POST.get(each, "") for each in fields}
        if form.proof:
            given["proof"] = kept(acting, request, _place(ctx, row), PAPERS, "proof")
        if name == "import":
            given["signed_text"] = _text(request) or given["signed_text"]
        made.append(form.action(acting, elsewhere_record=record, **given))

    refusal = tried(ctx, request, form.action.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told(f"schooling_elsewhere.{form.done}"))
        return Went("paper", {"paper": made[0]}) if name == "certificate" else Went("away_record", {"record": record})
    typed = {each: str(text) for each, text in request.POST.items()}
    shown = form.fields(ctx, row, typed)
    if form.proof:
        shown.append(asked_field("proof", "file", typed, hint=gettext("照片或 PDF")))
    return form_page(ctx, form.words(), row.child.name, shown, refusal, reverse("away_record", args=[record]))


def _text(request: HttpRequest) -> str:
    """The text of an uploaded confirmation; nothing where none was uploaded. Raises Unusable for what is no text."""
    if not request.FILES.get("file"):
        return ""
    content, _ = sent_file(request, "file", MOST_TEXT)
    try:
        return content.decode("ascii")
    except UnicodeDecodeError:
        raise Unusable(Problem("schooling_elsewhere.unreadable")) from None


def _place(ctx: Context, row: ElsewhereRecord) -> UUID:
    """The unit that keeps a paper: the one by which this person reaches the child."""
    found = unit_reached(ctx, ADD, row.child)
    if found is None:
        raise NotAllowed(ADD)
    return found


@page({"GET": open_record.code, "POST": open_record.code})
def opening(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """Where a child is schooled elsewhere, and its sending."""
    row, made = child_in_reach(ctx, child, open_record.code), list[UUID]()
    fields = {each.name for each in open_record.parameters} - {"child"}

    def act(acting: Context) -> None:
        given: dict[str, Any] = {each: request.POST.get(each, "") for each in fields}
        made.append(open_record(acting, child=child, **given))

    refusal = tried(ctx, request, open_record.code, act) if request.method == "POST" else None
    if made and refusal is None:
        messages.success(request, told("schooling_elsewhere.opened"))
        return Went("away_record", {"record": made[0]})
    typed = {name: str(text) for name, text in request.POST.items()}
    shown = _details(typed)
    shown.insert(2, asked_field("since_on", "date", typed, ctx.today.isoformat()))
    return form_page(ctx, gettext("登记外地就读"), row.name, shown, refusal, reverse("child_away", args=[child]))


@page({"POST": acknowledge_copy.code})
def acknowledging(ctx: Context, request: HttpRequest, copy: UUID) -> Answer:
    """Say that a copy of a certificate has come."""
    refusal = tried(ctx, request, acknowledge_copy.code, lambda acting: acknowledge_copy(acting, **{COPY: copy}))
    if refusal is not None:
        raise refusal
    messages.success(request, told("schooling_elsewhere.acknowledged"))
    return Went("away")


ROUTES = [
    *(
        form_route(
            f"elsewhere/<uuid:record>/{name}/",
            f"away_{name}",
            each.action.code,
            partial(_acted, name=name),
            takes_files=each.proof or name == "import",
        )
        for name, each in FORMS.items()
    ),
    route("elsewhere/children/<uuid:child>/new/", opening, "away_new"),
    route("elsewhere/copies/<uuid:copy>/acknowledge/", acknowledging, "away_acknowledge"),
]
