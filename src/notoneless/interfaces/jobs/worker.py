"""The worker: one process that keeps the clock and does what is on the list. Started by the supervisor."""

import os
import secrets
import signal
import threading
from collections.abc import Callable

from notoneless.interfaces.frame.clock import now
from notoneless.interfaces.jobs.logs import configure, told
from notoneless.interfaces.jobs.web import supervisor

TICK_SECONDS = 5.0
"""Seconds between two looks at the clock."""

LOOK_SECONDS = 1.0
"""Seconds between two looks at the list."""

PAUSE_SECONDS = 5.0
"""Seconds to wait where the database fails."""


def main() -> None:
    """Work until told to stop, or until the supervisor is gone."""
    configure()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notoneless.settings")
    import django

    django.setup()
    configure()  # once more: Django has put its own in place
    parent = supervisor()
    work(threading.Event(), lambda: os.getppid() != parent)


def work(stop: threading.Event, is_alone: Callable[[], bool]) -> None:
    """Work until `stop` is set or `is_alone` says so. The piece of work begun is brought to its end."""
    from django_tasks_db.management.commands.db_worker import Worker

    holder = secrets.token_hex(16)
    worker = Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=holder,
        excluded_queue_names=[],
    )

    def end(*_: object) -> None:
        worker.running = False
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    told("worker begins")
    _loop(worker, holder, stop, is_alone)
    told("worker ends")


def _loop(worker: "object", holder: str, stop: threading.Event, is_alone: Callable[[], bool]) -> None:
    from notoneless.interfaces.jobs.ticking import let_go, tick

    last = None
    while not stop.is_set() and not is_alone():
        pause = LOOK_SECONDS
        try:
            if last is None or abs((now() - last).total_seconds()) >= TICK_SECONDS:
                last = now()
                tick(holder, last)
            worker.run()  # type: ignore[attr-defined]
        except Exception as error:
            told("worker cannot work", level="ERROR", error=error)
            pause = PAUSE_SECONDS
        stop.wait(pause)
    try:
        let_go(holder)
    except Exception as error:
        told("the clock was not let go", level="WARNING", error=error)


if __name__ == "__main__":
    main()
