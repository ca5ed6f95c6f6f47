"""Kills the program at random instants, again and again, and looks whether anything was lost, doubled or half done.

`python -m kill.driver KILLS HOME` from the folder of tests. A parent founds a county in HOME and forks a child that acts
without pause: registers children, corrects a phone number, attaches files, delivers the outbox, seals the audit. The child
writes each request into its ledger before it acts, and the answer after it has it. The parent kills it, compares the
database with the ledger, sends everything again, and begins anew.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

SEED = 1
LONGEST_LIFE = 0.25
"""Seconds that a child lives at most: about as many of them as it needs to act a few times."""

WHOLE_LOOK = 10
"""Kills between two looks at the whole chain and at all rows; a tenth of what there has been, once that is more."""


@dataclass
class Tried:
    """One line of the ledger: a request, what was asked, and the answer if there was one."""

    request: str
    act: str
    given: dict[str, Any]
    answered: bool = False
    result: str | None = None


@dataclass
class Seen:
    """What all kills together came to."""

    kills: int = 0
    answered: int = 0
    unanswered: int = 0
    undone: int = 0
    acts: Counter[str] = field(default_factory=Counter)


class Broken(AssertionError):
    """Something was lost, doubled or half done."""


def must(holds: bool, what: str) -> None:
    """Raise Broken where something does not hold."""
    if not holds:
        raise Broken(what)


# the county and what is done in it


@dataclass
class Place:
    """Ids of what the acts are done to."""

    officer: UUID
    system: UUID
    group: UUID
    guardian: UUID


def found(home: Path) -> Place:
    """A county with one officer and one child."""
    os.environ["NOTONELESS_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "notoneless.settings"
    from notoneless.foundation.sealing.keys import write_ring
    from notoneless.kernel.sealing import fresh_ring

    write_ring(fresh_ring(), home / "keys" / "ring.json")
    import django
    from django.conf import settings

    settings.WIRING = "kill.wiring.LISTENERS"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()
    from notoneless.foundation.access.founding import SYSTEM
    from notoneless.foundation.access.models import Account
    from notoneless.interfaces.frame.standing import bring_up_to_date
    from support.county import build_county

    bring_up_to_date()
    county = build_county()
    system = Account._base_manager.get(sign_in_name=SYSTEM).pk
    return Place(county.accounts["陈局长"], system, county.units["group_b"], county.guardians["both"])


def context(account: UUID, request: UUID | None = None) -> Any:
    """A context of an account, now; the program itself may do what its listener does."""
    from notoneless.foundation.access.context import Context
    from notoneless.foundation.access.roles import ROLES, Role, Roles
    from notoneless.foundation.access.selectors import holdings_of
    from notoneless.interfaces.frame.clock import IDS, now

    machine = Role("system", ROLES.table["system"].kinds, frozenset({"guardian.add"}), False, "machine")
    at = now()
    ctx = Context(actor=account, held=holdings_of(account, at), at=at, channel="system", ids=IDS, strong=True)
    return replace(ctx, request=request, roles=Roles({**ROLES.table, "system": machine}))


def new_request(place: Place, chance: random.Random) -> Tried:
    """Something to do."""
    request = uuid4()
    act = chance.choice(["register", "register", "phone", "attach"])
    if act == "register":
        given = {"unit": str(place.group), "name": request.hex[:20], "from_on": "2026-09-01"}
    elif act == "phone":
        given = {"guardian": str(place.guardian), "phone": f"139{request.int % 10**8:08}"}
    else:
        given = {"unit": str(place.group), "kind": "pdf", "size": 42, "text": f"%PDF-{request.hex}%%EOF"}
    return Tried(str(request), act, given)


def do(place: Place, tried: Tried) -> str | None:
    """Do it; the answer."""
    from notoneless.foundation.attachments import store
    from notoneless.foundation.attachments.services import add_attachment
    from notoneless.foundation.people.services import correct_phone, register_child

    given = dict(tried.given)
    ctx = context(place.officer, UUID(tried.request))
    if tried.act == "phone":
        correct_phone(ctx, **given)
        return None
    if tried.act == "register":
        return str(register_child(ctx, **given))
    given["content"] = store.put(given.pop("text").encode())
    return str(add_attachment(ctx, **given))


# the child


def act_without_pause(place: Place, ledger: Path, seed: int) -> None:
    """What the child does until it is killed."""
    from notoneless.foundation.access.outbox import deliver_due
    from notoneless.foundation.audit.services import seal_entries

    chance = random.Random(seed)
    with ledger.open("a", encoding="utf-8") as file:
        while True:
            tried = new_request(place, chance)
            _write(file, {"request": tried.request, "act": tried.act, "given": tried.given})
            result = do(place, tried)
            _write(file, {"request": tried.request, "result": result})
            if chance.random() < 0.3:
                deliver_due(context(place.system))
            if chance.random() < 0.2:
                seal_entries()


def _write(file: Any, entry: dict[str, Any]) -> None:
    file.write(json.dumps(entry) + "\n")
    file.flush()
    os.fsync(file.fileno())


# the parent


def run(kills: int, home: Path) -> Seen:
    """Kill so many times; what it came to. Raises Broken at the first thing that does not hold."""
    place = found(home)
    from django.db import connections

    from notoneless.foundation.audit.services import seal_entries

    seal_entries()
    seen, chance = Seen(), random.Random(SEED)
    for number in range(kills):
        ledger = home / "ledger"
        ledger.unlink(missing_ok=True)
        ledger.touch()
        connections.close_all()
        child = os.fork()
        if not child:
            try:
                act_without_pause(place, ledger, number)
            finally:
                os._exit(3)  # it ended by itself: something broke
        time.sleep(chance.uniform(0.0, LONGEST_LIFE))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        must(os.WIFSIGNALED(status), "the child broke before it was killed")
        _look(
            place,
            home,
            list(read_ledger(ledger)),
            seen,
            whole=(number + 1) % max(WHOLE_LOOK, 10 ** len(str(number)) // 10) == 0,
        )
        seen.kills += 1
    _deliver_all(place)
    _look(place, home, [], seen, whole=True)
    return seen


def read_ledger(path: Path) -> Iterator[Tried]:
    """The ledger's requests in their order. A line without its end was being written when the child was killed."""
    tried: dict[str, Tried] = {}
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if not line.endswith("\n"):
            break
        entry = json.loads(line)
        if "act" in entry:
            tried[entry["request"]] = Tried(**entry)
        else:
            tried[entry["request"]].answered, tried[entry["request"]].result = True, entry["result"]
    yield from tried.values()


def _look(place: Place, home: Path, ledger: list[Tried], seen: Seen, whole: bool) -> None:
    from notoneless.foundation.audit.services import seal_entries

    for tried in ledger:
        effects = effects_of(tried)
        seen.acts[tried.act] += 1
        if tried.answered:
            seen.answered += 1
            must(effects == (1, 1, 1), f"answered, but {tried.act} has effects {effects}")
        else:
            seen.unanswered += 1
            seen.undone += effects == (0, 0, 0)
            must(effects in ((0, 0, 0), (1, 1, 1)), f"half done: {tried.act} has effects {effects}")
        again = do(place, tried)
        must(not tried.answered or again == tried.result, f"{tried.act} has another answer the second time")
        must(effects_of(tried) == (1, 1, 1), f"sent again, {tried.act} has effects {effects_of(tried)}")
    _look_at_phone(place, ledger)
    seal_entries()
    _look_at_database(home / "notoneless.sqlite3", whole)


def effects_of(tried: Tried) -> tuple[int, int, int]:
    """How many receipts, entries of the audit, and effects a request has."""
    from notoneless.foundation.access.models import Receipt
    from notoneless.foundation.attachments import store
    from notoneless.foundation.attachments.models import Attachment
    from notoneless.foundation.audit.models import Entry
    from notoneless.foundation.people.models import Child

    receipts = Receipt.objects.filter(request=tried.request).count()
    entries = Entry.objects.filter(request=tried.request, outcome="done").count()
    if tried.act == "register":
        return receipts, entries, Child._base_manager.filter(name=tried.given["name"]).count()
    if tried.act == "phone":
        return receipts, entries, receipts  # that it stands is looked at for the last one
    content = tried.given["text"].encode()
    rows = list(Attachment._base_manager.filter(content__in=store._names(content)))
    must(all(store.read(row.content) == content for row in rows), "a row names a file that is not whole")
    return receipts, entries, len(rows)


def _look_at_phone(place: Place, ledger: list[Tried]) -> None:
    """After all were sent again, the last correction that was new stands: of one's own requests none overwrites a later one."""
    from notoneless.foundation.people.models import Guardian
    from notoneless.foundation.sealing.models import opened

    phones = [tried.given["phone"] for tried in ledger if tried.act == "phone"]
    if phones:
        must(opened(Guardian._base_manager.get(pk=place.guardian), "phone") == phones[-1], "a correction was lost")


ORPHANS = {
    "receipts without an entry": "SELECT count(*) FROM access_receipt r WHERE NOT EXISTS (SELECT 1 FROM audit_entry e"
    " WHERE e.request = r.request AND e.actor = r.actor AND e.outcome = 'done')",
    "requests done twice": "SELECT count(*) FROM (SELECT 1 FROM audit_entry WHERE outcome = 'done' AND request IS NOT NULL"
    " GROUP BY request HAVING count(*) > 1)",
    "entries without a payload": "SELECT count(*) FROM audit_entry e WHERE outcome = 'done' AND NOT EXISTS"
    " (SELECT 1 FROM audit_payload p WHERE p.entry_id = e.id)",
    "children in no unit": "SELECT count(*) FROM people_child c WHERE NOT EXISTS"
    " (SELECT 1 FROM people_child_unit u WHERE u.child_id = c.id)",
    "children told of twice or never": "SELECT count(*) FROM people_child c WHERE c.household_id IS NULL"
    " AND length(c.name) = 20 AND (SELECT count(*) FROM people_guardian g WHERE g.child_id = c.id)"
    " + (SELECT count(*) FROM access_waiting w WHERE w.content LIKE"
    " '%' || substr(c.id,1,8) || '-' || substr(c.id,9,4) || '-' || substr(c.id,13,4) || '%' || substr(c.id,21) || '%') <> 1",
    "dead letters": "SELECT count(*) FROM access_waiting WHERE dead",
}
"""What there must be none of."""


def _look_at_database(path: Path, whole: bool) -> None:
    from notoneless.foundation.audit.selectors import verify

    with closing(sqlite3.connect(path)) as database:
        must(database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "the database is damaged")
        must(database.execute("PRAGMA foreign_key_check").fetchall() == [], "a row points to nothing")
        for what, query in ORPHANS.items() if whole else ():
            (count,) = database.execute(query).fetchone()
            must(count == 0, f"{what}: {count}")
    if whole:
        found = verify()
        must(found.problems == () and found.waiting == 0, f"the chain: {found.problems}")


def _deliver_all(place: Place) -> None:
    """Deliver what still waits, as if its pauses were over."""
    from notoneless.foundation.access.models import Waiting
    from notoneless.foundation.access.outbox import deliver_due
    from notoneless.interfaces.frame.clock import now

    while Waiting.objects.exists():
        Waiting.objects.update(due_at=now())
        deliver_due(context(place.system))


def main() -> None:
    """Kill as often as the first word says, in the folder that the second names; tell what it came to."""
    begun = time.monotonic()
    seen = run(int(sys.argv[1]), Path(sys.argv[2]))
    took = time.monotonic() - begun
    told = {**seen.__dict__, "acts": dict(seen.acts), "seconds": round(took, 1)}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
