"""What a plan may count of special education, by what it is about."""

from notoneless.casework.special_education.measures import files, homebound, lessons
from notoneless.foundation.access.measures import Evidence

EVIDENCE: tuple[Evidence, ...] = (*files.EVIDENCE, *homebound.EVIDENCE, *lessons.EVIDENCE)
