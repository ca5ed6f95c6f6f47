"""What plans count of campaigns."""

from notoneless.casework.campaigns.measures import activities, labour, meetings, shares
from notoneless.foundation.access.measures import Evidence

EVIDENCE: tuple[Evidence, ...] = (
    *meetings.EVIDENCE,
    *activities.EVIDENCE,
    *shares.EVIDENCE,
    *labour.EVIDENCE,
)
