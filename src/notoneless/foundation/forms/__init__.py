"""Forms of superiors: which field each column holds, remembered for a unit."""
