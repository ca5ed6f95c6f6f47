"""Source lists as they were received, version by version; which of them are in force."""
