"""Reading visits: what is planned, what was made, registers, quotas, doubts, lists."""

from notoneless.foundation.access.permissions import reading

READ_VISIT = reading("visit.read", words="查看家访", english="See home visits")
REVEAL_VISIT = reading("visit.reveal", words="查看家访保密内容", english="Reveal what a visit keeps by need only")
READ_DOUBTS = reading("visit.read_doubts", words="查看家访记录存疑", english="See doubtful records of visits")
