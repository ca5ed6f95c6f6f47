"""The people of a demonstration: accounts, posts, and ways in for those who are shown."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.db import transaction

from notoneless.foundation.access.context import Context, Holding
from notoneless.foundation.access.founding import Founded
from notoneless.foundation.access.models import Account, Grant
from notoneless.foundation.access.recording import recorded
from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.access.services import open_account
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.audit.models import Outcome
from notoneless.foundation.organizations.services import take_post
from notoneless.interfaces.demo.county.times import Times
from notoneless.synthetic import COUNTY

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODES_SHOWN = 3

CAST = (
    ("wang", "王老师", "class_teacher", UnitKind.CLASS),
    ("li", "李校长", "school_head", UnitKind.SCHOOL),
    ("zhang", "张镇长", "township_leader", UnitKind.TOWNSHIP),
    ("zhou", "周支书", "village_secretary", UnitKind.VILLAGE),
    ("wu", "吴组长", "group_head", UnitKind.GROUP),
    ("he", "何老师", "accountable_officer", UnitKind.VILLAGE),
    ("chen", "陈局长", "county_officer", UnitKind.COUNTY),
    ("zhao", "赵老师", "class_teacher", UnitKind.CLASS),
)
"""Sign-in name, name, role, and the kind of unit. 赵老师 has a class of another school."""


@dataclass(frozen=True)
class Person:
    """Somebody of the demonstration, with the ways in: a password, and codes where the role asks for a second factor."""

    sign_in_name: str
    name: str
    role: str
    unit: str
    password: str
    codes: tuple[str, ...]


class Appointing:
    """Opens accounts and gives posts, as the administrators do."""

    def __init__(self, founded: Founded, from_on: date, times: Times) -> None:
        self.county, self.from_on, self.times = founded.county, from_on, times
        self.accounts = {row.role: row.account_id for row in Grant._base_manager.all()}
        self._acting = {side: self.context(self.accounts[f"{side}_administrator"]) for side in ("system", "security")}
        self._holders: dict[tuple[str, UUID], Context | None] = {}

    def context(self, account: UUID) -> Context:
        """The context of an account, signed in with a second factor."""
        held = tuple(
            Holding(row.role, row.unit_id, row.from_on, row.until_on)
            for row in Grant._base_manager.filter(account_id=account)
        )
        return Context(
            actor=account,
            held=held,
            at=self.times.at,
            channel="cli",
            ids=self.times.ids,
            request=self.times.ids.new(),
            strong=True,
        )

    def found(self, role: str, unit: UUID) -> Context | None:
        """The context of who holds a role at a unit: of several the last by sign-in name, None where nobody does."""
        if (role, unit) not in self._holders:
            rows = Grant._base_manager.filter(role=role, unit_id=unit, until_on__isnull=True)
            account = rows.order_by("-account__sign_in_name").values_list("account_id", flat=True).first()
            self._holders[role, unit] = None if account is None else self.context(account)
        return self._holders[role, unit]

    def holder(self, role: str, unit: UUID) -> Context:
        """The same, where somebody must hold it."""
        found = self.found(role, unit)
        if found is None:
            raise LookupError(role)
        return found

    def open(self, sign_in_name: str, name: str, role: str, unit: UUID, title: str = "") -> UUID:
        """Open an account, and let it hold a post."""
        system, security = (self._acting[side].with_request(self.times.ids.new()) for side in ("system", "security"))
        opened = open_account(system, unit=unit, sign_in_name=sign_in_name, name=name)
        given = {"unit": unit, "account": opened, "title": title or name, "role": role, "from_on": self.from_on}
        take_post(security, **given)
        return opened

    def administrators(self) -> Iterator[Person]:
        """The three administrators."""
        for side in ("system", "security", "audit"):
            role = f"{side}_administrator"
            account = self.accounts[role]
            named = Account._base_manager.get(pk=account)
            yield Person(named.sign_in_name, named.name, role, COUNTY, *self.way_in(account))

    @transaction.atomic
    def way_in(self, account_id: UUID) -> tuple[str, tuple[str, ...]]:
        """A random password, and recovery codes where the role needs a second factor; recorded like any way in."""
        account = Account._base_manager.get(pk=account_id)
        password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
        account.password, account.must_change_password, account.password_until = make_password(password), False, None
        account.password_set_at = self.times.at
        account.save()
        recorded(self.context(account_id), "demo.way_in", Outcome.DONE, {}, [account])
        grants = Grant._base_manager.filter(account=account)
        if not any(ROLES.table[row.role].second_factor for row in grants):
            return password, ()
        TOTP.activate(account, generate_totp_secret())
        return password, tuple(RecoveryCodes.activate(account).generate_codes()[:CODES_SHOWN])
