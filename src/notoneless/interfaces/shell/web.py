"""The web application, as a server runs it: Django, and one line in the log for each request."""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from notoneless.interfaces.jobs.logs import configure, told
from notoneless.interfaces.jobs.web import SUPERVISED, end_with

Environment = dict[str, Any]
Application = Callable[[Environment, Callable[..., Any]], Iterable[bytes]]


def logged(answers: Application) -> Application:
    """An application that tells of each request: method, path, status, milliseconds. Never what was asked or sent."""

    def answer(environment: Environment, start: Callable[..., Any]) -> Iterable[bytes]:
        begun, status = time.perf_counter(), ["500"]

        def started(line: str, *more: Any) -> Any:
            status[0] = line.partition(" ")[0]
            return start(line, *more)

        try:
            return answers(environment, started)
        finally:
            took = round((time.perf_counter() - begun) * 1000, 1)
            path = _path(environment)
            method = str(environment.get("REQUEST_METHOD", ""))[:10]
            told("request", method=method, path=path, status=int(status[0]), ms=took)

    return answer


def _path(environment: Environment) -> str:
    """The path as it was sent, read as UTF-8; a query is no part of it."""
    return str(environment.get("PATH_INFO", "")).encode("latin-1", "replace").decode("utf-8", "replace")


def _made() -> Application:
    configure()
    if SUPERVISED in os.environ:
        end_with(os.getppid())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notoneless.settings")
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    configure()  # once more: Django has put its own in place
    return logged(application)


application = _made()
