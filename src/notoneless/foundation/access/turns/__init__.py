"""Django's SQLite with a line for writers: who wants to write waits for a turn, in the order of coming."""
