"""What the program does by itself: the web server and the worker under one supervisor, a leased clock, and what waits."""
