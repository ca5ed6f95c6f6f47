"""Text tables: decoded, divided into cells, read."""
