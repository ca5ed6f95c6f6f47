"""What a phone in the LAN needs once: the county's own certificate authority, and how to install it. Without a sign-in."""

from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.interfaces.frame.pages import ANYONE, Answer, Shown, page, route
from notoneless.interfaces.keeping.certificates import authority_in, fingerprint_of, folder_of


@page({"GET": ANYONE})
def lan(ctx: Context, request: HttpRequest) -> Answer:
    """How a phone or a computer comes to trust this server, and the fingerprint to compare. 404 without such an authority."""
    authority = authority_in(folder_of(settings.KEY_RING_FILE))
    if authority is None:
        raise NotFound
    return Shown("keeping/lan.html", {"fingerprint": fingerprint_of(authority)})


@page({"GET": ANYONE})
def authority_file(ctx: Context, request: HttpRequest) -> Answer:
    """The authority's certificate. Its key never leaves the server."""
    authority = authority_in(folder_of(settings.KEY_RING_FILE))
    if authority is None:
        raise NotFound
    response = HttpResponse(authority.public_bytes(Encoding.DER), content_type="application/x-x509-ca-cert")
    response["Content-Disposition"] = 'attachment; filename="notoneless-lan.crt"'
    return response


ROUTES = [route("lan/", lan, "lan"), route("lan/ca.crt", authority_file, "lan_authority")]
