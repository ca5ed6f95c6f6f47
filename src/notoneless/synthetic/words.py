"""Word lists written as running text."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text, divided by blanks and line ends."""
    return tuple(text.split())
