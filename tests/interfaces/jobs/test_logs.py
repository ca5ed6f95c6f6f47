"""The log: one JSON object a line whatever comes in, and nobody's data in it."""

import json
import logging
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest

from notoneless.interfaces.jobs.logs import AsJson, cleaned, logged, told

ID_NUMBER, PHONE = "529901201701010018", "13800130000"


@pytest.fixture
def lines() -> Iterator[StringIO]:
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(AsJson())
    log = logging.getLogger("notoneless")
    level = log.level
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    yield stream
    log.removeHandler(handler)
    log.setLevel(level)


def read(stream: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().split("\n") if line]


@pytest.mark.parametrize("evil", ["a\r\nb", "a\x85b", "a\u2028b", "a\x1b[31mb", "a\x00b", 'a","level":"X', "\ud800"])
def test_whatever_comes_in_stays_on_its_line(lines: StringIO, evil: str) -> None:
    told("event", text=evil)
    (found,) = read(lines)
    assert len(lines.getvalue().splitlines()) == 1
    assert found["level"] == "INFO"


def test_the_words_of_an_error_are_not_told(lines: StringIO) -> None:
    try:
        raise ValueError(PHONE)
    except ValueError:
        logging.getLogger("notoneless.x").exception("failed")
    (found,) = read(lines)
    assert PHONE not in lines.getvalue()
    assert found["kind"] == "ValueError"
    assert "test_logs.py" in found["where"][0]


@pytest.mark.parametrize("number", [ID_NUMBER, PHONE, "52990120170101001X", "0855-1234567"])
def test_long_numbers_are_not_told(number: str) -> None:
    assert number not in cleaned(f"/children/{number}/")


@pytest.mark.parametrize("path", ["/enter/{}/", "/enter/{}/x", "//enter/{}/", "/enter//{}", "/x/enter/{}"])
def test_the_token_of_a_one_time_link_is_not_told_whatever_its_address(lines: StringIO, path: str) -> None:
    token = "Qm9ndXMtVG9rZW4tb2YtYS1saW5r-_x"
    logging.getLogger("notoneless.django").warning("Not Found: %s", path.format(token))
    ask({"REQUEST_METHOD": "GET", "PATH_INFO": path.format(token)})
    assert len(read(lines)) == 2
    assert token[:6] not in lines.getvalue()


def test_ids_are_told() -> None:
    assert cleaned("/children/01921234-5678-7abc-8def-123456789012/") == (
        "/children/01921234-5678-7abc-8def-123456789012/"
    )


def ask(environment: dict[str, Any], fails: bool = False) -> None:
    def application(_: dict[str, Any], start: Any) -> list[bytes]:
        if fails:
            raise RuntimeError(PHONE)
        start("404 Not Found", [])
        return [b""]

    assert logged(application)(environment, lambda *_: None) == [b""]


def test_a_request_leaves_one_line_without_its_query(lines: StringIO) -> None:
    ask({"REQUEST_METHOD": "GET", "PATH_INFO": "/children/", "QUERY_STRING": "search=慕容甲乙"})
    (found,) = read(lines)
    assert (found["method"], found["path"], found["status"]) == ("GET", "/children/", 404)
    assert "慕容" not in lines.getvalue()
    assert "search" not in lines.getvalue()


def test_a_path_cannot_write_lines_of_its_own(lines: StringIO) -> None:
    ask({"REQUEST_METHOD": "GET\r\nX", "PATH_INFO": '/a\r\n{"level":"CRITICAL"}'})
    assert len(read(lines)) == 1


def test_a_request_that_breaks_is_told_too(lines: StringIO) -> None:
    with pytest.raises(RuntimeError):
        ask({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, fails=True)
    assert read(lines)[0]["status"] == 500
    assert PHONE not in lines.getvalue()


def test_uncaught_errors_are_told_as_lines(lines: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    from notoneless.interfaces.jobs import logs

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(logging.config, "dictConfig", lambda _: None)
    logs.configure()
    sys.excepthook(ValueError, ValueError(PHONE), None)
    assert read(lines)[0]["kind"] == "ValueError"
