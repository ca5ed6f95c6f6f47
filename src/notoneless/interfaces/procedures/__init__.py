"""The four steps on the web: the list, one procedure, the form of each action, the card on a case."""
