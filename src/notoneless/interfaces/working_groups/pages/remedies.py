"""The forms of what a group finds and does: the cause, measures, why a kind is not chosen, and where the child is."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.reasons import reasons_on
from notoneless.casework.cases.rules.standing import Step
from notoneless.casework.cases.selectors import REVEAL_CASE
from notoneless.casework.cases.selectors.cases import case_in_reach
from notoneless.casework.working_groups.rules.remedies import RemedyKind
from notoneless.casework.working_groups.selectors.groups import group_of_child
from notoneless.casework.working_groups.selectors.remedies import cause_in_reach, doing_of, remedy_in_reach
from notoneless.casework.working_groups.services import (
    finish,
    give_up,
    leave_out,
    plan_remedy,
    record_cause,
    record_destination,
)
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.interfaces.frame.forming import FormField, Options
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, route
from notoneless.interfaces.working_groups.pages.answering import answered
from notoneless.interfaces.working_groups.pages.wording import reason_words, told
from notoneless.records.attendance.rules.kinds import TracedTo

Given = Mapping[str, str]


@page({"GET": record_cause.code, "POST": record_cause.code})
def cause(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """Why the child has dropped out, and its sending."""
    row = case_in_reach(ctx, case, record_cause.code)
    typed = _typed(request)

    def act(acting: Context) -> None:
        given = {"on": typed.get("on", ""), "reason": typed.get("reason", ""), "note": typed.get("note", "")}
        record_cause(acting, case=case, **given)

    return answered(ctx, request, row, record_cause.code, act, _cause_fields(ctx, row, typed), "case_cause")


def _cause_fields(ctx: Context, case: Case, typed: Given) -> list[FormField]:
    reasons = reasons_on(ctx.today).serving(Step.VERIFY)
    known = doing_of(ctx, case.child_id)
    before = known.cause.reason if known is not None and known.cause is not None else ""
    options = [(each.code, each.zh if language_of() == "zh" else each.en) for each in reasons]
    hint = gettext("凭需要才能看到的原因，系统会加密保存")
    return [
        FormField("reason", gettext("辍学原因"), "select", typed.get("reason", before), options, hint=hint),
        FormField("on", gettext("查明日期"), "date", typed.get("on", ctx.today.isoformat())),
        FormField("note", told("parameter.note"), "textarea", typed.get("note", ""), is_optional=True),
    ]


@page({"GET": plan_remedy.code, "POST": plan_remedy.code})
def planning(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """A measure: of which kind, what, who and by when; and its sending."""
    row, typed = case_in_reach(ctx, case, plan_remedy.code), _typed(request)

    def act(acting: Context) -> None:
        names = ("remedy_kind", "words", "group_place", "due_on")
        plan_remedy(acting, case=case, **{name: typed.get(name, "") for name in names})

    kind = typed.get("remedy_kind", request.GET.get("kind", ""))
    hint = gettext("写清做什么；不要写残疾、贫困等隐情")
    fields = [
        FormField("remedy_kind", gettext("哪一类"), "select", kind, _kinds()),
        FormField("words", told("parameter.remedy"), "text", typed.get("words", ""), hint=hint),
        FormField(
            "group_place", gettext("谁来办"), "select", typed.get("group_place", ""), _members(ctx, row.child_id)
        ),
        FormField("due_on", gettext("哪天以前"), "date", typed.get("due_on", "")),
    ]
    return answered(ctx, request, row, plan_remedy.code, act, fields, "plan")


def _kinds() -> Options:
    return [(each.value, told(f"working_groups.kind_{each}")) for each in RemedyKind]


def _members(ctx: Context, child: UUID) -> Options:
    """Those who sit in the group of a child."""
    line = group_of_child(ctx, child)
    places = line.places if line is not None else ()
    return [
        (each.id, f"{told(f'working_groups.party_{each.party}')} {each.unit_name} {'、'.join(each.holders)}")
        for each in places
        if not each.is_gap
    ]


@page({"GET": leave_out.code, "POST": leave_out.code})
def leaving_out(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """Why no measure of a kind is taken, and its sending."""
    row, typed = case_in_reach(ctx, case, leave_out.code), _typed(request)

    def act(acting: Context) -> None:
        leave_out(acting, case=case, remedy_kind=typed.get("remedy_kind", ""), reason=typed.get("reason", ""))

    kind = typed.get("remedy_kind", request.GET.get("kind", ""))
    fields = [
        FormField("remedy_kind", gettext("哪一类"), "select", kind, _kinds()),
        FormField("reason", gettext("为什么不采取"), "text", typed.get("reason", "")),
    ]
    return answered(ctx, request, row, leave_out.code, act, fields, "leave_out")


@page({"GET": record_destination.code, "POST": record_destination.code})
def where(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """Where the child is, and its sending."""
    row, typed = case_in_reach(ctx, case, record_destination.code), _typed(request)

    def act(acting: Context) -> None:
        record_destination(
            acting, case=case, **{name: typed.get(name, "") for name in ("on", "traced_to", "place", "source")}
        )

    options = [(each.value, told(f"arrivals.where_{each}")) for each in TracedTo if each is not TracedTo.BACK]
    fields = [
        FormField("on", gettext("哪天"), "date", typed.get("on", ctx.today.isoformat())),
        FormField("traced_to", gettext("孩子在哪里"), "select", typed.get("traced_to", ""), options),
        FormField("place", gettext("具体地方"), "text", typed.get("place", ""), is_optional=True),
        FormField("source", gettext("听谁说的"), "text", typed.get("source", ""), hint=gettext("例如：母亲电话")),
    ]
    return answered(ctx, request, row, record_destination.code, act, fields, "destination")


@page({"GET": finish.code, "POST": finish.code})
def finishing(ctx: Context, request: HttpRequest, remedy: UUID) -> Answer:
    """What a measure has brought, and its sending."""
    row, typed = remedy_in_reach(ctx, remedy, finish.code), _typed(request)
    fields = [FormField("effect", gettext("有什么效果"), "text", typed.get("effect", ""))]

    def act(acting: Context) -> None:
        finish(acting, remedy=remedy, effect=typed.get("effect", ""))

    return answered(ctx, request, row, finish.code, act, fields, "finish")


@page({"GET": give_up.code, "POST": give_up.code})
def giving_up(ctx: Context, request: HttpRequest, remedy: UUID) -> Answer:
    """Why a measure is given up, and its sending."""
    row, typed = remedy_in_reach(ctx, remedy, give_up.code), _typed(request)
    fields = [FormField("reason", gettext("为什么放弃"), "text", typed.get("reason", ""))]

    def act(acting: Context) -> None:
        give_up(acting, remedy=remedy, reason=typed.get("reason", ""))

    return answered(ctx, request, row, give_up.code, act, fields, "give_up")


@page({"POST": REVEAL_CASE})
def revealed(ctx: Context, request: HttpRequest, case_cause: UUID) -> Answer:
    """Open a cause that is told by need only, with what was written with it."""
    row = cause_in_reach(ctx, case_cause, REVEAL_CASE)
    text = reveal(ctx, row, "confidential", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or ""
    code, _, note = text.partition("\n")
    values = {"text": reason_words(code, row.on), "note": note, "child": row.child_id, "name": row.child.name}
    return Shown("working_groups/cause.html", values)


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: str(text) for name, text in request.POST.items()}


ROUTES = [
    route("working-groups/cases/<uuid:case>/cause/", cause, "group_cause"),
    route("working-groups/cases/<uuid:case>/remedies/", planning, "remedy_plan"),
    route("working-groups/cases/<uuid:case>/left-out/", leaving_out, "remedy_leave_out"),
    route("working-groups/cases/<uuid:case>/destination/", where, "group_destination"),
    route("working-groups/remedies/<uuid:remedy>/finish/", finishing, "remedy_finish"),
    route("working-groups/remedies/<uuid:remedy>/give-up/", giving_up, "remedy_give_up"),
    route("working-groups/causes/<uuid:case_cause>/reason/", revealed, "group_cause_reveal"),
]
