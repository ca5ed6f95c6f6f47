"""Reading migrant children."""

from notoneless.foundation.access.permissions import reading

READ_MIGRANTS = reading("migrant.read", words="查看随迁子女", english="See migrant children")
