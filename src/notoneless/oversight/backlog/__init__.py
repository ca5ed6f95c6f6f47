"""Where open cases stand, who has to act next, by when."""
