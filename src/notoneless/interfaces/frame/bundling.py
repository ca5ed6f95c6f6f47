"""Many papers at once: a ZIP of Word documents or of PDFs, or one PDF to print. Each that is in it leaves an entry."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.papers.selectors import description_of
from notoneless.interfaces.frame.handing import HEADERS, zipped
from notoneless.typesetting.fonts import find_fonts
from notoneless.typesetting.paper import Paper
from notoneless.typesetting.pdf import as_pdf, as_pdf_of
from notoneless.typesetting.word import as_word

IN_ONE: Final = 500
"""Papers of one bundle: more come as further parts, so that each is handed out in a time that somebody waits for."""


class Bundle(StrEnum):
    """How many papers are handed out together."""

    WORD = "word"
    PDF = "pdf"
    PRINT = "print"


_KINDS: Final = {Bundle.WORD: "application/zip", Bundle.PDF: "application/zip", Bundle.PRINT: "application/pdf"}


def parts_of(total: int) -> range:
    """The numbers of the parts in which so many papers come."""
    return range(1, -(-total // IN_ONE) + 1)


def part_asked(text: str) -> int:
    """The part that an address asks for: the first where it asks for none."""
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 5 else 1


def part_name(name: str, part: int, total: int) -> str:
    """What a bundle is called: where there are further parts, it says which of how many it is."""
    parts = len(parts_of(total))
    return (
        name
        if parts < 2
        else gettext("%(name)s 第%(part)s包（共%(parts)s包）") % {"name": name, "part": part, "parts": parts}
    )


def bundled(ctx: Context, papers: Sequence[UUID], how: Bundle, name: str) -> HttpResponse:
    """Some papers in reach in the order given, called `name`. At least one is given. Raises NotFound out of reach."""
    told = [description_of(ctx, paper) for paper in papers]
    described = [(line.number, paper) for line, paper in told]
    if how is Bundle.PRINT:
        content = as_pdf_of([paper for _, paper in described], find_fonts(settings.FONTS))
    else:
        content = zipped(_made(described, how))
    answer = HttpResponse(content, content_type=_KINDS[how], headers=HEADERS)
    ending = "pdf" if how is Bundle.PRINT else "zip"
    answer["Content-Disposition"] = f"attachment; filename=\"papers.{ending}\"; filename*=UTF-8''{quote(name)}.{ending}"
    return answer


def _made(papers: Sequence[tuple[str, Paper]], how: Bundle) -> Iterator[tuple[str, bytes]]:
    for number, paper in papers:
        if how is Bundle.WORD:
            yield f"{number}.docx", as_word(paper)
        else:
            yield f"{number}.pdf", as_pdf(paper, find_fonts(settings.FONTS))
