"""How files are handed out: kept ones as the kind that they were found to be, never to be run, and workbooks made anew."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse

from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.attachments.selectors import OpenedFile
from notoneless.foundation.attachments.store import laid_out
from notoneless.tabular.writing import SheetSpec, WorkbookSpec, is_small, workbook_bytes, write_workbook_file

TYPES: Final = {"pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg"}
"""What is handed out, by the kind that was told from the content."""

WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_IN_ZIP: Final = (1980, 1, 1, 0, 0, 0)
"""Files of a ZIP are dated alike."""

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


def written(sheets: Sequence[SheetSpec]) -> bytes:
    """The bytes of a workbook, made in memory where it is small, else in a folder that nobody else enters."""
    workbook = WorkbookSpec(sheets)
    if is_small(workbook):
        return workbook_bytes(workbook)
    with laid_out(b"", "xlsx") as path:
        write_workbook_file(path, workbook)
        return path.read_bytes()


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files by their names in one ZIP, as they are: they are packed already. The same files make the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, _IN_ZIP), content)
    return held.getvalue()


def as_zip(content: bytes, name: str, title: str) -> HttpResponse:
    """A ZIP as an answer, to be downloaded under a name of ASCII and under its title."""
    answer = HttpResponse(content, content_type="application/zip", headers=HEADERS)
    answer["Content-Disposition"] = f"attachment; filename=\"{name}.zip\"; filename*=UTF-8''{quote(title)}.zip"
    return answer


def as_workbook(content: bytes, name: str, title: str = "") -> HttpResponse:
    """A workbook as an answer, to be downloaded under a name of ASCII and, where it has one, under its title."""
    answer = HttpResponse(content, content_type=WORKBOOK)
    called = f"; filename*=UTF-8''{quote(title)}.xlsx" if title else ""
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"{called}'
    answer["Cache-Control"] = "no-store"
    return answer
