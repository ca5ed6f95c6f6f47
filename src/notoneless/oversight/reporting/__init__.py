"""What schools report upward each month, signed and received."""
