"""What is owed, by whom, and how it stands."""

from notoneless.foundation.access.permissions import reading

READ_DUTY = reading("duty.read", words="查看任务", english="See duties")
