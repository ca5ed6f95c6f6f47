"""Workbooks of every format: opened with distrust, their sheets chosen and read."""
