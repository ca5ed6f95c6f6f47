"""A group of commands called alone shows its help, not a mangled line of it."""

import click
import pytest
from click.testing import CliRunner

from notoneless.interfaces.shell.cli import cli

CONTEXT = click.Context(cli)
GROUPS = [name for name in cli.list_commands(CONTEXT) if isinstance(cli.get_command(CONTEXT, name), click.Group)]


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_alone_shows_its_help(group: str) -> None:
    alone = CliRunner().invoke(cli, [group])
    assert alone.exit_code == 2
    assert alone.stderr == CliRunner().invoke(cli, [group, "--help"]).stdout
    assert "Commands:" in alone.stderr
