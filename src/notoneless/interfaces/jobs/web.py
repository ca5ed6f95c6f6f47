"""The web server: one process that keeps its own workers. Started by the supervisor."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

from notoneless.interfaces.jobs.logs import LOGGING, configure

APPLICATION = "notoneless.interfaces.shell.web:application"
"""Named, not imported: only the server's own workers load it."""

SUPERVISED = "NOTONELESS_SUPERVISED"
"""In the environment of what a supervisor has started: the number of its process."""

THREADS = 4
"""Requests that one worker answers at a time."""

STOP_SECONDS = 5
"""Seconds that a request under way has to end."""


def main() -> None:
    """Serve on the address, port and number of workers that the command line gives; with TLS if it names the files."""
    configure()
    address, port, workers, *tls = sys.argv[1:6]
    certificate, key = map(Path, tls) if tls else (None, None)
    end_with(supervisor())
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        APPLICATION,
        address=address,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        blocking_threads=THREADS,
        websockets=False,
        ssl_cert=certificate,
        ssl_key=key,
        log_dictconfig=LOGGING,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=True,
    ).serve()


def supervisor() -> int:
    """The process that has started this one: as it says itself, since it may be gone already."""
    return int(os.environ.get(SUPERVISED) or os.getppid())


def end_with(parent: int) -> None:
    """Let this process end when its parent is gone, however that ended."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(STOP_SECONDS + 1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
