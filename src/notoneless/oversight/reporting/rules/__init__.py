"""What a monthly return counts, what contradicts what in it, and when it may be signed: pure functions of facts and a day."""
