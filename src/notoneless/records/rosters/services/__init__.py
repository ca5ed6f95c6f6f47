"""What is done with rosters: they are received, adopted, taken back."""

from notoneless.records.rosters.services.receiving import adopt_roster, receive_roster, withdraw_roster

__all__ = ["adopt_roster", "receive_roster", "withdraw_roster"]
