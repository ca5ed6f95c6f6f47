"""Hand out one attachment: recorded, as the kind that it was found to be, to be downloaded and never to be run."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT, open_attachment
from notoneless.interfaces.frame.pages import Answer, page, route

TYPES: Final = {"pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg"}
"""What is handed out, by the kind that was told from the content."""

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "no-store",
}


@page({"GET": READ_ATTACHMENT})
def attachment(ctx: Context, request: HttpRequest, attachment: UUID) -> Answer:
    """One picture or paper. Its name in the download tells nothing of what is in it."""
    found = open_attachment(ctx, attachment)
    if found.kind not in TYPES:
        raise NotFound
    name = f"{attachment.hex[-8:]}.{found.kind}"
    answer = HttpResponse(found.content, content_type=TYPES[found.kind], headers=HEADERS)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


ROUTES = [route("attachments/<uuid:attachment>/", attachment, "attachment")]
