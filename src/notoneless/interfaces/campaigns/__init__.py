"""Meetings, briefings, lessons, publicity and stories on the web."""
