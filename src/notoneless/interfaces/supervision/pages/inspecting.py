"""Inspections: lists, one of them, a checklist filled in, what was found and how it is mended."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.supervision.pages.forming import RowForm, made, shown_form
from notoneless.interfaces.supervision.pages.wording import (
    Typed,
    form_field,
    of_inspection,
    of_shortcoming,
    told,
    word,
    words,
)
from notoneless.oversight.supervision.rules.kinds import GRAVE, OWN, InspectionKind, Mark, Matter, MendState, checklist
from notoneless.oversight.supervision.selectors import READ_SUPERVISION
from notoneless.oversight.supervision.selectors.inspections import (
    inspection_in_reach,
    list_inspections,
    list_shortcomings,
    open_inspection,
    open_shortcoming,
    shortcoming_in_reach,
    units_to_choose,
)
from notoneless.oversight.supervision.services import (
    accept_mending,
    check_conduct,
    conclude_inspection,
    find_shortcoming,
    hold_interview,
    mend,
    record_inspection,
    send_mending_back,
    withdraw_inspection,
)

SHOWN = ("open", "overdue", "closed")
TAUGHT = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)


@page({"GET": READ_SUPERVISION})
def inspections(ctx: Context, request: HttpRequest) -> Answer:
    """The inspections in reach, and which may be entered."""
    values = {
        "lines": [of_inspection(each) for each in list_inspections(ctx)],
        "kinds": words("kind", InspectionKind) if ctx.may(record_inspection.code) else (),
        "own": words("own", OWN) if ctx.may(check_conduct.code) else (),
    }
    return Shown("supervision/inspections.html", values)


@page({"GET": READ_SUPERVISION})
def shortcomings(ctx: Context, request: HttpRequest) -> Answer:
    """What was found lacking in reach: open, overdue, closed."""
    lines = list_shortcomings(ctx)
    groups = {
        "open": [each for each in lines if each.state != MendState.CLOSED],
        "overdue": [each for each in lines if each.is_overdue],
        "closed": [each for each in lines if each.state == MendState.CLOSED],
    }
    show = request.GET.get("show", "open")
    show = show if show in SHOWN else "open"
    values = {
        "lines": [of_shortcoming(each) for each in groups[show]],
        "show": show,
        "groups": [(code, word("show", code), len(groups[code])) for code in SHOWN],
    }
    return Shown("supervision/shortcomings.html", values)


@page({"GET": READ_SUPERVISION})
def inspection(ctx: Context, request: HttpRequest, inspection: UUID) -> Answer:
    """One inspection with its checklist."""
    found = open_inspection(ctx, inspection)
    is_open = not found.line.is_concluded and not found.line.is_withdrawn
    steps: list[tuple[Action[Any], str, str, bool]] = [
        (find_shortcoming, "shortcoming_new", gettext("登记发现的问题"), not found.line.is_withdrawn),
        (conclude_inspection, "inspection_conclude", gettext("结束督查"), is_open),
        (
            withdraw_inspection,
            "inspection_withdraw",
            gettext("撤销登记"),
            not found.line.is_withdrawn and not found.shortcomings,
        ),
    ]
    values = {
        **of_inspection(found.line),
        "marks": [(word("item", item), word("mark", mark), mark) for item, mark in found.marks],
        "note": found.note,
        "because": found.because,
        "by": found.by,
        "shortcomings": [of_shortcoming(each) for each in found.shortcomings],
        "steps": [(name, title) for action, name, title, may in steps if may and ctx.may(action.code)],
    }
    return Shown("supervision/inspection.html", values)


@page({"GET": READ_SUPERVISION})
def shortcoming(ctx: Context, request: HttpRequest, shortcoming: UUID) -> Answer:
    """One shortcoming with what was done about it, and what this person may do."""
    found = open_shortcoming(ctx, shortcoming)
    grave = found.line.matter in GRAVE or found.line.is_overdue
    looks = found.line.state is MendState.MENDED and found.mended_by != ctx.actor
    steps: list[tuple[Action[Any], str, str, bool]] = [
        (mend, "shortcoming_mend", gettext("报告整改"), found.line.state is MendState.OPEN),
        (accept_mending, "shortcoming_accept", gettext("验收整改"), looks),
        (send_mending_back, "shortcoming_back", gettext("退回整改"), looks),
    ]
    values = {
        **of_shortcoming(found.line),
        "inspection": found.inspection,
        "course": [{"line": each, "move": word("move", each.move)} for each in found.steps],
        "steps": [(name, title) for action, name, title, may in steps if may and ctx.may(action.code)],
        "may_see_file": ctx.may("attachment.read"),
        "may_interview": grave and not found.line.is_own and ctx.may(hold_interview.code),
    }
    return Shown("supervision/shortcoming.html", values)


def _checklist(kind: InspectionKind, typed: Typed) -> list[FormField]:
    marks = words("mark", Mark)
    return [
        FormField(item, word("item", item), "select", typed.get(item, Mark.GOOD.value), marks)
        for item in checklist(kind)
    ]


def _given(request: HttpRequest, kind: InspectionKind, action: Action[Any]) -> dict[str, Any]:
    given: dict[str, Any] = {each.name: request.POST.get(each.name, "") for each in action.parameters}
    given["inspection_kind"] = kind.value
    given["checked"] = " ".join(f"{item}={request.POST.get(item, '')}" for item in checklist(kind))
    return given


def _entered(ctx: Context, request: HttpRequest, kind: str, action: Action[Any], title: str) -> Answer:
    """A checklist to fill in for a unit that is chosen, and its sending."""
    if kind not in set(InspectionKind) or (action is check_conduct and kind not in OWN):
        raise NotFound
    wanted, made_rows = InspectionKind(kind), list[UUID]()

    def act(acting: Context) -> None:
        made_rows.append(action(acting, **_given(request, wanted, action)))

    refusal = tried(ctx, request, action.code, act) if request.method == "POST" else None
    if made_rows and refusal is None:
        messages.success(request, told("supervising.saved"))
        return Went("inspection", {"inspection": made_rows[0]})
    typed = {name: str(text) for name, text in request.POST.items()}
    fields = _fields(ctx, wanted, action, typed)
    return shown_form(ctx, title, word("kind", wanted), fields, refusal, reverse("inspections"))


def _fields(ctx: Context, kind: InspectionKind, action: Action[Any], typed: Typed) -> list[FormField]:
    is_homework = kind is InspectionKind.HOMEWORK
    kinds: tuple[UnitKind, ...] = (*TAUGHT, UnitKind.CLASS)
    if action is check_conduct:
        kinds = (UnitKind.CLASS,) if is_homework else TAUGHT
    units = units_to_choose(ctx, action.code, *kinds)
    found = [
        form_field("unit", "select", typed, options=units),
        form_field("on", "date", typed, ctx.today.isoformat()),
        *_checklist(kind, typed),
    ]
    if action is check_conduct and is_homework:
        found += [
            form_field("homework", "number", typed, hint=gettext("抽问学生，写每天书面作业大约多少分钟")),
            form_field("is_excess_said", "select", typed, "false", words("yes", ("false", "true"))),
            form_field("mender", "text", typed, optional=True, hint=gettext("超标的要写明")),
            form_field("mend_by", "date", typed, optional=True, hint=gettext("超标的要写明")),
        ]
    return [*found, form_field("note", "textarea", typed, optional=True)]


@page({"GET": record_inspection.code, "POST": record_inspection.code})
def recording(ctx: Context, request: HttpRequest, kind: str) -> Answer:
    """An inspection by those above a school."""
    return _entered(ctx, request, kind, record_inspection, gettext("登记督查"))


@page({"GET": check_conduct.code, "POST": check_conduct.code})
def checking(ctx: Context, request: HttpRequest, kind: str) -> Answer:
    """What a school checks by itself."""
    return _entered(ctx, request, kind, check_conduct, gettext("登记自查"))


_MATTERS = {
    InspectionKind.CURRICULUM: Matter.CURRICULUM,
    InspectionKind.HOMEWORK: Matter.HOMEWORK,
    InspectionKind.SAFETY: Matter.HAZARD,
    InspectionKind.ETHICS: Matter.ETHICS,
    InspectionKind.HOMEBOUND: Matter.HOME_TEACHING,
    InspectionKind.ATTENDANCE: Matter.ATTENDANCE,
}


def _find(ctx: Context, row: Any, typed: Typed) -> list[FormField]:
    usual = _MATTERS.get(InspectionKind(row.kind), Matter.OTHER)
    return [
        form_field("matter", "select", typed, usual.value, words("matter", Matter)),
        form_field("what", "textarea", typed, hint=gettext("不写学生姓名")),
        form_field("mender", "text", typed, hint=gettext("谁来整改，如总务主任")),
        form_field("mend_by", "date", typed),
    ]


def _mend(ctx: Context, _: Any, typed: Typed) -> list[FormField]:
    return [
        form_field("on", "date", typed, ctx.today.isoformat()),
        form_field("note", "text", typed, hint=gettext("怎样整改的")),
        form_field("proof", "file", typed, hint=gettext("照片或 PDF")),
    ]


def _at_inspection(row: Any) -> tuple[str, dict[str, Any]]:
    return "inspection", {"inspection": row.pk}


def _at_shortcoming(row: Any) -> tuple[str, dict[str, Any]]:
    return "shortcoming", {"shortcoming": row.pk}


_LOOK = {"find": inspection_in_reach, "target": "inspection", "name_of": lambda row: row.unit.name}
_MEND = {"find": shortcoming_in_reach, "target": "shortcoming", "name_of": lambda row: row.unit.name}
FORMS: tuple[RowForm, ...] = (
    RowForm(
        "supervision/inspections/<uuid:row>/find/",
        "shortcoming_new",
        find_shortcoming,
        words=lambda: gettext("登记发现的问题"),
        fields=_find,
        back=_at_inspection,
        **_LOOK,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/inspections/<uuid:row>/conclude/",
        "inspection_conclude",
        conclude_inspection,
        words=lambda: gettext("结束督查"),
        fields=lambda *_: [],
        back=_at_inspection,
        **_LOOK,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/inspections/<uuid:row>/withdraw/",
        "inspection_withdraw",
        withdraw_inspection,
        words=lambda: gettext("撤销登记"),
        fields=lambda _, __, typed: [form_field("reason", "text", typed)],
        back=_at_inspection,
        **_LOOK,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/shortcomings/<uuid:row>/mend/",
        "shortcoming_mend",
        mend,
        words=lambda: gettext("报告整改"),
        fields=_mend,
        back=_at_shortcoming,
        keeps=lambda row: row.unit_id,
        **_MEND,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/shortcomings/<uuid:row>/accept/",
        "shortcoming_accept",
        accept_mending,
        words=lambda: gettext("验收整改"),
        fields=lambda _, __, typed: [form_field("note", "text", typed, optional=True)],
        back=_at_shortcoming,
        **_MEND,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/shortcomings/<uuid:row>/send-back/",
        "shortcoming_back",
        send_mending_back,
        words=lambda: gettext("退回整改"),
        fields=lambda _, __, typed: [form_field("note", "text", typed)],
        back=_at_shortcoming,
        **_MEND,  # type: ignore[arg-type]
    ),
)

ROUTES = [
    route("supervision/inspections/", inspections, "inspections"),
    route("supervision/shortcomings/", shortcomings, "shortcomings"),
    route("supervision/inspections/new/<str:kind>/", recording, "inspection_new"),
    route("supervision/checks/new/<str:kind>/", checking, "check_new"),
    route("supervision/inspections/<uuid:inspection>/", inspection, "inspection"),
    route("supervision/shortcomings/<uuid:shortcoming>/", shortcoming, "shortcoming"),
    *map(made, FORMS),
]
