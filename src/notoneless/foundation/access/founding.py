"""The first rows of an installation: a county, the program's own account, and the ways in for the three administrators.

Nobody is there yet who could act, so these are no actions; what is founded is recorded all the same.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from notoneless.foundation.access.context import Context, Holding
from notoneless.foundation.access.models import Account, EntryLink, Grant, Unit
from notoneless.foundation.access.recording import recorded
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.rules import unit_sort_key
from notoneless.foundation.access.services import place_in_tree
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.audit.models import Outcome
from notoneless.foundation.sealing.keys import key_ring
from notoneless.kernel.identifiers import IdSource
from notoneless.kernel.problems import Problem, sentence

LINK_LASTS = timedelta(hours=24)
"""How long a first way in may wait to be used."""

ADMINISTRATORS = ("system_administrator", "security_administrator", "audit_administrator")
"""The three who keep one another in check; one person is never two of them."""

SYSTEM = "system"
"""The sign-in name of the program's own account. It has no password and cannot sign in."""


@dataclass(frozen=True)
class Founded:
    """A new county, and the one-time token of each administrator by role."""

    county: UUID
    tokens: dict[str, str]


@transaction.atomic
def found_county(ids: IdSource, at: datetime, name: str, day: date) -> Founded:
    """Found the county. Raises Unusable if there is one."""
    if Unit._base_manager.exists():
        raise Unusable(Problem("access.founded_already"))
    county = Unit(id=ids.new(), kind=UnitKind.COUNTY, name=name, sort_key=unit_sort_key(name), from_on=day)
    county.save(force_insert=True)
    place_in_tree(county)
    system = _account(ids, at, county, SYSTEM, SYSTEM)
    _grant(ids, system, "system", county, day)
    ctx = Context(actor=system.id, at=at, channel="cli", ids=ids)
    tokens = {}
    for role in ADMINISTRATORS:
        words = sentence(Problem(f"role.{role}"))  # who it is, the county has not said yet
        account = _account(ids, at, county, role.replace("_administrator", ""), words)
        _grant(ids, account, role, county, day)
        tokens[role] = new_link(ctx, account)
    recorded(ctx, "county.found", Outcome.DONE, {"name": name}, [county], county.id)
    return Founded(county.id, tokens)


def _account(ids: IdSource, at: datetime, county: Unit, sign_in_name: str, name: str) -> Account:
    taken = Account._base_manager.filter(sign_in_name=sign_in_name).exists()
    account = Account(id=ids.new(), sign_in_name=f"{sign_in_name}-1" if taken else sign_in_name, name=name, unit=county)
    account.opened_at, account.password = at, make_password(None)
    account.save(force_insert=True)
    return account


def _grant(ids: IdSource, account: Account, role: str, county: Unit, day: date) -> None:
    Grant(id=ids.new(), account=account, role=role, unit=county, from_on=day).save(force_insert=True)


def new_link(ctx: Context, account: Account) -> str:
    """A one-time way into an account, in place of any earlier one: 256 random bits, stored as a search key."""
    token = secrets.token_urlsafe(32)
    EntryLink.objects.filter(account=account).delete()
    EntryLink.objects.create(
        id=ctx.ids.new(),
        account=account,
        token=key_ring().index(token, "access_entry_link/token"),
        until=ctx.at + LINK_LASTS,
    )
    return token


def system_context(ids: IdSource, at: datetime) -> Context:
    """The program acting by itself: recorded as such. Raises Unusable before a county is founded."""
    account = Account._base_manager.filter(sign_in_name=SYSTEM).first()
    if account is None:
        raise Unusable(Problem("access.not_founded"))
    held = tuple(
        Holding(grant.role, grant.unit_id, grant.from_on, grant.until_on)
        for grant in Grant._base_manager.filter(account=account)
    )
    return Context(actor=account.id, held=held, at=at, channel="system", ids=ids, strong=True)
