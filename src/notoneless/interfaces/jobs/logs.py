"""What the running program tells: one JSON object a line, without the words of errors and without anybody's data."""

import json
import logging
import re
import sys
import traceback
from types import TracebackType
from typing import Any

from notoneless.interfaces.jobs.clock import now

_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What could look like another line, or like a command to a terminal."""

_NUMBERS = re.compile(r"(?<![0-9a-f-])[0-9]{7,18}[0-9Xx]?(?![0-9a-f-])")
"""Numbers long enough to be a phone's or a person's; those within a UUID stay."""

_LONGEST = 500

_FRAMES = 12

_LOG = logging.getLogger("notoneless")


def cleaned(text: str) -> str:
    """Text as a line may hold it."""
    return _NUMBERS.sub("…", _BREAKS.sub("�", text[:_LONGEST]))


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
