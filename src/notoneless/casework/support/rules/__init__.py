"""What may be recorded of help, and what it comes to: pure decisions."""
