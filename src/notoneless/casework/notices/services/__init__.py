"""What may be done with notices: issued, served, answered, handed over to the township, taken back."""

from notoneless.casework.notices.services.ending import hand_over, withdraw
from notoneless.casework.notices.services.issuing import issue_notice
from notoneless.casework.notices.services.serving import reply, serve_notice

__all__ = ["hand_over", "issue_notice", "reply", "serve_notice", "withdraw"]
