"""Deciding doubts and undoing decisions; keeping doubts, and what is decided of the rows of a comparison."""

from notoneless.records.adjudication.services.deciding import decide_doubt, undo_decision

__all__ = ["decide_doubt", "undo_decision"]
