"""What it takes to make an installation: a folder, keys, tables, a county, and the first ways in."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from notoneless.foundation.access.refusals import Unusable
from notoneless.interfaces.frame.clock import IDS, now
from notoneless.interfaces.frame.standing import load, make_tables, set_up_founded
from notoneless.kernel.problems import NotonelessError, Problem

if TYPE_CHECKING:
    from notoneless.foundation.access.founding import Founded
    from notoneless.foundation.access.models import Account


@dataclass(frozen=True)
class Made:
    """A new installation: where it is, and the county in it with the one-time token of each administrator."""

    home: Path
    keys: Path
    founded: "Founded"


def make_installation(county: str, suite: str, at: datetime | None = None) -> Made:
    """Make home, keys and database, and found the county, now or `at`. Raises Unusable where one is founded."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notoneless.settings")
    from django.conf import settings

    home, keys = Path(settings.HOME), Path(settings.KEY_RING_FILE)
    _make_home(home)
    _make_keys(keys, suite)
    load()
    from notoneless.foundation.access.founding import found_county
    from notoneless.foundation.audit.rules import day_of

    _refuse_founded()
    make_tables()
    at = at or now()
    return Made(home, keys, found_county(IDS, at, county, day_of(at)))


def renew_links(forgetful: str | None = None) -> dict[str, str]:
    """New one-time tokens, by role, for administrators who have never entered: their links may have been lost or be too old.

    `forgetful`: the sign-in name of a system administrator, who gets one instead. Everybody else's password is renewed by a
    system administrator, and the last of these would be locked out for good. Raises Unusable where nobody is entitled.
    Recorded.
    """
    set_up_founded()
    from django.db import transaction

    from notoneless.foundation.access.founding import ADMINISTRATORS, new_link, system_context
    from notoneless.foundation.access.models import Grant
    from notoneless.foundation.access.recording import recorded
    from notoneless.foundation.access.scope import in_force
    from notoneless.foundation.audit.models import Outcome

    ctx = system_context(IDS, now())
    with transaction.atomic():
        rows = Grant._base_manager.filter(in_force(ctx.today), account__is_active=True).order_by("id")
        rows = rows.select_related("account")
        if forgetful is None:
            held = [row for row in rows.filter(role__in=ADMINISTRATORS) if _never_entered(row.account)]
            nobody = Problem("access.all_have_entered")
        else:
            held = list(rows.filter(role=ADMINISTRATORS[0], account__sign_in_name__iexact=forgetful)[:1])
            nobody = Problem("access.no_such_system_administrator", {"name": forgetful})
        if not held:
            raise Unusable(nobody)
        for row in held:
            recorded(ctx, "county.link", Outcome.DONE, {"role": row.role}, [row.account])
        return {row.role: new_link(ctx, row.account) for row in held}


def _never_entered(account: "Account") -> bool:
    return not account.has_usable_password() and account.last_login is None


def _make_home(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if home.stat().st_mode & 0o077 and not any(home.iterdir()):
            home.chmod(0o700)
    except OSError as error:
        raise NotonelessError(Problem("keeping.home_unusable", {"home": str(home)})) from error
    if home.stat().st_mode & 0o077:
        raise NotonelessError(Problem("keeping.home_open", {"home": str(home)}))


def make_home_beside_keys() -> None:
    """Make the home to restore into, if it is not there. Raises NotonelessError where the keys of the backup are not in place.

    New keys would not do: what the backup holds was sealed with those of its time.
    """
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notoneless.settings")
    from django.conf import settings

    keys = Path(settings.KEY_RING_FILE)
    if not keys.exists():
        raise NotonelessError(Problem("keeping.keys_first", {"keys": str(keys)}))
    _make_home(Path(settings.HOME))


def _make_keys(path: Path, suite: str) -> None:
    from notoneless.foundation.sealing.keys import key_ring, write_ring
    from notoneless.kernel.sealing import fresh_ring

    if path.exists():
        key_ring()
        return
    _refuse_lost_keys()
    ring = fresh_ring(suite)
    ring.open(ring.close("", "trial"), "trial")  # the machine may not have the suite
    write_ring(ring, path)


def _refuse_lost_keys() -> None:
    """A database without its keys is not to get new ones: nothing in it would open any more."""
    from django.conf import settings

    name = settings.DATABASES["default"]["NAME"]
    if isinstance(name, Path) and name.exists():
        raise NotonelessError(Problem("sealing.key_store_down"))


def _refuse_founded() -> None:
    """Before migrating: a second run changes nothing."""
    from django.db import connection

    from notoneless.foundation.access.models import Unit

    tables = connection.introspection.table_names()
    if Unit._meta.db_table in tables and Unit._base_manager.exists():
        raise Unusable(Problem("access.founded_already"))
