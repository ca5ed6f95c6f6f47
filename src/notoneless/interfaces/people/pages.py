"""The children of my units: list and search, one child, reveal a number, correct a guardian's phone number."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.module_loading import import_string

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Unusable
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.people.dossier import DossierRoom, gathered, memberships
from notoneless.foundation.people.models import Child, Guardian
from notoneless.foundation.people.selectors import (
    READ,
    REVEAL,
    REVEAL_PHONE,
    Among,
    child_in_reach,
    guardian_in_reach,
    list_children,
    open_child,
    unit_listed,
)
from notoneless.foundation.people.services import correct_phone
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import declared
from notoneless.interfaces.frame.asking import forget, keep, kept, new_form, with_form
from notoneless.interfaces.frame.pages import (
    SIGNED_IN,
    Answer,
    Shown,
    Went,
    child_cards,
    first_page,
    language_of,
    page,
    route,
)
from notoneless.kernel.problems import NotonelessError, Problem, sentence

LONGEST_SEARCH = 60

KEPT = "children"
"""Under what the list is kept as it was last looked at."""

MOST_PAGES = 500
"""Pages that somebody can go back through."""


@dataclass(frozen=True)
class Wanted:
    """What a list shows: the search, the children after which each page so far began, of which unit, and who among them."""

    search: str = ""
    trail: tuple[UUID, ...] = ()
    unit: UUID | None = None
    among: Among = Among.ALL

    def text(self) -> str:
        """As it is kept."""
        return json.dumps([self.search, str(self.unit or ""), self.among.value, *map(str, self.trail)])

    @classmethod
    def of(cls, text: str) -> "Wanted":
        """What was kept, or the whole list."""
        search, unit, among, *trail = json.loads(text) if text else ["", "", Among.ALL.value]
        return cls(search, tuple(map(UUID, trail)), UUID(unit) if unit else None, Among(among))


ALL = Wanted()


@page({"GET": SIGNED_IN})
def home(ctx: Context, request: HttpRequest) -> Answer:
    """To the first page that there is for whoever comes."""
    return HttpResponseRedirect(first_page(ctx))


@page({"GET": READ, "POST": READ})
def children(ctx: Context, request: HttpRequest) -> Answer:
    """The list. A search is posted, because a name or number in an address would stay in logs and histories."""
    if request.method != "POST":
        forget(request, KEPT)
        return _children(ctx, request)
    after, trail = _uuid(request.POST.get("after")), _trail(request.POST.get("trail", ""))
    search = request.POST.get("search", "")[:LONGEST_SEARCH]
    unit, among = _uuid(request.POST.get("unit")), request.POST.get("among", "")
    some = Among(among) if unit and among in set(Among) else Among.ALL
    wanted = Wanted(search, trail + ((after,) if after else ()), unit, some)
    keep(request, KEPT, wanted.text())
    return _children(ctx, request, wanted)


@page({"GET": READ})
def children_of(ctx: Context, request: HttpRequest, unit: UUID, among: str) -> Answer:
    """The children of one unit in reach, or some among them: the names behind a number."""
    if among not in set(Among):
        raise NotFound
    wanted = Wanted(unit=unit, among=Among(among))
    keep(request, KEPT, wanted.text())
    return _children(ctx, request, wanted)


@page({"GET": READ})
def children_kept(ctx: Context, request: HttpRequest) -> Answer:
    """The list as it was last searched and paged through, to come back to from a child."""
    wanted = Wanted.of(kept(request, KEPT))
    try:
        return _children(ctx, request, wanted)
    except NotFound:  # the child after which the page began has left the reach
        return _children(ctx, request, Wanted(wanted.search))  # and so has the unit, perhaps


def _children(ctx: Context, request: HttpRequest, wanted: Wanted = ALL) -> Answer:
    after = wanted.trail[-1] if wanted.trail else None
    found = list_children(ctx, search=wanted.search, after=after, unit=wanted.unit, among=wanted.among)
    is_part = bool(request.headers.get("HX-Request"))
    values = {
        "found": found,
        "search": wanted.search,
        "unit": unit_listed(ctx, wanted.unit) if wanted.unit else None,
        "among": wanted.among.value,
        "trail": ",".join(map(str, wanted.trail)),
        "before": ",".join(map(str, wanted.trail[:-1])),
        "number": len(wanted.trail) + 1,
        "is_part": is_part,
    }
    return Shown("people/rows.html" if is_part else "people/children.html", values)


def _trail(text: str) -> tuple[UUID, ...]:
    """The pages that a form says were gone through; what is no id is left out."""
    return tuple(each for each in map(_uuid, text.split(",")[:MOST_PAGES]) if each)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@page({"GET": READ})
def child(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """One child on one page, whole: who it is, where it belongs and belonged, what each room knows, what happened when.

    Opening it leaves one entry.
    """
    card = open_child(ctx, child)
    rooms: list[DossierRoom] = import_string(settings.DOSSIER)
    lines = gathered(ctx, child, rooms)
    values = {
        "card": card,
        "memberships": memberships(ctx, child),
        "others": child_cards(ctx, request, child),
        "lines": [(line, sentence(line.told, language_of())) for line in lines],
        "at": ctx.at,
    }
    return Shown("people/child.html", values)


@page({"POST": REVEAL})
def reveal_number(ctx: Context, request: HttpRequest, child: UUID, field: str) -> Answer:
    """Open one sealed number of a child."""
    if not _may_be_opened(field):
        raise NotFound
    row = child_in_reach(ctx, child, REVEAL)
    text = reveal(ctx, row, field, _limits())
    what = sentence(Problem(f"people.of_child_{field}"), language_of())
    return Shown("people/revealed.html", {"text": text, "child": child, "what": what, "name": row.name})


def _may_be_opened(field: str) -> bool:
    """Whether a word in an address names a sealed field of a child that somebody may see."""
    known = declared(Child).get(field)
    return known is not None and bool(known.seen) and isinstance(Child._meta.get_field(field), Sealed)


@page({"POST": REVEAL_PHONE})
def reveal_phone(ctx: Context, request: HttpRequest, guardian: UUID) -> Answer:
    """Open one guardian's phone number."""
    row = guardian_in_reach(ctx, guardian, REVEAL_PHONE)
    what = sentence(Problem("people.of_guardian_phone"), language_of())
    name = f"{row.child.name} · {row.name} {row.relation}"
    values = {"text": reveal(ctx, row, "phone", _limits()), "child": row.child_id, "what": what, "name": name}
    return Shown("people/revealed.html", {**values, "call": True})


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
        return _phone_form(ctx, row, refusal, request.POST.get("phone", "")[:40])
    done = Problem("people.phone_corrected", {"name": row.name})
    messages.success(request, sentence(done, language_of()))
    return Went("child", {"child": row.child_id})


def _phone_form(ctx: Context, row: Guardian, refusal: NotonelessError | None = None, sent: str = "") -> Answer:
    told = sentence(refusal.told, language_of()) if refusal else ""
    values = {"name": row.name, "relation": row.relation, "child": row.child_id, "form": new_form(ctx), "error": told}
    values["sent"] = sent
    return Shown("people/phone.html", values, 422 if refusal else 200)


ROUTES = [
    route("", home, "home"),
    route("children/", children, "children"),
    route("children/kept/", children_kept, "children_kept"),
    route("children/of/<uuid:unit>/<slug:among>/", children_of, "children_of"),
    route("children/<uuid:child>/", child, "child"),
    route("children/<uuid:child>/<slug:field>/", reveal_number, "child_number"),
    route("guardians/<uuid:guardian>/phone/", phone, "guardian_phone"),
    route("guardians/<uuid:guardian>/phone/reveal/", reveal_phone, "guardian_phone_reveal"),
]
