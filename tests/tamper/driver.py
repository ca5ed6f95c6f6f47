"""Edits a sealed audit behind the program's back, one random edit at a time, and looks whether verifying it finds each.

`python -m tamper.driver EDITS HOME` from the folder of tests founds a county in HOME. Each edit is undone before the next. What
no verification can find is listed in UNSEEN with its reason; anything else that is not found raises Missed.
"""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from support.founding import found

SEED = 1
ENTRY, PAYLOAD, ROOT = "audit_entry", "audit_payload", "audit_day_root"
KEYS = {ENTRY: "id", PAYLOAD: "id", ROOT: "day"}

UNSEEN = {
    "payload deleted": "retention erases payloads; the entry and its commitment stay",
    "root deleted": "a root can be made again from the entries: what counts is the one kept elsewhere",
    "entry waiting": "an entry that is not chained yet is what the program itself writes",
    "entry appended": "whoever holds the database can compute the next link: a chain shows what was altered, not who wrote",
    "same value": "another spelling of the same value says nothing else: a capital in a UUID, empty text for nothing",
}
"""What an edit may do without being found, and why."""

UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError)
"""How reading a table may end that holds what its columns cannot: SQLite stores any text anywhere."""


class Missed(AssertionError):
    """An edit was not found."""


class Impossible(Exception):
    """The edit changes nothing, or there is nothing to edit."""


@dataclass
class Seen:
    """What all edits together came to."""

    edits: int = 0
    found: int = 0
    unreadable: int = 0
    """Of those found: what no longer can be read at all."""
    refused: int = 0
    """By the database itself: they are tried again with another row."""
    unseen: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)


# the tables as they are stored


def run(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """A statement and its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [tuple(_plain(value) for value in row) for row in cursor.fetchall()] if cursor.description else []


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def columns(table: str) -> list[str]:
    """The columns of a table."""
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def stored(table: str) -> list[dict[str, Any]]:
    """All rows of a table as they are stored."""
    names = columns(table)
    listed = ", ".join(f'"{name}"' for name in names)
    return [dict(zip(names, row, strict=True)) for row in run(f"SELECT {listed} FROM {table} ORDER BY {KEYS[table]}")]


def put(table: str, key: Any, **values: Any) -> None:
    """Change columns of one row. Raises Impossible where there is none."""
    told = ", ".join(f'"{name}" = %s' for name in values)
    run(f"UPDATE {table} SET {told} WHERE {KEYS[table]} = %s", *values.values(), key)


def insert(table: str, row: dict[str, Any]) -> None:
    """Put a row in."""
    listed = ", ".join(f'"{name}"' for name in row)
    run(f"INSERT INTO {table} ({listed}) VALUES ({', '.join(['%s'] * len(row))})", *row.values())


def understood() -> list[str] | None:
    """All rows of the three tables as the program reads them; None where it cannot."""
    from notoneless.foundation.audit.models import DayRoot, Entry, Payload

    try:
        kept = [row for model in (Entry, DayRoot) for row in model._base_manager.order_by("pk").values_list()]
        boxes = [(row.pk, row.entry_id, row.content.closed) for row in Payload.objects.order_by("pk")]
    except UNREADABLE:
        return None
    return [repr(tuple("" if value is None else _plain(value) for value in row)) for row in (*kept, *boxes)]


def difference(before: list[str]) -> str:
    """Some of the rows that are not what they were."""
    after = understood()
    return "cannot be read" if after is None else "\n".join(sorted(set(before) ^ set(after))[:4])


# single edits: each says what it did where UNSEEN names that


def changed(value: Any, chance: random.Random) -> Any:
    """A value that differs in one byte, or by a little."""
    match value:
        case bytes():
            place = chance.randrange(len(value))
            return value[:place] + bytes([value[place] ^ (1 << chance.randrange(8))]) + value[place + 1 :]
        case str():
            place = chance.randrange(len(value)) if value else 0
            return value[:place] + chr(chance.randrange(32, 127)) + value[place + 1 :]
        case bool() | int():
            return value ^ (1 << chance.randrange(12))
        case UUID():
            return UUID(int=value.int ^ (1 << chance.randrange(128)))
        case datetime():
            return value + timedelta(microseconds=chance.choice((1, -1, 10**6, 86_400 * 10**6)))
        case date():
            return value + timedelta(days=chance.choice((1, -1, 30)))
    return chance.choice((UUID(int=chance.getrandbits(128)).hex, 7))


def one_byte(chance: random.Random) -> str:
    """One byte of one column, or an empty one filled."""
    table = chance.choice((ENTRY, ENTRY, ENTRY, PAYLOAD, ROOT))
    row = chance.choice(stored(table))
    name = chance.choice(list(row))
    value = changed(row[name], chance)
    if value == row[name]:
        raise Impossible
    put(table, row[KEYS[table]], **{name: value})
    return ""


def emptied(chance: random.Random) -> str:
    """One column emptied."""
    table = chance.choice((ENTRY, ROOT, PAYLOAD))
    row = chance.choice(stored(table))
    name = chance.choice(list(row))
    value = chance.choice((None, "", b""))
    if row[name] == value:
        raise Impossible
    put(table, row[KEYS[table]], **{name: value})
    return ""


def deleted(chance: random.Random) -> str:
    """One row deleted; an entry with its payload or without."""
    table = chance.choice((ENTRY, ENTRY, PAYLOAD, ROOT))
    key = chance.choice(stored(table))[KEYS[table]]
    if table == ENTRY and chance.random() < 0.5:
        run(f"DELETE FROM {PAYLOAD} WHERE entry_id = %s", key)
    run(f"DELETE FROM {table} WHERE {KEYS[table]} = %s", key)
    return {PAYLOAD: "payload deleted", ROOT: "root deleted"}.get(table, "")


def swapped(chance: random.Random) -> str:
    """Two rows change places: their numbers, their contents, or one column."""
    table = chance.choice((ENTRY, ENTRY, PAYLOAD, ROOT))
    rows = stored(table)
    if len(rows) < 2:
        raise Impossible
    one, other = chance.sample(rows, 2)
    names = [name for name in one if name != KEYS[table] and one[name] != other[name]]
    if chance.random() < 0.5:
        names = [chance.choice(names)]
    elif table == ENTRY:
        names = chance.choice((["number", "link"], [name for name in names if name not in ("number", "link")]))
    away = {"number": -1, "entry_id": UUID(int=1) if _typed(one.get("entry_id")) else "0" * 32}
    for name in set(names) & set(away):
        put(table, one[KEYS[table]], **{name: away[name]})  # no two rows may have the same, not even for an instant
    put(table, other[KEYS[table]], **{name: one[name] for name in names})
    put(table, one[KEYS[table]], **{name: other[name] for name in names})
    return ""


def _typed(value: Any) -> bool:
    return isinstance(value, UUID)


def inserted(chance: random.Random) -> str:
    """One row more: a copy with another id, forged, appended as well as anybody can, or waiting."""
    from notoneless.foundation.audit.models import Entry
    from notoneless.foundation.audit.rules import next_link
    from notoneless.foundation.audit.services import parts_of

    rows = stored(ENTRY)
    last = max(rows, key=lambda row: row["number"])
    new = UUID(int=chance.getrandbits(128))
    row = {**chance.choice(rows), "id": new if _typed(last["id"]) else new.hex}
    how = chance.choice(("forged", "before", "far", "appended", "waiting"))
    row["number"] = {"before": 0, "far": last["number"] + 2, "waiting": None}.get(how, last["number"] + 1)
    row["link"] = None if how == "waiting" else chance.randbytes(32)
    insert(ENTRY, row)
    if how == "appended":
        entry = Entry.objects.get(pk=new)
        put(ENTRY, row["id"], link=next_link(last["link"], row["number"], parts_of(entry)))
    return {"appended": "entry appended", "waiting": "entry waiting"}.get(how, "")


def payload_inserted(chance: random.Random) -> str:
    """A payload for an entry that has none: the box of another."""
    having = {row["entry_id"] for row in stored(PAYLOAD)}
    without = [row["id"] for row in stored(ENTRY) if row["id"] not in having]
    if not without:
        raise Impossible
    new = UUID(int=chance.getrandbits(128))
    copy = chance.choice(stored(PAYLOAD))
    insert(PAYLOAD, {**copy, "id": new if _typed(copy["id"]) else new.hex, "entry_id": chance.choice(without)})
    return ""


def payload_rewritten(chance: random.Random) -> str:
    """A payload of other words, closed with the right key in the right place, with the old salt or a new one."""
    from notoneless.foundation.audit.models import Payload
    from notoneless.foundation.sealing.keys import key_ring
    from notoneless.foundation.sealing.models import opened, place_of

    row = chance.choice(list(Payload.objects.order_by("pk")))
    content = json.loads(opened(row, "content") or "")
    name = chance.choice(("text", "salt"))
    content[name] = {"text": content["text"] + " ", "salt": chance.randbytes(16).hex()}[name]
    box = key_ring().close(json.dumps(content, ensure_ascii=False), place_of(row, "content"))
    put(PAYLOAD, row.pk if _typed(stored(PAYLOAD)[0]["id"]) else row.pk.hex, content=box)
    return ""


def root_moved(chance: random.Random) -> str:
    """A root that tells of another entry: its number, its link or both; or one more for a day that had none."""
    root, entry = chance.choice(stored(ROOT)), chance.choice(stored(ENTRY))
    moved = {name: entry[name] for name in chance.choice((("number",), ("link",), ("number", "link")))}
    if chance.random() < 0.3:
        day = date.fromisoformat(str(root["day"])) + timedelta(days=chance.choice((-40, 40)))
        insert(ROOT, {**root, **moved, "day": day if isinstance(root["day"], date) else day.isoformat()})
    elif {**root, **moved} == root:
        raise Impossible
    else:
        put(ROOT, root["day"], **moved)
    return ""


EDITS: dict[Callable[[random.Random], str], int] = {
    one_byte: 8,
    emptied: 2,
    deleted: 2,
    swapped: 3,
    inserted: 2,
    payload_inserted: 1,
    payload_rewritten: 1,
    root_moved: 2,
}
"""The kinds of edits, and how often each comes."""


# the whole


def edit_and_look(kind: Callable[[random.Random], str], before: list[str], chance: random.Random, seen: Seen) -> None:
    """One edit, verified and undone. Raises Missed where nothing was found and no reason is known."""
    from notoneless.foundation.audit.selectors import verify

    excuse = kind(chance)
    problems = verify().problems
    if problems:
        seen.found += 1
        seen.unreadable += problems[0].code == "audit.unreadable"
        return
    if not excuse and understood() == before:
        excuse = "same value"
    if not excuse:
        raise Missed(f"{kind.__name__}: {difference(before)}")
    seen.unseen[excuse] += 1


def tamper(edits: int, seed: int = SEED) -> Seen:
    """Make so many edits to the sealed audit there is. Raises Missed at the first that is not found."""
    from notoneless.foundation.audit.selectors import verify

    if verify().problems or verify().waiting:
        raise ValueError("the audit is not whole and sealed to begin with")
    seen, chance, before = Seen(), random.Random(seed), understood() or []
    while seen.edits < edits:
        kind = chance.choices(list(EDITS), list(EDITS.values()))[0]
        try:
            with transaction.atomic():
                edit_and_look(kind, before, chance, seen)
                transaction.set_rollback(True)
        except Impossible:
            continue
        except DatabaseError:
            seen.refused += 1
            continue
        seen.edits += 1
        seen.kinds[kind.__name__] += 1
    if understood() != before:
        raise ValueError("an edit was not undone")
    return seen


def busy(county: Any) -> None:
    """Let a county have some days of audit: things done, refused, read and revealed, then sealed."""
    from notoneless.foundation.audit.services import seal_entries
    from notoneless.foundation.people.selectors import list_children, open_child
    from notoneless.foundation.people.services import correct_phone

    for day in range(4):
        county.time.pass_by(hours=23)
        for number, guardian in enumerate(county.guardians.values()):
            correct_phone(county.ctx("陈局长"), guardian=guardian, phone=f"1370000{day}{number:03}")
        open_child(county.ctx("王老师"), county.children["both"])
        list_children(county.ctx("张镇长"))
        seal_entries()


def main() -> None:
    """Edit as often as the first word says, in the folder that the second names; tell what it came to."""
    begun = time.monotonic()
    busy(found(Path(sys.argv[2])))
    seen = tamper(int(sys.argv[1]))
    told = {**seen.__dict__, "unseen": dict(seen.unseen), "kinds": dict(seen.kinds)}
    sys.stdout.write(json.dumps({**told, "seconds": round(time.monotonic() - begun, 1)}) + "\n")


if __name__ == "__main__":
    main()
