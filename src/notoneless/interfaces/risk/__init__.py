"""`notoneless risk`: the learning warning on any county's file."""
