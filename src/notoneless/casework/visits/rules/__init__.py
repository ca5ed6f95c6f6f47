"""What decides on visits: pure."""
