"""The instant, and ids: the one place that reads the clock, for requests, commands and the worker alike."""

import os
import time
from datetime import UTC, datetime

from notoneless.kernel.identifiers import IdSource

IDS = IdSource(lambda: time.time_ns() // 1_000_000, os.urandom)
"""The ids of this process."""


def now() -> datetime:
    """The instant, in UTC."""
    return datetime.now(UTC)
