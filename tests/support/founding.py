"""A county of its own in a folder, for programs of the tests that run without the suite."""

import os
from pathlib import Path
from typing import Any


def found(home: Path) -> Any:
    """Found it with keys of its own. The county of `support.county`, which cannot be imported before Django is set up."""
    os.environ["NOTONELESS_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "notoneless.settings"
    from django.conf import settings

    from notoneless.foundation.sealing.keys import write_ring
    from notoneless.kernel.sealing import fresh_ring

    write_ring(fresh_ring(), home / "keys" / "ring.json")
    # nothing is killed here, so that nothing need wait for the disk
    settings.DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    import django

    django.setup()
    from notoneless.interfaces.frame.standing import bring_up_to_date
    from support.county import build_county

    bring_up_to_date()
    return build_county()
