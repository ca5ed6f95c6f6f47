"""A kept picture or paper, handed out to whoever it is in reach of."""
