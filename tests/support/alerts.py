"""Alerts in the county of the tests: links, alerts sent and entered, as the tests of several floors need them."""

from typing import Any
from uuid import UUID

from notoneless.casework.alerts.models import Alert, AlertLink
from notoneless.casework.alerts.services import enter, make_link, refuse, send
from support.county import DAY, County
from support.databases import the

TOLD: dict[str, Any] = {
    "name": "慕容甲乙",
    "age": 9,
    "where_seen": "柳树村",
    "seen": "开学后一直在镇上饭馆帮工",
    "seen_on": DAY,
    "reply_to": "13911112222",
}

LINES = "慕容甲乙，9，柳树村，2026-08-31，开学没来上学\n，12，镇上饭馆，天天在端盘子"


def linked(county: County, unit: str = "county", who: str = "陈局长") -> UUID:
    """A link by which anybody may tell a unit of a child."""
    return make_link(county.ctx(who), unit=county.units[unit], name="各村公示栏")


def token_of(link: UUID) -> str:
    """What stands in the address of a link."""
    return str(the(AlertLink, pk=link).token)


def sent_by_link(county: County, link: UUID | None = None, **given: Any) -> UUID:
    """An alert that somebody has sent by a link."""
    more = {"wants_answer": True, "sender": "ab" * 16}
    return send(county.ctx("陈局长"), link=link or linked(county), **TOLD | more | given)


def alerted(county: County, unit: str = "county", who: str = "陈局长", **given: Any) -> UUID:
    """An alert that an officer was told of."""
    return enter(county.ctx(who), unit=county.units[unit], **{"source": "police"} | TOLD | given)


def refused_alert(county: County, who: str = "陈局长") -> UUID:
    """An alert that was refused."""
    alert = alerted(county, who=who)
    refuse(county.ctx(who), alert=alert, refusal="checked", note="到校看过，在上课")
    return alert


def alert_row(alert: UUID) -> Any:
    """The row of an alert, whoever may see it."""
    return the(Alert, pk=alert)
