"""The county's own wording of papers: the kinds, a draft text by text, a look at it, adoption by a second person, the end."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.papers.models import PaperWording
from notoneless.foundation.papers.rules.templates import kinds, template
from notoneless.foundation.papers.rules.wordings import STATUTORY, WordingState, passages, texts_digest
from notoneless.foundation.papers.selectors import READ_WORDING, list_wordings, looked_at, wording_in_reach
from notoneless.foundation.papers.services import (
    adopt_wording,
    change_wording,
    discard_wording,
    draft_wording,
    end_wording,
    has_written,
)
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.handing import HEADERS
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.typesetting.fonts import find_fonts
from notoneless.typesetting.pdf import as_pdf
from notoneless.typesetting.word import as_word

BADGES = {WordingState.DRAFT: "info", WordingState.ADOPTED: "success", WordingState.ENDED: ""}


def told(slug: str, **params: str | int) -> str:
    """A sentence or phrase of the catalogue, in the reader's language."""
    return sentence(Problem(f"papers.{slug}", dict(params)), language_of())


@page({"GET": READ_WORDING})
def wordings(ctx: Context, request: HttpRequest) -> Answer:
    """The kinds of papers, each with the county's wordings of it."""
    return _list(ctx)


def _list(ctx: Context, refusal: NotonelessError | None = None) -> Answer:
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in kinds()}
    for line in list_wordings(ctx):
        state = WordingState(line.state)
        found[line.kind].append({"line": line, "state": told(f"wording_state_{state}"), "badge": BADGES[state]})
    rows = [
        (kind, told(f"kind.{kind}"), each, not any(one["line"].state == WordingState.DRAFT for one in each))
        for kind, each in found.items()
    ]
    values = {
        "rows": rows,
        "may_draft": ctx.may(draft_wording.code),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("papers/wordings.html", values, 422 if refusal else 200)


@page({"POST": draft_wording.code})
def drafting(ctx: Context, request: HttpRequest, kind: str) -> Answer:
    """Begin a draft of a kind."""
    if kind not in kinds():
        raise NotFound
    county = visible_to(ctx, draft_wording.code, Unit).filter(parent__isnull=True).first()
    if county is None:
        raise NotFound
    refusal = tried(ctx, request, draft_wording.code, lambda acting: draft_wording(acting, unit=county.pk, kind=kind))
    if refusal is not None:
        return _list(ctx, refusal)
    made = next(each for each in list_wordings(ctx, kind) if each.state == WordingState.DRAFT)
    return Went("paper_wording", {"wording": made.id})


@page({"GET": READ_WORDING})
def wording(ctx: Context, request: HttpRequest, wording: UUID) -> Answer:
    """One wording, text by text beside the file's own."""
    return _one(ctx, wording_in_reach(ctx, wording, READ_WORDING))


def _one(
    ctx: Context,
    row: PaperWording,
    refusal: NotonelessError | None = None,
    typed: Mapping[str, str] | None = None,
    at: str = "",
) -> Answer:
    """A wording; `typed`: what was sent of its texts, `at`: the place of the one that was refused."""
    base, given = template(row.kind, row.base_version), typed or {}
    is_draft = row.state == WordingState.DRAFT
    wrong = sentence(refusal.told, language_of()) if refusal else ""
    texts = [
        (
            FormField(
                each.place,
                told(f"wording_place_{each.kind}"),
                "textarea",
                given.get(each.place, row.texts.get(each.place, each.text)),
                error=wrong if each.place == at else "",
            ),
            each.text,
            each.place in row.texts,
        )
        for each in passages(base)
    ]
    values = {
        "row": row,
        "title": told(f"kind.{row.kind}"),
        "state": told(f"wording_state_{row.state}"),
        "texts": texts,
        "names": [
            (f"{{{{{name}}}}}", sentence(Problem(f"paper_fields.{name}"), language_of()))
            for name in sorted(base.fields)
        ],
        "law": STATUTORY.get(row.kind, ""),
        "is_draft": is_draft,
        "may_change": is_draft and ctx.may(change_wording.code),
        "may_adopt": is_draft and ctx.may(adopt_wording.code) and not has_written(row, ctx.actor),
        "may_end": row.state == WordingState.ADOPTED and ctx.may(end_wording.code),
        "today": ctx.today,
        "seen": texts_digest(row.texts),
        "form": new_form(ctx),
        "error": "" if at else wrong,
    }
    return Shown("papers/wording.html", values, 422 if refusal else 200)


def _done(
    ctx: Context, request: HttpRequest, wording: UUID, code: str, act: Callable[[Context], None], done: str
) -> Answer:
    row = wording_in_reach(ctx, wording, code)
    refusal = tried(ctx, request, code, act)
    if refusal is not None:
        return _one(ctx, row, refusal, {name: str(text) for name, text in request.POST.items()})
    messages.success(request, done)
    return Went("paper_wording", {"wording": wording})


@page({"POST": change_wording.code})
def changing(ctx: Context, request: HttpRequest, wording: UUID) -> Answer:
    """Say texts otherwise, all that were changed in the form: every one of them is saved, or none."""
    row = wording_in_reach(ctx, wording, change_wording.code)
    base = template(row.kind, row.base_version)
    own = {each.place: each.text for each in passages(base)}
    typed = {place: request.POST[place].replace("\r\n", "\n") for place in own if place in request.POST}
    tried_at = [""]

    def act(acting: Context) -> None:
        if row.state == WordingState.DRAFT and request.POST.get("seen") != texts_digest(row.texts):
            raise Refused(Problem("papers.wording_changed_meanwhile"))
        for place, text in typed.items():
            if text.strip() != row.texts.get(place, own[place]).strip():
                tried_at[0] = place
                change_wording(acting.within(f"change {place}"), paper_wording=wording, place=place, wording=text)

    refusal = tried(ctx, request, change_wording.code, act)
    if refusal is not None:
        return _one(ctx, row, refusal, typed, tried_at[0] if isinstance(refusal, Unusable) else "")
    messages.success(request, told("wording_saved"))
    return Went("paper_wording", {"wording": wording})


@page({"POST": adopt_wording.code})
def adopting(ctx: Context, request: HttpRequest, wording: UUID) -> Answer:
    """Adopt a draft that somebody else has written."""
    on, seen = request.POST.get("effective_on", ""), request.POST.get("seen") or "-"

    def act(acting: Context) -> None:
        adopt_wording(acting, paper_wording=wording, seen=seen, effective_on=on)

    return _done(ctx, request, wording, adopt_wording.code, act, told("wording_taken", day=on))


@page({"POST": end_wording.code})
def ending(ctx: Context, request: HttpRequest, wording: UUID) -> Answer:
    """Go back to the file's own words."""
    reason = request.POST.get("reason", "")

    def act(acting: Context) -> None:
        end_wording(acting, paper_wording=wording, reason=reason)

    return _done(ctx, request, wording, end_wording.code, act, told("wording_stopped"))


@page({"POST": discard_wording.code})
def discarding(ctx: Context, request: HttpRequest, wording: UUID) -> Answer:
    """Let a draft go."""
    row = wording_in_reach(ctx, wording, discard_wording.code)
    refusal = tried(ctx, request, discard_wording.code, lambda acting: discard_wording(acting, paper_wording=wording))
    if refusal is not None:
        return _one(ctx, row, refusal)
    messages.success(request, told("wording_gone"))
    return Went("paper_wordings")


@page({"GET": READ_WORDING})
def looking(ctx: Context, request: HttpRequest, wording: UUID, ending: str) -> Answer:
    """A wording as a paper about an invented child."""
    row = wording_in_reach(ctx, wording, READ_WORDING)
    told_of = looked_at(row, ctx.today)
    match ending:
        case "pdf":
            content, kind = as_pdf(told_of, find_fonts(settings.FONTS)), "application/pdf"
        case "word":
            content = as_word(told_of)
            kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case _:
            raise NotFound
    answer = HttpResponse(content, content_type=kind, headers=HEADERS)
    name = "docx" if ending == "word" else ending
    answer["Content-Disposition"] = f'attachment; filename="sample.{name}"'
    return answer


ROUTES = [
    route("paper-wordings/", wordings, "paper_wordings"),
    route("paper-wordings/draft/<slug:kind>/", drafting, "paper_wording_draft"),
    route("paper-wordings/<uuid:wording>/", wording, "paper_wording"),
    route("paper-wordings/<uuid:wording>/change/", changing, "paper_wording_change"),
    route("paper-wordings/<uuid:wording>/adopt/", adopting, "paper_wording_adopt"),
    route("paper-wordings/<uuid:wording>/end/", ending, "paper_wording_end"),
    route("paper-wordings/<uuid:wording>/discard/", discarding, "paper_wording_discard"),
    route("paper-wordings/<uuid:wording>/sample/<slug:ending>/", looking, "paper_wording_sample"),
]
