"""Look at roster files from the command line."""
