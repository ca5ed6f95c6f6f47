"""What is done with monthly returns and reports of dropouts."""

from notoneless.oversight.reporting.services.papers import issue_papers, issue_register
from notoneless.oversight.reporting.services.receiving import receive_return
from notoneless.oversight.reporting.services.sending import receive_dropout_report, send_dropout_report
from notoneless.oversight.reporting.services.setting import issue_return_paper
from notoneless.oversight.reporting.services.signing import explain_contradiction, sign_return
from notoneless.oversight.reporting.services.telling import acknowledge_report, send_teacher_report

__all__ = [
    "acknowledge_report",
    "explain_contradiction",
    "issue_papers",
    "issue_register",
    "issue_return_paper",
    "receive_dropout_report",
    "receive_return",
    "send_dropout_report",
    "send_teacher_report",
    "sign_return",
]
