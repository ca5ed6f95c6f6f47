"""A county's own wording of a kind of paper: texts in place of those of the file, filled in the same way."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from notoneless.foundation.papers.rules.filling import Data
from notoneless.foundation.papers.rules.templates import CODE, FIELD, Template, texts_in
from notoneless.kernel.problems import Problem

Texts = Mapping[str, str]
"""What a county says in place of the file, by place: `title`, `addressee`, or `body/3`; an empty text leaves it out."""

STATUTORY: Mapping[str, str] = {
    "penalty_decision": "行政处罚法第五十九条",
    "penalty_notice": "行政处罚法第四十四条",
    "hearing_notice": "行政处罚法第六十四条",
    "order_to_correct": "义务教育法第五十八条",
    "deadline_notice": "义务教育法第五十八条",
    "return_notice": "义务教育法第五十八条",
    "service_receipt": "民事诉讼法第八十七条",
}
"""Kinds of which law says what stands in them, and where: every field of the file, and every article it cites, stays."""

IDENTITY = frozenset(
    {"child", "name", "party", "guardian", "teacher", "school", "township", "authority", "until", "title"}
)
"""Of all other kinds: whose paper it is, and by when, stays wherever the file has it."""

_TEXTUAL = ("paragraph", "plain", "heading")
_ARTICLE = re.compile("第[零一二三四五六七八九十百]+条")


class WordingState(StrEnum):
    """Where a wording stands."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a file that a county may word: its place, what it is, and what it says."""

    place: str
    kind: str
    text: str


def passages(template: Template) -> Iterator[Passage]:
    """The texts of a template that may be worded. Tables, slips and the signature stay as they are."""
    yield Passage("title", "title", template.paper["title"])
    if template.paper["addressee"]:
        yield Passage("addressee", "addressee", template.paper["addressee"])
    for number, block in enumerate(template.paper["body"]):
        [(kind, about)] = block.items()
        if kind in _TEXTUAL:
            yield Passage(f"body/{number}", kind, about["text"] if kind == "heading" else about)


def worded(template: Template, texts: Texts) -> Template:
    """A template with a county's texts in their places. Its digest tells it from the file and from every other wording."""
    paper: dict[str, Any] = dict(template.paper)
    for place in ("title", "addressee"):
        paper[place] = texts.get(place, paper[place])
    body = []
    for number, block in enumerate(paper["body"]):
        text = texts.get(f"body/{number}")
        if text is None:
            body.append(block)
        elif text.strip():
            [(kind, about)] = block.items()
            body.append({kind: {**about, "text": text}} if kind == "heading" else {kind: text})
    paper["body"] = body
    told = json.dumps(dict(texts), ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(f"{template.digest}\n{told}".encode()).hexdigest()
    return replace(template, paper=paper, digest=digest)


def why_no_text(template: Template, place: str, text: str) -> Problem | None:
    """Why a text cannot stand at a place: there is none, it names a field that the paper has not, or it looks like code."""
    if place not in {each.place for each in passages(template)}:
        return Problem("papers.wording_no_place", {"place": place})
    for number, line in enumerate(text.splitlines() or [""], 1):
        for name in FIELD.findall(line):
            if name not in template.fields:
                return Problem("papers.wording_no_field", {"line": number, "field": name, "text": line.strip()[:40]})
        if CODE.search(FIELD.sub("", line)):
            return Problem("papers.wording_code", {"line": number, "text": line.strip()[:40]})
    if place == "title" and (not text.strip() or len(text.splitlines()) > 1):
        return Problem("papers.wording_title")
    return None


def why_not_adopted(template: Template, texts: Texts) -> Problem | None:
    """Why a wording cannot be adopted: nothing is worded, or what law or the paper itself demands is gone."""
    if not texts:
        return Problem("papers.wording_empty")
    made = worded(template, texts)
    kept = {name for text in texts_in(made.paper) for name in FIELD.findall(text)}
    wanted = template.fields if template.key in STATUTORY else template.fields & IDENTITY
    if wanted - kept:
        missing = "、".join(f"{{{{{name}}}}}" for name in sorted(wanted - kept))
        return Problem("papers.wording_lacks_field", {"fields": missing, "law": STATUTORY.get(template.key, "—")})
    if template.key in STATUTORY:
        gone = _articles(template) - _articles(made)
        if gone:
            return Problem("papers.wording_lacks_law", {"articles": "、".join(sorted(gone))})
    return None


def _articles(template: Template) -> set[str]:
    return {each for text in texts_in(template.paper["body"]) for each in _ARTICLE.findall(text)}


def texts_digest(texts: Texts) -> str:
    """What stands for the texts of a wording: another where any of them is another. 64 hexadecimal digits."""
    return hashlib.sha256(json.dumps(texts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def why_not_in_force(*, is_own: bool, effective_on: date, today: date) -> Problem | None:
    """Why somebody cannot adopt a wording from a day on: who wrote it does not, and not for days past."""
    if is_own:
        return Problem("papers.wording_second")
    return Problem("papers.wording_backdated", {"day": today.isoformat()}) if effective_on < today else None


_INVENTED: Mapping[str, str] = {
    "child": "张三丰收（虚构）",
    "name": "张三丰收（虚构）",
    "party": "张大年（父亲，虚构）",
    "guardian": "张大年（父亲，虚构）",
    "teacher": "王甲老师（虚构）",
    "school": "示例小学",
    "township": "示例镇人民政府",
    "authority": "示例县教育局",
    "room": "三年级（1）班",
    "home": "示例镇示例村一组",
    "until": "2026年9月8日",
    "number": "示例字〔2026〕1号",
}
"""An invented child and family, for looking at a wording before it is adopted."""


def invented(template: Template) -> Data:
    """What a template is filled with to be looked at: nobody's data."""
    data: dict[str, Any] = {name: _INVENTED.get(name, f"【{name}】") for name in template.fields}
    return data | {name: [{each: f"【{each}】" for each in fields}] for name, fields in template.tables.items()}
