"""Writes docs/cli.md from what the commands say of themselves: `make docs`, or `python -m docs.generate`."""

from collections.abc import Iterator
from pathlib import Path

import click

from notoneless.interfaces.shell.cli import cli

TARGET = Path(__file__).with_name("cli.md")
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


def main() -> None:
    """Write the reference."""
    TARGET.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
