"""Student aid on the web."""
