"""Forms as a person sends them: the page is opened, its hidden request id taken, and the rest filled in."""

import re
from typing import Any

from django.test import Client

_REQUEST = re.compile(r'name="request" value="([^"]+)"')
_SEEN = re.compile(r'<input type="hidden" name="(proposal|seen|saw)" value="([^"]+)"')
"""What a form says that it showed."""


def send(visitor: Client, page: str, to: str = "", **values: Any) -> Any:
    """Open a page and send one of its forms, to the page itself unless `to` says otherwise."""
    shown = text_of(visitor.get(page))
    found = _REQUEST.search(shown)
    assert found, f"{page} has no form"
    return visitor.post(to or page, {"request": found[1], **dict(_SEEN.findall(shown)), **values})


def text_of(answer: Any) -> str:
    """What an answer says, as text."""
    return str(answer.content.decode())
