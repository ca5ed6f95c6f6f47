"""Reading help."""

from notoneless.foundation.access.permissions import reading

READ_HELP = reading("help.read", words="查看帮扶", english="See help for pupils")
REVEAL_HELP = reading(
    "help.reveal", words="查看家庭困难的帮扶措施", english="Reveal what is done about the trouble of a family"
)
READ_COUNSELLING = reading("counselling.read", words="查看心理辅导次数", english="See that pupils are counselled")
REVEAL_COUNSELLING = reading(
    "counselling.reveal", words="查看自己的心理辅导内容", english="Open what one has talked about when counselling"
)
