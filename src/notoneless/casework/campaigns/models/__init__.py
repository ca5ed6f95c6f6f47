"""What a school, a township or the county holds, says and shows for dropout prevention."""

from notoneless.casework.campaigns.models.activities import ActivityReach, ActivityStaff, CampaignActivity
from notoneless.casework.campaigns.models.briefings import Briefing, BriefingReceipt
from notoneless.casework.campaigns.models.evidence import CampaignBook, CampaignEvidence, EvidenceHold
from notoneless.casework.campaigns.models.meetings import Meeting, MeetingAttendee, MeetingDecision, MeetingNote
from notoneless.casework.campaigns.models.stories import Story, StoryConsent, StoryPassing

__all__ = [
    "ActivityReach",
    "ActivityStaff",
    "Briefing",
    "BriefingReceipt",
    "CampaignActivity",
    "CampaignBook",
    "CampaignEvidence",
    "EvidenceHold",
    "Meeting",
    "MeetingAttendee",
    "MeetingDecision",
    "MeetingNote",
    "Story",
    "StoryConsent",
    "StoryPassing",
]
