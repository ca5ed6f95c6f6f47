"""Alerts on pages: told by anybody through a link, asked after by code, decided, forwarded, answered; links to hang up."""
