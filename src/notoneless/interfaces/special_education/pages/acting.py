"""The forms of a file: opened, its condition entered anew, application, needs assessment, placement, programme."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.special_education.rules.kinds import Grade, Impairment, Learns
from notoneless.casework.special_education.selectors.clocks import last_review
from notoneless.casework.special_education.selectors.experts import list_experts
from notoneless.casework.special_education.selectors.files import file_in_reach
from notoneless.casework.special_education.selectors.proposing import (
    advice_of,
    guardian_of,
    last_programme,
    standards_of,
)
from notoneless.casework.special_education.services import (
    agree,
    assess,
    open_file,
    propose_placement,
    record_application,
    revise_file,
    write_programme,
)
from notoneless.foundation.access.context import Context
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Went, page, route
from notoneless.interfaces.special_education.pages.forms import (
    Asked,
    acted,
    chosen,
    field,
    sent,
    shown,
    signing_fields,
    ticks,
)
from notoneless.interfaces.special_education.pages.wording import offered, told


def _condition(typed: Mapping[str, str]) -> list[FormField]:
    sealed = gettext("加密保存，凭需要才能看到")
    return [
        chosen(typed, "impairment", offered(Impairment, "impairment"), hint=sealed),
        chosen(typed, "impairment_grade", offered(Grade, "grade"), Grade.NONE),
        field(
            typed, "certificate_number", is_optional=True, hint=gettext("20 位；与身份证号、类别、等级核对，加密保存")
        ),
        field(typed, "condition", "textarea", is_optional=True, hint=sealed),
    ]


@page({"GET": open_file.code, "POST": open_file.code})
def opening(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """What impairs a child, and its sending, which opens the file."""
    row = child_in_reach(ctx, child, open_file.code)
    made: list[UUID] = []

    def act(acting: Context) -> None:
        made.append(open_file(acting, child=child, **sent(request, _condition)))

    refusal = tried(ctx, request, open_file.code, act) if request.method == "POST" else None
    if made and refusal is None:
        messages.success(request, told("special_education.done_open"))
        return Went("special_file", {"file": made[0]})
    return shown(ctx, request, Asked(open_file, _condition, "open"), row.name, reverse("special_files"), refusal)


@page({"GET": revise_file.code, "POST": revise_file.code})
def revising(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """The condition as it is by now, and its sending; the version before is kept."""
    row = file_in_reach(ctx, file, revise_file.code)

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        *first, _ = _condition(typed)
        return [*first, field(typed, "condition", "textarea", hint=gettext("有什么变化；加密保存"))]

    return acted(ctx, request, row, Asked(revise_file, fields, "revise"))


@page({"GET": record_application.code, "POST": record_application.code})
def applying(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """Who applied for what, and its sending."""
    row = file_in_reach(ctx, file, record_application.code)
    day, guardian = ctx.today.isoformat(), guardian_of(row)

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        return [
            field(typed, "applicant", begin=guardian),
            chosen(typed, "wished", offered(Learns, "learns"), hint=gettext("只是愿望；安置由评估后另外的人决定")),
            FormField("on", gettext("哪天向学校申请"), "date", typed.get("on", day)),
            field(typed, "federation_on", "date", day),
        ]

    return acted(ctx, request, row, Asked(record_application, fields, "apply"))


@page({"GET": assess.code, "POST": assess.code})
def assessing(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """What experts found, domain by domain, and its sending."""
    row = file_in_reach(ctx, file, assess.code)
    committee = [(each.name, f"{each.name}（{each.works_at}）") for each in list_experts(ctx)]

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        return [
            FormField("on", gettext("哪天评估的"), "date", typed.get("on", ctx.today.isoformat())),
            ticks(typed, "experts", committee)
            if committee
            else field(typed, "experts", "textarea", hint=gettext("一行一位：姓名和单位")),
            field(typed, "findings", "textarea", hint=gettext("一行一个领域，例如 认知：能认十以内的数；加密保存")),
            chosen(typed, "advice", offered(Learns, "learns")),
        ]

    return acted(ctx, request, row, Asked(assess, fields, "assess"))


@page({"GET": propose_placement.code, "POST": propose_placement.code})
def proposing(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """Where a child is to learn, and its sending; what experts advised is chosen already."""
    row = file_in_reach(ctx, file, propose_placement.code)
    advice = advice_of(row)

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        return [
            chosen(typed, "learns", offered(Learns, "learns"), advice),
            FormField(
                "reason", gettext("为什么这样安置"), "textarea", typed.get("reason", ""), hint=gettext("加密保存")
            ),
        ]

    return acted(
        ctx, request, row, Asked(propose_placement, fields, "propose", told("special_education.another_decides"))
    )


@page({"GET": write_programme.code, "POST": write_programme.code})
def programming(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """The programme of a child, and its sending; a further version begins with what the one before said."""
    row = file_in_reach(ctx, file, write_programme.code)
    before = last_programme(row)
    standards = [(each, each) for each in standards_of(row, ctx.today)]

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        said = before | dict(typed)
        day = last_review(ctx.today).isoformat()
        cited = (
            chosen(said, "standard", [("", gettext("不依课程标准")), *standards], is_optional=True)
            if standards
            else field(said, "standard", is_optional=True)
        )
        return [
            field(said, "goals", "textarea"),
            field(said, "measures", "textarea"),
            cited,
            field(typed, "review_on", "date", day),
        ]

    return acted(ctx, request, row, Asked(write_programme, fields, "programme"))


@page({"GET": agree.code, "POST": agree.code}, takes_files=True)
def agreeing(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """What the school and the family of a pupil in a regular class agree on, and its sending."""
    row = file_in_reach(ctx, file, agree.code)
    guardian = guardian_of(row)

    def fields(typed: Mapping[str, str]) -> list[FormField]:
        return signing_fields(ctx, typed, guardian)

    return acted(ctx, request, row, Asked(agree, fields, "agree", files=("proof",)))


ROUTES = [
    route("special/children/<uuid:child>/open/", opening, "special_open"),
    route("special/<uuid:file>/revise/", revising, "special_revise"),
    route("special/<uuid:file>/apply/", applying, "special_apply"),
    route("special/<uuid:file>/assess/", assessing, "special_assess"),
    route("special/<uuid:file>/propose/", proposing, "special_propose"),
    route("special/<uuid:file>/agree/", agreeing, "special_agree"),
    route("special/<uuid:file>/programme/", programming, "special_programme"),
]
