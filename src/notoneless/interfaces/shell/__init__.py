"""The frame every command stands in."""
