"""What a visit keeps by need only: opened on the page of who may, after proof, and standing in no list."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from notoneless.casework.visits.models import HomeVisit
from support.browsing import sign_in
from support.county import County
from support.databases import the
from support.forms import send, text_of


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def test_what_is_told_by_need_only_opens_after_proof_and_stands_in_no_list(county: County) -> None:
    teacher, child = sign_in(county, "王老师"), county.children["both"]
    given = {"kind": "home", "on": "2026-09-01", "visitors": str(county.accounts["王老师"]), "at_home": "true"}
    given |= {"met": "mother", "note": "母亲不愿让人知道", "promise": "不外出", "confidential": "true"}
    given |= {"latitude": "26.58123", "longitude": "107.98123"}
    send(teacher, f"/visits/children/{child}/record/", **given)
    visit = the(HomeVisit).pk
    some = ("/visits/", "/visits/registers/register/?first=2026-09-01", f"/visits/children/{child}/")
    for path in (*some, f"/visits/{visit}/", f"/visits/{visit}/correct/"):
        answer = teacher.get(path)
        assert answer.status_code == 200
        assert "母亲不愿让人知道" not in text_of(answer)
        assert "26.58123" not in text_of(answer)
    opened = text_of(teacher.post(f"/visits/{visit}/reveal/words/"))
    assert "母亲不愿让人知道" in opened
    assert "不外出" in opened
    assert "26.58123 107.98123" in text_of(teacher.post(f"/visits/{visit}/reveal/position/"))
    assert sign_in(county, "何老师").post(f"/visits/{visit}/reveal/words/").status_code == 403
    assert sign_in(county, "赵老师").post(f"/visits/{visit}/reveal/words/").status_code == 404
