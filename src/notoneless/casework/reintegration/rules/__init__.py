"""What kinds there are, whether a child stays as registers tell it, where a return stands, and what is refused of it. Pure."""
