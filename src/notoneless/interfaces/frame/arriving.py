"""What a request must be before it is read: UTF-8 without NUL, no longer than its page takes, files where they are asked for.

A NUL is no text: PostgreSQL stores none, and no field of ours means one. Another encoding would change how fields are read.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.utils.http import parse_header_parameters

from notoneless.foundation.attachments.rules import MOST_BYTES
from notoneless.interfaces.frame.pages import language_of, tell, to_sign_in
from notoneless.kernel.problems import Problem, sentence

_UTF_8 = ("utf-8", "utf8")

_NOT_UTF_8 = Problem("frame.not_utf_8")
_NUL = Problem("frame.nul")


MOST_FILES = 4
"""Files of one form that are kept in memory: the photos of a visit, and a signature."""


class Arrived(WSGIRequest):
    """A request that is read as UTF-8, whatever it says: Django's own breaks on some encodings before it could be refused."""

    def _set_content_type_params(self, meta: Mapping[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(str(meta.get("CONTENT_TYPE", "")))
        except ValueError:
            self.content_type, self.content_params = "", {"charset": "unreadable"}


class Arriving:
    """Refuses in one sentence what cannot be read, before anything of it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        if (request.content_params or {}).get("charset", "utf-8").strip().lower() not in _UTF_8:
            return _refused(request, _NOT_UTF_8)
        if any("\0" in text for text in _told(request)):
            return _refused(request, _NUL)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:
        """Refuse a body that is too long for its page by its announced length, then files that it does not take, then NUL."""
        if getattr(view, "csrf_exempt", False):  # programs send JSON, which the guard of the API bounds and reads
            return None
        most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if request.method == "POST" and getattr(view, "takes_files", False):
            if not (request.user.is_authenticated or getattr(view, "from_anyone", False)):
                return to_sign_in(request)
            file = most_of(view)
            most += max(file, getattr(view, "reads", 0))
            request.upload_handlers = [Bounded(request, file)]
        if _length(request) > most:
            return tell(request, Problem("frame.too_large", {"most": most // 1024}), 413)
        try:
            sent = [text for name, values in request.POST.lists() for text in (name, *values)]
        except RequestDataTooBig:  # a form with files whose fields alone are too long
            return tell(
                request, Problem("frame.too_large", {"most": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024}), 413
            )
        except BadRequest:
            return tell(request, Problem("frame.no_files"), 400)
        except UnreadablePostError:
            return tell(request, Problem("frame.unreadable"), 400)
        return tell(request, _NUL, 400) if any("\0" in str(text) for text in sent) else None


def most_of(view: Any) -> int:
    """Bytes of a file that a page takes: what its setting says, else what all do."""
    setting: str = getattr(view, "most_setting", "")
    return int(getattr(settings, setting)) if setting else MOST_BYTES


class Unwanted(FileUploadHandler):
    """Takes no file: nothing of one is kept, in memory or on the disk, before the page has said that it takes files."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> NoReturn:  # noqa: ARG002 (Django's)
        """A piece of a file. Raises BadRequest."""
        raise BadRequest

    def file_complete(self, file_size: int) -> NoReturn:  # noqa: ARG002 (Django's)
        """An empty file. Raises BadRequest."""
        raise BadRequest


class Bounded(FileUploadHandler):
    """Keeps a file in memory up to the most that is taken; of what is longer, or of one file too many, only that it was."""

    def __init__(self, request: HttpRequest | None = None, most: int = MOST_BYTES) -> None:
        super().__init__(request)
        self._most, self._files = most, 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self._pieces: list[bytes] = []
        self._size = 0
        self._files += 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 (Django's)
        """A piece of it."""
        self._size += len(raw_data)
        if self._size <= self._most and self._files <= MOST_FILES:
            self._pieces.append(raw_data)
        else:
            self._pieces = []

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":  # noqa: ARG002 (Django's)
        """All of it; one that was too long has its size and no content."""
        file = SimpleUploadedFile(self.file_name or "file", b"".join(self._pieces))
        file.size = self._size
        return file


def _told(request: HttpRequest) -> Iterator[str]:
    """All that came besides the body and the path, which is looked up among our own."""
    yield from (str(text) for name, text in request.META.items() if name.startswith("HTTP_"))
    yield from request.COOKIES.values()
    for name, values in request.GET.lists():
        yield from (name, *(str(value) for value in values))


def _length(request: HttpRequest) -> int:
    """The announced length of a body; without one Django reads none."""
    text = str(request.META.get("CONTENT_LENGTH") or 0)
    return int(text[:20]) if text.isdecimal() else 0


def _refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A sentence: on a page, or for a program as its answers are."""
    if not request.path.startswith("/api/"):
        return tell(request, problem, 400)
    response = JsonResponse({"code": problem.code, "sentence": sentence(problem, language_of())}, status=400)
    response["Cache-Control"] = "no-store"
    return response
