"""The machine's way in: every action of the registry, and reads, behind a token."""
