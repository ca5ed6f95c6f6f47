"""Accounts and their first-login slips, for the system administrator: open one, renew one slip, renew many and print them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.recording import Attempted, listed, noted
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.access.selectors import READ_ACCOUNT, accounts, accounts_beneath, name_above
from notoneless.foundation.access.services import open_account, renew_slip, slip_password, slips_hashed
from notoneless.interfaces.access.pages.choosing import Unclear, unit_typed
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, proved, route
from notoneless.kernel.problems import NotonelessError, sentence

ROWS = 100
"""Accounts on one page; a search narrows them."""

AT_ONCE = 30
"""Slips renewed by one request: each costs a sixth of a second, and the person waits meanwhile."""


@dataclass(frozen=True)
class Row:
    """An account as a list shows it."""

    id: UUID
    sign_in_name: str
    name: str
    above: str
    unit: str
    is_active: bool
    waits: bool
    """Whether its first password has not been changed yet."""


@dataclass(frozen=True)
class Slip:
    """A first-login slip, shown once."""

    sign_in_name: str
    name: str
    above: str
    unit: str
    password: str
    until: datetime | None


def rows_for(ctx: Context, search: str) -> list[Row]:
    """The accounts in reach whose name, sign-in name or unit holds the text; their reading is recorded."""
    found = accounts(ctx)
    if search:
        found = (
            found.filter(name__contains=search)
            | found.filter(sign_in_name__contains=search)
            | found.filter(unit__name__contains=search)
        )
    rows = [
        Row(
            each.pk, each.sign_in_name, each.name, name_above(each.unit), each.unit.name, each.is_active,
            each.must_change_password,
        )
        for each in found.exclude(sign_in_name="system")[:ROWS]
    ]  # fmt: skip
    listed(ctx, READ_ACCOUNT, [row.id for row in rows], {"search": search})
    return rows


@page({"GET": "account.open", "POST": "account.open"})
def account_list(ctx: Context, request: HttpRequest) -> Answer:
    """The list. A search is posted: a name in an address would stay in logs."""
    return _list(ctx, request.POST.get("search", "")[:60])


def _list(
    ctx: Context, search: str = "", refusal: Refused | None = None, sent: Mapping[str, str] | None = None, at: str = ""
) -> Answer:
    """The list with its forms. `at`: the form that was refused, which shows what was sent and why it was not taken."""
    values = {
        "rows": rows_for(ctx, search),
        "most": ROWS,
        "search": search,
        "form": new_form(ctx),
        "at_once": AT_ONCE,
        "sent": sent or {},
        "at": at,
        "error": sentence(refusal.told, language_of()) if refusal else "",
        "choices": refusal.choices if isinstance(refusal, Unclear) else (),
    }
    return Shown("access/accounts.html", values, 422 if refusal else 200)


@page({"POST": "account.open"})
def open_one(ctx: Context, request: HttpRequest) -> Answer:
    """Open an account and show its slip. There is no field for a password: nobody chooses another's."""
    proved(ctx)
    acting = with_form(ctx, request)
    given = {name: request.POST.get(name, "") for name in ("sign_in_name", "name", "phone")}
    try:
        opened = open_account(acting, unit=unit_typed(ctx, request), **given)
    except (Unusable, NotFound) as refusal:
        noted(ctx, refusal, Attempted("account.open", {}))
        return _list(ctx, refusal=refusal, sent={**given, "unit": request.POST.get("unit", "")}, at="open")
    return slips_shown(ctx, request, [(acting, opened)])


@contextmanager
def _hashed(ctx: Context, request: HttpRequest, **path: UUID) -> Iterator[None]:
    """The hashes of the slips that a form asks for, made before the transaction. What is wrong with it the view tells."""
    steps: list[tuple[Context, UUID]] = []
    if ctx.may("account.renew_slip"):
        with suppress(NotonelessError), transaction.atomic():
            steps = _one(ctx, request, **path) if path else _many(ctx, request)[0]
    with slips_hashed(steps):
        yield


def _one(ctx: Context, request: HttpRequest, account: UUID) -> list[tuple[Context, UUID]]:
    return [(with_form(ctx, request), account)]


def _many(ctx: Context, request: HttpRequest) -> tuple[list[tuple[Context, UUID]], UUID, bool]:
    """What a form asks to be renewed: each account with a request of its own, their unit, and whether there are more."""
    acting, unit = with_form(ctx, request), unit_typed(ctx, request)
    waiting = accounts_beneath(ctx, unit).filter(must_change_password=True, is_active=True)
    after = request.POST.get("after", "")
    chosen = list(waiting.filter(sign_in_name__gt=after).exclude(sign_in_name="system")[: AT_ONCE + 1])
    return [(acting.within(f"slip/{each.pk}"), each.pk) for each in chosen[:AT_ONCE]], unit, len(chosen) > AT_ONCE


@page({"POST": "account.renew_slip"}, before=_hashed)
def renew_one(ctx: Context, request: HttpRequest, account: UUID) -> Answer:
    """Renew one slip and show it."""
    proved(ctx)
    return slips_shown(ctx, request, [(step, renew_slip(step, account=pk)) for step, pk in _one(ctx, request, account)])


@page({"POST": "account.renew_slip"}, before=_hashed)
def renew_many(ctx: Context, request: HttpRequest) -> Answer:
    """Renew the slips of the accounts of a unit, and beneath it, that wait for a first sign-in: the next thirty, to print."""
    proved(ctx)
    try:
        steps, unit, more = _many(ctx, request)
    except Unclear as refusal:
        noted(ctx, refusal, Attempted("account.renew_slip", {}))
        return _list(ctx, refusal=refusal, sent={"unit": request.POST.get("unit", "")}, at="slips")
    return slips_shown(ctx, request, [(step, renew_slip(step, account=pk)) for step, pk in steps], unit=unit, more=more)


def slips_shown(
    ctx: Context,
    request: HttpRequest,
    done: list[tuple[Context, UUID]],
    unit: UUID | None = None,
    more: bool = False,
    again: str = "",
) -> Answer:
    """The slips of renewed accounts, to be printed at once. `again`: where the next batch is asked for, if not here."""
    found = {each.pk: each for each in accounts(ctx).filter(pk__in=[account for _, account in done])}
    slips = [_slip(found[account], slip_password(acting, account)) for acting, account in done]
    after = slips[-1].sign_in_name if slips else ""
    values = {"slips": slips, "unit": unit, "more": more, "after": after, "again": again, "form": new_form(ctx)}
    return Shown("access/slips.html", values | {"site": request.build_absolute_uri("/")})


def _slip(account: Account, password: str) -> Slip:
    unit = account.unit
    return Slip(account.sign_in_name, account.name, name_above(unit), unit.name, password, account.password_until)


ROUTES = [
    route("accounts/", account_list, "accounts"),
    route("accounts/open/", open_one, "account_open"),
    route("accounts/slips/", renew_many, "account_slips"),
    route("accounts/<uuid:account>/slip/", renew_one, "account_slip"),
]
