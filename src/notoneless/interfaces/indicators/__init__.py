"""The dashboards: the numbers of a unit and of those beneath it, in words, cells and lines."""
