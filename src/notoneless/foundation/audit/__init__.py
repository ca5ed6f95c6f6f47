"""What was done, read and refused: entries that only grow, chained, with payloads that retention can erase."""
