"""What a database holds, of either kind: what a backup promises, and what a restored one is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from notoneless.kernel.problems import NotonelessError, Problem, sentence


@dataclass(frozen=True)
class Held:
    """Rows by table, migrations as `app.name`, number and link of the last chained entry, the names of attached files."""

    tables: dict[str, int]
    migrations: list[str]
    root: dict[str, Any] | None
    attachments: list[str]


def held(cursor: Any, tables: Sequence[str]) -> Held:
    """Look into a database that has these tables."""

    def column(query: str) -> list[Any]:
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]

    counts = {name: column(f'SELECT count(*) FROM "{name}"')[0] for name in sorted(tables)}
    migrations = column("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    attachments = column("SELECT DISTINCT content FROM attachments_attachment")
    cursor.execute("SELECT number, link FROM audit_entry WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1")
    last = cursor.fetchone()
    root = {"number": last[0], "link": bytes(last[1]).hex()} if last else None
    return Held(counts, migrations, root, attachments)


def check_known(migrations: Sequence[str]) -> None:
    """Raise NotonelessError for a database of a newer version of the program."""
    from django.db.migrations.loader import MigrationLoader

    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if not set(migrations) <= known:
        raise NotonelessError(Problem("keeping.newer_program"))


def check_counts(found: dict[str, int], promised: dict[str, int]) -> None:
    """Raise NotonelessError where a table has other rows than promised, or is not there."""
    differing = sorted(name for name in found.keys() | promised.keys() if found.get(name) != promised.get(name))
    if differing:
        raise NotonelessError(Problem("keeping.counts_differ", {"table": differing[0]}))


def check_chain(promised: dict[str, Any] | None) -> None:
    """Raise NotonelessError where the chain of the open database, or a payload, does not verify, or ends elsewhere."""
    from notoneless.foundation.audit.selectors import verify

    found = verify()
    root = {"number": found.root.number, "link": found.root.link.hex()} if found.root else None
    if found.problems or root != promised:
        why = found.problems[0] if found.problems else Problem("audit.root_differs", {"number": found.chained})
        raise NotonelessError(Problem("keeping.chain_differs", {"why": sentence(why)}))
