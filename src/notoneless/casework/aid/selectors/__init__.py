"""Reading aid: who is entitled, what was paid, who is unpaid or unpaired, and what a list could not tell."""

from notoneless.foundation.access.permissions import reading

READ_AID = reading("aid.read", words="查看学生资助", english="See student aid")
REVEAL_AID = reading("aid.reveal", words="查看资助依据", english="Reveal on what ground a pupil is aided")
