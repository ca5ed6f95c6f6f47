"""What may follow in a case, what is refused and why, which reasons there are, and what a ledger shows."""
