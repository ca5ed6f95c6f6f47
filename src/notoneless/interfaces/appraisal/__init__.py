"""Undertakings and school rules on the web."""
