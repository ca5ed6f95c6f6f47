"""What turns a web request into a `Context`: who asks, with which grants, how strongly signed in, under which request id."""

from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.selectors import holdings_of
from notoneless.foundation.sealing.keys import key_ring
from notoneless.interfaces.frame.clock import IDS, now
from notoneless.kernel.problems import Problem

FORM_LASTS = 12 * 3600
"""Seconds that a form may stay open before it is sent."""

REQUEST_FIELD = "request"
"""The hidden field of a form that carries its request id."""

BEGUN, SEEN = "notoneless.begun", "notoneless.seen"
"""Session keys: when the session began and when it was last used, in seconds since 1970."""


def context_of(request: HttpRequest) -> Context:
    """The context of a request. Without a signed-in account it holds nothing."""
    at = now()
    account: Any = request.user
    if not account.is_authenticated:
        return Context(actor=None, at=at, channel="web", ids=IDS, address=address_of(request))
    proofs = get_authentication_records(request, account)
    confirmed = max((proof["at"] for proof in proofs), default=None)
    return Context(
        actor=account.pk,
        held=holdings_of(account.pk, at),
        at=at,
        channel="web",
        ids=IDS,
        strong=any(proof["method"] == "mfa" for proof in proofs),
        confirmed_at=datetime.fromtimestamp(confirmed, UTC) if confirmed else None,
        address=address_of(request),
    )


def start_session(request: HttpRequest) -> None:
    """Note when a session begins."""
    request.session[BEGUN] = request.session[SEEN] = now().timestamp()


def keep(request: HttpRequest, name: str, text: str) -> None:
    """Keep what somebody typed for the rest of the session, sealed: it may be a child's name or number."""
    if text != kept(request, name):
        request.session[f"notoneless.{name}"] = key_ring().close(text, _KEPT).hex()


def kept(request: HttpRequest, name: str) -> str:
    """What was kept under a name, or nothing."""
    sealed = request.session.get(f"notoneless.{name}")
    return key_ring().open(bytes.fromhex(sealed), _KEPT) if sealed else ""


def forget(request: HttpRequest, name: str) -> None:
    """Let go of what was kept."""
    request.session.pop(f"notoneless.{name}", None)


_KEPT = "session/kept"


def address_of(request: HttpRequest) -> str:
    """The client's address: as the server saw it, or as the nearest of our own proxies tells. No other header is believed."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    told = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    while address in settings.PROXIES and told and told[-1]:
        address = told.pop()
    return address[:45]


def site_of(request: HttpRequest) -> str:
    """The client's address as limits count it: of IPv6 the site, because whoever has one address there has all of its /64."""
    address = address_of(request)
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Address(int(found) >> _OWN << _OWN))


_OWN = 64
"""Bits of an IPv6 address that whoever has it chooses at will (RFC 4291, 2.5.4)."""


def new_form(ctx: Context) -> str:
    """A signed request id for a form of this person: the same form sent twice is one request."""
    return signing.dumps([str(ctx.actor), str(ctx.ids.new())], salt="form")


def with_form(ctx: Context, request: HttpRequest) -> Context:
    """The context with the id of the form that was sent. Raises Unusable where it is forged, somebody else's, or too old."""
    try:
        actor, form = signing.loads(request.POST.get(REQUEST_FIELD, ""), salt="form", max_age=FORM_LASTS)
    except signing.SignatureExpired:
        raise Unusable(Problem("frame.form_expired")) from None
    except (signing.BadSignature, ValueError):
        raise Unusable(Problem("frame.form_forged")) from None
    if actor != str(ctx.actor):
        raise Unusable(Problem("frame.form_forged"))
    return ctx.with_request(UUID(form))
