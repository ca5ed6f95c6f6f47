"""Django made ready, for the commands that need it; and contexts outside of the web."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notoneless.foundation.access.context import Context
    from notoneless.foundation.access.founding import Founded


def set_up() -> None:
    """Load the settings and everything they name. Only commands that need the database pay for it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notoneless.settings")
    import django

    django.setup()


def found(county: str, suite: str) -> "Founded":
    """Found everything: folder, keys, tables, the county. Keys that are there are kept: they may belong to a backup.

    Raises Unusable if a county is there already.
    """
    from pathlib import Path

    from django.conf import settings
    from django.core.management import call_command

    from notoneless.foundation.access.founding import found_county
    from notoneless.foundation.audit.rules import day_of
    from notoneless.foundation.sealing.keys import write_ring
    from notoneless.interfaces.frame.asking import IDS, now
    from notoneless.kernel.sealing import fresh_ring

    Path(settings.HOME).mkdir(mode=0o700, parents=True, exist_ok=True)
    ring = Path(settings.KEY_RING_FILE)
    if not ring.exists():
        write_ring(fresh_ring(suite), ring)
    call_command("migrate", verbosity=0)
    at = now()
    return found_county(IDS, at, county, day_of(at))


def system() -> "Context":
    """The program acting by itself, now. Raises Unusable before a county is founded."""
    from notoneless.foundation.access.founding import system_context
    from notoneless.interfaces.frame.asking import IDS, now

    return system_context(IDS, now())
