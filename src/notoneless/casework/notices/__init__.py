"""Notices that tell guardians to send a child back by a day: the school's, then the township's; served, answered, handed on."""
