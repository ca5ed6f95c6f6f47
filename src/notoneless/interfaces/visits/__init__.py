"""Visits on the web."""
