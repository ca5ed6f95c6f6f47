"""Learning warning on any county's file: points of concern, corrections learnt to them, how good they are."""

SEED = 20_260_901
"""What chance is drawn from where nothing else is said; kept in each model."""
