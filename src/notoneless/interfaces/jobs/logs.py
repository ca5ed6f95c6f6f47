"""What the running program tells: one JSON object a line, without the words of errors and without anybody's data."""

import json
import logging
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any

from notoneless.interfaces.frame.clock import now

Environment = dict[str, Any]
Application = Callable[[Environment, Callable[..., Any]], Iterable[bytes]]
"""A web application as servers call it (WSGI)."""

_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What could look like another line, or like a command to a terminal."""

_NUMBERS = re.compile(
    "(?P<ours>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64})|[0-9][0-9 -]{5,}[0-9Xx]", re.IGNORECASE
)
"""Ids and links of the audit, which may be told; and numbers long enough to be a phone's or a person's."""

_TOKEN = re.compile(r"(/+enter/+)[^/\s]+")
"""The token of a one-time link, in whatever address somebody tries it."""

_LONGEST = 500

_FRAMES = 12

_LOG = logging.getLogger("notoneless")


def cleaned(text: str) -> str:
    """Text as a line may hold it."""
    shown = _TOKEN.sub(r"\1…", _BREAKS.sub("�", text[:_LONGEST]))
    return _NUMBERS.sub(lambda found: found["ours"] or "…", shown)


def line(**fields: Any) -> str:
    """One line: an instant, and the fields in their order."""
    shown = {name: cleaned(value) if isinstance(value, str) else value for name, value in fields.items()}
    # the instant and what it stands for are ours: only what comes from elsewhere is cleaned
    return json.dumps({"at": now().isoformat(timespec="milliseconds"), **shown}, ensure_ascii=False, default=str)


def told(event: str, level: str = "INFO", error: BaseException | None = None, **fields: Any) -> None:
    """Tell of something."""
    if error is not None:
        fields |= {"kind": type(error).__name__, "where": _where(error.__traceback__)}
    _LOG.log(logging.getLevelName(level), event, extra={"fields": fields})


def _where(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    return [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}" for frame in frames]


class AsJson(logging.Formatter):
    """A record as one line. Of an error it tells the kind and the place, never the words: they may hold what was entered."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        fields: dict[str, Any] = dict(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            fields |= {"kind": type(error).__name__, "where": _where(error.__traceback__)}
        return line(level=record.levelname, source=record.name, event=record.getMessage(), **fields)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "notoneless.interfaces.jobs.logs.AsJson"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stdout"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["out"], "level": "WARNING", "propagate": False},
        "django_tasks_db": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "axes": {"level": "ERROR"},
        "_granian": {"handlers": ["out"], "level": "INFO", "propagate": False},
        "granian.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
"""For `logging.config.dictConfig`, here and in the web server. axes writes names that were tried into its warnings."""


def configure() -> None:
    """Let this process log so, uncaught errors included."""
    import logging.config

    logging.config.dictConfig(LOGGING)
    sys.excepthook = lambda _kind, error, _trace: told("broken", level="CRITICAL", error=error)


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
