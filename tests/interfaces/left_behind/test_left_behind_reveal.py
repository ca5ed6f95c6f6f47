"""What a left-behind child's file keeps by need only: traits, family situation, adults, what was said."""

import re
from typing import Any

from notoneless.casework.left_behind.models import LeftBehindVersion
from notoneless.foundation.audit.models import Entry
from support.browsing import sign_in
from support.county import County
from support.databases import the
from support.forms import text_of
from support.left_behind import filed, touched

LIST = "/left-behind/"


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def test_what_is_sealed_opens_one_at_a_time_to_who_needs_it(county: County) -> None:
    file = filed(county)
    said = touched(county, file, note="奶奶说都好")
    version = the(LeftBehindVersion).pk
    wang = sign_in(county, "王老师")
    shown = plain(wang.get(f"{LIST}{file}/"))
    assert not [words for words in ("孤僻", "年老体弱", "临江市", "奶奶说都好") if words in shown]
    assert "孤僻、情绪低落" in plain(wang.post(f"{LIST}reveal/traits/{version}/"))
    assert "照看人年老体弱" in plain(wang.post(f"{LIST}reveal/family/{version}/"))
    assert "父亲在临江市务工" in plain(wang.post(f"{LIST}reveal/adults/{version}/"))
    assert "奶奶说都好" in plain(wang.post(f"{LIST}reveal/note/{said}/"))
    assert wang.post(f"{LIST}reveal/anything/{version}/").status_code == 404
    assert Entry.objects.filter(action="left_behind.reveal", outcome="read").count() == 4
    assert sign_in(county, "张镇长").post(f"{LIST}reveal/traits/{version}/").status_code == 403
    assert sign_in(county, "赵老师").post(f"{LIST}reveal/traits/{version}/").status_code == 404
