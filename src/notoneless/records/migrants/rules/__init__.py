"""Which papers an application needs, what may not be a ground for refusing it, by when it has an outcome. Pure."""
