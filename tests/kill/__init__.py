"""Killing the program at random instants."""
