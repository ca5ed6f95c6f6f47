"""The forms of a return: recorded, placed, planned, followed up, handed over, taken back. What is known stands in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.cases.selectors.cases import case_in_reach
from notoneless.casework.reintegration.models import Return
from notoneless.casework.reintegration.rules.kinds import Funds, Seen, Teaching
from notoneless.casework.reintegration.rules.proposing import teaching_for
from notoneless.casework.reintegration.selectors.knowing import numbers_on
from notoneless.casework.reintegration.selectors.proposing import (
    first_seen_again,
    last_plan,
    registers_say,
    schools_to_choose,
)
from notoneless.casework.reintegration.selectors.returns import return_in_reach
from notoneless.casework.reintegration.services import (
    follow_up,
    hand_over_pupil,
    make_plan,
    place,
    record_return,
    withdraw_return,
)
from notoneless.casework.watch_list.selectors.keepers import keepers_for
from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.refusals import NotAllowed
from notoneless.foundation.access.scope import unit_reached
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.people.measures import ages_on
from notoneless.foundation.people.models import Child
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.interfaces.reintegration.pages.wording import told
from notoneless.kernel.ages import age_on
from notoneless.kernel.problems import NotonelessError, sentence

ADD = "attachment.add"
Fields = Callable[[Mapping[str, str]], list[FormField]]


@dataclass(frozen=True)
class Asked:
    """A form of one return: its action, what it sends, its fields, what is done and what is said when it is, and what is
    known.
    """

    action: Action[Any]
    names: tuple[str, ...]
    fields: Fields
    what: str
    done: str
    hint: str = ""


@page({"GET": record_return.code, "POST": record_return.code}, takes_files=True)
def recording(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """Since when a child is back and who saw it, and its sending. What registers saw stands above."""
    row = case_in_reach(ctx, case, record_return.code)
    made: list[UUID] = []

    def act(acting: Context) -> None:
        given: dict[str, Any] = _sent(request, ("on", "seen_by"))
        place_of = _place(ctx, row.child)
        proof = kept(acting, request, place_of, PAPERS, "proof") if request.FILES.get("proof") else None
        made.append(record_return(acting, case=case, proof=proof, **given))

    refusal = tried(ctx, request, record_return.code, act) if request.method == "POST" else None
    if made and refusal is None:
        messages.success(request, told("reintegration.recorded"))
        return Went("return", {"returned": made[0]})
    first, count = first_seen_again(row, ctx.today)
    hint = (
        told("reintegration.seen_since", day=first.isoformat(), count=count)
        if first
        else told("reintegration.seen_not")
    )
    own = Account._base_manager.filter(pk=ctx.actor).values_list("name", flat=True).first() if ctx.actor else None

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        day = (first or ctx.today).isoformat()
        return [
            FormField("on", gettext("哪天复学的"), "date", typed.get("on", day)),
            FormField("seen_by", told("parameter.seen_by"), "text", typed.get("seen_by", own or "")),
            FormField("proof", told("parameter.proof"), "file", is_optional=True, hint=gettext("照片或 PDF")),
        ]

    return _form(ctx, request, "record", row.child, fields, refusal, reverse("case", args=[case]), hint)


def _place(ctx: Context, child: Child) -> UUID:
    """The unit that keeps a proof: the one by which this person reaches the child."""
    unit = unit_reached(ctx, ADD, child)
    if unit is None:
        raise NotAllowed(ADD)
    return unit


@page({"GET": place.code, "POST": place.code})
def placing(ctx: Context, request: HttpRequest, returned: UUID) -> Answer:
    """Where and how a returned pupil learns, and its sending; what fits age and time away is chosen already."""
    row = return_in_reach(ctx, returned, place.code)
    age = age_on(row.child.born_on, ctx.today) if row.child.born_on else None
    oldest = ages_on(ctx.today).rule.until_years
    fit = teaching_for((row.on - row.gone_on).days, age, oldest, numbers_on(ctx.today))

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        kinds = [(each.value, told(f"reintegration.teaching_{each}")) for each in Teaching]
        sources = [(each.value, told(f"reintegration.funds_{each}")) for each in Funds]
        sealed = gettext("加密保存，凭需要才能看到，不印在安置表上")
        return [
            FormField("teaching", told("parameter.teaching"), "select", typed.get("teaching", fit), kinds),
            FormField(
                "lessons",
                told("parameter.lessons"),
                "text",
                typed.get("lessons", ""),
                hint=gettext("例如每周三、五补数学"),
            ),
            FormField(
                "funds_source", told("parameter.funds_source"), "select", typed.get("funds_source", Funds.NONE), sources
            ),
            _typed(typed, "funds_amount", hint=sealed, inputmode="decimal"),
            _typed(typed, "funds_purpose", hint=sealed),
        ]

    names = ("teaching", "lessons", "funds_source", "funds_amount", "funds_purpose")
    return _acted(ctx, request, row, Asked(place, names, fields, "place", "placed"))


def _typed(typed: Mapping[str, str], name: str, hint: str = "", inputmode: str = "") -> FormField:
    value = typed.get(name, "")
    return FormField(name, told(f"parameter.{name}"), "text", value, is_optional=True, hint=hint, inputmode=inputmode)


@page({"GET": make_plan.code, "POST": make_plan.code})
def planning(ctx: Context, request: HttpRequest, returned: UUID) -> Answer:
    """The plan of a returned pupil, and its sending; a further version begins with what the one before said."""
    row = return_in_reach(ctx, returned, make_plan.code)
    before = last_plan(row)
    posts = keepers_for(ctx, row.child_id)
    offered = [(each.key, f"{each.unit_name} {told(f'role.{each.role}')} {'、'.join(each.holders)}") for each in posts]
    day = ctx.today + timedelta(days=min(_A_MONTH, numbers_on(ctx.today).review_within))

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        said = before | dict(typed)
        keeper = said.get("keeper", offered[0][0] if offered else "")
        return [
            FormField("goals", told("parameter.goals"), "textarea", said.get("goals", "")),
            FormField(
                "measures", told("parameter.measures"), "textarea", said.get("measures", ""), hint=gettext("一行一条")
            ),
            FormField("keeper", told("parameter.keeper"), "select", keeper, offered),
            FormField("review_on", told("parameter.review_on"), "date", typed.get("review_on", day.isoformat())),
            FormField(
                "condition",
                told("parameter.condition"),
                "textarea",
                typed.get("condition", ""),
                is_optional=True,
                hint=gettext("健康、家庭困难等；加密保存，凭需要才能看到"),
            ),
        ]

    names = ("goals", "measures", "keeper", "review_on", "condition")
    return _acted(ctx, request, row, Asked(make_plan, names, fields, "plan", "planned"))


_A_MONTH = 30
"""Days until a plan is looked at again, as the form offers it."""


@page({"GET": follow_up.code, "POST": follow_up.code})
def following(ctx: Context, request: HttpRequest, returned: UUID) -> Answer:
    """What was found when following a pupil up, and its sending. What registers say stands above."""
    row = return_in_reach(ctx, returned, follow_up.code)
    first, last, window = registers_say(row, ctx.today)
    hint = told(
        "reintegration.registers",
        first=first.isoformat(),
        last=last.isoformat(),
        expected=window.expected,
        reported=window.reported,
        seen=window.seen,
        longest=window.longest,
    )

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        ways = [(each.value, told(f"reintegration.how_{each}")) for each in Seen]
        steady = [("true", gettext("稳定")), ("false", gettext("不稳定"))]
        chosen = typed.get("followed_how", Seen.TALK)
        return [
            FormField("followed_how", told("parameter.followed_how"), "select", chosen, ways),
            FormField("steady", told("parameter.steady"), "select", typed.get("steady", ""), steady),
            FormField(
                "talk",
                told("parameter.talk"),
                "textarea",
                typed.get("talk", ""),
                is_optional=True,
                hint=gettext("加密保存，凭需要才能看到"),
            ),
        ]

    names = ("followed_how", "steady", "talk")
    return _acted(ctx, request, row, Asked(follow_up, names, fields, "follow_up", "followed", hint))


@page({"GET": hand_over_pupil.code, "POST": hand_over_pupil.code})
def handing_over(ctx: Context, request: HttpRequest, returned: UUID) -> Answer:
    """To which school a returned pupil goes, and its sending."""
    row = return_in_reach(ctx, returned, hand_over_pupil.code)

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        schools = schools_to_choose(row, ctx.today)
        return [
            FormField("to_school", told("parameter.to_school"), "select", typed.get("to_school", ""), schools),
            _typed(typed, "note", hint=gettext("两所学校都看得到：不写病情、家庭困难等")),
        ]

    names = ("to_school", "note")
    return _acted(ctx, request, row, Asked(hand_over_pupil, names, fields, "hand_over", "handed"))


@page({"GET": withdraw_return.code, "POST": withdraw_return.code})
def withdrawing(ctx: Context, request: HttpRequest, returned: UUID) -> Answer:
    """Why the record of a return is taken back, and its sending."""
    row = return_in_reach(ctx, returned, withdraw_return.code)

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        return [FormField("reason", gettext("为什么撤销"), "text", typed.get("reason", ""))]

    return _acted(ctx, request, row, Asked(withdraw_return, ("reason",), fields, "withdraw", "taken_back"))


def _sent(request: HttpRequest, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: request.POST.get(name, "") for name in names}


def _acted(ctx: Context, request: HttpRequest, row: Return, asked: Asked) -> Answer:
    """A form of one return: shown, or its action done."""

    def act(acting: Context) -> None:
        asked.action(acting, returned=row.pk, **_sent(request, asked.names))

    refusal = tried(ctx, request, asked.action.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told(f"reintegration.{asked.done}"))
        return Went("return", {"returned": row.pk})
    back = reverse("return", args=[row.pk])
    return _form(ctx, request, asked.what, row.child, asked.fields, refusal, back, asked.hint)


def _form(
    ctx: Context,
    request: HttpRequest,
    what: str,
    child: Child,
    fields: Fields,
    refusal: NotonelessError | None,
    back: str,
    hint: str,
) -> Answer:
    values = {
        "title": told(f"reintegration.do_{what}"),
        "name": child.name,
        "fields": fields({name: str(text) for name, text in request.POST.items()}),
        "hint": hint,
        "back": back,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("reintegration/act.html", values, 422 if refusal else 200)


ROUTES = [
    route("returns/cases/<uuid:case>/record/", recording, "return_record"),
    route("returns/<uuid:returned>/place/", placing, "return_place"),
    route("returns/<uuid:returned>/plan/", planning, "return_plan"),
    route("returns/<uuid:returned>/follow-up/", following, "return_follow_up"),
    route("returns/<uuid:returned>/hand-over/", handing_over, "return_hand_over"),
    route("returns/<uuid:returned>/withdraw/", withdrawing, "return_withdraw"),
]
