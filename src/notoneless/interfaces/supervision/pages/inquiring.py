"""Inquiries after a dropout by neglect of duty: the list, one with its people, what was found opened by need."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.cases.selectors.cases import case_in_reach
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.supervision.pages.forming import RowForm, made
from notoneless.interfaces.supervision.pages.wording import Typed, form_field, told
from notoneless.oversight.supervision.rules.complaining import Outcome
from notoneless.oversight.supervision.selectors import READ_INQUIRY, REVEAL_INQUIRY
from notoneless.oversight.supervision.selectors.complaints import staff_of
from notoneless.oversight.supervision.selectors.inquiries import (
    PersonLine,
    inquiry_in_reach,
    list_inquiries,
    open_inquiry_page,
    person_in_reach,
)
from notoneless.oversight.supervision.selectors.inspections import units_to_choose
from notoneless.oversight.supervision.services import decide_inquiry, find_inquiry, name_person, open_inquiry
from notoneless.oversight.supervision.services.checking import TAUGHT


@page({"GET": READ_INQUIRY})
def inquiries(ctx: Context, request: HttpRequest) -> Answer:
    """The inquiries in reach."""
    return Shown("supervision/inquiries.html", {"lines": list_inquiries(ctx)})


@page({"GET": READ_INQUIRY})
def inquiry(ctx: Context, request: HttpRequest, inquiry: UUID) -> Answer:
    """One inquiry with its people."""
    return _shown(ctx, inquiry)


@page({"POST": REVEAL_INQUIRY})
def opening(ctx: Context, request: HttpRequest, person: UUID) -> Answer:
    """Open what was found of somebody, which is recorded."""
    row, limits = person_in_reach(ctx, person, REVEAL_INQUIRY), Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)
    opened = {"findings": reveal(ctx, row, "findings", limits)}
    if row.outcome:
        opened["measure"] = reveal(ctx, row, "measure", limits)
    return _shown(ctx, row.inquiry_id, person, opened)


def _shown(ctx: Context, inquiry: UUID, person: UUID | None = None, opened: Any = None) -> Answer:
    line, people = open_inquiry_page(ctx, inquiry)
    values = {
        "line": line,
        "people": [_person(each, opened if each.id == person else None) for each in people],
        "form": new_form(ctx),
        "is_open": line.closed_on is None,
        "may_name": ctx.may(name_person.code),
        "may_find": ctx.may(find_inquiry.code),
        "may_decide": ctx.may(decide_inquiry.code),
        "may_reveal": ctx.may(REVEAL_INQUIRY),
    }
    return Shown("supervision/inquiry.html", values)


def _person(line: PersonLine, opened: Any) -> dict[str, Any]:
    outcome = told(f"complaining.outcome_{line.outcome}") if line.outcome else ""
    return {"line": line, "outcome": outcome, "opened": opened}


def _open(ctx: Context, _: Any, typed: Typed) -> list[FormField]:
    return [
        form_field("unit", "select", typed, options=units_to_choose(ctx, open_inquiry.code, *TAUGHT)),
        form_field("because_of", "text", typed, hint=gettext("哪项职责没有尽到；不写学生姓名")),
    ]


def _decide(_: Context, __: Any, typed: Typed) -> list[FormField]:
    outcomes = [(each.value, told(f"complaining.outcome_{each}")) for each in Outcome]
    return [form_field("inquiry_outcome", "select", typed, options=outcomes), form_field("what_follows", "text", typed)]


def _at_person(row: Any) -> tuple[str, dict[str, Any]]:
    return "inquiry", {"inquiry": row.inquiry_id}


FORMS: tuple[RowForm, ...] = (
    RowForm(
        "supervision/inquiries/cases/<uuid:row>/open/",
        "inquiry_open",
        open_inquiry,
        target="case",
        words=lambda: gettext("失职辍学立案追责"),
        find=case_in_reach,
        fields=_open,
        name_of=lambda row: row.child.name,
        back=lambda _: ("inquiries", {}),
    ),
    RowForm(
        "supervision/inquiries/<uuid:row>/name/",
        "inquiry_name",
        name_person,
        target="inquiry",
        words=lambda: gettext("列入追责对象"),
        find=inquiry_in_reach,
        fields=lambda ctx, row, typed: [
            form_field("person", "select", typed, options=staff_of(row.unit_id, ctx.today)),
            form_field("duty_neglected", "text", typed),
        ],
        name_of=lambda row: row.unit.name,
        back=lambda row: ("inquiry", {"inquiry": row.pk}),
    ),
    RowForm(
        "supervision/inquiries/people/<uuid:row>/find/",
        "inquiry_find",
        find_inquiry,
        target="inquiry_person",
        words=lambda: gettext("登记调查结果"),
        find=person_in_reach,
        fields=lambda _, __, typed: [form_field("found_out", "textarea", typed)],
        name_of=lambda row: row.account.name,
        back=_at_person,
    ),
    RowForm(
        "supervision/inquiries/people/<uuid:row>/decide/",
        "inquiry_decide",
        decide_inquiry,
        target="inquiry_person",
        words=lambda: gettext("作出追责结论"),
        find=person_in_reach,
        fields=_decide,
        name_of=lambda row: row.account.name,
        back=_at_person,
    ),
)

ROUTES = [
    route("supervision/inquiries/", inquiries, "inquiries"),
    route("supervision/inquiries/<uuid:inquiry>/", inquiry, "inquiry"),
    route("supervision/inquiries/people/<uuid:person>/", opening, "inquiry_person"),
    *map(made, FORMS),
]
