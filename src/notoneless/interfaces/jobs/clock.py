"""The instant, and ids, for what nobody asks for by a request: commands and the worker."""

import os
import time
from datetime import UTC, datetime

from notoneless.kernel.identifiers import IdSource

IDS = IdSource(lambda: time.time_ns() // 1_000_000, os.urandom)
"""The ids of this process."""


def now() -> datetime:
    """The instant, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 (beside the web the one place that reads the clock)
