"""What is done with monthly returns and reports of dropouts."""

from notoneless.oversight.reporting.services.backs import receive_back_report, record_joint_check, send_back_report
from notoneless.oversight.reporting.services.feedback import acknowledge_feedback, issue_feedback
from notoneless.oversight.reporting.services.papers import issue_papers, issue_register
from notoneless.oversight.reporting.services.receiving import receive_return
from notoneless.oversight.reporting.services.sending import receive_dropout_report, send_dropout_report
from notoneless.oversight.reporting.services.setting import issue_return_paper
from notoneless.oversight.reporting.services.signing import explain_contradiction, sign_return
from notoneless.oversight.reporting.services.statistics import (
    issue_form_paper,
    list_child,
    remark_on_row,
    sign_form,
    unlist_child,
)
from notoneless.oversight.reporting.services.telling import acknowledge_report, send_teacher_report
from notoneless.oversight.reporting.services.villages import (
    hand_in_village,
    issue_summary_paper,
    receive_summary,
    send_summary,
)
from notoneless.oversight.reporting.services.yearly import enter_yearly, explain_yearly, sign_yearly

__all__ = [
    "acknowledge_feedback",
    "acknowledge_report",
    "enter_yearly",
    "explain_contradiction",
    "explain_yearly",
    "hand_in_village",
    "issue_feedback",
    "issue_form_paper",
    "issue_papers",
    "issue_register",
    "issue_return_paper",
    "issue_summary_paper",
    "list_child",
    "receive_back_report",
    "receive_dropout_report",
    "receive_return",
    "receive_summary",
    "record_joint_check",
    "remark_on_row",
    "send_back_report",
    "send_dropout_report",
    "send_summary",
    "send_teacher_report",
    "sign_form",
    "sign_return",
    "sign_yearly",
    "unlist_child",
]
