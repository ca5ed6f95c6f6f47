"""Who counts as left behind by which definition, how contact and the five ones stand, what a survey adds up. Pure."""
