"""The schools and how far they are, a school, a class, one undertaking, and what is printed for signature."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.interfaces.appraisal.pages.wording import of_signer, refused, told
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.bundling import Bundle, bundled
from notoneless.interfaces.frame.forming import FormField
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.oversight.appraisal.rules.signing import Party, standing, year_words
from notoneless.oversight.appraisal.selectors import READ_UNDERTAKING
from notoneless.oversight.appraisal.selectors.parties import school_year_of
from notoneless.oversight.appraisal.selectors.ruling import rules_in_force, school_in_reach
from notoneless.oversight.appraisal.selectors.signing import (
    SignerLine,
    known_of,
    list_schools,
    open_undertaking,
    papers_of,
    pupils_to_sign,
    room_in_reach,
    rooms_in_reach,
    teachers_to_sign,
)
from notoneless.oversight.appraisal.services import (
    issue_letters,
    issue_statements,
    reopen_undertaking,
    sign_undertaking,
    withdraw_undertaking,
    write_rules,
)


@page({"GET": READ_UNDERTAKING})
def undertakings(ctx: Context, request: HttpRequest) -> Answer:
    """The schools in reach; a school's own people see that school at once, a class teacher the classes."""
    schools = list_schools(ctx)
    if len(schools) == 1:
        return school_shown(ctx, schools[0].unit)
    rooms = () if schools else rooms_in_reach(ctx)
    values = {"schools": schools, "rooms": rooms, "year": year_words(school_year_of(ctx.today))}
    return Shown("appraisal/schools.html", values)


@page({"GET": READ_UNDERTAKING})
def school(ctx: Context, request: HttpRequest, school: UUID) -> Answer:
    """A school: its teachers, its classes, its rules."""
    return school_shown(ctx, school)


def school_shown(ctx: Context, school: UUID, refusal: NotonelessError | None = None) -> Answer:
    """The page of a school; where something was refused, with the reason."""
    row = school_in_reach(ctx, school)
    lines = teachers_to_sign(ctx, school)
    rooms = rooms_in_reach(ctx, school)
    values = {
        "unit": row,
        "year": year_words(school_year_of(ctx.today)),
        "lines": [of_signer(line) for line in lines],
        "rooms": rooms,
        "rules": rules_in_force(school, ctx.today),
        "may_issue": _is_own(ctx, issue_letters.code, school) and any(line.undertaking is None for line in lines),
        "may_state": _is_own(ctx, issue_statements.code, school) and any(each.statements.lacking for each in rooms),
        "may_sign": _is_own(ctx, sign_undertaking.code, school) and _unsigned(lines),
        "may_write": _is_own(ctx, write_rules.code, school),
        "may_print": ctx.may(READ_PAPER) and _unsigned(lines),
        "hows": _hows(),
        **_forms(ctx),
        "error": refused(refusal),
    }
    return Shown("appraisal/school.html", values, 422 if refusal else 200)


def _is_own(ctx: Context, code: str, unit: UUID) -> bool:
    return unit in ctx.units_for(code)


def _unsigned(lines: tuple[SignerLine, ...]) -> bool:
    return any(line.undertaking is not None and line.signed_on is None for line in lines)


def _hows() -> list[tuple[str, str, str]]:
    return [
        (Bundle.PRINT, gettext("打印"), "printer"),
        (Bundle.PDF, gettext("打包 PDF"), "download"),
        (Bundle.WORD, gettext("打包 Word"), "download"),
    ]


def _forms(ctx: Context) -> dict[str, object]:
    return {
        "form": new_form(ctx),
        "fields": [
            FormField("on", gettext("签字日期"), "date", ctx.today.isoformat()),
            FormField(
                "proof", gettext("签名件"), "file", is_optional=True, hint=gettext("照片或 PDF，可以几份扫成一个")
            ),
        ],
    }


@page({"GET": READ_UNDERTAKING})
def room(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """A class: its pupils and the guardians who sign."""
    return room_shown(ctx, unit)


def room_shown(ctx: Context, unit: UUID, refusal: NotonelessError | None = None) -> Answer:
    """The page of a class; where something was refused, with the reason."""
    row, school = room_in_reach(ctx, unit)
    lines = pupils_to_sign(ctx, unit, school)
    rules = rules_in_force(school, ctx.today)
    values = {
        "unit": row,
        "school": school,
        "year": year_words(school_year_of(ctx.today)),
        "lines": [of_signer(line) for line in lines],
        "rules": rules,
        "may_issue": ctx.may(issue_statements.code)
        and rules is not None
        and any(each.undertaking is None for each in lines),
        "may_sign": ctx.may(sign_undertaking.code) and _unsigned(lines),
        "may_print": ctx.may(READ_PAPER) and _unsigned(lines),
        "hows": _hows(),
        **_forms(ctx),
        "error": refused(refusal),
    }
    return Shown("appraisal/room.html", values, 422 if refusal else 200)


@page({"GET": READ_PAPER})
def letters_printed(ctx: Context, request: HttpRequest, school: UUID, how: str) -> Answer:
    """The unsigned letters of a school's teachers."""
    row = school_in_reach(ctx, school)
    return _printed(ctx, papers_of(ctx, school, Party.TEACHER), how, f"{row.name}{told('party_teacher')}")


@page({"GET": READ_PAPER})
def statements_printed(ctx: Context, request: HttpRequest, unit: UUID, how: str) -> Answer:
    """The unsigned statements of a class."""
    row, _ = room_in_reach(ctx, unit)
    return _printed(ctx, papers_of(ctx, unit, Party.GUARDIAN), how, f"{row.name}{told('party_guardian')}")


def _printed(ctx: Context, papers: tuple[UUID, ...], how: str, name: str) -> Answer:
    if how not in set(Bundle):
        raise NotFound
    seen = set(visible_to(ctx, READ_PAPER, Paper).filter(pk__in=papers).values_list("pk", flat=True))
    wanted = [paper for paper in papers if paper in seen]
    if not wanted:
        raise Unusable(Problem("appraisal.nothing_to_print"))
    return bundled(ctx, wanted, Bundle(how), name)


@page({"GET": READ_UNDERTAKING})
def undertaking(ctx: Context, request: HttpRequest, undertaking: UUID) -> Answer:
    """One undertaking: its paper, who signed, the scan."""
    row = open_undertaking(ctx, undertaking)
    known = known_of(row)
    values = {
        "row": row,
        "kind": told(f"party_{row.party}"),
        "state": told(f"standing_{standing(known)}"),
        "year": year_words(row.school_year),
        "may_see_paper": ctx.may(READ_PAPER) and visible_to(ctx, READ_PAPER, Paper).filter(pk=row.paper_id).exists(),
        "may_see_copy": ctx.may(READ_ATTACHMENT),
        "may_reopen": ctx.may(reopen_undertaking.code) and row.signed_on is not None,
        "may_withdraw": ctx.may(withdraw_undertaking.code) and row.signed_on is None and row.withdrawn_on is None,
        "is_teachers": row.party == Party.TEACHER,
    }
    return Shown("appraisal/one.html", values)


ROUTES = [
    route("undertakings/", undertakings, "undertakings"),
    route("undertakings/schools/<uuid:school>/", school, "undertaking_school"),
    route("undertakings/schools/<uuid:school>/papers/<slug:how>/", letters_printed, "undertaking_letters"),
    route("undertakings/classes/<uuid:unit>/", room, "undertaking_room"),
    route("undertakings/classes/<uuid:unit>/papers/<slug:how>/", statements_printed, "undertaking_statements"),
    route("undertakings/<uuid:undertaking>/", undertaking, "undertaking"),
]
