"""Which version of a roster is in force, and in which unit each of its rows is."""
