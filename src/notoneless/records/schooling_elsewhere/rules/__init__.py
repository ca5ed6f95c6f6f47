"""What may be said of a child schooled elsewhere, where its record stands, what a confirmation holds. Pure."""
