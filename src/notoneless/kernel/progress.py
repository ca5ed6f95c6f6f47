"""How long work tells the person waiting how far it is."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with a stage (a catalogue code), how much is done, and how much there is in all (0: not known)."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """The listener of someone who is not listening."""
