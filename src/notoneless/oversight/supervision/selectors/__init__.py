"""Reading supervision: inspections, shortcomings, conduct of schools, circulars, interviews, summaries."""

from notoneless.foundation.access.permissions import reading

READ_SUPERVISION = reading("supervision.read", words="查看督查和整改", english="See inspections and rectification")
READ_INQUIRY = reading("inquiry.read", words="查看追责", english="See inquiries")
REVEAL_INQUIRY = reading("inquiry.reveal", words="打开追责调查结果", english="Open what an inquiry found")
READ_RECHECK = reading("recheck.read", words="查看复查", english="See re-checks")
