"""What is owed, by whom, and how it stands."""

from notoneless.foundation.access.permissions import Permission, define

READ_DUTY = define(Permission("duty.read", "read", "查看任务", "See duties")).code
