"""Which triggers stand, what of them is done, how many points a pupil has, and whether a list is fair: pure."""
