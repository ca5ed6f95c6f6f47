"""What is read of campaigns."""

from notoneless.foundation.access.permissions import reading

READ_CAMPAIGN = reading("campaign.read", words="查看活动与会议", english="See campaigns and meetings")
