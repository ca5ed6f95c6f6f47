"""Which event wakes which action: one table, and nothing else."""

from collections.abc import Sequence

from notoneless.casework.cases.services import suspect
from notoneless.foundation.access.outbox import Listener
from notoneless.records.findings.events import SuspectFound

LISTENERS: Sequence[Listener] = (
    # whom a comparison finds in no school has a case from then on
    Listener(SuspectFound, suspect, {"child": "child", "finding": "finding"}, at_once=True),
)
"""In this order."""
