"""`python -m notoneless`: the same as the `notoneless` command."""

from notoneless.interfaces.shell.cli import main

main()
