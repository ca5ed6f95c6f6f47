"""Forms as a person sends them: the page is opened, its hidden request id taken, and the rest filled in."""

import re
from typing import Any

from django.test import Client

_REQUEST = re.compile(r'name="request" value="([^"]+)"')
_PROPOSAL = re.compile(r'name="proposal" value="([^"]+)"')


def send(visitor: Client, page: str, to: str = "", **values: Any) -> Any:
    """Open a page and send one of its forms, to the page itself unless `to` says otherwise."""
    shown = text_of(visitor.get(page))
    found = _REQUEST.search(shown)
    assert found, f"{page} has no form"
    seen = _PROPOSAL.search(shown)
    return visitor.post(to or page, {"request": found[1]} | ({"proposal": seen[1]} if seen else {}) | values)


def text_of(answer: Any) -> str:
    """What an answer says, as text."""
    return str(answer.content.decode())
