"""Surveys from door to door and from class to class: who was asked about each child, what was said, who is still missing."""
