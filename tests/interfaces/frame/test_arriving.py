"""What cannot be read is refused in one sentence: other encodings, NUL, what is too long, files nobody asked for."""

from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory

from notoneless.foundation.attachments.rules import MOST_BYTES
from notoneless.foundation.audit.models import Entry
from notoneless.interfaces.frame.arriving import Arrived, Arriving, Bounded
from notoneless.interfaces.frame.pages import SIGNED_IN, page
from support.browsing import Visitor, sign_in
from support.county import County

FORM, PARTS, PLAIN = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "text/plain"
PART = b'--b\r\nContent-Disposition: form-data; name="search"\r\n\r\n\\ud800\r\n--b--\r\n'


def refused(answer: Any, says: str, status: int = 400) -> bool:
    return answer.status_code == status and says in answer.content.decode()


@pytest.fixture(autouse=True)
def as_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests are made as the server makes them (interfaces/shell/web.py)."""
    monkeypatch.setattr("django.test.client.WSGIRequest", Arrived)


# encodings


@pytest.mark.parametrize(
    "charset", ["hex", "rot13", "undefined", "punycode", "unicode_escape", "utf-7", "gbk", "x", '""']
)
@pytest.mark.parametrize("kind", [FORM, PARTS, PLAIN])
def test_another_encoding_than_utf_8_is_refused(county: County, kind: str, charset: str) -> None:
    visitor = sign_in(county, "王老师")
    told = f"{kind}; charset={charset}"
    body = PART if kind is PARTS else b"search=\\ud800"
    assert refused(visitor.get("/children/?after=x%ff", CONTENT_TYPE=told), "不是 UTF-8")
    assert refused(visitor.generic("POST", "/children/", body, content_type=told), "不是 UTF-8")
    assert refused(Visitor().generic("POST", "/sign-in/", body, content_type=told), "不是 UTF-8")


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', "utf8"])
def test_utf_8_may_be_declared(county: County, charset: str) -> None:
    answer = sign_in(county, "王老师").generic(
        "POST", "/children/", b"search=x", content_type=f"{FORM}; charset={charset}"
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("told", ["charset=utf-8\0", "charset*=foo''%41", "charset*=utf-8''%00"])
def test_a_content_type_that_cannot_even_be_read_is_refused_too(told: str) -> None:
    request = Arrived({**RequestFactory()._base_environ(), "CONTENT_TYPE": f"{PLAIN}; {told}"})
    assert refused(Arriving(lambda _: HttpResponse())(request), "不是 UTF-8")


def test_a_program_is_told_in_json(db: None) -> None:
    answer = Visitor().get("/api/children", CONTENT_TYPE=f"{PLAIN}; charset=hex")
    assert (answer.status_code, answer.json()["code"]) == (400, "frame.not_utf_8")


# NUL


@pytest.mark.parametrize(
    ("who", "path", "name"),
    [
        ("王老师", "/children/", "search"),
        ("王老师", "/children/", "after"),
        ("王老师", "/children/", "a\0b"),
        ("审计管理员", "/audit/", "who"),
        ("审计管理员", "/audit/", "action"),
        ("审计管理员", "/audit/", "outcome"),
        ("系统管理员", "/accounts/", "search"),
        ("系统管理员", "/accounts/open/", "unit"),
        ("安全管理员", "/grants/give/", "account"),
        (None, "/sign-in/", "login"),
    ],
)
def test_a_field_with_nul_is_refused_and_nothing_is_done(county: County, who: str | None, path: str, name: str) -> None:
    visitor = sign_in(county, who) if who else Visitor()
    before = Entry.objects.count()
    assert refused(visitor.post(path, {name: "a\0b"}), "空字符")
    assert refused(visitor.post(path, quote(name) + "=%00", content_type=FORM), "空字符")
    assert Entry.objects.count() == before


@pytest.mark.parametrize("path", ["/units/suggest/?unit=%00", "/sign-in/?next=%00", "/sign-in/?%00=x"])
def test_an_address_with_nul_is_refused(county: County, path: str) -> None:
    assert refused(sign_in(county, "系统管理员").get(path), "空字符")


@pytest.mark.parametrize("cookie", ["__Host-session", "__Host-csrf", "__Host-language", "other"])
def test_a_cookie_with_nul_is_refused(county: County, cookie: str) -> None:
    headers = {"Cookie": rf'{cookie}="\000\000\000\000aaaaaaaaaaaa"'}
    assert refused(Visitor().get("/sign-in/", headers=headers), "空字符")
    assert refused(Visitor().post("/sign-in/", {"login": "x", "password": "y"}, headers=headers), "空字符")


# what is too long, and files


@pytest.fixture
def pieces(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of all pieces of files that were taken."""
    found: list[int] = []
    taken = Bounded.receive_data_chunk
    monkeypatch.setattr(
        Bounded, "receive_data_chunk", lambda self, raw, start: found.append(len(raw)) or taken(self, raw, start)
    )
    return found


def test_a_long_body_is_refused_by_its_length_before_it_is_read(county: County, pieces: list[int]) -> None:
    for visitor, path in ((Visitor(), "/sign-in/"), (sign_in(county, "王老师"), "/children/")):
        answer = visitor.post(path, {"login": "a", "password": "b", "f": SimpleUploadedFile("x", bytes(30 << 20))})
        assert refused(answer, "太大", 413)
    assert pieces == []


@pytest.mark.parametrize("content", [b"", b"x" * 9000])
def test_a_page_that_takes_no_file_refuses_a_small_one_too(county: County, pieces: list[int], content: bytes) -> None:
    visitor = Visitor()
    assert refused(visitor.post("/sign-in/", {"login": "a", "f": SimpleUploadedFile("x", content)}), "不收文件")
    assert pieces == []
    assert not Entry.objects.filter(action="account.sign_in", outcome="refused").exists()


def sent_to_a_page_for_files(county: County, who: str | None, length: int) -> Any:
    """The answer to a file for a page that takes files; None where it may be read."""
    from django.contrib.auth.models import AnonymousUser

    from notoneless.foundation.access.models import Account

    view = page({"POST": SIGNED_IN}, takes_files=True)(lambda *_: HttpResponse())
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("x", bytes(length))})
    request.user = Account._base_manager.get(pk=county.accounts[who]) if who else AnonymousUser()
    answer = Arriving(lambda _: HttpResponse()).process_view(request, view, (), {})
    return answer or request.FILES["file"]


def test_a_page_for_files_takes_them_bounded_and_from_who_is_signed_in(county: County, pieces: list[int]) -> None:
    assert sent_to_a_page_for_files(county, None, 9000)["Location"].startswith("/sign-in/")
    assert refused(sent_to_a_page_for_files(county, "王老师", MOST_BYTES + 70_000), "太大", 413)
    assert pieces == []
    assert sent_to_a_page_for_files(county, "王老师", 90_000).size == 90_000
