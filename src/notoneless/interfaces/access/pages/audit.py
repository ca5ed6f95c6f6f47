"""The audit for the audit administrator: what was done, read and refused, one entry, and whether the chain is whole."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.permissions import permissions
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.selectors import (
    DROP_FACTOR,
    READ_AUDIT,
    EntryLine,
    account_called,
    audit_chain,
    list_entries,
    open_entry,
)
from notoneless.foundation.audit.models import Outcome
from notoneless.foundation.audit.rules import YEARS
from notoneless.foundation.audit.selectors import Wanted
from notoneless.interfaces.frame.pages import NUMBER_LENGTH, Answer, Shown, language_of, number_of, page, route
from notoneless.kernel.catalogue import WORDS
from notoneless.kernel.problems import Problem, sentence

T = TypeVar("T")

ROWS = 50
"""Entries on one page."""

LOOKED_AT = 500
"""The last entries of the chain that each page looks through; the command looks through all."""

FIELDS = ("from_on", "to_on", "who", "action", "outcome", "number")

_DEED = "audit.deed."


FILTER = "audit_filter"
"""Under which name the session keeps what was looked for, so that one comes back to it from an entry."""


class _Gaps(dict[str, str]):
    """Fills what a sentence leaves open: an entry keeps of a refusal its code, and no text that somebody entered."""

    def __missing__(self, key: str) -> str:
        return "…"


@page({"GET": READ_AUDIT, "POST": READ_AUDIT})
def entries(ctx: Context, request: HttpRequest) -> Answer:
    """A page of entries. What is looked for is posted: a name in an address would stay in logs."""
    sent = {name: request.POST.get(name, "").strip()[:60] for name in FIELDS}
    lines: list[EntryLine] = []
    error, more = "", False
    try:
        wanted = _wanted(ctx, sent)
        lines, more = list_entries(ctx, wanted, _or_none(UUID, request.POST.get("before", "")), ROWS)
    except Unusable as refusal:
        error = sentence(refusal.told, language_of())
    _keep(request, {} if error else sent | {"before": request.POST.get("before", "")[:36]})
    values = {
        "rows": [_row(line) for line in lines],
        "before": lines[-1].id if more else None,
        "sent": sent,
        "is_filtered": any(sent.values()),
        "error": error,
        "actions": sorted(((code, deed(code)) for code in _deeds()), key=lambda each: each[1]),
        "outcomes": [(each.value, _word("outcome", each.value)) for each in Outcome],
        "chain": _chain(ctx),
        "may_help": ctx.may(DROP_FACTOR),
    }
    return Shown("access/audit.html", values, 422 if error else 200)


def _keep(request: HttpRequest, sent: Mapping[str, str]) -> None:
    """Keep what was looked for and found to be usable, until all entries are looked at again."""
    wanted = {name: value for name, value in sent.items() if value}
    if wanted:
        request.session[FILTER] = wanted
    else:
        request.session.pop(FILTER, None)


def _wanted(ctx: Context, sent: Mapping[str, str]) -> Wanted:
    """What is looked for. Raises Unusable for what cannot be understood."""
    days = {name: _or_none(date.fromisoformat, sent[name]) for name in ("from_on", "to_on")}
    if any(sent[name] and days[name] is None for name in days):
        raise Unusable(Problem("audit.not_a_day"))
    if any(day and day.year not in YEARS for day in days.values()):
        raise Unusable(Problem("audit.no_such_year", {"first": YEARS[0], "last": YEARS[-1]}))
    actor = account_called(ctx, sent["who"]) if sent["who"] else None
    if sent["who"] and actor is None:
        raise Unusable(Problem("audit.no_such_account", {"name": sent["who"]}))
    number, about = sent["number"].lower(), _or_none(UUID, sent["number"])
    is_short = len(number) == NUMBER_LENGTH and not number.strip("0123456789abcdef")
    if number and about is None and not is_short:
        raise Unusable(Problem("audit.not_a_number"))
    short = number if about is None else ""
    return Wanted(**days, actor=actor, action=sent["action"], outcome=sent["outcome"], about=about, number=short)


def _or_none(kind: Callable[[str], T], text: str) -> T | None:
    try:
        return kind(text)
    except ValueError:
        return None


def _row(line: EntryLine) -> dict[str, Any]:
    return {
        "line": line,
        "action": deed(line.action),
        "channel": _word("channel", line.channel),
        "outcome": _word("outcome", line.outcome),
        "reason": _reason(line),
        "number": number_of(line.id),
    }


def _deeds() -> set[str]:
    return {code.removeprefix(_DEED) for code in WORDS if code.startswith(_DEED)} | set(permissions())


def deed(code: str) -> str:
    """What an entry's action is called."""
    if f"audit.deed.{code}" in WORDS:
        return sentence(Problem(f"audit.deed.{code}"), language_of())
    found = permissions().get(code)
    if found is None:
        return code
    return found.english if language_of() == "en" else found.words


def _word(kind: str, value: str) -> str:
    return _called(f"audit.{kind}.{value}", value)


def _reason(line: EntryLine) -> str:
    """Why something was refused, the sentence with gaps where it named a text; or which field was opened."""
    if line.reason not in WORDS:
        return _called(f"parameter.{line.reason}", line.reason)
    named = {name: _called(value, "…") if isinstance(value, str) else str(value) for name, value in line.told.items()}
    return WORDS[line.reason][language_of() == "en"].format_map(_Gaps({"action": deed(line.action)} | named))


def _called(code: str, otherwise: str) -> str:
    """The words of a code that has some and names nothing itself."""
    return sentence(Problem(code), language_of()) if code in WORDS else otherwise


def _chain(ctx: Context) -> dict[str, Any]:
    state = audit_chain(ctx, LOOKED_AT)
    problems = [sentence(each, language_of()) for each in state.problems]
    link = state.root.link.hex() if state.root else ""
    return {"state": state, "problems": problems, "link": link}


@page({"GET": READ_AUDIT})
def one_entry(ctx: Context, request: HttpRequest, entry: UUID) -> Answer:
    """One entry, with what may be shown of what was entered."""
    card = open_entry(ctx, entry)
    content = [
        (_named(name, value), value if value is None else _value(name, card.names.get(value, value)))
        for name, value in card.content
    ]
    values = {"card": card, "row": _row(card.line), "content": content, "kept": request.session.get(FILTER, {})}
    return Shown("access/audit_entry.html", values)


def _named(name: str, value: str | None) -> str:
    """What a parameter is called, or its name in the program; some are an id or a digest, a text or whether there was one."""
    last = name.rpartition(".")[2]
    form = "yes_or_no" if value in ("True", "False") else "id" if value and _or_none(UUID, value) else ""
    for code in (f"audit.name.{last}.{form}", f"parameter.{last}", f"audit.name.{last}"):
        if code in WORDS:
            return sentence(Problem(code), language_of())
    return name


def _value(name: str, value: str) -> str:
    """A value in words, where it is one of ours."""
    codes = {"role": f"role.{value}", "kind": f"unit_kind.{value}", "field": f"parameter.{value}"}
    return _called(codes.get(name, f"audit.value.{value.lower()}"), value)


ROUTES = [
    route("audit/", entries, "audit"),
    route("audit/<uuid:entry>/", one_entry, "audit_entry"),
]
