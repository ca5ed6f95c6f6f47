"""Cases on the web: the list, one case, the form of each step, the card on the child's page."""
