"""Decisions of this room: kinds, what a spreadsheet means, what is missing. Pure, of facts, parameters and a date."""
