"""Student aid: who is entitled, what was paid, who is entitled and unpaid, and whom a named person is paired with."""
