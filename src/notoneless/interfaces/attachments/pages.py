"""Hand out one attachment: recorded, as the kind that it was found to be, to be downloaded and never to be run."""

from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT, open_attachment
from notoneless.interfaces.frame.handing import handed_out
from notoneless.interfaces.frame.pages import Answer, page, route


@page({"GET": READ_ATTACHMENT})
def attachment(ctx: Context, request: HttpRequest, attachment: UUID) -> Answer:
    """One picture or paper. Its name in the download tells nothing of what is in it."""
    return handed_out(open_attachment(ctx, attachment), attachment)


ROUTES = [route("attachments/<uuid:attachment>/", attachment, "attachment")]
