"""The form that records a visit, and the one that corrects a record. What is refused loses nothing: photos are kept first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.visits.models import HomeVisit, Visitor
from notoneless.casework.visits.rules.settings import settings_on
from notoneless.casework.visits.selectors.reading import ToVisit, to_visit, visit_in_reach
from notoneless.casework.visits.services import correct_visit, record_visit, withdraw_visit
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotAllowed, Unusable
from notoneless.foundation.access.scope import unit_reached, visible_to
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.models import Child
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.interfaces.visits.pages.fields import TEXTS, TICKS, fields_of
from notoneless.interfaces.visits.pages.forms import people_sent, people_to_choose, sent
from notoneless.interfaces.visits.pages.wording import told, uuid_of
from notoneless.kernel.problems import NotonelessError, Problem, sentence

ADD = "attachment.add"
PHOTOS = ("photo", "second_photo", "third_photo")
PICTURES = frozenset({"jpeg", "png"})
READS = 256 * 1024 * 1024
"""Bytes of one sent form that are read to its end, so that a film sent for a photo is answered, not cut off."""

KEPT = "kept_"
"""How the fields begin that name a picture which came with an earlier try."""


@dataclass
class Pictures:
    """The pictures of a form by field: those kept, also from an earlier try, and why others were not taken."""

    kept: dict[str, UUID] = field(default_factory=dict)
    refused: list[Problem] = field(default_factory=list)


@page({"GET": record_visit.code, "POST": record_visit.code}, takes_files=True, reads=READS)
def recording(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The form that records a visit, and its sending."""
    found = to_visit(ctx, child, record_visit.code)
    if request.method != "POST":
        return _record_form(ctx, request, found, _to_begin_with(ctx, request, found), Pictures())
    pictures = _pictures(ctx, request, child)
    given, people = sent(request, (*TEXTS, *TICKS, "planned_visit")), people_sent(request)
    if pictures.refused:
        return _record_form(ctx, request, found, given, pictures, Unusable(pictures.refused[0]))
    made: list[UUID] = []
    refusal = tried(
        ctx,
        request,
        record_visit.code,
        lambda acting: made.append(record_visit(acting, child=child, visitors=people, **given, **pictures.kept)),
    )
    if refusal is not None:
        if refusal.problem.code == "visits.photo_as_signature":
            pictures.kept.pop("signature")
        return _record_form(ctx, request, found, given, pictures, refusal)
    messages.success(request, told("visits.recorded"))
    return Went("visit", {"visit": made[0]})


def _to_begin_with(ctx: Context, request: HttpRequest, found: ToVisit) -> dict[str, str]:
    """What the form says before anything was typed: today, at home, and the plan that is fulfilled."""
    planned = uuid_of(request.GET.get("planned"))
    known = str(planned) if planned in {each.id for each in found.planned} else ""
    at_home = "true" if found.address else ""
    return {"on": ctx.today.isoformat(), "kind": "home", "at_home": at_home, "planned_visit": known}


def _pictures(ctx: Context, request: HttpRequest, child: UUID) -> Pictures:
    """Keep the pictures of a form, each by itself: one that is not taken takes no other with it."""
    acting, found = with_form(ctx, request), Pictures()
    for number, name in enumerate((*PHOTOS, "signature"), start=1):
        before = uuid_of(request.POST.get(f"{KEPT}{name}"))
        if request.FILES.get(name):
            try:
                with transaction.atomic():
                    found.kept[name] = kept(acting, request, _place(ctx, child), PICTURES, name)
            except Unusable as refusal:
                noted(ctx, refusal, Attempted(ADD, {}))
                problem = Problem("visits.photo_refused", {"number": number, "problem": refusal.told})
                found.refused.append(problem if name in PHOTOS else refusal.told)
        elif before is not None and _is_mine(ctx, before):
            found.kept[name] = before
    return found


def _is_mine(ctx: Context, attachment: UUID) -> bool:
    rows = visible_to(ctx, record_visit.code, Attachment).filter(pk=attachment, attached_by=ctx.actor)
    return bool(rows.exists())


def _place(ctx: Context, child: UUID) -> UUID:
    """The unit that keeps a picture: the one by which this person reaches the child. All above it may read it."""
    unit = unit_reached(ctx, ADD, Child(pk=child))
    if unit is None:
        raise NotAllowed(ADD)
    return unit


def _chosen(ctx: Context, request: HttpRequest, to_go: frozenset[str]) -> frozenset[str]:
    """Who is ticked: whoever was sent, else oneself; nobody where others were to go, as the recorder says who went."""
    if request.method == "POST":
        return frozenset(request.POST.getlist("visitors"))
    return frozenset({str(ctx.actor)}) if not to_go or str(ctx.actor) in to_go else frozenset()


def _to_go(planned: str) -> frozenset[str]:
    """Who was to make a planned visit."""
    plan = uuid_of(planned)
    rows = Visitor._base_manager.filter(planned_id=plan).values_list("account_id", flat=True) if plan else ()
    return frozenset(map(str, rows))


def _record_form(
    ctx: Context,
    request: HttpRequest,
    found: ToVisit,
    given: Mapping[str, str],
    pictures: Pictures,
    refusal: NotonelessError | None = None,
) -> Answer:
    to_go = _to_go(given.get("planned_visit", ""))
    near, far = people_to_choose(ctx, found.child, _chosen(ctx, request, to_go), to_go)
    most = settings_on(ctx.today).photos
    values: dict[str, Any] = {
        "found": found,
        "title": gettext("登记家访"),
        **fields_of(ctx, given),
        "given": given,
        "planned": given.get("planned_visit", ""),
        "near": near,
        "far": far,
        "asks_who_went": bool(to_go),
        "photos": [(name, pictures.kept.get(name)) for name in PHOTOS[:most]],
        "signature": pictures.kept.get("signature"),
        "form": new_form(ctx),
        "is_open": refusal is not None,
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("visits/record.html", values, 422 if refusal else 200)


@page({"GET": correct_visit.code, "POST": correct_visit.code})
def correcting(ctx: Context, request: HttpRequest, visit: UUID) -> Answer:
    """The form that says anew what a record should have said, and its sending."""
    row = visit_in_reach(ctx, visit, correct_visit.code)
    if request.method != "POST":
        went = Visitor._base_manager.filter(visit=row).values_list("account_id", flat=True)
        return _correction_form(ctx, row, _as_typed(row), frozenset(map(str, went)))
    given, people = sent(request, (*(name for name in TEXTS if name not in _STAYS), *TICKS)), people_sent(request)
    made: list[UUID] = []
    refusal = tried(
        ctx,
        request,
        correct_visit.code,
        lambda acting: made.append(correct_visit(acting, visit=visit, visitors=people, **given)),
    )
    if refusal is not None:
        return _correction_form(ctx, row, given, frozenset(people.split()), refusal)
    messages.success(request, told("visits.corrected"))
    return Went("visit", {"visit": made[0]})


_STAYS = frozenset({"latitude", "longitude"})
"""What a correction leaves as it was recorded."""


def _as_typed(row: HomeVisit) -> dict[str, str]:
    """A record as its form was sent; what is sealed has to be entered anew."""
    ticks = {"at_home": row.is_at_home, "signed_on_paper": row.is_signed_on_paper}
    ticks["confidential"] = row.confidential is not None
    days = {"on": row.on.isoformat(), "promised_on": row.promised_on.isoformat() if row.promised_on else ""}
    same = ("kind", "begun_at", "ended_at", "address", "met", "met_name", "companions", "reason", "note", "promise")
    texts = {name: getattr(row, name) for name in (*same, "next_step")}
    return {**texts, **days, "signatory": row.signer, **{name: "true" if yes else "" for name, yes in ticks.items()}}


def _correction_form(
    ctx: Context,
    row: HomeVisit,
    given: Mapping[str, str],
    chosen: frozenset[str],
    refusal: NotonelessError | None = None,
) -> Answer:
    near, far = people_to_choose(ctx, row.child_id, chosen, visit=row.pk)
    values = {
        "visit": row.pk,
        "name": row.child.name,
        "title": gettext("更正家访记录"),
        **fields_of(ctx, given),
        "given": given,
        "near": near,
        "far": far,
        "was_sealed": row.confidential is not None,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("visits/correct.html", values, 422 if refusal else 200)


@page({"POST": withdraw_visit.code})
def withdrawing(ctx: Context, request: HttpRequest, visit: UUID) -> Answer:
    """Say that a visit was not made."""
    row = visit_in_reach(ctx, visit, withdraw_visit.code)
    given = sent(request, ("reason",))
    made: list[UUID] = []
    refusal = tried(
        ctx,
        request,
        withdraw_visit.code,
        lambda acting: made.append(withdraw_visit(acting, visit=visit, **given)),
    )
    if refusal is not None:
        went = Visitor._base_manager.filter(visit=row).values_list("account_id", flat=True)
        return _correction_form(ctx, row, _as_typed(row), frozenset(map(str, went)), refusal)
    messages.success(request, told("visits.withdrawn"))
    return Went("visit", {"visit": made[0]})


ROUTES = [
    route("visits/children/<uuid:child>/record/", recording, "visit_record"),
    route("visits/<uuid:visit>/correct/", correcting, "visit_correct"),
    route("visits/<uuid:visit>/withdraw/", withdrawing, "visit_withdraw"),
]
