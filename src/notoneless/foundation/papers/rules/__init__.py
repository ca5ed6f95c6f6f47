"""What a paper may be: templates, what is filled in, numbers, codes."""
