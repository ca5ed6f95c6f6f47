"""Which event wakes which action: one table, and nothing else."""

from collections.abc import Sequence

from notoneless.foundation.access.outbox import Listener

LISTENERS: Sequence[Listener] = ()
"""In this order. No room listens yet; the first will be the case of a suspected dropout."""
