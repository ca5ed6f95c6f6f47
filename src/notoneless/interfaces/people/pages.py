"""The children of my units: list and search, one child, reveal a number, correct a guardian's phone number."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Unusable
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.people.models import Child, Guardian
from notoneless.foundation.people.selectors import (
    READ,
    REVEAL,
    REVEAL_PHONE,
    child_in_reach,
    guardian_in_reach,
    list_children,
    open_child,
)
from notoneless.foundation.people.services import correct_phone
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import declared
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import SIGNED_IN, Answer, Shown, Went, first_page, language_of, page, route
from notoneless.kernel.problems import NotonelessError, sentence

LONGEST_SEARCH = 60


@page({"GET": SIGNED_IN})
def home(ctx: Context, request: HttpRequest) -> Answer:
    """The children, or for who sees none the first page there is."""
    return _children(ctx, request) if ctx.may(READ) else HttpResponseRedirect(first_page(ctx))


@page({"GET": READ, "POST": READ})
def children(ctx: Context, request: HttpRequest) -> Answer:
    """The list. A search is posted, because a name or number in an address would stay in logs and histories."""
    return _children(ctx, request)


def _children(ctx: Context, request: HttpRequest) -> Answer:
    search = request.POST.get("search", "")[:LONGEST_SEARCH]
    after = request.POST.get("after") or request.GET.get("after")
    found = list_children(ctx, search=search, after=_uuid(after))
    template = "people/rows.html" if request.headers.get("HX-Request") else "people/children.html"
    return Shown(template, {"found": found, "search": search})


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@page({"GET": READ})
def child(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """One child's page."""
    return Shown("people/child.html", {"card": open_child(ctx, child), "form": new_form(ctx)})


@page({"POST": REVEAL})
def reveal_number(ctx: Context, request: HttpRequest, child: UUID, field: str) -> Answer:
    """Open one sealed number of a child."""
    if not _may_be_opened(field):
        raise NotFound
    row = child_in_reach(ctx, child, REVEAL)
    text = reveal(ctx, row, field, _limits())
    return Shown("people/revealed.html", {"text": text, "child": child})


def _may_be_opened(field: str) -> bool:
    """Whether a word in an address names a sealed field of a child that somebody may see."""
    known = declared(Child).get(field)
    return known is not None and bool(known.seen) and isinstance(Child._meta.get_field(field), Sealed)


@page({"POST": REVEAL_PHONE})
def reveal_phone(ctx: Context, request: HttpRequest, guardian: UUID) -> Answer:
    """Open one guardian's phone number."""
    row = guardian_in_reach(ctx, guardian, REVEAL_PHONE)
    return Shown("people/revealed.html", {"text": reveal(ctx, row, "phone", _limits()), "child": row.child_id})


def _limits() -> Limits:
    return Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)


@page({"GET": "guardian.correct_phone", "POST": "guardian.correct_phone"})
def phone(ctx: Context, request: HttpRequest, guardian: UUID) -> Answer:
    """The form to correct a guardian's phone number, and its sending."""
    row = guardian_in_reach(ctx, guardian, "guardian.correct_phone")
    if request.method != "POST":
        return _phone_form(ctx, row)
    acting = with_form(ctx, request)
    try:
        correct_phone(acting, guardian=row.pk, phone=request.POST.get("phone", ""))
    except Unusable as refusal:
        noted(ctx, refusal, Attempted("guardian.correct_phone", {}))
        return _phone_form(ctx, row, refusal)
    return Went("child", {"child": row.child_id})


def _phone_form(ctx: Context, row: Guardian, refusal: NotonelessError | None = None) -> Answer:
    told = sentence(refusal.told, language_of()) if refusal else ""
    values = {"name": row.name, "relation": row.relation, "child": row.child_id, "form": new_form(ctx), "error": told}
    return Shown("people/phone.html", values, 422 if refusal else 200)


ROUTES = [
    route("", home, "home"),
    route("children/", children, "children"),
    route("children/<uuid:child>/", child, "child"),
    route("children/<uuid:child>/<slug:field>/", reveal_number, "child_number"),
    route("guardians/<uuid:guardian>/phone/", phone, "guardian_phone"),
    route("guardians/<uuid:guardian>/phone/reveal/", reveal_phone, "guardian_phone_reveal"),
]
