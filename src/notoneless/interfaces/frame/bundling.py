"""Many papers at once: a ZIP of Word documents or of PDFs, or one PDF to print. Each that is in it leaves an entry."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse

from notoneless.foundation.access.context import Context
from notoneless.foundation.papers.selectors import description_of
from notoneless.interfaces.frame.handing import HEADERS
from notoneless.typesetting.fonts import find_fonts
from notoneless.typesetting.paper import Paper
from notoneless.typesetting.pdf import as_pdf, as_pdf_of
from notoneless.typesetting.word import as_word

_IN_ZIP = (1980, 1, 1, 0, 0, 0)
"""Files of a ZIP are dated alike: the same papers make the same bytes."""


class Bundle(StrEnum):
    """How many papers are handed out together."""

    WORD = "word"
    PDF = "pdf"
    PRINT = "print"


_KINDS: Final = {Bundle.WORD: "application/zip", Bundle.PDF: "application/zip", Bundle.PRINT: "application/pdf"}


def bundled(ctx: Context, papers: Sequence[UUID], how: Bundle, name: str) -> HttpResponse:
    """Some papers in reach in the order given, called `name`. At least one is given. Raises NotFound out of reach."""
    told = [description_of(ctx, paper) for paper in papers]
    described = [(line.number, paper) for line, paper in told]
    if how is Bundle.PRINT:
        content = as_pdf_of([paper for _, paper in described], find_fonts(settings.FONTS))
    else:
        content = _zipped(described, how)
    answer = HttpResponse(content, content_type=_KINDS[how], headers=HEADERS)
    ending = "pdf" if how is Bundle.PRINT else "zip"
    answer["Content-Disposition"] = f"attachment; filename=\"papers.{ending}\"; filename*=UTF-8''{quote(name)}.{ending}"
    return answer


def _zipped(papers: Sequence[tuple[str, Paper]], how: Bundle) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _made(papers, how):
            entry = zipfile.ZipInfo(name, _IN_ZIP)
            entry.compress_type = zipfile.ZIP_STORED  # both kinds are packed already
            archive.writestr(entry, content)
    return held.getvalue()


def _made(papers: Sequence[tuple[str, Paper]], how: Bundle) -> Iterator[tuple[str, bytes]]:
    for number, paper in papers:
        if how is Bundle.WORD:
            yield f"{number}.docx", as_word(paper)
        else:
            yield f"{number}.pdf", as_pdf(paper, find_fonts(settings.FONTS))
