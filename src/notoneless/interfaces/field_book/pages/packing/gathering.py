"""A pack as a whole: only what somebody may do, and no number, telephone or illness of anybody."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.field_book.rules import KEPT_FOR, ROSTER_LASTS
from notoneless.interfaces.field_book.pages.contents import own_key
from notoneless.interfaces.field_book.pages.kinds import KINDS
from notoneless.interfaces.field_book.pages.packing.attendance import classes_for
from notoneless.interfaces.field_book.pages.packing.lessons import RECORD, lessons_for
from notoneless.interfaces.field_book.pages.packing.surveys import ANSWER, answers_for
from notoneless.interfaces.field_book.pages.packing.visits import VISIT, visits_for
from notoneless.interfaces.field_book.pages.packing.wording import Item, told
from notoneless.records.attendance.selectors.permitting import REPORT

ITEMS: tuple[tuple[str, Callable[[Context], list[Item]]], ...] = (
    (VISIT, visits_for),
    (ANSWER, answers_for),
    (RECORD, lessons_for),
)


def pack_for(ctx: Context, csrf: str) -> dict[str, Any]:
    """What a phone of whoever asks is given. What is read for it leaves entries, as it does on pages."""
    may = {code for code in KINDS if ctx.may(code)}
    groups = [{"code": code, "title": title_of(code), "items": gather(ctx)} for code, gather in ITEMS if code in may]
    return {
        "format": 1,
        "account": str(ctx.actor),
        "name": Account._base_manager.filter(pk=str(ctx.actor)).values_list("name", flat=True).first() or "",
        "at": ctx.at.isoformat(),
        "until": (ctx.at + ROSTER_LASTS).isoformat(),
        "today": ctx.today.isoformat(),
        "kept_for": int(KEPT_FOR.total_seconds()),
        "key": b64encode(own_key().public).decode(),
        "csrf": csrf,
        "attendance": title_of(REPORT),
        "classes": classes_for(ctx) if REPORT in may else [],
        "groups": [each for each in groups if each["items"]],
    }


def title_of(code: str) -> str:
    """What a kind is called on a phone."""
    return told(f"field_book.kind_{code.replace('.', '_')}")
