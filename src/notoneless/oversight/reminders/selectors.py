"""Reading channels and digests, what waits at a unit, and what the worker has to write and to send."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings as site
from django.db.models import Q

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.audit.rules import CHINA
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.plans.selectors import plans_of, settings
from notoneless.foundation.sealing.models import opened
from notoneless.kernel.problems import sentence
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.reminders.models import ReminderChannel, ReminderDigest
from notoneless.oversight.reminders.rules import (
    MOST_ATTEMPTS,
    PLAN,
    DigestState,
    ReminderNumbers,
    Waits,
    digest,
    is_worth_telling,
    numbers_of,
    occasion_at,
)
from notoneless.policy.judging import State

READ_REMINDERS = reading("reminder.read", words="查看消息提醒", english="See reminders")
WRITE, BEGIN = "reminder.write", "reminder.begin"
_LAST = 5
"""Digests that are shown of each channel."""


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A channel in reach with its last digests, the latest first."""

    row: ReminderChannel
    digests: tuple[ReminderDigest, ...]


def numbers_on(day: date) -> ReminderNumbers:
    """The county's settings of reminders."""
    return numbers_of({key: found.value for key, found in settings(PLAN, day).items()})


def list_channels(ctx: Context) -> tuple[ChannelLine, ...]:
    """The channels in reach, by unit and name. The list leaves an entry."""
    rows = visible_to(ctx, READ_REMINDERS, ReminderChannel).filter(ended_on__isnull=True).select_related("unit", "by")
    kept = list(rows.defer("address").order_by("unit__sort_key", "name"))
    sent = visible_to(ctx, READ_REMINDERS, ReminderDigest).filter(channel__in=[each.pk for each in kept])
    found: dict[UUID, list[ReminderDigest]] = defaultdict(list)
    for each in sent.order_by("-at", "-id"):
        if len(found[each.channel_id]) < _LAST:
            found[each.channel_id].append(each)
    listed(ctx, READ_REMINDERS, [each.pk for each in kept], {})
    return tuple(ChannelLine(each, tuple(found[each.pk])) for each in kept)


def channel_in_reach(ctx: Context, channel: UUID, code: str) -> ReminderChannel:
    """A channel on which `code` may be done. Raises NotFound out of reach, and where it has ended."""
    rows = visible_to(ctx, code, ReminderChannel).filter(pk=channel, ended_on__isnull=True)
    row = rows.select_related("unit").defer("address").first()
    if row is None:
        raise NotFound
    return row


def units_of(ctx: Context, code: str) -> list[tuple[UUID, str]]:
    """The units for which a person may name channels: those of the posts that may."""
    rows = visible_to(ctx, code, Unit).filter(pk__in=ctx.units_for(code)).order_by("sort_key")
    return list(rows.values_list("pk", "name"))


def waits_at(unit: UUID, day: date) -> Waits:
    """What is overdue at a unit and beneath it, and what is due on a day, as was reckoned last. It names nobody.

    A month that is sealed waits for nobody, and what has days left is told on the last of them.
    """
    beneath = UnitClosure._base_manager.filter(ancestor_id=unit).values("descendant_id")
    waits = Q(state=State.BROKEN) | Q(state=State.DUE, due_on=day)
    rows = DutyRow._base_manager.filter(waits, bearer_id__in=beneath, sealed__isnull=True)
    found = list(rows.values_list("duty", "version_id", "state"))
    counted = Counter((duty, version) for duty, version, _ in found)
    overdue = sum(state == State.BROKEN for _, _, state in found)
    return Waits(overdue, len(found) - overdue, _titles(counted))


def _titles(counted: Counter[tuple[str, UUID]]) -> tuple[tuple[str, int], ...]:
    plans = plans_of(sorted({version for _, version in counted}))
    titles = {(duty.id, version): duty.title.zh for version, plan in plans.items() for duty in plan.duties}
    found: Counter[str] = Counter()
    for key, count in counted.items():
        found[titles.get(key, key[0])] += count
    return tuple(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def text_for(row: ReminderChannel, day: date) -> str | None:
    """What a channel is told on a day; None where nothing waits. Chinese, as chat groups of offices are."""
    waits = waits_at(row.unit_id, day)
    return said(row, waits) if is_worth_telling(waits) else None


def said(row: ReminderChannel, waits: Waits) -> str:
    """A digest as it is sent."""
    return "\n".join(sentence(each, "zh") for each in digest(row.unit.name, waits, site.REMINDER_LINK))


def to_write(ctx: Context) -> Iterable[tuple[UUID, str]]:
    """The channels that are to be told something on the occasion that is due, and have not been; with the occasion."""
    local = ctx.at.astimezone(CHINA)
    calendar = load_calendar(local.date(), local.date())
    occasion = occasion_at(local, calendar.is_school_day(local.date()), numbers_on(local.date()))
    if occasion is None:
        return
    told = ReminderDigest._base_manager.filter(occasion=occasion).values("channel_id")
    rows = ReminderChannel._base_manager.filter(ended_on__isnull=True).exclude(pk__in=told).select_related("unit")
    for row in rows.defer("address").order_by("id"):
        if is_worth_telling(waits_at(row.unit_id, local.date())):
            yield row.pk, occasion


def to_send(ctx: Context) -> list[UUID]:
    """The digests that are due to be sent, the longest due first, as many as may be sent in a minute."""
    rows = ReminderDigest._base_manager.filter(
        state__in=(DigestState.WAITING, DigestState.SENDING),
        attempts__lt=MOST_ATTEMPTS,
        due_at__lte=ctx.at,
        channel__ended_on__isnull=True,
    )
    return list(rows.order_by("due_at", "id").values_list("pk", flat=True)[: numbers_on(ctx.today).per_minute])


def message_of(digest: UUID) -> tuple[str, str]:
    """Where a digest goes and what it says, for the sender alone."""
    row = ReminderDigest._base_manager.select_related("channel").get(pk=digest)
    return opened(row.channel, "address") or "", row.text
