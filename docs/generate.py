"""Writes cli.md, permissions.md and api.json from what the code says: `make docs`, or `python -m docs.generate`."""

import json
from collections.abc import Iterator
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

Written by `make docs` from the registry of reads and actions and from the table of roles; `tests/test_docs.py` fails when it is
stale. A role acts on the unit of its grant and on all beneath it. Whatever is not in this table is refused.
"""


def render_permissions() -> str:
    """The permission table: every read and action with the roles that hold it, then the roles."""
    set_up()
    from notoneless.foundation.access.roles import ROLES
    from notoneless.interfaces.frame.registry import all_permissions

    lines = [PERMISSIONS_INTRODUCTION, "| Code | 中文 | English | Kind | Roles |", "|---|---|---|---|---|"]
    for code, each in all_permissions().items():
        roles = ", ".join(sorted(ROLES.allowing(code)))
        lines.append(f"| `{code}` | {each.words} | {each.english} | {each.kind} | {roles} |")
    lines += [
        "",
        "## Roles",
        "",
        "| Role | 中文 | English | Granted on | Second factor | Side |",
        "|---|---|---|---|---|---|",
    ]
    for code, role in ROLES.table.items():
        words = [sentence(Problem(f"role.{code}"), lang) for lang in ("zh", "en")]
        kinds = ", ".join(sorted(kind.value for kind in role.kinds))
        factor = "needed" if role.second_factor else ""
        lines.append(f"| `{code}` | {words[0]} | {words[1]} | {kinds} | {factor} | {role.alone} |")
    lines += ["", "Nobody holds roles of two sides: system, security and audit are three people.", ""]
    return "\n".join(lines)


def render_api() -> str:
    """The OpenAPI document."""
    set_up()
    from notoneless.interfaces.api.api import api

    return json.dumps(api.get_openapi_schema(path_prefix="/api/"), ensure_ascii=False, indent=1, default=str) + "\n"


def main() -> None:
    """Write the references."""
    TARGET.write_text(render(), encoding="utf-8")
    PERMISSIONS.write_text(render_permissions(), encoding="utf-8")
    API.write_text(render_api(), encoding="utf-8")


if __name__ == "__main__":
    main()
