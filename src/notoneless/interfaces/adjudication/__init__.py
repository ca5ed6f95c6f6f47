"""Doubtful pairs side by side, decided one by one."""
