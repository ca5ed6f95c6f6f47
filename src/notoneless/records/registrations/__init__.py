"""Entries of the roll that do not fit a person, and the totals of other offices that must agree with ours."""
