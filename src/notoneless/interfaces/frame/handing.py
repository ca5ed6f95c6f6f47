"""How a kept picture or paper is handed out: as the kind that it was found to be, to be downloaded and never to be run."""

from typing import Final
from uuid import UUID

from django.http import HttpResponse

from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.attachments.selectors import OpenedFile

TYPES: Final = {"pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg"}
"""What is handed out, by the kind that was told from the content."""

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "no-store",
}


def handed_out(found: OpenedFile, row: UUID) -> HttpResponse:
    """A kept picture or paper as an answer, named by the end of an id. Raises NotFound for what is not handed out."""
    if found.kind not in TYPES:
        raise NotFound
    name = f"{row.hex[-8:]}.{found.kind}"
    answer = HttpResponse(found.content, content_type=TYPES[found.kind], headers=HEADERS)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
