"""The words of the pages in the language of a story."""

import re
from collections.abc import Collection
from functools import cache

from django.utils import translation
from playwright.sync_api import Page

from notoneless.kernel.catalogue import WORDS

HAN = re.compile("[\u3400-\u9fff]")
"""Chinese characters."""

_OWN = (
    "th, dt, main button, label, legend, caption, main summary, .nav-link span, .form-hint, main .btn, .badge, .empty"
)
"""Where only the program speaks."""

_TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest("script, style, template, datalist") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode.data.trim());
  return found.filter(Boolean);
}"""


def say(chinese: str, lang: str) -> str:
    """What a page says where its Chinese says this."""
    with translation.override("zh-hans" if lang == "zh" else lang):
        return translation.gettext(chinese)


def told(code: str, lang: str) -> str:
    """A sentence of the catalogue, with its places left open."""
    return WORDS[code][lang != "zh"]


@cache
def _program() -> frozenset[str]:
    """All that the catalogue says in Chinese."""
    return frozenset(chinese for chinese, english in WORDS.values() if not HAN.search(english))


def speaks(page: Page, lang: str, data: Collection[str] = ()) -> None:
    """The page is in one language. Names of children, units and files are data; `data`: what a file says on this page."""
    assert str(page.locator("html").get_attribute("lang")).startswith(lang)
    if lang == "zh":
        return
    own = "[...document.querySelectorAll(own)].map((each) => each.innerText.trim())"
    told = [
        text for text in page.evaluate(f"(own) => {own}", _OWN) if text != "中文" and HAN.search(_without(text, data))
    ]
    assert not told, told
    texts = set(page.evaluate(_TEXTS)) - {"中文", *data}
    left = [text for text in texts if HAN.search(text) and (text in _program() or say(text, "en") != text)]
    assert not left, left


def _without(text: str, data: Collection[str]) -> str:
    """A text of the program without the names that stand in it."""
    for each in data:
        text = text.replace(each, "")
    return text
