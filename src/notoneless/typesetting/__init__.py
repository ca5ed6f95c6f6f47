"""Word and PDF from one description of a paper."""
