"""Attached files: what may come in, how it lies on disk, who gets it out, and what is swept."""

import os
import struct
import zlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Unusable
from notoneless.foundation.attachments import store
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.pictures import without_traces
from notoneless.foundation.attachments.rules import MOST_BYTES, kind_of
from notoneless.foundation.attachments.selectors import open_attachment
from notoneless.foundation.attachments.services import add_attachment, sweep_orphans
from notoneless.foundation.audit.models import Entry, Outcome
from notoneless.kernel.problems import NotonelessError
from support.county import County
from support.databases import all_of, owners_eyes, the


def chunk(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content)) + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


def drawing(head: bytes, points: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", points) + chunk(b"IEND")


ONE = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
"""One point of three colours."""
PNG = drawing(ONE, zlib.compress(bytes(4)))
POINTS = b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
JPEG = b"\xff\xd8" + JFIF + POINTS + b"\xff\xda\x00\x02picture\xff\xd9"
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"
ZIP_END = b"PK\x05\x06" + bytes(18)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.ATTACHMENTS = tmp_path / "attachments"
    return tmp_path / "attachments"


# what may come in


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [(PNG, "a.png", "png"), (JPEG, "a.JPG", "jpeg"), (JPEG, "照片.jpeg", "jpeg"), (PDF, "a.b.pdf", "pdf")],
)
def test_pictures_and_papers_are_told_by_their_content(content: bytes, name: str, kind: str) -> None:
    assert kind_of(content, name) == kind


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.png", "empty"),
        (PNG + bytes(MOST_BYTES), "a.png", "too_large"),
        (b"MZ" + PNG, "a.png", "no_kind"),
        (b"<html></html>", "a.pdf", "no_kind"),
        (b"GIF89a", "a.gif", "no_kind"),
        (PNG, "a.jpg", "wrong_ending"),
        (PNG, "a.png.exe", "wrong_ending"),
        (PDF, "paper", "wrong_ending"),
        (PNG[:-1], "a.png", "not_whole"),
        (PNG + b"more", "a.png", "not_whole"),
        (PNG.replace(b"IDAT", b"iDAT"), "a.png", "not_whole"),
        (PNG[:-12] + chunk(b"tEXt", b"%PDF-1.4") + chunk(b"IEND"), "a.png", "not_whole"),
        (PNG[:-12] + chunk(b"tEXt", b"<ScRipt>") + chunk(b"IEND"), "a.png", "not_whole"),
        (PNG[:-12] + chunk(b"tEXt", ZIP_END) + chunk(b"IEND"), "a.png", "not_whole"),
        (JPEG + ZIP_END, "a.jpg", "not_whole"),
        (JPEG[:-2] + ZIP_END + b"\xff\xd9", "a.jpg", "not_whole"),
        (JPEG[:-2], "a.jpg", "not_whole"),
        (JPEG.replace(POINTS, b""), "a.jpg", "not_whole"),
        (JPEG.replace(POINTS, POINTS[:5] + bytes(4) + POINTS[9:]), "a.jpg", "not_whole"),
        (drawing(bytes(8) + ONE[8:], zlib.compress(b"")), "a.png", "not_whole"),
        (drawing(ONE, zlib.compress(bytes(5))), "a.png", "not_whole"),
        (drawing(ONE, zlib.compress(bytes(3))), "a.png", "not_whole"),
        (drawing(ONE, zlib.compress(bytes(4)) + b"behind the points"), "a.png", "not_whole"),
        (drawing(ONE, zlib.compress(bytes(4))[:-3]), "a.png", "not_whole"),
        (drawing(ONE, b"no points"), "a.png", "not_whole"),
        (drawing(ONE[:9] + b"\x05\0\0\0", zlib.compress(bytes(4))), "a.png", "not_whole"),
        (b"\xff\xd8\xff\xe0\x00\x00" + JPEG[6:], "a.jpg", "not_whole"),
        (b"\xff\xd8\xff\xd9", "a.jpg", "not_whole"),
        (PDF + ZIP_END, "a.pdf", "not_whole"),
        (PDF[:-6], "a.pdf", "not_whole"),
        (PDF.replace(b"/Catalog", b"/Catalog /JavaScript (x)"), "a.pdf", "not_whole"),
        (PDF.replace(b"/Catalog", b"/Catalog /EmbeddedFile 1 0 R"), "a.pdf", "not_whole"),
    ],
)
def test_everything_else_is_refused_with_a_sentence(content: bytes, name: str, code: str) -> None:
    with pytest.raises(Unusable) as refusal:
        kind_of(content, name)
    assert refusal.value.problem.code == f"attachments.{code}"


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def exif(way: int) -> bytes:
    """What a phone writes: how the picture is turned, and where it was taken."""
    turned = struct.pack("<HHIHH", 0x0112, 3, 1, way, 0)
    place = struct.pack("<HHII", 0x8825, 4, 1, 38)
    return b"Exif\0\0II*\0\x08\0\0\0\x02\0" + turned + place + bytes(4) + b"GPS 26.58123N 107.98765E"


FRAME = segment(0xC0, b"\x08" + (400).to_bytes(2, "big") + (300).to_bytes(2, "big") + b"\x01\x01\x11\0")
SCAN = b"\xff\xda\x00\x02pic\xff\x00tu\xff\xd3re\xff\xd9"
PLAIN = b"\xff\xd8" + JFIF + FRAME + SCAN
TRACES = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0GPSLatitude") + segment(0xFE, "清溪镇".encode())
PHOTO = b"\xff\xd8" + JFIF + segment(0xE1, exif(1)) + TRACES + FRAME + SCAN
PREVIEW = b"\xff\xd8" + segment(0xE1, exif(1)) + FRAME + SCAN
"""A second picture behind the first, as phones write it."""


@pytest.mark.parametrize("taken", [PHOTO, PHOTO + PREVIEW, PLAIN])
def test_a_photo_loses_where_and_when_it_was_taken_and_nothing_that_shows(taken: bytes) -> None:
    assert kind_of(taken, "家访.jpg") == "jpeg"
    assert without_traces(taken, "jpeg") == PLAIN


@pytest.mark.parametrize("way", [3, 6, 8])
def test_a_photo_stays_turned_as_it_was_taken(way: int) -> None:
    bare = without_traces(b"\xff\xd8" + segment(0xE1, exif(way)) + FRAME + SCAN, "jpeg")
    assert b"GPS" not in bare
    assert without_traces(bare, "jpeg") == bare
    assert struct.pack(">HHIH", 0x0112, 3, 1, way) in bare


def test_a_photo_loses_previews_profiles_and_what_is_written_behind_a_block() -> None:
    preview = segment(0xE0, JFIF[4:16] + b"\x01\x01" + b"\xaa\xbb\xcc") + segment(0xE0, b"JFXX\0\x10" + PLAIN)
    colours = segment(0xE2, b"ICC_PROFILE\0\x01\x01" + "清溪镇的手机".encode())
    adobe = segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01")
    taken = b"\xff\xd8" + preview + colours + adobe[:2] + b"\x00\x14" + adobe[4:] + b"Anning" + FRAME + SCAN
    bare = without_traces(taken, "jpeg")
    assert bare == b"\xff\xd8" + JFIF + adobe + FRAME + SCAN
    assert without_traces(bare, "jpeg") == bare


def test_a_drawing_keeps_its_points_alone() -> None:
    traces = chunk(b"eXIf", exif(1)[6:]) + chunk(b"tEXt", b"Location\x00here") + chunk(b"tIME", bytes(7))
    traces += chunk(b"iCCP", b"a phone\0\0" + zlib.compress(b"colours")) + chunk(b"pHYs", bytes(9))
    sound = PNG[:-12] + chunk(b"IEND")
    assert without_traces(PNG[:-12] + traces + chunk(b"IEND"), "png") == sound


@pytest.mark.parametrize(
    ("wide", "high", "depth", "colour", "due"),
    # counted by hand, pass by pass: each line has one byte of filter and then its points in whole bytes
    [(1, 1, 8, 0, 2), (3, 2, 1, 3, 2 + 2 + 2 + 2), (8, 8, 8, 0, 2 + 2 + 3 + 6 + 10 + 20 + 36)],
)
def test_an_interlaced_drawing_holds_the_points_of_its_passes(
    wide: int, high: int, depth: int, colour: int, due: int
) -> None:
    head = struct.pack(">IIBBBBB", wide, high, depth, colour, 0, 0, 1)
    assert kind_of(drawing(head, zlib.compress(bytes(due))), "a.png") == "png"
    for wrong in (due - 1, due + 1):
        with pytest.raises(Unusable):
            kind_of(drawing(head, zlib.compress(bytes(wrong))), "a.png")


def test_a_small_file_that_claims_a_huge_picture_is_refused() -> None:
    head = (30_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    flood = PNG[:8] + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(50_000))) + chunk(b"IEND")
    wide = (30_000).to_bytes(2, "big")
    for content, name in ((flood, "a.png"), (PLAIN.replace(FRAME[5:9], wide + wide), "a.jpg")):
        with pytest.raises(Unusable) as refusal:
            kind_of(content, name)
        assert refusal.value.problem.code == "attachments.too_many_pixels"


# how it lies on disk


def test_a_file_is_sealed_named_by_keyed_content_and_only_its_owners(folder: Path) -> None:
    name = store.put(PDF)
    path = folder / name[:2] / name
    assert b"PDF" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert store.read(name) == PDF
    assert store.put(PDF) == name
    assert [file.name for file in store.files()] == [name]


def test_file_and_folder_are_on_the_disk_before_it_has_a_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[bool, bool]] = []

    def told(handle: int, real: object = os.fsync) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        seen.append((path.is_dir(), any(store.files())))

    monkeypatch.setattr(os, "fsync", told)
    store.put(PDF)
    assert seen == [(False, False), (True, True), (True, True)]


def test_a_disk_that_fails_leaves_no_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="no space"):
        store.put(PDF)
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_an_altered_moved_or_lost_file_is_not_opened(folder: Path) -> None:
    first, second = store.put(PDF), store.put(PNG)
    path = folder / first[:2] / first
    (folder / second[:2] / second).write_bytes(path.read_bytes())
    with pytest.raises(NotonelessError):
        store.read(second)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(NotonelessError):
        store.read(first)
    path.unlink()
    with pytest.raises(NotonelessError) as told:
        store.read(first)
    assert told.value.problem.code == "attachments.gone"


# who puts in and gets out


def add(county: County, content: bytes = PDF, kind: str = "pdf") -> Attachment:
    name = store.put(content)
    made = add_attachment(
        county.ctx("陈局长"), unit=county.units["class_a"], kind=kind, content=name, size=len(content)
    )
    row: Attachment = the(Attachment, pk=made)
    return row


def test_an_attachment_comes_back_as_it_was_and_is_recorded(county: County) -> None:
    row = add(county)
    assert open_attachment(county.ctx("陈局长"), row.id).content == PDF
    assert Entry.objects.filter(action="attachment.read", object=row.id, outcome=Outcome.READ).count() == 1


@pytest.mark.parametrize("who", ["安全管理员", "审计管理员"])
def test_who_has_no_grant_neither_adds_nor_opens(county: County, who: str) -> None:
    row = add(county)
    with pytest.raises(NotFound):
        open_attachment(county.ctx(who), row.id)
    with pytest.raises(NotAllowed):
        add_attachment(county.ctx(who), unit=county.units["class_a"], kind="pdf", content=row.content, size=1)


def test_the_system_administrator_brings_lists_of_staff_and_opens_nothing(county: County) -> None:
    own, staff = add(county), "姓名,职务\n".encode()
    mine = county.ctx("系统管理员")
    given = {"unit": county.units["county"], "kind": "csv", "content": store.put(staff), "size": len(staff)}
    brought = add_attachment(mine, **given)
    for attachment in (own.id, brought):
        with pytest.raises(NotFound):
            open_attachment(county.ctx("系统管理员"), attachment)


@pytest.mark.parametrize("name", ["0" * 32, "../../ring", "", "ZZ" * 16])
def test_a_file_that_did_not_arrive_is_not_entered(county: County, name: str) -> None:
    with pytest.raises(Unusable):
        add_attachment(county.ctx("陈局长"), unit=county.units["class_a"], kind="pdf", content=name, size=1)
    assert all_of(Attachment) == []


@pytest.mark.parametrize(("kind", "size"), [("exe", 5), ("pdf", 0), ("pdf", -1), ("pdf", MOST_BYTES + 1)])
def test_what_cannot_be_said_of_a_file_is_refused(county: County, kind: str, size: int) -> None:
    with pytest.raises(Unusable):
        add_attachment(county.ctx("陈局长"), unit=county.units["class_a"], kind=kind, content=store.put(PDF), size=size)


HTML, SVG, EXE = b"<html><script>1</script>", b"<svg onload='1'/>", b"MZ\x90\0\x03" + bytes(60)


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        *(
            (each, kind, "other_kind")
            for each in (HTML, SVG, EXE, PDF)
            for kind in ("png", "jpeg", "xlsx", "csv", "yaml")
        ),
        *((each, "pdf", "other_kind") for each in (HTML, SVG, EXE, PNG)),
        (JPEG, "png", "other_kind"),
        (PNG, "jpeg", "other_kind"),
        (b"PK\x03\x04" + bytes(60), "csv", "other_kind"),
        (PNG[:-1], "png", "not_whole"),
        (PDF.replace(b"/Catalog", b"/Catalog /JavaScript (x)"), "pdf", "not_whole"),
        (PHOTO, "jpeg", "has_traces"),
    ],
)
def test_what_is_not_what_is_said_of_it_is_entered_by_nobody(
    county: County, content: bytes, kind: str, code: str
) -> None:
    given = {"unit": county.units["class_a"], "kind": kind, "content": store.put(content), "size": len(content)}
    with pytest.raises(Unusable) as refusal:
        add_attachment(county.ctx("陈局长"), **given)
    assert refusal.value.problem.code == f"attachments.{code}"
    assert all_of(Attachment) == []


def test_a_file_larger_than_was_said_is_not_entered(county: County) -> None:
    with pytest.raises(Unusable) as refusal:
        add_attachment(
            county.ctx("陈局长"), unit=county.units["class_a"], kind="pdf", content=store.put(PDF), size=len(PDF) - 1
        )
    assert refusal.value.problem.code == "attachments.other_size"


def test_a_file_of_another_size_is_not_opened(county: County) -> None:
    row = add(county)
    with owners_eyes():
        Attachment._base_manager.update(size=row.size + 1)
    with pytest.raises(NotonelessError):
        open_attachment(county.ctx("陈局长"), row.id)


# what is swept


def age(name: str, folder: Path, county: County, hours: float) -> None:
    at = (county.time.at - timedelta(hours=hours)).timestamp()
    os.utime(folder / name[:2] / name, (at, at))


def test_what_nobody_named_is_swept_after_a_day_and_nothing_else(county: County, folder: Path) -> None:
    row = add(county)
    old, young = store.put(PNG), store.put(JPEG)
    begun = folder / "ab" / "never.finished.begun"
    begun.parent.mkdir(exist_ok=True)
    begun.write_bytes(b"x")
    os.utime(begun, (0, 0))
    age(row.content, folder, county, 999)
    age(old, folder, county, 25)
    age(young, folder, county, 23)
    assert sweep_orphans(system_context(county.ids, county.time.at)) == 2
    assert {path.name for path in store.files()} == {row.content, young}
    assert not begun.exists()


def test_putting_again_saves_an_old_file_from_the_sweeper(county: County, folder: Path) -> None:
    name = store.put(PNG)
    age(name, folder, county, 25)
    store.put(PNG)
    assert sweep_orphans(system_context(county.ids, county.time.at)) == 0


@pytest.mark.parametrize("who", ["陈局长", "王老师", "系统管理员"])
def test_nobody_sweeps_who_does_not_see_every_row(county: County, folder: Path, who: str) -> None:
    age(store.put(PNG), folder, county, 999)
    with pytest.raises(NotAllowed):
        sweep_orphans(county.ctx(who))
    assert len(list(store.files())) == 1
