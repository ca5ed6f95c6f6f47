"""What a plan may count of help."""

from notoneless.casework.support.measures.caring import EVIDENCE as CARING
from notoneless.casework.support.measures.helping import EVIDENCE as HELPING
from notoneless.foundation.access.measures import Evidence

EVIDENCE: tuple[Evidence, ...] = HELPING + CARING
