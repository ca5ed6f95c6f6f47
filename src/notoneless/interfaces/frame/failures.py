"""What is told where no page of ours was reached, or the program itself failed."""

import sys

from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from notoneless.interfaces.frame.pages import tell
from notoneless.kernel.problems import Problem


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request cannot be read, or is larger than any of ours, or asks for another host than ours."""
    if isinstance(exception, DisallowedHost):
        return tell(request, Problem("frame.wrong_host", {"host": request.META.get("HTTP_HOST", "")[:60]}), 400)
    return tell(request, Problem("frame.unreadable"), 400)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's)
    """There is no such page, or the child is out of reach: the same sentence."""
    return tell(request, Problem("access.not_found"), 404)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django's)
    """The request does not belong here."""
    return tell(request, Problem("frame.form_forged"), 403)


def unproved(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django's)
    """A form without the proof that it is ours."""
    return tell(request, Problem("frame.form_unproved"), 403)


def broken(request: HttpRequest) -> HttpResponse:
    """The program failed, or its database before any page was reached; nothing of how is told."""
    error = sys.exception()
    if isinstance(error, DatabaseError):
        return tell(request, Problem("frame.database_failed"), 503, error=error)
    return tell(request, Problem("frame.broken"), 500, error=error)
