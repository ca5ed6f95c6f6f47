"""The pages of campaigns, and all their routes."""

from notoneless.interfaces.campaigns.pages import activities, briefings, evidence, meeting_forms, meetings, stories

ROUTES = [
    *meetings.ROUTES,
    *meeting_forms.ROUTES,
    *evidence.ROUTES,
    *briefings.ROUTES,
    *activities.ROUTES,
    *stories.ROUTES,
]
