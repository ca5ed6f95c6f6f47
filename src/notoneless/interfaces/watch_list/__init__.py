"""Files of watch-listed pupils on pages: lists, gaps, one file, clocks of wavering, screening class by class."""
