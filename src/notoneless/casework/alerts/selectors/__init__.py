"""Reading alerts: links, what is open, one alert, whom it may be about, and what a sender may ask."""

from notoneless.foundation.access.permissions import reading

READ_ALERT = reading("alert.read", words="查看线索", english="See alerts")
REVEAL_ALERT = reading("alert.reveal", words="打开线索内容", english="Open what an alert says")
ASK_ALERT = reading("alert.ask", words="凭回执码查询线索", english="Ask by its code what became of an alert")
