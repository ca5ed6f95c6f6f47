"""Home visits: planned, made, recorded, looked through; lists of whom to visit sized to what people can do."""
