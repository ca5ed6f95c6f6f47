"""Channels are named, tried out and ended; digests are written, taken up, and settled."""

from uuid import UUID

from django.conf import settings as site

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem
from notoneless.oversight.reminders.models import ReminderChannel, ReminderDigest
from notoneless.oversight.reminders.rules import (
    MOST_ATTEMPTS,
    ChannelKind,
    DigestState,
    address_of,
    is_to_send,
    pause_after,
)
from notoneless.oversight.reminders.selectors import said, text_for, waits_at


@action("reminder.add_channel", words="开通消息提醒", english="Name a channel of reminders")
def add_channel(ctx: Context, *, unit: Unit, channel_kind: ChannelKind, name: Line, channel_address: Passage) -> UUID:
    """Name a chat group or mailbox that is told what waits at a unit; the channel. Where it leads is sealed.

    Raises Unusable for an address that the kind does not have, Refused for a name that the unit has already.
    """
    leads = address_of(channel_kind, channel_address, site.REMINDER_MAIL, site.REMINDER_HOSTS)
    if isinstance(leads, Problem):
        raise Unusable(leads)
    if ReminderChannel._base_manager.filter(unit=unit, name=name, ended_on__isnull=True).exists():
        raise Refused(Problem("reminders.named_already", {"name": name}))
    row = ReminderChannel(id=ctx.ids.new(), unit=unit, kind=channel_kind, name=name, at=ctx.at)
    row.address = Plain(leads)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("reminder.end_channel", words="停用消息提醒", english="End a channel of reminders")
def end_channel(ctx: Context, *, reminder_channel: ReminderChannel) -> None:
    """Tell a channel nothing any more, from now on. Raises Refused where that has ended."""
    _must_stand(reminder_channel)
    reminder_channel.ended_on = ctx.today
    reminder_channel.save(update_fields=["ended_on"])


@action("reminder.try_channel", words="试发消息提醒", english="Try a channel of reminders")
def try_channel(ctx: Context, *, reminder_channel: ReminderChannel) -> UUID:
    """Tell a channel at once what waits, also where that is nothing; the digest, which is sent within a minute."""
    _must_stand(reminder_channel)
    text = said(reminder_channel, waits_at(reminder_channel.unit_id, ctx.today))
    return _written(ctx, reminder_channel, f"try {ctx.at.isoformat()}", text)


@action("reminder.write", words="写出消息提醒", english="Write a reminder")
def write_digest(ctx: Context, *, reminder_channel: ReminderChannel, occasion: Line) -> None:
    """Write what a channel is told on an occasion, once; nothing where nothing waits any more."""
    _must_stand(reminder_channel)
    if ReminderDigest._base_manager.filter(channel=reminder_channel, occasion=occasion).exists():
        raise Refused(Problem("reminders.told_already"))
    text = text_for(reminder_channel, ctx.today)
    if text:
        _written(ctx, reminder_channel, occasion, text)


def _written(ctx: Context, channel: ReminderChannel, occasion: str, text: str) -> UUID:
    row = ReminderDigest(id=ctx.ids.new(), channel=channel, unit_id=channel.unit_id, occasion=occasion, text=text)
    row.state, row.due_at, row.at = DigestState.WAITING, ctx.at, ctx.at
    row.save(force_insert=True)
    return row.pk


@action("reminder.begin", words="发送消息提醒", english="Take a reminder up for sending")
def begin_digest(ctx: Context, *, reminder_digest: ReminderDigest) -> None:
    """Take a digest up: an attempt is counted before it is made, so that what kills the sender is given up in the end too."""
    row = reminder_digest
    if not is_to_send(DigestState(row.state), row.attempts) or row.due_at > ctx.at:
        raise Refused(Problem("reminders.not_due"))
    reminder_digest.attempts += 1
    reminder_digest.state = DigestState.SENDING
    reminder_digest.due_at = ctx.at + pause_after(reminder_digest.attempts)
    reminder_digest.save(update_fields=["state", "attempts", "due_at"])


@action("reminder.settle", words="登记消息提醒的发送结果", english="Record how a reminder was sent")
def settle_digest(ctx: Context, *, reminder_digest: ReminderDigest, is_sent: bool) -> None:
    """Record that a digest has been sent, or was not taken: then it is tried again for some time, and given up."""
    if reminder_digest.state != DigestState.SENDING:
        raise Refused(Problem("reminders.not_due"))
    if is_sent:
        reminder_digest.state = DigestState.SENT
    else:
        given_up = reminder_digest.attempts >= MOST_ATTEMPTS
        reminder_digest.state = DigestState.FAILED if given_up else DigestState.WAITING
    reminder_digest.save(update_fields=["state"])


def _must_stand(row: ReminderChannel) -> None:
    if row.ended_on is not None:
        raise Refused(Problem("reminders.ended"))
