"""The children of my units: pages, API, commands."""
