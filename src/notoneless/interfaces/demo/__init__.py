"""The demonstration commands."""
