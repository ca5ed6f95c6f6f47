"""The keys of an installation: adding one, and sealing everything again under the newest."""

from collections.abc import Iterator
from pathlib import Path

from notoneless.interfaces.frame.standing import as_owner, system
from notoneless.kernel.problems import Problem


def rotate_keys(suite: str) -> int:
    """Add a key to the ring; its number. Recorded before it is written: a record without a key harms nobody."""
    from django.conf import settings

    from notoneless.foundation.access.recording import recorded
    from notoneless.foundation.audit.models import Outcome
    from notoneless.foundation.sealing.keys import key_ring, write_ring
    from notoneless.kernel.sealing import with_new_key

    ring = with_new_key(key_ring(), suite)
    ring.open(ring.close("", "trial"), "trial")
    number = ring.keys[-1].number
    recorded(system(), "keys.rotate", Outcome.DONE, {"number": number, "suite": suite})
    write_ring(ring, Path(settings.KEY_RING_FILE))
    return number


def renew_everything() -> Iterator[Problem]:
    """Seal everything again under the newest key, whosever it is; after each table what was done. Recorded at the end."""
    from notoneless.foundation.access.recording import recorded
    from notoneless.foundation.attachments import store
    from notoneless.foundation.audit.models import Outcome
    from notoneless.foundation.sealing.renewing import renew_rows, sealed_columns

    whole = 0
    for model, columns in sealed_columns():
        with as_owner():
            batches = list(renew_rows(model, columns))
        looked, renewed = sum(batch[0] for batch in batches), sum(batch[1] for batch in batches)
        whole += renewed
        table = model._meta.db_table
        yield Problem("keeping.renewed", {"table": table, "looked": looked, "renewed": renewed})
    renewed = sum(store.renew(path) for path in store.files())
    yield Problem("keeping.files_renewed", {"renewed": renewed})
    recorded(system(), "keys.renew", Outcome.DONE, {"rows": whole, "files": renewed})
