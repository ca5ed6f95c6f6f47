"""What the events of a roll entry make of it, what may come next, and how our roll differs from an export."""
