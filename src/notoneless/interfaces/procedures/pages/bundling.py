"""What goes to the court as one ZIP: the application, its attachments as its own list names them, and that list."""

import io
import zipfile
from collections.abc import Iterator
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from notoneless.casework.procedures.selectors.court import CourtPapers, court_papers
from notoneless.foundation.access.context import Context
from notoneless.foundation.attachments.selectors import open_attachment
from notoneless.foundation.papers.selectors import READ_PAPER, description_of
from notoneless.interfaces.frame.handing import HEADERS
from notoneless.interfaces.frame.pages import Answer, page, route
from notoneless.typesetting.paper import Paper, Paragraph
from notoneless.typesetting.word import as_word

_IN_ZIP = (1980, 1, 1, 0, 0, 0)
"""Files of a ZIP are dated alike: the same papers make the same bytes."""

LIST, SIGNED = "附件清单", "签收件"
"""How the list of the attachments and the proof of a service are called; what goes to a court is in Chinese."""


@page({"GET": READ_PAPER})
def bundle(ctx: Context, request: HttpRequest, procedure: UUID) -> Answer:
    """The application to the court with all that is handed in beside it. Each paper and proof in it leaves an entry."""
    found = court_papers(ctx, procedure)
    held = io.BytesIO()
    number = ""
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(ctx, found):
            number = number or name.removesuffix(".docx")
            archive.writestr(zipfile.ZipInfo(name, _IN_ZIP), content)
    answer = HttpResponse(held.getvalue(), content_type="application/zip", headers=HEADERS)
    answer["Content-Disposition"] = f"attachment; filename=\"court.zip\"; filename*=UTF-8''{quote(number)}.zip"
    return answer


def _files(ctx: Context, found: CourtPapers) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file, the application first and the list of the others last."""
    line, application = description_of(ctx, found.application)
    yield f"{application.title} {line.number}.docx", as_word(application)
    named = list[str]()
    for order, (title, (paper, proof)) in enumerate(
        zip(application.attachments, found.attachments, strict=True), start=1
    ):
        name = f"{order} {title}"
        yield f"{name}.docx", as_word(description_of(ctx, paper)[1])
        named.append(name)
        if proof is not None:
            kept = open_attachment(ctx, proof)
            yield f"{name} {SIGNED}.{kept.kind}", kept.content
            named.append(f"{name} {SIGNED}")
    blocks = tuple(Paragraph(each, is_indented=False) for each in named)
    yield f"{LIST}.docx", as_word(Paper(f"{application.title}{LIST}", application.day, blocks, number=line.number))


ROUTES = [route("procedures/<uuid:procedure>/court.zip", bundle, "procedure_court")]
"""Beside the pages of one procedure."""
