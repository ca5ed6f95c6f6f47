"""Who came to school each day, who did not, and with what leave."""
