"""Meetings, briefings, activities and stories for programs: the same selectors as the pages have."""

from dataclasses import dataclass
from uuid import UUID

from notoneless.casework.campaigns.selectors import READ_CAMPAIGN
from notoneless.casework.campaigns.selectors.activities import (
    ActivityLine,
    ActivityPage,
    list_activities,
    open_activity,
)
from notoneless.casework.campaigns.selectors.briefings import (
    BriefingLine,
    BriefingPage,
    list_briefings,
    open_briefing,
)
from notoneless.casework.campaigns.selectors.meetings import MeetingLine, MeetingPage, list_meetings, open_meeting
from notoneless.casework.campaigns.selectors.stories import READ_STORY, StoryLine, StoryPage, list_stories, open_story
from notoneless.foundation.access.context import Context
from notoneless.interfaces.api.api import Operation


@dataclass(frozen=True, slots=True)
class Meetings:
    """The meetings in reach."""

    meetings: tuple[MeetingLine, ...]


@dataclass(frozen=True, slots=True)
class Briefings:
    """The briefings in reach."""

    briefings: tuple[BriefingLine, ...]


@dataclass(frozen=True, slots=True)
class Activities:
    """The activities in reach."""

    activities: tuple[ActivityLine, ...]


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories in reach."""

    stories: tuple[StoryLine, ...]


def meetings(ctx: Context) -> Meetings:
    """The meetings in reach, the latest first."""
    return Meetings(list_meetings(ctx))


def one_meeting(ctx: Context, meeting: UUID) -> MeetingPage:
    """One meeting with who was there, minutes, decisions and notes."""
    return open_meeting(ctx, meeting)


def briefings(ctx: Context) -> Briefings:
    """The briefings in reach, the latest first."""
    return Briefings(list_briefings(ctx))


def one_briefing(ctx: Context, briefing: UUID) -> BriefingPage:
    """One briefing with who has acknowledged it."""
    return open_briefing(ctx, briefing)


def activities(ctx: Context) -> Activities:
    """The activities in reach, the latest first."""
    return Activities(list_activities(ctx))


def one_activity(ctx: Context, activity: UUID) -> ActivityPage:
    """One activity with its evidence and the places that it reached, in numbers."""
    return open_activity(ctx, activity)


def stories(ctx: Context) -> Stories:
    """The stories in reach; what was withdrawn has no heading any more."""
    return Stories(list_stories(ctx))


def one_story(ctx: Context, story: UUID) -> StoryPage:
    """One story; what was withdrawn has no text any more."""
    return open_story(ctx, story)


OPERATIONS = (
    Operation("GET", "meetings", "meetings.list", READ_CAMPAIGN, meetings, Meetings, "会议 / Meetings"),
    Operation(
        "GET",
        "meetings/{uuid:meeting}",
        "meetings.one",
        READ_CAMPAIGN,
        one_meeting,
        MeetingPage,
        "一次会议 / One meeting",
    ),
    Operation("GET", "briefings", "briefings.list", READ_CAMPAIGN, briefings, Briefings, "动员材料 / Briefings"),
    Operation(
        "GET",
        "briefings/{uuid:briefing}",
        "briefings.one",
        READ_CAMPAIGN,
        one_briefing,
        BriefingPage,
        "一份动员材料 / One briefing",
    ),
    Operation("GET", "activities", "activities.list", READ_CAMPAIGN, activities, Activities, "宣传活动 / Activities"),
    Operation(
        "GET",
        "activities/{uuid:activity}",
        "activities.one",
        READ_CAMPAIGN,
        one_activity,
        ActivityPage,
        "一项活动 / One activity",
    ),
    Operation("GET", "stories", "stories.list", READ_STORY, stories, Stories, "典型事例 / Stories"),
    Operation("GET", "stories/{uuid:story}", "stories.one", READ_STORY, one_story, StoryPage, "一篇事例 / One story"),
)
