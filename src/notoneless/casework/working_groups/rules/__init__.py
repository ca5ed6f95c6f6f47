"""Who leads a working group, which parties it is made of, and what is refused of it. Pure."""
