"""Writes cli.md, permissions.md and api.json from what the code says of itself: `make docs`, or `python -m docs.generate`."""

import json
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

import click

from notoneless.interfaces.frame.standing import set_up
from notoneless.interfaces.shell.cli import cli
from notoneless.kernel.problems import Problem, sentence

TARGET = Path(__file__).with_name("cli.md")
PERMISSIONS = TARGET.with_name("permissions.md")
API = TARGET.with_name("api.json")
WIDTH = 100
"""Columns of the help texts, whatever the terminal of whoever writes them."""

INTRODUCTION = """\
# The command line

Written by `make docs` from the help texts of the commands; `tests/test_docs.py` fails when it is stale.
"""


def render() -> str:
    """The reference: the help text of every command, the groups before their members."""
    return INTRODUCTION + "".join(_section(context) for context in contexts(root()))


def root() -> click.Context:
    """The context of the `notoneless` command itself."""
    return click.Context(cli, info_name="notoneless", terminal_width=WIDTH, **cli.context_settings)


def contexts(context: click.Context) -> Iterator[click.Context]:
    """A command and all beneath it, in the order in which its help lists them."""
    yield context
    group = context.command
    if isinstance(group, click.Group):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if command is None:
                raise LookupError(f"{context.command_path} lists {name} but does not have it")
            yield from contexts(click.Context(command, info_name=name, parent=context, **command.context_settings))


def _section(context: click.Context) -> str:
    help_text = "\n".join(line.rstrip() for line in context.get_help().splitlines())
    return f"\n## {context.command_path}\n\n```text\n{help_text}\n```\n"


PERMISSIONS_INTRODUCTION = """\
# Who may do what

Written by `make docs` from the registry of reads and actions and from the table of roles; `tests/test_docs.py` fails when it
is stale. Whoever holds a role on a unit acts on that unit and on all beneath it. What is not in this table is refused.

"""


def render_permissions() -> str:
    """The permissions with the roles that hold them, the roles with their permissions, and the conflicts of duty."""
    set_up()
    parts = (
        PERMISSIONS_INTRODUCTION,
        "## Permissions\n\n",
        _table(_PERMISSION_HEADS, _permission_rows()),
        "\nA role with a second factor counts only in a session that was entered with one. A token carries what its column\n"
        "says, and of that no more than its owner may do at the time.\n\n## Roles\n\n",
        _table(("Role", "中文", "English", "Held on", "Second factor", "Permissions"), _role_rows()),
        "\n## Conflicts of duty\n\nOne person never holds both roles of a row.\n\n",
        _table(("Role", "Never with"), _conflict_rows()),
    )
    return "".join(parts)


_PERMISSION_HEADS = ("Code", "中文", "English", "Kind", "Law", "Roles", "Held on", "Second factor", "Token")


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (heads, ("---",) * len(heads), *rows)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _permission_rows() -> Iterator[tuple[str, ...]]:
    """A row for each permission; in its last columns a line for each role."""
    from notoneless.foundation.access.roles import ROLES
    from notoneless.foundation.access.services import a_token_may_carry
    from notoneless.interfaces.frame.registry import all_permissions

    for code, each in all_permissions().items():
        roles = [ROLES.table[name] for name in sorted(ROLES.allowing(code))]
        yield (
            f"`{code}`",
            each.words,
            each.english,
            each.kind,
            each.law,
            "<br>".join(f"`{role.code}`" for role in roles),
            "<br>".join(", ".join(sorted(role.kinds)) for role in roles),
            "<br>".join("yes" if role.second_factor else "no" for role in roles),
            "yes" if a_token_may_carry(code) else "never",
        )


def _role_rows() -> Iterator[tuple[str, ...]]:
    from notoneless.foundation.access.roles import ROLES

    for code, role in ROLES.table.items():
        words = Problem(f"role.{code}")
        held = "<br>".join(f"`{each}`" for each in sorted(role.may))
        factor = "yes" if role.second_factor else "no"
        yield f"`{code}`", sentence(words), sentence(words, "en"), ", ".join(sorted(role.kinds)), factor, held


def _conflict_rows() -> Iterator[tuple[str, ...]]:
    from notoneless.foundation.access.roles import ROLES

    for one, other in combinations(ROLES.table, 2):
        if ROLES.clash(frozenset({one}), other):
            yield f"`{one}`", f"`{other}`"


def render_api() -> str:
    """The OpenAPI document. It names no server: each county has its own."""
    set_up()
    from notoneless.interfaces.shell import urls

    document = {
        name: part for name, part in urls.API.get_openapi_schema(path_prefix="/api/").items() if name != "servers"
    }
    return json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n"


def main() -> None:
    """Write the papers."""
    TARGET.write_text(render(), encoding="utf-8")
    PERMISSIONS.write_text(render_permissions(), encoding="utf-8")
    API.write_text(render_api(), encoding="utf-8")


if __name__ == "__main__":
    main()
