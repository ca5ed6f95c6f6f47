"""The forms about migrant children: entered, applied for, papers added, placed, waiting, refused, ended."""

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
from notoneless.foundation.access.refusals import NotAllowed
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.acting import Typed, asked_field, form_page, form_route
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Went, language_of, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.interfaces.migrants.pages.wording import told, word
from notoneless.kernel.codes.grades import LAST_COMPULSORY_GRADE
from notoneless.kernel.problems import sentence
from notoneless.records.migrants.models import MigrantApplication
from notoneless.records.migrants.rules.kinds import CloseReason, Ground, PaperKind
from notoneless.records.migrants.selectors.knowing import schools_near, schools_near_child
from notoneless.records.migrants.selectors.nearest import nearest_of
from notoneless.records.migrants.selectors.records import application_in_reach, guardians_of, migrant_in_reach
from notoneless.records.migrants.services import (
    add_paper,
    apply_for_place,
    close,
    place,
    queue,
    refuse_place,
    register,
)

ADD = "attachment.add"
CHILD, APPLICATION = "migrant_child", "migrant_application"


@dataclass(frozen=True)
class Decision:
    """A form on an application: its action, its title, its fields, what is said when it is done."""

    action: Action[Any]
    words: Callable[[], str]
    fields: Callable[[Context, MigrantApplication, Typed], list[FormField]]
    done: str


def _place(ctx: Context, row: MigrantApplication, typed: Typed) -> list[FormField]:
    hint = gettext("没有安排到就近学校的要写明")
    return [
        asked_field("placed_school", "select", typed, str(row.nearest_id), schools_near(row.unit_id, ctx.today)),
        asked_field("reason", "text", typed, optional=True, hint=hint),
    ]


def _refuse(_: Context, __: MigrantApplication, typed: Typed) -> list[FormField]:
    hint = gettext("户籍、收费、考试都不能作为理由")
    return [
        asked_field(
            "ground", "select", typed, options=[(each.value, word("ground", each)) for each in Ground], hint=hint
        ),
        asked_field("reason", "text", typed),
        asked_field("article", "text", typed),
    ]


def _paper(_: Context, __: MigrantApplication, typed: Typed) -> list[FormField]:
    kinds = [(each.value, word("paper", each)) for each in PaperKind]
    return [
        asked_field("migrant_paper", "select", typed, options=kinds),
        asked_field("proof", "file", typed, hint=gettext("照片或 PDF")),
    ]


DECISIONS: Mapping[str, Decision] = {
    "paper": Decision(add_paper, lambda: gettext("补材料"), _paper, "paper_added"),
    "place": Decision(place, lambda: gettext("安排入学"), _place, "placed"),
    "queue": Decision(
        queue, lambda: gettext("等候学位"), lambda _, __, typed: [asked_field("reason", "text", typed)], "queued"
    ),
    "refuse": Decision(refuse_place, lambda: gettext("不予安排"), _refuse, "refused"),
}


def _decided(ctx: Context, request: HttpRequest, application: UUID, *, name: str) -> Answer:
    form = DECISIONS[name]
    row = application_in_reach(ctx, application, form.action.code)
    fields = {each.name for each in form.action.parameters} - {APPLICATION, "proof"}

    def act(acting: Context) -> None:
        given: dict[str, Any] = {each: request.POST.get(each, "") for each in fields}
        if name == "paper":
            given["proof"] = kept(acting, request, _keeps(ctx, row), PAPERS, "proof")
        form.action(acting, **{APPLICATION: application}, **given)

    refusal = tried(ctx, request, form.action.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told(f"migrants.{form.done}"))
        return Went("migrant", {"migrant": row.migrant_id})
    typed = {each: str(text) for each, text in request.POST.items()}
    back = reverse("migrant", args=[row.migrant_id])
    return form_page(ctx, form.words(), row.migrant.name, form.fields(ctx, row, typed), refusal, back)


def _keeps(ctx: Context, row: MigrantApplication) -> UUID:
    """The unit that keeps a paper: whichever of the two that answer this person reaches."""
    held = ctx.units_for(ADD)
    if not held:
        raise NotAllowed(ADD)
    return row.school_id if row.school_id in held else row.unit_id


@page({"GET": register.code, "POST": register.code})
def registering(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """Where a child has come from and which school answers for it, and its sending."""
    row, made = child_in_reach(ctx, child, register.code), list[UUID]()
    names = ("from_place", "came_on", "accountable_school")

    def act(acting: Context) -> None:
        given: dict[str, Any] = {each: request.POST.get(each, "") for each in names}
        made.append(register(acting, child=child, **given))

    refusal = tried(ctx, request, register.code, act) if request.method == "POST" else None
    if made and refusal is None:
        messages.success(request, told("migrants.registered"))
        return Went("migrant", {"migrant": made[0]})
    typed = {name: str(text) for name, text in request.POST.items()}
    hint = gettext("有包保学校的不用选")
    fields = [
        asked_field("from_place", "text", typed),
        asked_field("came_on", "date", typed, ctx.today.isoformat()),
        asked_field(
            "accountable_school",
            "select",
            typed,
            options=schools_near_child(child, ctx.today),
            optional=True,
            hint=hint,
        ),
    ]
    return form_page(ctx, gettext("登记流入儿童"), row.name, fields, refusal, reverse("child_migrant", args=[child]))


@page({"GET": apply_for_place.code, "POST": apply_for_place.code})
def applying(ctx: Context, request: HttpRequest, migrant: UUID) -> Answer:
    """A guardian's application, and its sending."""
    row = migrant_in_reach(ctx, migrant, apply_for_place.code)
    names = ("guardian", "signed_on", "grade", "nearest_school")

    def act(acting: Context) -> None:
        given: dict[str, Any] = {each: request.POST.get(each, "") for each in names}
        apply_for_place(acting, **{CHILD: migrant}, **given)

    refusal = tried(ctx, request, apply_for_place.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told("migrants.applied"))
        return Went("migrant", {"migrant": migrant})
    typed = {name: str(text) for name, text in request.POST.items()}
    grades = [(grade, str(grade)) for grade in range(1, LAST_COMPULSORY_GRADE + 1)]
    schools, nearest = schools_near(row.unit_id, ctx.today), nearest_of(ctx, apply_for_place.code, row)
    begin, why = str(nearest.school or ""), sentence(nearest.why, language_of())
    fields = [
        asked_field("guardian", "select", typed, options=guardians_of(ctx, row.child_id)),
        asked_field("signed_on", "date", typed, ctx.today.isoformat()),
        asked_field("grade", "select", typed, options=grades),
        asked_field("nearest_school", "select", typed, begin, schools, hint=why),
    ]
    return form_page(ctx, gettext("申请入学"), row.name, fields, refusal, reverse("migrant", args=[migrant]))


@page({"GET": close.code, "POST": close.code})
def closing(ctx: Context, request: HttpRequest, migrant: UUID) -> Answer:
    """Why a child is no migrant child here any more, and its sending."""
    row = migrant_in_reach(ctx, migrant, close.code)
    reason = request.POST.get("close_reason", "")
    refusal = (
        tried(ctx, request, close.code, lambda acting: close(acting, **{CHILD: migrant}, close_reason=reason))
        if request.method == "POST"
        else None
    )
    if request.method == "POST" and refusal is None:
        messages.success(request, told("migrants.closed_now"))
        return Went("migrant", {"migrant": migrant})
    reasons = [(each.value, word("close", each)) for each in CloseReason]
    fields = [asked_field("close_reason", "select", {"close_reason": reason}, options=reasons)]
    return form_page(ctx, gettext("结束登记"), row.name, fields, refusal, reverse("migrant", args=[migrant]))


ROUTES = [
    *(
        form_route(
            f"migrants/applications/<uuid:application>/{name}/",
            f"migrant_{name}",
            each.action.code,
            partial(_decided, name=name),
            takes_files=name == "paper",
        )
        for name, each in DECISIONS.items()
    ),
    route("migrants/children/<uuid:child>/new/", registering, "migrant_new"),
    route("migrants/<uuid:migrant>/apply/", applying, "migrant_apply"),
    route("migrants/<uuid:migrant>/close/", closing, "migrant_close"),
]
