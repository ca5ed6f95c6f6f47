"""What the room does: read the roster files, then compare them. Neither part loads the other."""
