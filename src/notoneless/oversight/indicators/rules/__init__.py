"""What is shown of which unit, who is in school, what the roll says of a year, the rates, their targets, what is published."""
