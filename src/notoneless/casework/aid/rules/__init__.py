"""Who is entitled to aid and to how much a term, how that stands to what was paid, how a list of payments is read. Pure."""
