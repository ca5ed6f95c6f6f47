"""Reading left-behind children: files, contact, the five ones, statistics, and how departments' lists differ."""

from notoneless.foundation.access.permissions import reading

READ_LEFT_BEHIND = reading("left_behind.read", words="查看留守儿童", english="See left-behind children")
REVEAL_LEFT_BEHIND = reading(
    "left_behind.reveal",
    words="查看留守儿童保密内容",
    english="Reveal what a left-behind child's file keeps by need only",
)
