"""Supervision on the web."""
