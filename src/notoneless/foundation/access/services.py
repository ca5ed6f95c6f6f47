"""Units, accounts, grants and tokens: how they come and end."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, EntryLink, Grant, Token, Unit, UnitClosure
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.permissions import permissions
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.access.roles import ROLES, STANDING_IN
from notoneless.foundation.access.rules import check_sign_in_name, held_until, unit_sort_key
from notoneless.foundation.access.scope import in_force, tree_grew
from notoneless.foundation.access.unit_kinds import PARENTS, UnitKind
from notoneless.foundation.sealing.keys import key_ring
from notoneless.foundation.sealing.models import Plain, search_keys
from notoneless.kernel.phones import phone_number
from notoneless.kernel.problems import Problem

SLIP_LASTS = timedelta(days=14)
"""How long a first password may wait to be used (ASVS 5.0, 6.4.1: short-lived)."""

TOKEN_LASTS = timedelta(days=90)
"""How long a token lasts."""

_BY_HAND = frozenset({"token.make", "account.drop_second_factor", "child.find", "child.export"})
"""What a person does, signed in, and no token: a stolen one would never end, open an account to whoever has its password, or
try all numbers."""

_SLIP_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters that nobody mistakes for one another on paper."""


@action("unit.found", words="设立单位", english="Found a unit")
def found_unit(ctx: Context, *, parent: Unit, kind: UnitKind, name: str, from_on: date, code: str | None) -> UUID:
    """Add a unit beneath another. Raises Unusable where such a unit does not stand beneath the parent's kind."""
    if UnitKind(parent.kind) not in PARENTS[kind]:
        raise Unusable(Problem("access.wrong_parent", {"kind": Problem(f"unit_kind.{kind}"), "parent": parent.name}))
    if parent.until_on is not None and parent.until_on <= from_on:
        raise Unusable(Problem("access.is_closed", {"unit": parent.name}))
    if code and Unit._base_manager.filter(code=code).exists():
        raise Unusable(Problem("access.unit_code_taken", {"code": code}))
    placed = {"parent": parent, "sort_key": unit_sort_key(name), "from_on": from_on}
    unit = Unit(id=ctx.ids.new(), kind=kind, name=name, code=code or "", **placed)
    unit.save(force_insert=True)
    place_in_tree(unit)
    return unit.id


def place_in_tree(unit: Unit) -> None:
    """Enter a new unit into the closure table: itself, and all that stands above its parent."""
    above = UnitClosure.objects.filter(descendant_id=unit.parent_id).values_list("ancestor_id", "depth")
    rows = [UnitClosure(ancestor_id=ancestor, descendant=unit, depth=depth + 1) for ancestor, depth in above]
    UnitClosure.objects.bulk_create([UnitClosure(ancestor=unit, descendant=unit, depth=0), *rows])
    tree_grew()


@action("account.open", words="开设账号", english="Open an account")
def open_account(ctx: Context, *, unit: Unit, sign_in_name: str, name: str, phone: str | None) -> UUID:
    """Open an account at a unit, with a first password that `slip_password` tells for the same request."""
    check_sign_in_name(sign_in_name)
    if Account._base_manager.filter(sign_in_name__iexact=sign_in_name).exists():
        raise Unusable(Problem("access.sign_in_name_taken", {"name": sign_in_name}))
    if phone and (phone := phone_number(phone)) is None:
        raise Unusable(Problem("people.no_phone"))
    if phone and Account._base_manager.filter(phone_index__in=search_keys(Account, "phone", phone)).exists():
        raise Unusable(Problem("access.phone_taken"))
    account = Account(id=ctx.ids.new(), sign_in_name=sign_in_name, name=name, unit=unit, opened_at=ctx.at)
    account.phone = Plain(phone) if phone else None
    _give_slip(ctx, account)
    account.save(force_insert=True)
    return account.id


@action("account.renew_slip", words="重发初始密码条", english="Renew a first-login slip")
def renew_slip(ctx: Context, *, account: Account) -> UUID:
    """Give an account a new first password; the second factor stays as it is (ASVS 5.0, 6.4.3).

    Every other way in ends: a link that was not used, sessions, tokens.
    """
    _refuse_machine(account)
    _give_slip(ctx, account)
    account.save(update_fields=["password", "must_change_password", "password_until"])
    end_ways_in(account.id)
    return account.id


def end_ways_in(account: UUID) -> None:
    """End the tokens of an account and a link not yet used. Its sessions end with the password they began under."""
    Token._base_manager.filter(account_id=account).delete()
    EntryLink.objects.filter(account_id=account).delete()


def _give_slip(ctx: Context, account: Account) -> None:
    password, hashed = slip_password(ctx, account.id), _HASHED.get()
    if hashed is None:
        account.password = make_password(None)
    else:
        account.password = hashed.get(password) or make_password(password)
    account.must_change_password = True
    account.password_until = ctx.at + SLIP_LASTS


_HASHED: ContextVar[Mapping[str, str] | None] = ContextVar("hashed", default=MappingProxyType({}))
"""Hashes of first passwords that were made ready before the transaction, by password. Nothing that comes in gets here."""


@contextmanager
def slips_withheld() -> Iterator[None]:
    """Within, accounts open without a password: nobody enters before `renew_slip` gives one. For a demonstration's hundreds."""
    before = _HASHED.set(None)
    try:
        yield
    finally:
        _HASHED.reset(before)


@contextmanager
def slips_hashed(steps: Iterable[tuple[Context, UUID]]) -> Iterator[None]:
    """Within, `renew_slip` finds the hashes for these requests and accounts made: a sixth of a second each, before any lock.

    Which password it will be is known beforehand, because it is derived from request and account. That of a new account is
    not, since its id is made by the action: that one hash stays within.
    """
    passwords = [slip_password(ctx, account) for ctx, account in steps]
    before = _HASHED.set({each: make_password(each) for each in passwords})
    try:
        yield
    finally:
        _HASHED.reset(before)


def slip_password(ctx: Context, account: UUID) -> str:
    """The first password that this request gives to an account, for the slip: sixty bits, the same whenever it is asked again.

    Made from the key ring, so that it is stored nowhere but as its hash in the account.
    """
    digest = key_ring().index(f"{ctx.request}/{account}", "slip")
    letters = "".join(_SLIP_LETTERS[byte % len(_SLIP_LETTERS)] for byte in digest[:12])
    return "-".join((letters[:4], letters[4:8], letters[8:]))


@action("account.disable", words="停用账号", english="Disable an account")
def disable_account(ctx: Context, *, account: Account) -> None:
    """Close an account: all ways into it end. Raises Refused for the last who holds an administrator's role."""
    _refuse_self(ctx, account.id)
    _refuse_machine(account)
    for held in held_by(account.id, ctx.today):
        _refuse_last(held, ctx.today)
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_ways_in(account.id)


@action("account.enable", words="重新启用账号", english="Enable an account again")
def enable_account(ctx: Context, *, account: Account) -> None:
    """Open a disabled account again, with no password: it waits for a slip, which another administrator gives.

    Raises Unusable for an account that is not disabled: a password in use is not taken away unsaid.
    """
    if account.is_active:
        raise Unusable(Problem("access.is_enabled", {"name": account.name}))
    account.is_active, account.must_change_password, account.password = True, True, make_password(None)
    account.save(update_fields=["is_active", "must_change_password", "password"])
    end_ways_in(account.id)


@action("account.drop_second_factor", words="注销遗失的第二重验证", english="Drop a lost second factor")
def drop_second_factor(ctx: Context, *, account: Account) -> None:
    """Take away all second factors of somebody who lost them, and end the sessions and tokens; the password stays as it is.

    The security administrator does it, the audit administrator for a security administrator; never for oneself. Neither can
    give a password, and whoever can, the system administrator, cannot do this: to enter as another takes two.
    """
    _refuse_self(ctx, account.id)
    _refuse_machine(account)
    if ctx.narrowed is not None:
        raise Refused(Problem("access.not_with_token"))
    if not may_drop_for(ctx, account.id):
        raise Refused(Problem("access.only_for_security"))
    if not Authenticator.objects.filter(user=account).delete()[0]:
        raise Refused(Problem("access.no_second_factor"))
    end_ways_in(account.id)
    end_sessions(ctx, account.id)


def may_drop_for(ctx: Context, account: UUID) -> bool:
    """Whether a second factor of this account is one's to drop: of everybody, or else of a security administrator."""
    if any(holding.role == "security_administrator" for holding in ctx.holdings()):
        return True
    return any(grant.role == "security_administrator" for grant in held_by(account, ctx.today))


def end_sessions(ctx: Context, account: UUID) -> None:
    """End all live sessions of an account. A session does not name its owner outside, so each is opened."""
    live = Session.objects.filter(expire_date__gt=ctx.at).iterator()
    ended = [each.session_key for each in live if each.get_decoded().get("_auth_user_id") == str(account)]
    Session.objects.filter(session_key__in=ended).delete()


@action("grant.give", words="授予角色", english="Give a role")
def give_grant(ctx: Context, *, account: Account, role: str, unit: Unit, from_on: date, until_on: date | None) -> UUID:
    """Let an account act in a role on a unit and beneath it. Raises Refused where two roles must not meet in one person."""
    _refuse_self(ctx, account.id)
    _refuse_machine(account)
    check_grant(account.id, role, unit, from_on, until_on)
    grant = Grant(id=ctx.ids.new(), account=account, role=role, unit=unit, from_on=from_on, until_on=until_on)
    grant.save(force_insert=True)
    return grant.id


def check_grant(account: UUID, role: str, unit: Unit, from_on: date, until_on: date | None) -> None:
    """Raises NotonelessError for an unknown role, a unit of the wrong kind, dates that run backwards, or a conflict of duty."""
    known = ROLES.table.get(role)
    if known is None or known.alone == "machine":
        raise Unusable(Problem("access.unknown_role", {"role": role}))
    if UnitKind(unit.kind) not in known.kinds:
        raise Unusable(Problem("access.role_not_there", {"role": Problem(f"role.{role}"), "unit": unit.name}))
    if until_on is not None and until_on <= from_on:
        raise Unusable(Problem("access.backwards"))
    # locked, so that two administrators giving two roles at once do not both find nothing in the way
    Account._base_manager.select_for_update().get(pk=account)
    overlapping = Grant._base_manager.filter(account_id=account).exclude(until_on__lte=from_on)
    if until_on is not None:
        overlapping = overlapping.filter(from_on__lt=until_on)
    if overlapping.filter(role=role, unit=unit).exists():  # ending one would leave the other
        raise Refused(Problem("access.held_already", {"role": Problem(f"role.{role}"), "unit": unit.name}))
    other = ROLES.clash(frozenset(overlapping.values_list("role", flat=True)), role)
    if other is not None:
        told = {"role": Problem(f"role.{role}"), "other": Problem(f"role.{other}")}
        raise Refused(Problem("access.conflict_of_duty", told))


@action("grant.end", words="收回角色", english="End a role")
def end_grant(ctx: Context, *, grant: Grant, until_on: date) -> None:
    """Let a grant end before a day. It takes effect at the next request.

    Raises Unusable for a day before it began, or later than it ends anyway: to prolong it is to give it, with the question
    which roles meet. Raises Refused for one's own, and for the last of an administrator's role.
    """
    if until_on < grant.from_on:
        raise Unusable(Problem("access.backwards"))
    if grant.until_on is not None and until_on > grant.until_on:
        raise Unusable(Problem("access.not_prolonged", {"day": grant.until_on.isoformat()}))
    _refuse_self(ctx, grant.account_id)
    _refuse_last(grant, until_on)
    grant.until_on = until_on
    grant.save(update_fields=["until_on"])
    _end_standing_in(grant)


def _end_standing_in(grant: Grant) -> None:
    """Who has nothing left at a school from a day on stands in there for nobody any more: that was granted to its staff."""
    if grant.role in STANDING_IN or grant.until_on is None:
        return
    above = UnitClosure.objects.filter(descendant_id=grant.unit_id).values("ancestor_id")
    schools = Unit._base_manager.filter(pk__in=above, kind__in=(UnitKind.SCHOOL, UnitKind.TEACHING_POINT))
    beneath = UnitClosure.objects.filter(ancestor_id__in=schools.values("pk")).values("descendant_id")
    held = Grant._base_manager.filter(account_id=grant.account_id, unit_id__in=beneath)
    posts = held.exclude(role__in=STANDING_IN).values_list("from_on", "until_on")
    gone_on = held_until(grant.until_on, posts)
    if gone_on is None:
        return
    for each in held.filter(role__in=STANDING_IN, until_on__gt=gone_on):
        each.until_on = max(gone_on, each.from_on)
        each.save(update_fields=["until_on"])


def _refuse_self(ctx: Context, account: UUID) -> None:
    if account == ctx.actor:
        raise Refused(Problem("access.not_oneself"))


def _refuse_machine(account: Account) -> None:
    """The program's own account is nobody's to enter or to give roles to."""
    held = Grant._base_manager.filter(account=account).values_list("role", flat=True)
    if any(ROLES.table[role].alone == "machine" for role in held if role in ROLES.table):
        raise Refused(Problem("access.not_the_program"))


def _refuse_last(grant: Grant, day: date) -> None:
    """Of each of the separated roles somebody must be left who holds it without an end: nobody else could put one there."""
    if not ROLES.table[grant.role].alone:
        return
    # locked, so that two who end the last two at once do not each count on the other
    others = Grant._base_manager.select_for_update(of=("self",)).filter(in_force(day), role=grant.role)
    others = others.filter(until_on__isnull=True, account__is_active=True)
    if not others.exclude(account_id=grant.account_id).exists():
        raise Refused(Problem("access.last_of_role", {"role": Problem(f"role.{grant.role}")}))


def token_secret(ctx: Context, token: UUID) -> str:
    """The secret of the token that this request makes: shown once, stored as its search key only."""
    return key_ring().index(f"{ctx.request}/{token}/1", "token").hex() + key_ring().index(f"{token}/2", "token").hex()


@action("token.make", words="签发接口令牌", english="Make a token")
def make_token(ctx: Context, *, account: Account, name: str, may: Passage, until_on: date) -> UUID:
    """Make a token for one's own account. `may`: the permissions it carries, parted by commas; never one that reveals."""
    if account.id != ctx.actor:
        raise Refused(Problem("access.only_oneself"))
    if ctx.narrowed is not None:
        raise Refused(Problem("access.not_by_token"))
    wanted = sorted({code.strip() for code in may.split(",")})
    wrong = [code for code in wanted if not a_token_may_carry(code) or not ctx.may(code)]
    if wrong or not ctx.today < until_on <= ctx.today + TOKEN_LASTS:
        raise Unusable(Problem("access.token_too_wide", {"codes": ", ".join(wrong), "days": TOKEN_LASTS.days}))
    token = Token(id=ctx.ids.new(), account=account, name=name, may=wanted, strong=ctx.strong, made_at=ctx.at)
    token.secret = key_ring().index(token_secret(ctx, token.id), "access_token/secret")
    token.until = ctx.at + (until_on - ctx.today)
    token.save(force_insert=True)
    return token.id


def a_token_may_carry(code: str) -> bool:
    """Whether a token may carry a permission: not to reveal, not to weaken a sign-in, and not to make tokens without end."""
    return code in permissions() and not code.endswith(".reveal") and code not in _BY_HAND


@action("token.end", words="注销接口令牌", english="End a token")
def end_token(ctx: Context, *, token: Token) -> None:
    """Let a token of one's own end now. Raises NotFound for somebody else's."""
    if token.account_id != ctx.actor:
        raise NotFound
    token.until = min(token.until, ctx.at)
    token.save(update_fields=["until"])


def held_by(account: UUID, day: date) -> list[Grant]:
    """The grants of an account that hold on a day."""
    return list(Grant._base_manager.filter(in_force(day), account_id=account))
