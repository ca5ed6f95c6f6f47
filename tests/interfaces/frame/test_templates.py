"""What every template keeps to: nothing inline, icons that are there, Chinese words with English beside them."""

import re
from collections import Counter
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from notoneless import interfaces
from notoneless.interfaces.shell.navigation import NAVIGATION

ROOT = Path(__file__).resolve().parents[3]
FLOOR = Path(interfaces.__file__).parent
TEMPLATES = sorted(FLOOR.glob("*/templates/**/*.html"))
ICONS = (ROOT / "assets" / "icons.txt").read_text(encoding="ascii").split()
WORDS = FLOOR.parent / "locale" / "en" / "LC_MESSAGES" / "django.po"
CODE = re.compile(r"\s*(?:js|javascript):", re.IGNORECASE)
HAN = re.compile(r"[\u4e00-\u9fff]")
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}", re.DOTALL)


def name_of(path: Path) -> str:
    return path.relative_to(FLOOR).as_posix()


def markup(path: Path) -> str:
    """A template without Django's tags, as HTML that can be parsed."""
    return TAG.sub("", COMMENT.sub("", path.read_text(encoding="utf-8")))


class Inline(HTMLParser):
    """Finds what a strict Content-Security-Policy would not run, and what htmx would have to evaluate."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        self.found += [
            f"{tag} {name}" for name in names if name.startswith(("on", "hx-on", "data-hx-on")) or name == "style"
        ]
        self.found += [f"{tag} {name}" for name, value in attrs if CODE.match(value or "")]
        self.found += [f"{tag} {name}" for name, value in attrs if name == "hx-trigger" and "[" in (value or "")]
        self.found += [tag] * (tag == "style" or (tag == "script" and "src" not in names))


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_nothing_stands_inline(template: Path) -> None:
    assert not Inline(markup(template)).found


def test_what_stands_inline_is_found() -> None:
    assert (
        len(Inline('<p style="" onclick=""></p><script>1</script><style></style><a href="javascript:1"></a>').found)
        == 5
    )
    assert len(Inline('<p hx-on:click="1" hx-vals="js:{}" hx-trigger="click[ctrlKey]"></p>').found) == 3


def test_no_script_builds_code_or_keeps_anything() -> None:
    banned = re.compile(r"\beval\b|new Function|innerHTML|localStorage|sessionStorage|indexedDB|document\.write")
    scripts = sorted(FLOOR.glob("*/static/[!v]*/*.js"))
    keeps = FLOOR / "field_book" / "static" / "field" / "store.js"  # the one that may: decisions/0025
    assert keeps in scripts
    scripts.remove(keeps)
    assert not re.search(r"localStorage|sessionStorage|innerHTML|\beval\b", keeps.read_text(encoding="utf-8"))
    assert not [name_of(script) for script in scripts if banned.search(script.read_text(encoding="utf-8"))]


# icons


def test_every_icon_used_is_in_the_sprite() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    used = set(re.findall(r'<c-icon name="([a-z0-9-]+)"', text)) | set(re.findall(r'\bicon="([a-z0-9-]+)"', text))
    used |= {item.icon for section in NAVIGATION for item in section.items}
    assert used <= set(ICONS)
    assert sorted(set(ICONS)) == ICONS


def test_no_two_lines_of_the_menu_have_one_icon() -> None:
    icons = [item.icon for section in NAVIGATION for item in section.items]
    assert len(icons) == len(set(icons))


# words


def english() -> dict[tuple[str, str], str]:
    """What each word is in English, by its context, which few have, and itself."""
    with WORDS.open("rb") as lines:
        return {(each.context or "", str(each.id)): str(each.string) for each in read_po(lines, locale="en") if each.id}


def words_of(path: Path) -> set[tuple[str, str]]:
    """The words of a template with their contexts, as Django's makemessages would find them."""
    source = templatize(path.read_text(encoding="utf-8"), origin=name_of(path))
    keywords = {"gettext": None, "ngettext": (1, 2), "_": None, "pgettext": ((1, "c"), 2)}
    found = extract("python", BytesIO(source.encode("utf-8")), keywords=keywords)
    return {(each[3] or "", each[1] if isinstance(each[1], str) else each[1][0]) for each in found}


def test_no_word_stands_twice_in_the_list() -> None:
    """Of two the one would hold for both, wherever each is meant."""
    entries = re.findall(r'^((?:msgctxt .*\n)?msgid (?:".*"\n)+)', WORDS.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(entries) > 1000
    assert not [each for each, count in Counter(entries).items() if count > 1]


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_every_word_has_its_english(template: Path) -> None:
    told = english()
    assert not [word for word in words_of(template) if not told.get(word)]


def test_msgids_are_chinese_and_their_english_is_not() -> None:
    told = english()
    assert told
    assert not [word for _, word in told if not HAN.search(word)]
    assert not [words for words in told.values() if HAN.search(words)]


def test_every_word_of_the_menu_has_its_english() -> None:
    told = english()
    words = {
        word for section in NAVIGATION for word in (section.words, *(item.words for item in section.items)) if word
    }
    assert not [word for word in words if not told.get(("", word))]


def test_english_keeps_the_same_values() -> None:
    values = re.compile(r"%\(\w+\)s")
    told = english()
    same = {word: sorted(values.findall(word)) == sorted(values.findall(words)) for (_, word), words in told.items()}
    assert not [word for word, is_same in same.items() if not is_same]


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_no_chinese_stands_outside_a_translation(template: Path) -> None:
    text = re.sub(
        r"{% blocktranslate.*?{% endblocktranslate %}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    assert not HAN.findall(TAG.sub("", COMMENT.sub("", text).replace("中文", "")))
