"""Filling a superior's form with the children of my units."""
