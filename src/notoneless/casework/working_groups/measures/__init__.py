"""What a plan may count of working groups, and of what they find and do."""

from notoneless.casework.working_groups.measures import failing, groups, outreach
from notoneless.foundation.access.measures import Evidence

EVIDENCE: tuple[Evidence, ...] = (*groups.EVIDENCE, *outreach.EVIDENCE, *failing.EVIDENCE)
