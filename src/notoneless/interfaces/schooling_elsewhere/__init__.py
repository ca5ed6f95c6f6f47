"""Children schooled elsewhere on the web."""
