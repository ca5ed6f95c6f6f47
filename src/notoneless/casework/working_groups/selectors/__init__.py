"""Reading working groups."""

from notoneless.foundation.access.permissions import reading

READ_GROUP = reading("working_group.read", words="查看个案工作小组", english="See working groups of cases")
ISSUE_REPORT, RECEIVE_OF_SCHOOL = "government_report.issue", "government_report.receive"
CHANGE_GROUP, FINISH = "working_group.change", "remedy.finish"
ACCEPT_CASE, SETTLE_CASE = "working_group.accept_case", "working_group.settle_case"
