"""Returned pupils on the web."""
