"""Staff from a spreadsheet: the system administrator opens accounts and prints slips, the security administrator confirms."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.selectors import READ_ACCOUNT, accounts
from notoneless.foundation.access.services import renew_slip, slips_hashed
from notoneless.foundation.attachments.rules import SHEETS
from notoneless.foundation.organizations.rules.staff import HEADINGS
from notoneless.foundation.organizations.selectors import READ_PROPOSALS
from notoneless.foundation.organizations.selectors.sheets import STAFF, staff_plan_of, staff_preview_of
from notoneless.foundation.organizations.selectors.showing import ProposalLine, holders_proposed, list_proposals
from notoneless.foundation.organizations.services import confirm_post, decline_post, import_staff
from notoneless.interfaces.access.pages.accounts import AT_ONCE, slips_shown
from notoneless.interfaces.access.pages.choosing import county_in_reach
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, proved, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.interfaces.organizations.pages.forms import LINES, again, word
from notoneless.interfaces.organizations.pages.imports import SHOWN, faulty_rows
from notoneless.kernel.problems import NotonelessError, Problem, sentence

AT_A_TIME = 100
"""Proposed posts on one page, settled together."""


@page({"GET": STAFF})
def staff(ctx: Context, request: HttpRequest) -> Answer:
    """Where a list of staff is uploaded."""
    return _overview(ctx)


def _overview(ctx: Context) -> Shown:
    headings = "、".join(each.names[0] for each in HEADINGS)
    return Shown("organizations/staff.html", {"headings": headings, "form": new_form(ctx)})


@page({"POST": STAFF}, takes_files=True)
def upload(ctx: Context, request: HttpRequest) -> Answer:
    """Keep an uploaded list, and go on to what it would do."""
    acting = with_form(ctx, request)
    try:
        with transaction.atomic():  # a file that is no such table is not kept
            attachment = kept(acting, request, county_in_reach(ctx), SHEETS)
            staff_plan_of(ctx, attachment)
    except Refused as refusal:
        return again(ctx, refusal, "attachment.add", lambda: _overview(ctx))
    return Went("staff_preview", {"attachment": attachment})


@page({"GET": STAFF})
def preview(ctx: Context, request: HttpRequest, attachment: UUID) -> Answer:
    """What the list would do, and what has become of it: accounts to slip, posts that wait."""
    return _preview(ctx, attachment)


def _preview(ctx: Context, attachment: UUID) -> Shown:
    plan = staff_preview_of(ctx, attachment)
    proposed = list_proposals(ctx, LINES, attachment)
    values = {
        "attachment": attachment,
        "new": plan.newcomers[:SHOWN],
        "new_count": len(plan.newcomers),
        "posts": len(plan.proposals),
        "known": plan.known,
        "faults": [sentence(fault.problem, language_of()) for fault in plan.faults[:SHOWN]],
        "fault_count": len(plan.faults),
        "rows": len(plan.table.rows),
        "unknown": "、".join(plan.table.unknown[:20]),
        "proposed": [_line(line) for line in proposed],
        "at_once": AT_ONCE,
        "today": ctx.today.isoformat(),
        "form": new_form(ctx),
    }
    return Shown("organizations/staff_preview.html", values)


def _line(line: ProposalLine) -> tuple[ProposalLine, str, str]:
    return line, word(f"role.{line.role}"), word(f"organizations.outcome_{line.outcome}")


@page({"POST": STAFF})
def apply(ctx: Context, request: HttpRequest, attachment: UUID) -> Answer:
    """Open the accounts and propose the posts."""
    acting, new = with_form(ctx, request), len(staff_plan_of(ctx, attachment).newcomers)
    given = {"attachment": attachment, "from_on": request.POST.get("from_on", "")}
    try:
        import_staff(acting, unit=county_in_reach(ctx), **given)
    except Refused as refusal:
        return again(ctx, refusal, STAFF, lambda: _preview(ctx, attachment))
    messages.success(request, sentence(Problem("organizations.staff_opened", {"new": new}), language_of()))
    return Went("staff_preview", {"attachment": attachment})


@page({"GET": STAFF})
def faults(ctx: Context, request: HttpRequest, attachment: UUID) -> Answer:
    """The faulty rows as a spreadsheet."""
    plan = staff_preview_of(ctx, attachment)
    return faulty_rows(plan.table, plan.faults, HEADINGS)


@contextmanager
def _hashed(ctx: Context, request: HttpRequest, attachment: UUID) -> Iterator[None]:
    """The hashes of the slips, made before the transaction. What is wrong with the form the view tells."""
    steps: list[tuple[Context, UUID]] = []
    if ctx.may("account.renew_slip"):
        with suppress(NotonelessError), transaction.atomic():
            steps = _steps(ctx, request, attachment)[0]
    with slips_hashed(steps):
        yield


def _steps(ctx: Context, request: HttpRequest, attachment: UUID) -> tuple[list[tuple[Context, UUID]], bool]:
    """The next accounts of a list that nobody has entered yet, each with a request of its own; whether there are more."""
    acting, after = with_form(ctx, request), request.POST.get("after", "")
    waiting = accounts(ctx).filter(pk__in=holders_proposed(ctx, attachment), must_change_password=True, is_active=True)
    chosen = list(waiting.filter(sign_in_name__gt=after)[: AT_ONCE + 1])
    return [(acting.within(f"slip/{each.pk}"), each.pk) for each in chosen[:AT_ONCE]], len(chosen) > AT_ONCE


@page({"POST": "account.renew_slip"}, before=_hashed)
def slips(ctx: Context, request: HttpRequest, attachment: UUID) -> Answer:
    """Give the accounts of a list their first passwords, and show the slips, thirty at a time."""
    proved(ctx)
    steps, more = _steps(ctx, request, attachment)
    listed(ctx, READ_ACCOUNT, [account for _, account in steps], {"attachment": str(attachment)})
    done = [(step, renew_slip(step, account=account)) for step, account in steps]
    return slips_shown(ctx, request, done, more=more, again=reverse("staff_slips", kwargs={"attachment": attachment}))


@page({"GET": READ_PROPOSALS})
def proposals(ctx: Context, request: HttpRequest) -> Answer:
    """The posts that wait to be confirmed."""
    return _proposals(ctx)


def _proposals(ctx: Context) -> Shown:
    lines = [_line(line) for line in list_proposals(ctx, AT_A_TIME)]
    values = {"lines": lines, "most": AT_A_TIME, "may_settle": ctx.may("post.confirm"), "form": new_form(ctx)}
    return Shown("organizations/proposals.html", values)


@page({"POST": "post.confirm"})
def settle(ctx: Context, request: HttpRequest) -> Answer:
    """Confirm or decline the chosen ones: all of them, or none."""
    proved(ctx)
    acting = with_form(ctx, request)
    settle_one, code = (decline_post, "decline") if request.POST.get("decline") else (confirm_post, "confirm")
    try:
        with transaction.atomic():
            for proposal in request.POST.getlist("proposal")[:AT_A_TIME]:
                settle_one(acting.within(f"{code}/{proposal}"), proposal=proposal)
    except Refused as refusal:
        return again(ctx, refusal, f"post.{code}", lambda: _proposals(ctx))
    return Went("proposals")


ROUTES = [
    route("organizations/staff/", staff, "staff"),
    route("organizations/staff/upload/", upload, "staff_upload"),
    route("organizations/staff/<uuid:attachment>/", preview, "staff_preview"),
    route("organizations/staff/<uuid:attachment>/apply/", apply, "staff_apply"),
    route("organizations/staff/<uuid:attachment>/faults/", faults, "staff_faults"),
    route("organizations/staff/<uuid:attachment>/slips/", slips, "staff_slips"),
    route("organizations/proposals/", proposals, "proposals"),
    route("organizations/proposals/settle/", settle, "proposals_settle"),
]
