"""Papers: the register, one paper, its documents, its withdrawal, the check of a code, and prefixes."""

from collections.abc import Callable
from typing import Final
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.papers.models import PaperState
from notoneless.foundation.papers.rules.offline import register_text
from notoneless.foundation.papers.rules.templates import kinds
from notoneless.foundation.papers.selectors import (
    CHECK_PAPER,
    READ_PAPER,
    READ_WORDING,
    PaperLine,
    Wanted,
    check_code,
    count_papers,
    description_of,
    list_papers,
    offline_lines,
    open_paper,
    prefixes,
)
from notoneless.foundation.papers.services import set_prefix, withdraw_paper
from notoneless.foundation.sealing.keys import key_ring
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.bundling import IN_ONE, Bundle, bundled, part_asked, part_name, parts_of
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.kernel.signing import fingerprint, own_public_key
from notoneless.typesetting.fonts import find_fonts
from notoneless.typesetting.paper import Paper
from notoneless.typesetting.pdf import as_pdf
from notoneless.typesetting.word import as_word

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEADERS: Final = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
BADGES: Final = {PaperState.ISSUED: "success", PaperState.WITHDRAWN: "danger"}
MOST_PAGES = 10_000
LONGEST_TEXT = 80
PARTS_SHOWN = 4
"""Parts of a bundle that the register offers; of more papers than these hold one asks for fewer."""


def told(slug: str, **params: str | int) -> str:
    """A sentence or phrase of the catalogue, in the reader's language."""
    return sentence(Problem(f"papers.{slug}", params), language_of())


@page({"GET": READ_PAPER})
def papers(ctx: Context, request: HttpRequest) -> Answer:
    """The register, filtered."""
    return _papers(ctx, request)


def _papers(ctx: Context, request: HttpRequest, refusal: NotonelessError | None = None, typed: str = "") -> Answer:
    wanted, number = _wanted(request), _number(request.GET.get("page", "1")) or 1
    lines, has_more = list_papers(ctx, wanted, min(number, MOST_PAGES))
    parts = parts_of(count_papers(ctx, wanted))
    values = {
        "lines": [_shown(each) for each in lines],
        "wanted": wanted,
        "kinds": [(kind, told(f"kind.{kind}")) for kind in kinds()],
        "states": [(state.value, told(f"state.{state}")) for state in PaperState],
        "page": number,
        "has_more": has_more,
        "kept": request.GET.urlencode(),
        "parts": parts[:PARTS_SHOWN],
        "uncovered": told("narrow_to_bundle", count=PARTS_SHOWN * IN_ONE) if len(parts) > PARTS_SHOWN else "",
        "hows": [
            (Bundle.PRINT.value, gettext("打印")),
            (Bundle.PDF.value, gettext("打包 PDF")),
            (Bundle.WORD.value, gettext("打包 Word")),
        ],
        "may_word": ctx.may(READ_WORDING),
        "prefixes": prefixes(ctx, set_prefix.code) if ctx.may(set_prefix.code) else (),
        "typed": typed,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("papers/list.html", values, 422 if refusal else 200)


def _wanted(request: HttpRequest) -> Wanted:
    asked = request.GET
    kind, state = asked.get("kind", ""), asked.get("state", "")
    return Wanted(
        kind if kind in kinds() else "",
        _number(asked.get("year", "")),
        state if state in set(PaperState) else "",
        asked.get("text", "")[:LONGEST_TEXT],
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and 0 < int(text[:6]) < 10_000 and len(text) < 5 else None


def _shown(line: PaperLine) -> dict[str, object]:
    return {
        "line": line,
        "kind": told(f"kind.{line.kind}"),
        "state": told(f"state.{line.state}"),
        "badge": BADGES[PaperState(line.state)],
    }


@page({"GET": READ_PAPER})
def bundle(ctx: Context, request: HttpRequest, how: str) -> Answer:
    """What is asked of the register at once: Word or PDF in one ZIP, or one PDF to print. Each paper leaves an entry.

    Of more than IN_ONE it is the `part` asked for, the newest first, and its name says which of how many.
    """
    if how not in set(Bundle):
        raise NotFound
    wanted, part = _wanted(request), part_asked(request.GET.get("part", ""))
    lines, _ = list_papers(ctx, wanted, part, IN_ONE)
    if not lines:
        raise Unusable(Problem("papers.none_to_bundle"))
    name = part_name(f"{told('bundle')} {ctx.today.isoformat()}", part, count_papers(ctx, wanted))
    return bundled(ctx, [line.id for line in reversed(lines)], Bundle(how), name)


@page({"GET": READ_PAPER})
def paper(ctx: Context, request: HttpRequest, paper: UUID) -> Answer:
    """One paper."""
    return _paper(ctx, paper)


def _paper(ctx: Context, paper: UUID, refusal: NotonelessError | None = None, typed: str = "") -> Answer:
    found = open_paper(ctx, paper)
    values = {
        "found": found,
        **_shown(found.line),
        "may_withdraw": ctx.may(withdraw_paper.code) and found.line.state == PaperState.ISSUED,
        "typed": typed,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("papers/one.html", values, 422 if refusal else 200)


@page({"POST": withdraw_paper.code})
def withdrawing(ctx: Context, request: HttpRequest, paper: UUID) -> Answer:
    """Take a paper back."""
    reason = request.POST.get("reason", "")
    number = open_paper(ctx, paper).line.number
    refusal = tried(
        ctx, request, withdraw_paper.code, lambda acting: withdraw_paper(acting, issued_paper=paper, reason=reason)
    )
    if refusal is not None:
        return _paper(ctx, paper, refusal, reason)
    messages.success(request, told("withdrawn", number=number))
    return Went("paper", {"paper": paper})


@page({"GET": READ_PAPER})
def word(ctx: Context, request: HttpRequest, paper: UUID) -> Answer:
    """The paper as a Word document."""
    return _document(ctx, paper, as_word, WORD, "docx")


@page({"GET": READ_PAPER})
def pdf(ctx: Context, request: HttpRequest, paper: UUID) -> Answer:
    """The paper as PDF."""
    return _document(ctx, paper, lambda told: as_pdf(told, find_fonts(settings.FONTS)), "application/pdf", "pdf")


def _document(ctx: Context, paper: UUID, make: Callable[[Paper], bytes], kind: str, ending: str) -> HttpResponse:
    line, described = description_of(ctx, paper)
    answer = HttpResponse(make(described), content_type=kind, headers=HEADERS)
    called = quote(f"{told(f'kind.{line.kind}')} {line.number}.{ending}")
    answer["Content-Disposition"] = f"attachment; filename=\"{line.code}.{ending}\"; filename*=UTF-8''{called}"
    return answer


@page({"GET": CHECK_PAPER})
def check(ctx: Context, request: HttpRequest) -> Answer:
    """What a code stands for."""
    typed = request.GET.get("code", "")[:LONGEST_TEXT]
    key = fingerprint(own_public_key(key_ring()))
    values: dict[str, object] = {
        "typed": typed,
        "found": None,
        "error": "",
        "key": key,
        "may_read": ctx.may(READ_PAPER),
    }
    if not typed:
        return Shown("papers/check.html", values)
    try:
        found = check_code(ctx, typed)
    except Refused as refusal:
        noted(ctx, refusal, Attempted(CHECK_PAPER, {}))
        return Shown("papers/check.html", {**values, "error": sentence(refusal.told, language_of())}, 422)
    if found is None:
        return Shown("papers/check.html", {**values, "error": told("unknown_code", code=typed)}, 404)
    is_over = found.is_superseded and found.state == PaperState.ISSUED
    state = "superseded" if is_over else found.state
    badge = "warning" if is_over else BADGES[PaperState(found.state)]
    shown = {"found": found, "kind": told(f"kind.{found.kind}"), "state": told(f"state.{state}"), "badge": badge}
    return Shown("papers/check.html", {**values, **shown})


@page({"GET": READ_PAPER})
def offline(ctx: Context, request: HttpRequest) -> Answer:
    """The papers in reach as a signed register, by which `notoneless check-paper` tells without a network what a code is."""
    county = Unit._base_manager.filter(parent__isnull=True).values_list("name", flat=True).first() or ""
    text = register_text(key_ring(), county, ctx.today, offline_lines(ctx))
    answer = HttpResponse(text.encode(), content_type="text/plain; charset=utf-8", headers=HEADERS)
    called = quote(f"{gettext('文书核验册')} {ctx.today.isoformat()}.txt")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"papers-{ctx.today.isoformat()}.txt\"; filename*=UTF-8''{called}"
    )
    return answer


@page({"POST": set_prefix.code})
def prefixing(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Say what a unit puts before the numbers of its papers."""
    prefix = request.POST.get("prefix", "")
    refusal = tried(ctx, request, set_prefix.code, lambda acting: set_prefix(acting, unit=unit, prefix=prefix))
    if refusal is not None:
        return _papers(ctx, request, refusal, prefix)
    messages.success(request, told("prefix_set"))
    return Went("papers")


ROUTES = [
    route("papers/", papers, "papers"),
    route("papers/bundle/<slug:how>/", bundle, "paper_bundle"),
    route("paper-check/", check, "paper_check"),
    route("papers/offline-register/", offline, "paper_offline_register"),
    route("papers/prefix/<uuid:unit>/", prefixing, "paper_prefix"),
    route("papers/<uuid:paper>/", paper, "paper"),
    route("papers/<uuid:paper>/word/", word, "paper_word"),
    route("papers/<uuid:paper>/pdf/", pdf, "paper_pdf"),
    route("papers/<uuid:paper>/withdraw/", withdrawing, "paper_withdraw"),
]
