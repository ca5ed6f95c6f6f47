"""Changes of the school roll: applied for with papers, decided level by level, carried out on the roll, kept in a register."""
