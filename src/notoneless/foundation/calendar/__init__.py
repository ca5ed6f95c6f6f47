"""The county's calendar: its terms, the days it changes itself, and the notices of years that the program does not know."""
