"""Which inspections there are, what they look at, what may be done about what they find, and by when. Pure."""
