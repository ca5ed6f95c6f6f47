"""Meetings, briefings, lessons, publicity and stories: what keeps adults at dropout prevention."""
