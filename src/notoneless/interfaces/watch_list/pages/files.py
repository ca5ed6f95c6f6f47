"""One file: contacts in one tap, care with its effect, its keeper, lifted and opened again; its card on the child's page."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from notoneless.casework.early_warning.rules.following import Answered, How, Whom
from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.visits.selectors.facts import met_on
from notoneless.casework.visits.selectors.reading import visits_of_child
from notoneless.casework.visits.selectors.wavering import clocks_of_child
from notoneless.casework.visits.services import record_visit
from notoneless.casework.watch_list.models import Care, KeeperContact, WatchListEntry
from notoneless.casework.watch_list.rules.kinds import CareKind, Effect, Lifting, WatchReason
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST, REVEAL_WATCH_LIST
from notoneless.casework.watch_list.selectors.files import FilePage, entries_of_child, open_file_page, row_in_reach
from notoneless.casework.watch_list.services import (
    care,
    contact,
    issue_file,
    judge_care,
    lift,
    open_file,
    reopen,
    set_keeper,
    waver,
)
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.watch_list.pages.wording import (
    choices,
    keeper_sent,
    keepers_told,
    of_file,
    sent,
    sorry,
    told,
    ways,
)
from notoneless.kernel.problems import NotonelessError

TAPS = {
    "phone": {"manner": How.PHONE, "whom": Whom.GUARDIAN, "answered": Answered.OTHER},
    "talk": {"manner": How.TALK, "whom": Whom.CHILD, "answered": Answered.OTHER},
    "unreached": {"manner": How.PHONE, "whom": Whom.GUARDIAN, "answered": Answered.UNREACHED},
}
"""What one tap says of a contact of today."""

_SPOKEN = [How.PHONE, How.MESSAGE, How.TALK, How.VISIT]
_LATEST = 5
"""Visits on a file; the page of all says more."""


@page({"GET": READ_WATCH_LIST})
def file(ctx: Context, request: HttpRequest, watch_list_entry: UUID) -> Answer:
    """One file, with what may be done."""
    return _shown(ctx, watch_list_entry)


def _shown(
    ctx: Context,
    entry: UUID,
    refusal: NotonelessError | None = None,
    typed: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
) -> Answer:
    """The file; with a refusal, and what had been typed into the form that was refused, by the name of the form."""
    found = open_file_page(ctx, entry, met_on)
    values = {
        "typed": typed,
        "found": found,
        "entry": of_file(ctx, found.entry),
        "earlier": [of_file(ctx, line) for line in found.earlier],
        **_said(found),
        **_visited(ctx, found.entry.child),
        **_may(ctx, found),
        "today": ctx.today.isoformat(),
        "form": new_form(ctx),
        **sorry(refusal),
    }
    return Shown("watch_list/file.html", values, 422 if refusal else 200)


def _said(found: FilePage) -> dict[str, Any]:
    """Contacts and care in words."""
    return {
        "contacts": [
            {
                "contact": each,
                "how": told(f"early_warning.how_{each.how}"),
                "whom": told(f"early_warning.whom_{each.whom}"),
                "answered": told(f"early_warning.answered_{each.answered}"),
            }
            for each in found.contacts
        ],
        "care": [
            {
                "care": each,
                "kind": told(f"watch_list.care_{each.kind}"),
                "effect": told(f"watch_list.effect_{each.effect}") if each.effect else "",
            }
            for each in found.care
        ],
    }


def _visited(ctx: Context, child: UUID) -> dict[str, Any]:
    """The visits to the home and the clocks that ask for some."""
    made = visits_of_child(ctx, child)[1] if ctx.may(READ_VISIT) else ()
    return {"visits": made[:_LATEST], "clocks": clocks_of_child(ctx, child), "may_visit": ctx.may(record_visit.code)}


def _may(ctx: Context, found: FilePage) -> dict[str, Any]:
    """The forms of a page, and what they offer."""
    is_open = found.entry.lifted_on is None
    return {
        "is_open": is_open,
        "may_contact": is_open and ctx.may(contact.code),
        "may_care": is_open and ctx.may(care.code),
        "may_judge": ctx.may(judge_care.code),
        "may_name": is_open and ctx.may(set_keeper.code),
        "may_lift": is_open and ctx.may(lift.code),
        "may_reopen": not is_open and ctx.may(reopen.code),
        "may_waver": is_open and ctx.may(waver.code),
        "may_reveal": ctx.may(REVEAL_WATCH_LIST),
        "may_issue": ctx.may(issue_file.code),
        "taps": choices("tap", TAPS),
        "hows": ways("how", _SPOKEN),
        "whoms": ways("whom", [Whom.GUARDIAN, Whom.CHILD, Whom.RELATIVE]),
        "answers": ways("answered", [Answered.OTHER, Answered.REFUSES, Answered.UNREACHED]),
        "kinds": choices("care", CareKind),
        "effects": choices("effect", Effect),
        "liftings": choices("lifting", Lifting),
        "reasons": [(code, words, False) for code, words in choices("reason", WatchReason)],
        "keepers": keepers_told(found.keepers),
    }


def _done(
    ctx: Context, request: HttpRequest, entry: UUID, code: str, act: Callable[[Context], Any], words: str = "saved"
) -> Answer:
    """Do what a form of a file asks for; a refusal is told there."""
    row_in_reach(ctx, WatchListEntry, entry, code)
    refusal = tried(ctx, request, code, act)
    if refusal is not None:
        return _shown(ctx, entry, refusal, {code.rpartition(".")[2]: request.POST.dict()})
    messages.success(request, told(f"watch_list.{words}"))
    return Went("watch_file", {"watch_list_entry": entry})


@page({"POST": contact.code})
def contacting(ctx: Context, request: HttpRequest, watch_list_entry: UUID) -> Answer:
    """Record a contact: of today with one tap, or as the form says."""
    tap = TAPS.get(request.POST.get("tap", ""))
    given: dict[str, Any] = {**sent(request, ("on", "manner", "whom", "answered", "note"))}
    if tap is not None:
        given |= {"on": ctx.today, **tap}
    return _done(
        ctx,
        request,
        watch_list_entry,
        contact.code,
        lambda acting: contact(acting, watch_list_entry=watch_list_entry, **given),
    )


@page({"POST": care.code})
def caring(ctx: Context, request: HttpRequest, watch_list_entry: UUID) -> Answer:
    """Record what is done for a pupil."""
    given = sent(request, ("on", "care_kind", "care_words"))
    return _done(
        ctx,
        request,
        watch_list_entry,
        care.code,
        lambda acting: care(acting, watch_list_entry=watch_list_entry, **given),
    )


@page({"POST": judge_care.code})
def judging(ctx: Context, request: HttpRequest, care: UUID) -> Answer:
    """Say what came of care, today."""
    row = row_in_reach(ctx, Care, care, judge_care.code)
    given = {**sent(request, ("effect", "effect_words")), "on": ctx.today}
    refusal = tried(ctx, request, judge_care.code, lambda acting: judge_care(acting, care=care, **given))
    if refusal is not None:
        return _shown(ctx, row.entry_id, refusal)
    messages.success(request, told("watch_list.saved"))
    return Went("watch_file", {"watch_list_entry": row.entry_id})


@page({"POST": set_keeper.code})
def keeping(ctx: Context, request: HttpRequest, watch_list_entry: UUID) -> Answer:
    """Let another post keep the file."""
    given = {"watch_list_entry": watch_list_entry, **keeper_sent(request.POST.get("keeper", ""))}
    return _done(ctx, request, watch_list_entry, set_keeper.code, lambda acting: set_keeper(acting, **given))


@page({"POST": lift.code})
def lifting(ctx: Context, request: HttpRequest, watch_list_entry: UUID) -> Answer:
    """Take the pupil off the list, with a reason."""
    given = {"watch_list_entry": watch_list_entry, **sent(request, ("lifting", "reason"))}
    return _done(ctx, request, watch_list_entry, lift.code, lambda acting: lift(acting, **given), "lifted")


@page({"POST": reopen.code})
def reopening(ctx: Context, request: HttpRequest, watch_list_entry: UUID) -> Answer:
    """Put the pupil on the list again."""
    given = {"reasons": " ".join(request.POST.getlist("reasons")), "note": request.POST.get("note", "")}
    return _done(
        ctx,
        request,
        watch_list_entry,
        reopen.code,
        lambda acting: reopen(acting, watch_list_entry=watch_list_entry, **given),
        "reopened",
    )


@page({"POST": issue_file.code})
def issuing(ctx: Context, request: HttpRequest, watch_list_entry: UUID) -> Answer:
    """Set the file on paper; the paper is where it is printed from."""
    row_in_reach(ctx, WatchListEntry, watch_list_entry, issue_file.code)
    made: list[UUID] = []
    given = {"watch_list_entry": watch_list_entry}
    refusal = tried(ctx, request, issue_file.code, lambda acting: made.append(issue_file(acting, **given)))
    if refusal is not None:
        return _shown(ctx, watch_list_entry, refusal)
    messages.success(request, told("watch_list.issued"))
    return Went("paper", {"paper": made[0]})


@page({"POST": REVEAL_WATCH_LIST})
def note(ctx: Context, request: HttpRequest, watch_list_entry: UUID) -> Answer:
    """Open what a file says by need only."""
    return _revealed(ctx, row_in_reach(ctx, WatchListEntry, watch_list_entry, REVEAL_WATCH_LIST), watch_list_entry)


@page({"POST": REVEAL_WATCH_LIST})
def said(ctx: Context, request: HttpRequest, keeper_contact: UUID) -> Answer:
    """Open what was said in a contact."""
    row = row_in_reach(ctx, KeeperContact, keeper_contact, REVEAL_WATCH_LIST)
    return _revealed(ctx, row, row.entry_id)


def _revealed(ctx: Context, row: WatchListEntry | KeeperContact, entry: UUID) -> Answer:
    text = reveal(ctx, row, "note", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or ""
    return Shown("watch_list/note.html", {"text": text, "name": row.child.name, "entry": entry})


@page({"GET": READ_WATCH_LIST})
def child_card(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """Where a card of the child's page leads to: the child's page itself."""
    child_in_reach(ctx, child, READ_WATCH_LIST)
    return Went("child", {"child": child})


def watch_card(ctx: Context, child: UUID) -> Shown:
    """The file of a child on its page, whose opening is recorded."""
    entries = entries_of_child(ctx, child, met_on)
    values = {
        "child": child,
        "entries": [of_file(ctx, line) for line in entries],
        "may_open": not entries and ctx.may(open_file.code),
        "may_waver": ctx.may(waver.code),
    }
    return Shown("watch_list/card.html", values)


ROUTES = [
    route("watch-list/children/<uuid:child>/", child_card, "watch_card"),
    route("watch-list/files/<uuid:watch_list_entry>/", file, "watch_file"),
    route("watch-list/files/<uuid:watch_list_entry>/contact/", contacting, "watch_contact"),
    route("watch-list/files/<uuid:watch_list_entry>/care/", caring, "watch_care"),
    route("watch-list/files/<uuid:watch_list_entry>/keeper/", keeping, "watch_keeper"),
    route("watch-list/files/<uuid:watch_list_entry>/lift/", lifting, "watch_lift"),
    route("watch-list/files/<uuid:watch_list_entry>/reopen/", reopening, "watch_reopen"),
    route("watch-list/files/<uuid:watch_list_entry>/paper/", issuing, "watch_paper"),
    route("watch-list/files/<uuid:watch_list_entry>/note/", note, "watch_note"),
    route("watch-list/care/<uuid:care>/effect/", judging, "watch_effect"),
    route("watch-list/contacts/<uuid:keeper_contact>/note/", said, "watch_said"),
]
