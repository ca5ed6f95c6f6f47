"""The registry of numbered papers."""
