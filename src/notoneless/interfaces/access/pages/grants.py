"""Who may do what, for the security administrator: give and end roles, disable and enable accounts. Each freshly proved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, listed, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.access.selectors import READ_GRANT, accounts, grants, name_above
from notoneless.foundation.access.services import disable_account, enable_account, end_grant, give_grant
from notoneless.interfaces.access.pages.accounts import ROWS, rows_for
from notoneless.interfaces.access.pages.choosing import Unclear, account_typed, unit_typed
from notoneless.interfaces.frame.asking import forget, keep, kept, new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, proved, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence

SEARCH = "grants"
"""Under what the search is kept while a button of the list is carried out."""


@dataclass(frozen=True)
class Row:
    """A grant as a list shows it."""

    id: UUID
    account: str
    sign_in_name: str
    role: str
    above: str
    unit: str
    from_on: date
    until_on: date | None


@page({"GET": "grant.read", "POST": "grant.read"})
def grant_list(ctx: Context, request: HttpRequest) -> Answer:
    """The list of grants and accounts. A search is posted; that of a list whose button led here is shown again."""
    search = kept(request, SEARCH) if request.method != "POST" else request.POST.get("search", "")[:60]
    forget(request, SEARCH)
    return _list(ctx, search)


def _list(
    ctx: Context, search: str = "", refusal: NotonelessError | None = None, sent: Mapping[str, str] | None = None
) -> Answer:
    values = {
        "grants": _grants(ctx, search),
        "accounts": rows_for(ctx, search),
        "most": ROWS,
        "roles": [(code, _role(code)) for code, role in ROLES.table.items() if role.alone != "machine"],
        "search": search,
        "sent": sent or {"from_on": ctx.today.isoformat()},
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
        "choices": refusal.choices if isinstance(refusal, Unclear) else (),
    }
    return Shown("access/grants.html", values, 422 if refusal else 200)


def _grants(ctx: Context, search: str) -> list[Row]:
    found = grants(ctx).exclude(role="system")
    if search:
        found = (
            found.filter(account__name__contains=search)
            | found.filter(account__sign_in_name__contains=search)
            | found.filter(unit__name__contains=search)
        )
    rows = [
        Row(each.pk, each.account.name, each.account.sign_in_name, _role(each.role), name_above(each.unit),
            each.unit.name, each.from_on, each.until_on)
        for each in found[:ROWS]
    ]  # fmt: skip
    listed(ctx, READ_GRANT, [row.id for row in rows], {"search": search})
    return rows


def _role(code: str) -> str:
    return sentence(Problem(f"role.{code}"), language_of())


@page({"POST": "grant.give"})
def give(ctx: Context, request: HttpRequest) -> Answer:
    """Give a role."""
    proved(ctx)
    acting = with_form(ctx, request)
    given = {name: request.POST.get(name, "") for name in ("role", "from_on", "until_on")}
    try:
        account, unit = account_typed(ctx, request), unit_typed(ctx, request)
        give_grant(acting, account=account, unit=unit, **given)
    except Refused as refusal:
        typed = {name: request.POST.get(name, "") for name in ("account", "unit")}
        return _refused(ctx, request, refusal, "grant.give", given | typed)
    return _done(request, Problem("access.granted", {"name": account.name, "role": Problem(f"role.{given['role']}")}))


@page({"POST": "grant.end"})
def end(ctx: Context, request: HttpRequest, grant: UUID) -> Answer:
    """End a role, with today."""
    proved(ctx)
    acting, row = with_form(ctx, request), grants(ctx).filter(pk=grant).first()
    try:
        end_grant(acting, grant=grant, until_on=ctx.today)
    except Refused as refusal:
        return _refused(ctx, request, refusal, "grant.end")
    if row is None:  # another has ended it meanwhile
        return Went("grants")
    return _done(
        request, Problem("access.grant_ended", {"name": row.account.name, "role": Problem(f"role.{row.role}")})
    )


@page({"POST": "account.disable"})
def disable(ctx: Context, request: HttpRequest, account: UUID) -> Answer:
    """Disable an account."""
    proved(ctx)
    return _switched(ctx, request, account, disable_account, "access.disabled")


@page({"POST": "account.enable"})
def enable(ctx: Context, request: HttpRequest, account: UUID) -> Answer:
    """Enable a disabled account again; its slip comes from the system administrator."""
    proved(ctx)
    return _switched(ctx, request, account, enable_account, "access.enabled")


def _switched(ctx: Context, request: HttpRequest, account: UUID, switch: Action[None], done: str) -> Answer:
    acting = with_form(ctx, request)
    try:
        switch(acting, account=account)
    except Refused as refusal:
        return _refused(ctx, request, refusal, switch.code)
    return _done(request, Problem(done, {"name": accounts(ctx).get(pk=account).name}), "accounts")


def _done(request: HttpRequest, told: Problem, part: str = "") -> Answer:
    """Back to the list as it was searched, and to the part of it whose button was pressed, with a word of what was done."""
    messages.success(request, sentence(told, language_of()))
    search = request.POST.get("search", "")[:60]
    if search:
        keep(request, SEARCH, search)
    return Went("grants", part=part)


def _refused(
    ctx: Context, request: HttpRequest, refusal: Refused, code: str, sent: Mapping[str, str] | None = None
) -> Answer:
    if isinstance(refusal, NotFound):
        raise refusal
    noted(ctx, refusal, Attempted(code, {}))
    return _list(ctx, request.POST.get("search", "")[:60], refusal, sent)


ROUTES = [
    route("grants/", grant_list, "grants"),
    route("grants/give/", give, "grant_give"),
    route("grants/<uuid:grant>/end/", end, "grant_end"),
    route("grants/accounts/<uuid:account>/disable/", disable, "account_disable"),
    route("grants/accounts/<uuid:account>/enable/", enable, "account_enable"),
]
