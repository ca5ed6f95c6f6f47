"""A file comes in bounded and sealed, or is refused in one sentence and leaves nothing."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
import xlsxwriter
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from notoneless.foundation.access.refusals import NotFound, Unusable
from notoneless.foundation.attachments import store
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import MOST_BYTES, PAPERS, SHEETS
from notoneless.foundation.attachments.selectors import own_file
from notoneless.interfaces.frame.arriving import Bounded
from notoneless.interfaces.frame.uploading import kept
from support.county import County
from support.databases import all_of, the

TEXT = "姓名,单位\n王老师,柳树村\n".encode()
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.ATTACHMENTS = tmp_path / "attachments"
    return tmp_path / "attachments"


def workbook() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet("名单").write_row(0, 0, ["姓名", "单位"])
        book.get_worksheet_by_name("名单").write_row(1, 0, ["王老师", "柳树村"])
    return made.getvalue()


def upload(county: County, name: str, content: bytes, allowed: frozenset[str] = SHEETS) -> UUID:
    request = RequestFactory().post("/", {"file": SimpleUploadedFile(name, content)})
    request.upload_handlers = [Bounded(request)]
    return kept(county.ctx("陈局长"), request, county.units["county"], allowed)


@pytest.mark.parametrize(
    ("name", "make", "kind"),
    [
        ("名单.xlsx", workbook, "xlsx"),
        ("名单.CSV", lambda: TEXT, "csv"),
        ("名单.txt", lambda: TEXT.decode().encode("gb18030"), "csv"),
    ],
)
def test_a_spreadsheet_is_kept_sealed_and_comes_out_as_it_was(
    county: County, folder: Path, name: str, make: Callable[[], bytes], kind: str
) -> None:
    content = make()
    row = the(Attachment, pk=upload(county, name, content))
    assert (row.kind, row.size, row.attached_by) == (kind, len(content), county.accounts["陈局长"])
    assert store.read(row.content) == content
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert "王老师".encode() not in files[0].read_bytes(), "sealed, and no copy beside it"


def test_papers_are_taken_where_they_are_allowed(county: County) -> None:
    assert the(Attachment, pk=upload(county, "a.pdf", PDF, PAPERS | SHEETS)).kind == "pdf"
    with pytest.raises(Unusable, match="只收电子表格"):
        upload(county, "a.pdf", PDF)


def bomb() -> bytes:
    made = io.BytesIO(workbook())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"<worksheet>" + b" " * (60 << 20))
    return made.getvalue()


def foreign() -> bytes:
    made = io.BytesIO(workbook())
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><workbook>&b;</workbook>'
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, entity if entry.filename == "xl/workbook.xml" else old.read(entry))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.xlsx", lambda: b""),
        ("a.xlsx", lambda: b"x" * (MOST_BYTES + 1)),
        ("a.xlsx", lambda: b"\x89PNG\r\n\x1a\nrest"),
        ("a.xlsx", lambda: PDF),
        ("a.xlsx", lambda: TEXT),
        ("a.csv", workbook),
        ("a.exe", lambda: b"MZ" + bytes(90)),
        ("a", lambda: TEXT),
        ("a.csv", lambda: b"\n\n  \n"),
        ("a.csv", lambda: b"<html><script>1</script></html>"),
        ("a.xlsx", lambda: workbook()[:-300]),
        ("a.xlsx", bomb),
        ("a.xlsx", foreign),
        ("a.xls", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)),
    ],
)
def test_what_means_harm_or_is_no_table_is_refused_in_one_sentence(
    county: County, folder: Path, name: str, make: Callable[[], bytes]
) -> None:
    with pytest.raises(Unusable) as refused:
        upload(county, name, make())
    told = str(refused.value)
    assert "\n" not in told
    assert any("\u4e00" <= sign <= "\u9fff" for sign in told)
    assert not all_of(Attachment)
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_no_file_at_all_is_told(county: County) -> None:
    request = RequestFactory().post("/", {"file": ""})
    with pytest.raises(Unusable, match="请先选择文件"):
        kept(county.ctx("陈局长"), request, county.units["county"], SHEETS)


def test_only_who_uploaded_a_file_has_it_read_again(county: County) -> None:
    found = upload(county, "a.csv", TEXT)
    assert own_file(county.ctx("陈局长"), "attachment.read", found)[1] == TEXT
    for who in ("王老师", "系统管理员"):
        with pytest.raises(NotFound):
            own_file(county.ctx(who), "attachment.read", found)
