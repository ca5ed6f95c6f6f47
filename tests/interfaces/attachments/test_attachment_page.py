"""A kept file is handed out to whoever it is in reach of, as what it is, and nothing else is."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings

from notoneless.foundation.attachments import store
from support.browsing import sign_in
from support.cases import PDF, proof
from support.county import County
from support.visits import PHOTO, picture


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


@pytest.mark.parametrize(("kind", "type_"), [("pdf", "application/pdf"), ("png", "image/png"), ("jpeg", "image/jpeg")])
def test_a_paper_is_downloaded_and_can_do_nothing(county: County, kind: str, type_: str) -> None:
    content = {"pdf": PDF, "png": picture(), "jpeg": PHOTO}[kind]
    answer = sign_in(county, "陈局长").get(f"/attachments/{proof(county, content=content, kind=kind)}/")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, content, type_)
    assert answer["Content-Disposition"].startswith('attachment; filename="')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "no-store"


def test_a_spreadsheet_is_not_handed_out(county: County) -> None:
    sheet = proof(county, content=b"a,b\n1,2\n", kind="csv")
    assert sign_in(county, "陈局长").get(f"/attachments/{sheet}/").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("李校长", 200), ("张镇长", 200), ("周支书", 404), ("王老师", 403), ("赵老师", 403), ("系统管理员", 403)],
)
def test_a_file_is_reached_by_its_unit(county: County, who: str, status: int) -> None:
    paper = proof(county, "李校长", "school_a")
    assert sign_in(county, who).get(f"/attachments/{paper}/").status_code == status


def test_what_is_not_there_or_was_altered_is_not_handed_out(county: County) -> None:
    officer = sign_in(county, "陈局长")
    assert officer.get(f"/attachments/{uuid4()}/").status_code == 404
    paper = proof(county)
    [path] = list(store.files())
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    answer = officer.get(f"/attachments/{paper}/")
    assert answer.status_code >= 400
    assert PDF not in answer.content
