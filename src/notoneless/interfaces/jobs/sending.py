"""Sending what chat groups and mailboxes are told, by the library that speaks to all of them."""

import logging

_LOG = logging.getLogger(__name__)
_SECONDS = 10
"""How long one message may take to be taken, and to be answered."""


def sent(address: str, text: str) -> bool:
    """Whether a message was taken where an address leads. Nothing of the address is logged: whoever has it may write there."""
    # the library takes a third of a second to load, and only the worker needs it
    import apprise

    for library in ("apprise", "urllib3"):  # both tell where they send
        logging.getLogger(library).setLevel(logging.CRITICAL)
    glue = "&" if "?" in address else "?"
    channel = apprise.Apprise()
    if not channel.add(f"{address}{glue}cto={_SECONDS}&rto={_SECONDS}&retry=0"):
        _LOG.warning("a reminder leads nowhere")
        return False
    return bool(channel.notify(body=text))
