"""Which changes of the roll there are, what each needs, what is refused, and where an application stands. Pure."""
