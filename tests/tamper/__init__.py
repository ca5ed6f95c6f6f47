"""Changing the audit behind the back of the program."""
