"""Every component does as interfaces/frame/README.md says, and escapes whatever it is given."""

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import engines
from django.template.loader import render_to_string
from django_cotton.compiler_regex import CottonCompiler

from notoneless.interfaces import frame

FOLDER = Path(frame.__file__).parent / "templates" / "cotton"
EVIL = "\"'><script>alert(1)</script>&"

USES = {
    "alert": ('<c-alert kind="danger" title="{{ x }}">{{ x }}</c-alert>', ('role="alert"', "alert-danger")),
    "badge": ('<c-badge kind="warning">{{ x }}</c-badge>', ("badge-warning",)),
    "button": ('<c-button kind="primary" icon="eye" value="{{ x }}">{{ x }}</c-button>', ('type="submit"', "btn-primary")),
    "card": ('<c-card title="{{ x }}"><c-slot name="actions">{{ x }}</c-slot>{{ x }}</c-card>', ("card-header", "card-ways")),
    "dialog": ('<c-dialog name="d" title="{{ x }}">{{ x }}</c-dialog>', ('aria-labelledby="d-title"', 'method="dialog"')),
    "empty": ('<c-empty title="{{ x }}">{{ x }}</c-empty>', ("empty-title", "#search")),
    "fact": ('<c-fact label="{{ x }}">{{ x }}</c-fact>', ("<dt>", "<dd>")),
    "facts": ("<c-facts>{{ x }}</c-facts>", ("<dl",)),
    "field": ('<c-field name="f" label="{{ x }}" value="{{ x }}" error="{{ x }}" />', ('for="field-f"', "invalid-feedback")),
    "header": ('<c-header title="{{ x }}" above="{{ x }}">{{ x }}</c-header>', ("<h1", "page-pretitle")),
    "icon": ('<c-icon name="{{ x }}" />', ('aria-hidden="true"',)),
    "loading": ('<c-loading words="{{ x }}" />', ("htmx-indicator",)),
    "pagination": ('<c-pagination count="{{ x }}" previous="{{ x }}" following="{{ x }}" />', ('rel="prev"', 'rel="next"')),
    "table": ('<c-table caption="{{ x }}"><c-slot name="head">{{ x }}</c-slot>{{ x }}</c-table>', ("<thead>", "<caption")),
    "unit_field": ('<c-unit-field value="{{ x }}" error="{{ x }}" />', ('list="field-unit-choices"', "invalid-feedback")),
    "toast": ('<c-toast kind="success">{{ x }}</c-toast>', ("hx-swap-oob", "alert-success")),
}  # fmt: skip
"""How each is used, and what must come of it."""


def shown(source: str, **values: Any) -> str:
    """What a template shows; Cotton's loader compiles files only, so its compiler is asked here."""
    return engines["django"].from_string(CottonCompiler().process(source)).render(values, HttpRequest())


def test_every_component_is_tried() -> None:
    assert set(USES) == {path.stem for path in FOLDER.glob("*.html")}


@pytest.mark.parametrize("name", USES)
def test_a_component_renders(name: str) -> None:
    source, signs = USES[name]
    text = shown(source, x="好")
    assert not [sign for sign in signs if sign not in text]
    assert "{{" not in text
    assert "{%" not in text


@pytest.mark.parametrize("name", USES)
def test_a_component_escapes_once(name: str) -> None:
    source, _ = USES[name]
    for form in (
        source,
        source.replace('="{{ x }}"', '="x"').replace(" title=", " :title=").replace(" label=", " :label="),
    ):
        text = shown(form, x=EVIL)
        assert "<script>" not in text
        assert "&amp;lt;" not in text
        assert "&amp;amp;" not in text


@pytest.mark.parametrize("name", ["button", "field"])
def test_what_is_passed_through_is_escaped_too(name: str) -> None:
    for form in ('data-x="{{ x }}"', ':data-x="x"'):
        text = shown(f'<c-{name} name="n" label="l" {form} hx-post="/y/" disabled>z</c-{name}>', x=EVIL)
        assert "<script>" not in text
        assert 'data-x="&quot;' in text
        assert 'hx-post="/y/"' in text
        assert " disabled" in text


def test_words_of_the_page_do_not_leak_into_a_component() -> None:
    leaks = dict.fromkeys(
        ["title", "above", "actions", "footer", "padded", "error", "hint", "optional", "options", "head", "wide", "href",
         "icon", "small", "count", "previous", "following", "caption", "kind", "value", "words"],
        "LEAK",
    )  # fmt: skip
    for source in (f"<c-{name} />" for name in USES):
        text = shown(source, **leaks)
        assert "LEAK" not in text, source


def test_a_button_with_an_address_is_a_link() -> None:
    text = shown('<c-button href="/x/" small="1">去</c-button>')
    assert text.strip().startswith('<a href="/x/" class="btn btn-sm"')
    assert "<button" not in text


def test_a_field_says_what_is_wrong_with_it() -> None:
    text = shown('<c-field name="f" label="名" hint="提示" />')
    assert ' required aria-describedby="field-f-hint"' in text
    text = shown('<c-field name="f" label="名" hint="提示" error="错" />')
    assert 'aria-invalid="true" aria-describedby="field-f-error"' in text
    assert "提示" not in text


def test_an_optional_field_says_so_and_is_not_required() -> None:
    text = shown('<c-field name="f" label="名" optional="1" />')
    assert "可不填" in text
    assert " required" not in text


def test_a_choice_shows_what_was_chosen() -> None:
    source = '<c-field name="f" label="名" type="select" :options="options" :value="chosen" />'
    for chosen in (2, "2"):
        text = shown(source, options=[(1, "一"), (2, EVIL)], chosen=chosen)
        assert '<option value="2" selected>' in text
        assert "请选择" not in text
        assert "<script>" not in text


def test_a_text_is_kept_as_it_was_sent() -> None:
    text = shown('<c-field name="f" label="名" type="textarea" :value="x" />', x="一\n二")
    assert ">一\n二</textarea>" in text


# pages


def test_an_error_page_tells_what_to_do_and_the_number() -> None:
    text = render_to_string("frame/error.html", {"sentence": EVIL, "advice": "再试", "number": "0198"}, HttpRequest())
    assert "请求编号 0198" in text
    assert "再试" in text
    assert "<script>alert" not in text
    assert "请求编号" not in render_to_string("frame/error.html", {"sentence": "x"}, HttpRequest())


def test_the_frame_names_the_person_and_marks_the_page() -> None:
    lines = [{"href": f"/{each}/", "words": each, "icon": "users", "is_current": each == "b"} for each in "ab"]
    nav = [{"words": "", "lines": lines[:1]}, {"words": EVIL, "lines": lines[1:]}]
    text = render_to_string(
        "frame/base.html", {"frame": {"nav": nav, "here": "/b/", "name": EVIL, "unit": "U"}}, HttpRequest()
    )
    assert text.index("<aside") < text.index('class="page"')
    assert text.count('aria-current="page"') == 1
    assert text.count('class="menu-heading"') == 1, "the first lines stand without a heading"
    assert text.count("<script>") == 0
    assert 'name="next" value="/b/"' in text


@pytest.mark.parametrize("page", ["frame/base.html", "frame/bare.html"])
def test_a_page_needs_nobody_signed_in(page: str) -> None:
    text = render_to_string(page, {}, HttpRequest())
    assert '<html lang="zh-CN">' in text
    assert '"allowEval": false' in text
    assert 'class="dropdown"' not in text
