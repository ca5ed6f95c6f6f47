"""The log: one JSON object a line, without what anybody typed."""

import json
import logging
from datetime import UTC, datetime


class OneLine(logging.Formatter):
    """A record as one line of JSON. Of an error only its kind and place are told: its text may hold personal data."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; control characters in it are escaped by JSON."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": self.message(record),
        }
        if record.exc_info and record.exc_info[0]:
            told["error"] = record.exc_info[0].__name__
            told["where"] = _where(record)
        return json.dumps(told, ensure_ascii=False)

    def message(self, record: logging.LogRecord) -> str:
        """What is told: for a request its path, never what was asked for."""
        return record.getMessage().partition("?")[0][:500]


def _where(record: logging.LogRecord) -> str:
    trace = record.exc_info[2] if record.exc_info else None
    place = ""
    while trace is not None:
        place = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
