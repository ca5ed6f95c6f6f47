"""Floor 1: who, where, and who may."""
