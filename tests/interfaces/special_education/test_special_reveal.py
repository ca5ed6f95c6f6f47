"""What is told of a child with disabilities by need only: category, certificate, condition, findings and reasons."""

import re
from typing import Any

import pytest

from notoneless.casework.special_education.models import ConditionVersion
from notoneless.foundation.audit.models import Entry
from support.browsing import sign_in
from support.county import County
from support.databases import the
from support.forms import text_of
from support.special import certificate, programmed

LIST = "/special/"


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


@pytest.mark.clause("2.06")
def test_only_who_needs_it_sees_what_impairs_the_child_and_each_look_is_recorded(county: County) -> None:
    file = programmed(county)
    version = the(ConditionVersion).pk
    for who in ("吴组长", "何老师", "王老师"):
        visitor = sign_in(county, who)
        page = text_of(visitor.get(f"{LIST}{file}/"))
        assert "送教上门" in page
        assert "保密" in page
        assert "智力残疾" not in page
        assert visitor.post(f"{LIST}reveal/impairment/{version}/").status_code == 403
        assert visitor.get(f"{LIST}{file}/assess/").status_code == 403
    li = sign_in(county, "李校长")
    assert "智力残疾" not in text_of(li.get(f"{LIST}{file}/"))
    assert "智力残疾 二级" in plain(li.post(f"{LIST}reveal/impairment/{version}/"))
    assert certificate(county) in text_of(li.post(f"{LIST}reveal/certificate/{version}/"))
    assert li.post(f"{LIST}reveal/anything/{version}/").status_code == 404
    assert Entry.objects.filter(action="special.reveal", outcome="read").count() == 2
    zhao = sign_in(county, "赵老师")
    child = county.children["both"]
    for path in (f"{file}/", f"{file}/assess/", f"children/{child}/"):
        assert zhao.get(f"{LIST}{path}").status_code in (403, 404)
    assert "慕容甲乙" not in text_of(zhao.get(LIST))
    assert zhao.post(f"{LIST}reveal/impairment/{version}/").status_code in (403, 404)
