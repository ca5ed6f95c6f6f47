"""Where open cases stand: the board of cases."""
