"""Reading accounts, units, grants, and the audit."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from notoneless.foundation.access.context import Context, Holding
from notoneless.foundation.access.models import Account, Grant, Token, Unit, UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import TOLD, listed, opened_row
from notoneless.foundation.access.refusals import NotAllowed, NotFound
from notoneless.foundation.access.scope import in_force, tell_database, visible_to
from notoneless.foundation.access.unit_kinds import WIDTH
from notoneless.foundation.audit.models import Entry, Outcome
from notoneless.foundation.audit.rules import content_shown, day_of
from notoneless.foundation.audit.selectors import (
    ChainState,
    Wanted,
    chain_state,
    content_of,
    contents_of,
    entries_wanted,
)
from notoneless.foundation.sealing.keys import key_ring

READ_UNIT = reading("unit.read", words="查看单位", english="See units")
READ_ACCOUNT = reading("account.read", words="查看账号", english="See accounts")
READ_GRANT = reading("grant.read", words="查看授权", english="See grants")
READ_TOKEN = reading("token.read", words="查看本人接口令牌", english="See one's own tokens")
READ_AUDIT = reading("audit.read", words="查看审计记录", english="See audit entries")
DROP_FACTOR = "account.drop_second_factor"
READ_OUTBOX = reading("outbox.read", words="查看待送事项", english="See what waits to be delivered")


def units(ctx: Context) -> QuerySet[Unit]:
    """The units in reach."""
    return visible_to(ctx, READ_UNIT, Unit).filter(in_force(ctx.today)).order_by("sort_key", "id")


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit to choose: `label` names it with what stands above it and its code, so that hardly two are alike."""

    id: UUID
    label: str


BETWEEN = " · "
"""What parts the names of a label."""


def unit_choices(ctx: Context, text: str, most: int) -> list[UnitChoice]:
    """Units in reach of which every word of `text` is a part of the name, of a name above, or begins the code.

    Best first: the own name before names above, a school before its classes.
    """
    found = _with_words(units(ctx).select_related("parent__parent"), text)
    whole, own = text.strip(), Q(pk__isnull=True)
    for word in text.split():
        own |= Q(name__contains=word)
    fits = Case(
        When(name=whole, then=Value(0)),
        When(name__startswith=whole, then=Value(1)),
        When(own, then=Value(2)),
        default=Value(3),
    )
    width = Case(*(When(kind=kind, then=Value(width)) for kind, width in WIDTH.items()))
    return [UnitChoice(each.pk, _label(each)) for each in found.order_by(fits, width, "sort_key", "id")[:most]]


def _with_words(found: QuerySet[Unit], text: str) -> QuerySet[Unit]:
    for word in text.split():
        above = Q(parent__name__contains=word) | Q(parent__parent__name__contains=word)
        found = found.filter(Q(name__contains=word) | above | Q(code__startswith=word))
    return found


UNITS_AT_ONCE = 200
"""Units on one page of a list."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in a list, with the name of what stands directly above it."""

    id: UUID
    kind: str
    name: str
    above: str
    code: str


@dataclass(frozen=True, slots=True)
class UnitsListed:
    """A page of units, and where the next one begins."""

    lines: tuple[UnitLine, ...]
    following: UUID | None


def list_units(ctx: Context, *, search: str = "", after: UUID | None = None) -> UnitsListed:
    """Units in reach by name; `search` as in `unit_choices`. Raises NotFound where `after` is no unit in reach."""
    found = _with_words(units(ctx).select_related("parent"), search)
    if after is not None:
        last = units(ctx).filter(pk=after).first()
        if last is None:
            raise NotFound
        found = found.filter(Q(sort_key__gt=last.sort_key) | Q(sort_key=last.sort_key, id__gt=last.id))
    rows = list(found[: UNITS_AT_ONCE + 1])
    lines = tuple(
        UnitLine(each.pk, each.kind, each.name, each.parent.name if each.parent else "", each.code)
        for each in rows[:UNITS_AT_ONCE]
    )
    listed(ctx, READ_UNIT, [line.id for line in lines], {"search": search, "after": str(after or "")})
    return UnitsListed(lines, lines[-1].id if len(rows) > UNITS_AT_ONCE else None)


def units_meant(ctx: Context, text: str, most: int) -> list[UnitChoice]:
    """The units in reach that `text` names in full: by id, by code, by label, or by name."""
    wanted = text.strip()
    name = wanted.partition(BETWEEN)[0]
    found = units(ctx).select_related("parent__parent").filter(_id_or(wanted) | Q(name=name))
    choices = [UnitChoice(each.pk, _label(each)) for each in found[: most if BETWEEN not in wanted else None]]
    return [each for each in choices if each.label == wanted] or ([] if BETWEEN in wanted else choices)


def _id_or(text: str) -> Q:
    """That a unit has this id, or this code."""
    try:
        return Q(pk=UUID(text))
    except ValueError:
        return Q(code=text) & ~Q(code="")


def _label(unit: Unit) -> str:
    above = [each for each in (unit.parent, unit.parent and unit.parent.parent) if each and each.parent_id]
    return BETWEEN.join([unit.name, *(each.name for each in above), *([unit.code] if unit.code else [])])


def name_above(unit: Unit) -> str:
    """The name of what stands above a unit, where that is not the county: many classes are called alike."""
    return unit.parent.name if unit.parent and unit.parent.parent_id else ""


def accounts(ctx: Context) -> QuerySet[Account]:
    """The accounts in reach."""
    return visible_to(ctx, READ_ACCOUNT, Account).select_related("unit__parent").order_by("sign_in_name")


def accounts_beneath(ctx: Context, unit: UUID) -> QuerySet[Account]:
    """The accounts in reach of a unit and of all beneath it."""
    return accounts(ctx).filter(unit_id__in=UnitClosure.objects.filter(ancestor_id=unit).values("descendant_id"))


def accounts_meant(ctx: Context, text: str, most: int) -> list[Account]:
    """The accounts in reach that `text` names in full: by id, by sign-in name, by name, or by both as lists show them."""
    wanted = text.strip()
    name, _, rest = wanted.partition("（")
    by_both = Q(name=name, sign_in_name=rest.removesuffix("）")) if rest else Q(name=wanted)
    try:
        by_id = Q(pk=UUID(wanted))
    except ValueError:
        by_id = Q(sign_in_name__iexact=wanted)
    return list(accounts(ctx).filter(by_id | by_both)[:most])


def accounts_to_help(ctx: Context) -> list[Account]:
    """The security administrators in reach whose lost second factor one may drop: everybody's but one's own."""
    held = Grant._base_manager.filter(in_force(ctx.today), role="security_administrator")
    rows = visible_to(ctx, DROP_FACTOR, Account).filter(pk__in=held.values("account_id"))
    own = {ctx.actor} if ctx.actor else set()
    return list(rows.exclude(pk__in=own).select_related("unit").order_by("sign_in_name"))


def account_to_help(ctx: Context, account: UUID) -> Account:
    """An account in reach, to show what dropping its second factor does. Raises NotFound out of reach."""
    row = visible_to(ctx, DROP_FACTOR, Account).select_related("unit").filter(pk=account).first()
    if row is None:
        raise NotFound
    return row


def grants(ctx: Context) -> QuerySet[Grant]:
    """The grants in reach that have not ended."""
    rows = visible_to(ctx, READ_GRANT, Grant).filter(in_force(ctx.today))
    return rows.select_related("account", "unit__parent").order_by("account__sign_in_name", "role")


def tokens(ctx: Context) -> QuerySet[Token]:
    """The tokens of one's own that are still good, without what they are kept by."""
    own = {ctx.actor} if ctx.actor else set()
    rows = visible_to(ctx, READ_TOKEN, Token).filter(account_id__in=own, until__gt=ctx.at)
    return rows.defer("secret").order_by("until", "id")


def holdings_of(account: UUID, at: datetime) -> tuple[Holding, ...]:
    """What an account holds: read at each request, so that a change of role takes effect with the next one."""
    return tuple(Holding(*row) for row in _held_by(account, day_of(at)))


@prepared
def _held_by(account: UUID, day: date) -> QuerySet[Grant, tuple[str, UUID, date, date | None]]:
    rows = Grant._base_manager.filter(in_force(day), account_id=account)
    return rows.values_list("role", "unit_id", "from_on", "until_on")


def token_behind(secret: str, at: datetime) -> Token | None:
    """The token that a secret belongs to, if it and its owner are still good."""
    keys = key_ring().indexes(secret, "access_token/secret")
    rows = Token._base_manager.select_related("account").filter(secret__in=keys, until__gt=at, account__is_active=True)
    return rows.first()


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry of the audit in a list: codes, and the names of who acted, of the account it was about and of the unit.

    `told`: what the sentence of a refusal names, by codes.
    """

    id: UUID
    at: datetime
    who: str
    sign_in_name: str
    action: str
    channel: str
    outcome: str
    reason: str
    told: Mapping[str, str | int]
    about: str
    unit: str
    count: int | None


@dataclass(frozen=True, slots=True)
class EntryCard:
    """An entry on its own page. `content`: what was entered, None where withheld; it `has_content` until that is erased.

    `names`: the accounts and units among the ids of the content.
    """

    line: EntryLine
    address: str
    object_table: str
    object: UUID | None
    request: UUID | None
    number: int | None
    link: str
    has_content: bool
    content: tuple[tuple[str, str | None], ...]
    names: Mapping[str, str]


def list_entries(ctx: Context, wanted: Wanted, before: UUID | None, most: int) -> tuple[list[EntryLine], bool]:
    """A page of the audit, and whether there are more. One entry tells that it was read. Raises NotAllowed below the county."""
    _of_county(ctx)
    rows = list(entries_wanted(wanted, before)[: most + 1])
    lines = _entry_lines(rows[:most])
    asked = {name: str(value) for name, value in asdict(wanted).items() if value} | (
        {"before": before} if before else {}
    )
    listed(ctx, READ_AUDIT, [line.id for line in lines], asked)
    return lines, len(rows) > most


def open_entry(ctx: Context, entry: UUID) -> EntryCard:
    """One entry, with what may be shown of its content; recorded. Raises NotFound, and NotAllowed below the county."""
    _of_county(ctx)
    row = Entry.objects.filter(pk=entry).first()
    if row is None:
        raise NotFound
    content = content_of(row)
    shown = tuple(content_shown(row.action, {name: each for name, each in (content or {}).items() if name != TOLD}))
    card = EntryCard(
        line=_entry_lines([row])[0],
        address=row.address,
        object_table=row.object_table,
        object=row.object,
        request=row.request,
        number=row.number,
        link=bytes(row.link).hex() if row.link else "",
        has_content=content is not None,
        content=shown,
        names=_names_of({text for _, text in shown if text}),
    )
    opened_row(ctx, READ_AUDIT, row)
    return card


def audit_chain(ctx: Context, most: int) -> ChainState:
    """The chain at a glance. Raises NotAllowed below the county."""
    _of_county(ctx)
    return chain_state(most)


def account_called(ctx: Context, sign_in_name: str) -> UUID | None:
    """The account of a sign-in name, for whoever reads the audit of the county. Raises NotAllowed below it."""
    _of_county(ctx)
    return Account._base_manager.filter(sign_in_name__iexact=sign_in_name).values_list("pk", flat=True).first()


def _of_county(ctx: Context) -> None:
    """Entries tell of all units, so they are for who holds the permission on the whole county."""
    tell_database(ctx)
    if not Unit._base_manager.filter(parent__isnull=True, pk__in=ctx.units_for(READ_AUDIT)).exists():
        raise NotAllowed(READ_AUDIT)


def _entry_lines(rows: Sequence[Entry]) -> list[EntryLine]:
    concerned = {row.object for row in rows if row.object and row.object_table == Account._meta.db_table}
    actors = {row.actor for row in rows if row.actor}
    people = {each.pk: each for each in Account._base_manager.filter(pk__in=actors | concerned)}
    units = _unit_names({row.unit for row in rows if row.unit})
    contents = contents_of([row for row in rows if row.outcome not in (Outcome.DONE, Outcome.READ)])
    return [
        EntryLine(
            id=row.id,
            at=row.at,
            who=people[row.actor].name if row.actor in people else "",
            sign_in_name=people[row.actor].sign_in_name if row.actor in people else "",
            action=row.action,
            channel=row.channel,
            outcome=row.outcome,
            reason=row.reason,
            told=contents.get(row.id, {}).get(TOLD, {}),
            about=_both_names(people[row.object]) if row.object in people and row.object != row.actor else "",
            unit=units.get(row.unit, ""),
            count=row.count,
        )
        for row in rows
    ]


def _both_names(account: Account) -> str:
    """An account as lists show it."""
    return f"{account.name}（{account.sign_in_name}）"


def _unit_names(wanted: Iterable[UUID]) -> dict[UUID | None, str]:
    """Units by name, with what stands above them: many classes are called alike."""
    found = Unit._base_manager.select_related("parent").filter(pk__in=wanted)
    return {each.pk: BETWEEN.join(filter(None, (each.name, name_above(each)))) for each in found}


def _names_of(texts: Iterable[str]) -> dict[str, str]:
    """The accounts and units that some texts name by id."""
    ids = []
    for text in texts:
        with suppress(ValueError):
            ids.append(UUID(text))
    people = {str(each.pk): _both_names(each) for each in Account._base_manager.filter(pk__in=ids)}
    return people | {str(pk): name for pk, name in _unit_names(ids).items()}
