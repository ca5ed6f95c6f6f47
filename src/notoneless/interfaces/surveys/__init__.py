"""Surveys on the web: the tree of one, a grid cell at a desk and on a phone, its sheet to print and type back, tables."""
