"""A school's roll-work plan with its measures."""
