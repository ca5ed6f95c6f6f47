"""Uploaded files: bounded as they arrived (arriving.py), told by what is in them, and kept as sealed attachments.

A form that uploads has `enctype="multipart/form-data"`, its page is `@page(…, takes_files=True)`; its view calls `kept`, gets
the id of an attachment, and hands that to an action. What cannot be taken is refused in one sentence and nothing is written.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.attachments.pictures import without_traces
from notoneless.foundation.attachments.rules import (
    MOST_BYTES,
    PAPERS,
    SHEET_ENDINGS,
    SHEET_LIMITS,
    SHEETS,
    TEXTS,
    check_size,
    kind_of,
    sheet_ending,
    text_kind,
)
from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import laid_out, put
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.tabular.kinds import file_kind
from notoneless.tabular.tables import read_sheets


@dataclass(frozen=True)
class Taken:
    """What a page takes: so many bytes, and how a spreadsheet is looked at before it is kept, by its content and kind."""

    most: int = MOST_BYTES
    look: Callable[[bytes, str], None] | None = None


ANY_SHEET = Taken()


def kept(
    ctx: Context,
    request: HttpRequest,
    unit: UUID,
    allowed: frozenset[str],
    field: str = "file",
    taken: Taken = ANY_SHEET,
) -> UUID:
    """The uploaded file as an attachment of a unit, a picture without its traces of place and time.

    `allowed`: PAPERS, SHEETS, both, or TEXTS; `ctx`: with the form's request.

    Raises Unusable, with the sentence to tell, where there is no file or it is not to be taken; then nothing was written.
    """
    content, name = sent_file(request, field, taken.most)
    kind = _kind(content, name, allowed, taken)
    content = without_traces(content, kind)
    given = {"unit": unit, "kind": kind, "content": put(content), "size": len(content)}
    return add_attachment(ctx.within(f"file/{field}"), **given)


def sent_file(request: HttpRequest, field: str, most: int) -> tuple[bytes, str]:
    """An uploaded file and its name. Raises Unusable where there is none, or it is too large."""
    file = request.FILES.get(field)
    if file is None or isinstance(file, list):
        raise Unusable(Problem("attachments.no_file"))
    if (file.size or 0) > most:
        raise Unusable(Problem("attachments.too_large", {"most": most // 1024 // 1024}))
    file.seek(0)
    return file.read(), str(file.name)


def _kind(content: bytes, name: str, allowed: frozenset[str], taken: Taken) -> str:
    """What a file is. Pictures and papers by their form, spreadsheets by opening them as the reader will."""
    check_size(content, taken.most)
    if allowed == TEXTS:
        return text_kind(name)
    is_sheet = name.rpartition(".")[2].lower() in SHEET_ENDINGS
    if SHEETS & allowed and (is_sheet or not PAPERS & allowed):
        return sheet_kind(content, sheet_ending(name), taken)
    kind = kind_of(content, name)
    if kind not in allowed:
        raise Unusable(Problem("attachments.no_kind"))
    return kind


def sheet_kind(content: bytes, ending: str, taken: Taken) -> str:
    """What kind of spreadsheet a file is, once it was opened. Raises Unusable, with the sentence, where it is none to take."""
    limits = replace(SHEET_LIMITS, max_file_bytes=taken.most)
    with laid_out(content, ending) as path:
        try:
            kind = file_kind(path, limits).value
            if kind in SHEETS and kind != SHEET_ENDINGS[ending]:
                raise Unusable(Problem("attachments.other_ending", {"ending": ending, "kind": kind}))
            if taken.look is None:
                read_sheets(path, limits)
        except Unusable:
            raise
        except NotonelessError as error:
            raise Unusable(error.told) from error
    if taken.look is not None:
        taken.look(content, SHEET_ENDINGS.get(ending, kind))
    return kind
