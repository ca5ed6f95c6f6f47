"""A child comes back and stays: the return with its evidence, placement, plan, and following up by real attendance."""
