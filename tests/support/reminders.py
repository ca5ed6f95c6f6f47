"""Channels of reminders, as the tests of several floors need them."""

from typing import Any
from uuid import UUID

from notoneless.oversight.reminders.services import add_channel, begin_digest, try_channel
from support.county import County

ROBOT = "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef"
"""The address of a robot that nobody has."""


def channel(county: County, who: str = "李校长", unit: str = "school_a", **given: Any) -> UUID:
    """A chat group that is told what waits at a unit."""
    told = {"channel_kind": "dingtalk", "name": "中心小学工作群", "channel_address": ROBOT, **given}
    return add_channel(county.ctx(who), unit=county.units[unit], **told)


def digest_waiting(county: County, **given: Any) -> UUID:
    """A digest that waits to be sent."""
    return try_channel(county.ctx("李校长"), reminder_channel=channel(county, **given))


def digest_begun(county: County) -> UUID:
    """One that was taken up."""
    digest = digest_waiting(county)
    begin_digest(county.ctx("系统管理员"), reminder_digest=digest)
    return digest
