"""What is done with undertakings: issued for all at once, ticked off with one day and scan, put right one by one."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.interfaces.appraisal.pages.reading import room_shown, school_shown
from notoneless.interfaces.appraisal.pages.wording import refused, told
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.oversight.appraisal.selectors.ruling import school_in_reach
from notoneless.oversight.appraisal.selectors.signing import (
    open_undertaking,
    room_in_reach,
    rooms_in_reach,
    undertaking_in_reach,
)
from notoneless.oversight.appraisal.services import (
    issue_letters,
    issue_statements,
    reopen_undertaking,
    sign_undertaking,
    withdraw_undertaking,
)


@page({"POST": issue_letters.code})
def issuing_letters(ctx: Context, request: HttpRequest, school: UUID) -> Answer:
    """A letter for every teacher who has none."""
    school_in_reach(ctx, school, issue_letters.code)
    refusal = tried(ctx, request, issue_letters.code, lambda acting: issue_letters(acting, unit=school))
    if refusal is not None:
        return school_shown(ctx, school, refusal)
    messages.success(request, told("letters_issued"))
    return Went("undertaking_school", {"school": school})


@page({"POST": issue_statements.code})
def issuing_everywhere(ctx: Context, request: HttpRequest, school: UUID) -> Answer:
    """A statement for every pupil of a school whose guardian has none, class by class."""
    school_in_reach(ctx, school, issue_statements.code)
    acting = with_form(ctx, request)
    rooms = [each.unit for each in rooms_in_reach(ctx, school) if each.statements.lacking]
    done, refusal = _each(acting, rooms, issue_statements.code, lambda one, unit: issue_statements(one, unit=unit))
    if not done and refusal is not None:
        return school_shown(ctx, school, refusal)
    messages.success(request, told("statements_issued"))
    return Went("undertaking_school", {"school": school})


@page({"POST": issue_statements.code})
def issuing_statements(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """A statement for every pupil of a class whose guardian has none."""
    room_in_reach(ctx, unit, issue_statements.code)
    refusal = tried(ctx, request, issue_statements.code, lambda acting: issue_statements(acting, unit=unit))
    if refusal is not None:
        return room_shown(ctx, unit, refusal)
    messages.success(request, told("statements_issued"))
    return Went("undertaking_room", {"unit": unit})


@page({"POST": sign_undertaking.code}, takes_files=True)
def signing_letters(ctx: Context, request: HttpRequest, school: UUID) -> Answer:
    """Tick off the letters that came back signed."""
    school_in_reach(ctx, school, sign_undertaking.code)
    refusal = _signed(ctx, request, school)
    return school_shown(ctx, school, refusal) if refusal else Went("undertaking_school", {"school": school})


@page({"POST": sign_undertaking.code}, takes_files=True)
def signing_statements(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Tick off the statements that came back signed."""
    room_in_reach(ctx, unit, sign_undertaking.code)
    refusal = _signed(ctx, request, unit)
    return room_shown(ctx, unit, refusal) if refusal else Went("undertaking_room", {"unit": unit})


def _signed(ctx: Context, request: HttpRequest, unit: UUID) -> NotonelessError | None:
    """Record those ticked as signed on one day, with one scan if there is one; why none was, if none was."""
    chosen, acting = request.POST.getlist("undertakings"), with_form(ctx, request)
    if not chosen:
        return Refused(Problem("appraisal.nobody_chosen"))
    try:
        proof = kept(acting, request, unit, PAPERS, "proof") if request.FILES.get("proof") else None
    except Refused as unfit:
        noted(ctx, unfit, Attempted(sign_undertaking.code, {}))
        return unfit
    on = request.POST.get("on", "")

    def sign(one: Context, row: str) -> None:
        sign_undertaking(one, undertaking=row, on=on, proof=proof)

    done, refusal = _each(acting, chosen, sign_undertaking.code, sign)
    if refusal is not None and not done:
        return refusal
    if refusal is not None:
        first = sentence(refusal.told, language_of())
        messages.warning(request, told("some_refused", count=len(chosen) - done, first=first))
    messages.success(request, told("signed_count", count=done))
    return None


def _each(
    acting: Context, what: Sequence[Any], code: str, act: Callable[[Context, Any], None]
) -> tuple[int, NotonelessError | None]:
    """Do something to each, whole or not at all; how many were done, and why the first that was not was refused."""
    done, first = 0, None
    for each in what:
        try:
            with transaction.atomic():
                act(acting.within(f"each/{each}"), each)
        except NotFound:
            raise
        except Refused as refusal:
            noted(acting, refusal, Attempted(code, {}))
            first = first or refusal
        else:
            done += 1
    return done, first


@page({"GET": reopen_undertaking.code, "POST": reopen_undertaking.code})
def reopening(ctx: Context, request: HttpRequest, undertaking: UUID) -> Answer:
    """Why a signature is taken back, and its sending."""
    hint = gettext("例如登记错了人；原来的登记留在审计记录里")

    def act(acting: Context) -> None:
        reopen_undertaking(acting, undertaking=undertaking, reason=request.POST.get("reason", ""))

    return _answered(
        ctx, request, undertaking, reopen_undertaking.code, act, (gettext("撤销签字登记"), hint, told("reopened"))
    )


@page({"GET": withdraw_undertaking.code, "POST": withdraw_undertaking.code})
def withdrawing(ctx: Context, request: HttpRequest, undertaking: UUID) -> Answer:
    """Why an undertaking is taken back, and its sending."""
    hint = gettext("例如监护人写错了；文书同时作废，改正以后重新出具")

    def act(acting: Context) -> None:
        withdraw_undertaking(acting, undertaking=undertaking, reason=request.POST.get("reason", ""))

    return _answered(
        ctx, request, undertaking, withdraw_undertaking.code, act, (gettext("撤回责任书"), hint, told("taken_back"))
    )


def _answered(
    ctx: Context,
    request: HttpRequest,
    undertaking: UUID,
    code: str,
    act: Callable[[Context], None],
    words: tuple[str, str, str],
) -> Answer:
    title, hint, done = words
    undertaking_in_reach(ctx, undertaking, code)
    refusal = tried(ctx, request, code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, done)
        return Went("undertaking", {"undertaking": undertaking})
    values = {
        "title": title,
        "row": open_undertaking(ctx, undertaking),
        "fields": [FormField("reason", gettext("为什么"), "text", request.POST.get("reason", ""), hint=hint)],
        "form": new_form(ctx),
        "error": refused(refusal),
    }
    return Shown("appraisal/act.html", values, 422 if refusal else 200)


ROUTES = [
    route("undertakings/schools/<uuid:school>/issue/", issuing_letters, "undertaking_letters_issue"),
    route("undertakings/schools/<uuid:school>/issue-statements/", issuing_everywhere, "undertaking_school_issue"),
    route("undertakings/schools/<uuid:school>/sign/", signing_letters, "undertaking_letters_sign"),
    route("undertakings/classes/<uuid:unit>/issue/", issuing_statements, "undertaking_statements_issue"),
    route("undertakings/classes/<uuid:unit>/sign/", signing_statements, "undertaking_statements_sign"),
    route("undertakings/<uuid:undertaking>/reopen/", reopening, "undertaking_reopen"),
    route("undertakings/<uuid:undertaking>/withdraw/", withdrawing, "undertaking_withdraw"),
]
