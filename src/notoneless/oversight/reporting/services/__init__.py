"""What is done with monthly returns."""

from notoneless.oversight.reporting.services.receiving import receive_return
from notoneless.oversight.reporting.services.setting import issue_return_paper
from notoneless.oversight.reporting.services.signing import explain_contradiction, sign_return

__all__ = ["explain_contradiction", "issue_return_paper", "receive_return", "sign_return"]
