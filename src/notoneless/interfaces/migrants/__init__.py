"""Migrant children on the web."""
