"""`python -m bench`: time, memory and accuracy of the command beside a bare join, Splink and recordlinkage."""
