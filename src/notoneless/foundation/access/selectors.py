"""Reading accounts, units and grants."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context, Holding
from notoneless.foundation.access.models import Account, Grant, Token, Unit
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.audit.rules import day_of
from notoneless.foundation.sealing.keys import key_ring

READ_UNIT = reading("unit.read", words="查看单位", english="See units")
READ_ACCOUNT = reading("account.read", words="查看账号", english="See accounts")
READ_GRANT = reading("grant.read", words="查看授权", english="See grants")
READ_TOKEN = reading("token.read", words="查看本人接口令牌", english="See one's own tokens")
READ_AUDIT = reading("audit.read", words="查看审计记录", english="See audit entries")
READ_OUTBOX = reading("outbox.read", words="查看待送事项", english="See what waits to be delivered")


def units(ctx: Context) -> QuerySet[Unit]:
    """The units in reach."""
    return visible_to(ctx, READ_UNIT, Unit).filter(in_force(ctx.today)).order_by("sort_key", "id")


def accounts(ctx: Context) -> QuerySet[Account]:
    """The accounts in reach."""
    return visible_to(ctx, READ_ACCOUNT, Account).select_related("unit").order_by("sign_in_name")


def grants(ctx: Context) -> QuerySet[Grant]:
    """The grants in reach that have not ended."""
    rows = visible_to(ctx, READ_GRANT, Grant).filter(in_force(ctx.today))
    return rows.select_related("account", "unit").order_by("account__sign_in_name", "role")


def tokens(ctx: Context) -> QuerySet[Token]:
    """The tokens of one's own that are still good, without what they are kept by."""
    own = {ctx.actor} if ctx.actor else set()
    rows = visible_to(ctx, READ_TOKEN, Token).filter(account_id__in=own, until__gt=ctx.at)
    return rows.defer("secret").order_by("until", "id")


def holdings_of(account: UUID, at: datetime) -> tuple[Holding, ...]:
    """What an account holds: read at each request, so that a change of role takes effect with the next one."""
    rows = Grant._base_manager.filter(in_force(day_of(at)), account_id=account)
    return tuple(Holding(row.role, row.unit_id, row.from_on, row.until_on) for row in rows)


def token_behind(secret: str, at: datetime) -> Token | None:
    """The token that a secret belongs to, if it and its owner are still good."""
    keys = key_ring().indexes(secret, "access_token/secret")
    rows = Token._base_manager.select_related("account").filter(secret__in=keys, until__gt=at, account__is_active=True)
    return rows.first()
