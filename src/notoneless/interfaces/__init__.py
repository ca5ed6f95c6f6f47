"""How people and machines talk to the program: one folder for each room below, and the shell around them."""
