"""Reading papers: the register, one paper, one set again from its snapshot, and what a short code stands for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed, opened_row, recorded
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Unusable
from notoneless.foundation.access.scope import beneath, visible_to
from notoneless.foundation.audit.models import Outcome
from notoneless.foundation.papers.models import Paper, PaperPrefix, PaperState, PaperWording
from notoneless.foundation.papers.rules.codes import code_read
from notoneless.foundation.papers.rules.filling import described, digest_of, number_text
from notoneless.foundation.papers.rules.offline import OfflineLine
from notoneless.foundation.papers.rules.templates import Template, latest, template
from notoneless.foundation.papers.rules.wordings import invented, worded
from notoneless.foundation.papers.services import content_of
from notoneless.foundation.sealing.models import opened
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.typesetting.paper import Footer
from notoneless.typesetting.paper import Paper as Description

READ_PAPER = reading("paper.read", words="查看文书", english="See papers")
READ_WORDING = reading("paper_wording.read", words="查看本县文书措辞", english="See the county's wordings of papers")
CHECK_PAPER = reading("paper.check", words="核验文书", english="Check a paper by its code")

AT_ONCE = 50
"""Papers on one page of the register."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the register is asked for; `text`: a part of the number."""

    kind: str = ""
    year: int | None = None
    state: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper in the register. `unit_name`: of the unit that issued it, and of the class where it is one's."""

    id: UUID
    kind: str
    number: str
    unit: UUID
    unit_name: str
    issued_on: date
    issued_by: str
    state: str
    code: str
    digest: str


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A paper with what became of it: `superseded_by` and `supersedes` name the papers that follow and go before."""

    line: PaperLine
    withdrawn_on: date | None
    withdrawn_by: str
    reason: str
    supersedes: tuple[UUID, str] | None
    superseded_by: tuple[UUID, str] | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What anybody signed in may know of a paper: no person, and nothing of what it says."""

    kind: str
    number: str
    unit: str
    issued_on: date
    state: str
    withdrawn_on: date | None
    is_superseded: bool
    code: str
    digest: str


@dataclass(frozen=True, slots=True)
class PrefixLine:
    """A unit whose papers may be given a prefix, and what it is; empty without one."""

    unit: UUID
    name: str
    prefix: str


def count_papers(ctx: Context, wanted: Wanted) -> int:
    """How many papers in reach are asked for. A number names nobody: no entry is left."""
    return _wanted(ctx, wanted).count()


def list_papers(
    ctx: Context, wanted: Wanted, page: int = 1, at_once: int = AT_ONCE
) -> tuple[tuple[PaperLine, ...], bool]:
    """A page of the papers in reach, the newest first, and whether there are more. It leaves an entry."""
    start = at_once * (page - 1)
    rows = list(_wanted(ctx, wanted).order_by("-issued_on", "-issued_at", "-id")[start : start + at_once + 1])
    lines = tuple(_line(row) for row in rows[:at_once])
    asked = {"kind": wanted.kind, "year": wanted.year or "", "state": wanted.state, "text": wanted.text, "page": page}
    listed(ctx, READ_PAPER, [line.id for line in lines], asked)
    return lines, len(rows) > at_once


def _wanted(ctx: Context, wanted: Wanted) -> QuerySet[Paper]:
    found = _papers(ctx)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.year:
        found = found.filter(year=wanted.year)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.text.strip():
        found = found.filter(number__contains=wanted.text.strip())
    return found


def open_paper(ctx: Context, paper: UUID) -> PaperPage:
    """One paper in reach. It leaves an entry. Raises NotFound."""
    row = _one(ctx, paper)
    opened_row(ctx, READ_PAPER, row)
    before = (row.supersedes.pk, row.supersedes.number) if row.supersedes else None
    after = Paper._base_manager.filter(supersedes=row).values_list("id", "number").order_by("-issued_at").first()
    by = row.withdrawn_by.name if row.withdrawn_by else ""
    return PaperPage(_line(row), row.withdrawn_on, by, row.reason, before, after)


def description_of(ctx: Context, paper: UUID) -> tuple[PaperLine, Description]:
    """A paper as it was issued, to be set again: from its snapshot, with the version of the template it was made from;
    withdrawn since, it says so.

    It leaves an entry. Raises NotFound out of reach, NotonelessError where template or data are not what they were.
    """
    row = _one(ctx, paper)
    made, data = template_of_paper(row), filled_with(row)
    opened_row(ctx, READ_PAPER, row)
    told = described(made, data, row.number, row.issued_on, Footer(row.code, row.digest), row.withdrawn_on)
    return _line(row), told


def filled_with(row: Paper) -> Mapping[str, Any]:
    """What an issued paper was filled with, for an action that has reached it and issues the next one of the same matter.

    Raises NotonelessError where it is not what it was.
    """
    kept: Mapping[str, Any] = json.loads(opened(row, "data") or "{}")
    if digest_of(template_of_paper(row), content_of(row, kept)) != row.digest:
        raise NotonelessError(Problem("papers.altered", {"number": row.number}))
    data: Mapping[str, Any] = kept["data"]
    return data


def template_of_paper(row: Paper) -> Template:
    """What a paper was made from: its version of the file, in the county's wording where it was made from one."""
    made = template(row.kind, row.template_version)
    if row.wording_id is None:
        return made
    return worded(made, PaperWording._base_manager.get(pk=row.wording_id).texts)


@dataclass(frozen=True, slots=True)
class WordingLine:
    """A wording in a list. `is_over_newest`: over the newest version of the file; else nothing is made from it."""

    id: UUID
    kind: str
    version: int | None
    state: str
    drafted_by: str
    adopted_by: str
    from_on: date | None
    ended_on: date | None
    reason: str
    is_over_newest: bool


def list_wordings(ctx: Context, kind: str = "") -> tuple[WordingLine, ...]:
    """The county's wordings, of one kind or of all, the newest first. They name nobody whom papers are about."""
    rows = visible_to(ctx, READ_WORDING, PaperWording).select_related("drafted_by", "adopted_by")
    rows = rows.filter(kind=kind) if kind else rows
    return tuple(
        WordingLine(
            row.pk,
            row.kind,
            row.version,
            row.state,
            row.drafted_by.name,
            row.adopted_by.name if row.adopted_by else "",
            row.from_on,
            row.ended_on,
            row.reason,
            row.base_version == latest(row.kind).version,
        )
        for row in rows.order_by("kind", "-drafted_on", "-id")
    )


def wording_in_reach(ctx: Context, wording: UUID, code: str) -> PaperWording:
    """A wording to which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, PaperWording).filter(pk=wording).first()
    if row is None:
        raise NotFound
    return row


def looked_at(row: PaperWording, day: date) -> Description:
    """A wording as a paper about an invented child, marked as a sample."""
    made = worded(template(row.kind, row.base_version), row.texts)
    number = number_text(made, "示例", day.year, 1)
    return replace(described(made, invented(made), number, day, Footer("", "")), mark="样张，不作文书使用")


def check_code(ctx: Context, text: str) -> Checked | None:
    """What a short code stands for, in reach or not; None where there is no such paper. It leaves an entry.

    Raises Unusable for what is no code or was mistyped.
    """
    if not ctx.may(CHECK_PAPER):
        raise NotAllowed(CHECK_PAPER)
    papers = visible_to(ctx, CHECK_PAPER, Paper)
    code = code_read(text)
    if code is None:
        raise Unusable(Problem("papers.no_code"))
    row = papers.select_related("issuer").filter(code=code).first()
    recorded(ctx, CHECK_PAPER, Outcome.READ, {"code": code}, [row] if row else [])
    if row is None:
        return None
    later = papers.filter(supersedes=row, state=PaperState.ISSUED).exists()
    days = row.issued_on, row.state, row.withdrawn_on
    return Checked(row.kind, row.number, row.issuer.name, *days, later, row.code, row.digest)


def offline_lines(ctx: Context) -> tuple[OfflineLine, ...]:
    """The papers in reach as a checking register has them, the earliest first. It leaves an entry."""
    rows = list(_papers(ctx).order_by("issued_on", "id").defer("data"))
    listed(ctx, READ_PAPER, [row.pk for row in rows], {"use": "offline"})
    told = {row.supersedes_id for row in rows if row.state == PaperState.ISSUED}
    return tuple(_offline(row, row.pk in told) for row in rows)


def _offline(row: Paper, is_superseded: bool) -> OfflineLine:
    state = "superseded" if is_superseded and row.state == PaperState.ISSUED else row.state
    ended = row.withdrawn_on.isoformat() if row.withdrawn_on else ""
    return OfflineLine(
        row.code, row.kind, row.number, row.issuer.name, row.issued_on.isoformat(), state, ended, row.digest
    )


def prefix_of(ctx: Context, unit: UUID) -> str:
    """The prefix of a unit in reach; empty without one."""
    row = visible_to(ctx, READ_PAPER, PaperPrefix).filter(unit_id=unit, is_current=True).first()
    return row.prefix if row else ""


def prefixes(ctx: Context, code: str, most: int = 200) -> tuple[PrefixLine, ...]:
    """The units for which this person may set a prefix: those its grants name, and those beneath that have one."""
    mine = beneath(ctx.units_for(code)).holds("unit_id")  # not those of units above, which hold for what is beneath
    current = visible_to(ctx, code, PaperPrefix).filter(mine, is_current=True).select_related("unit")
    found = {
        row.unit_id: PrefixLine(row.unit_id, row.unit.name, row.prefix) for row in current.order_by("prefix")[:most]
    }
    for unit in Unit._base_manager.filter(pk__in=ctx.units_for(code)).order_by("sort_key", "id"):
        found.setdefault(unit.pk, PrefixLine(unit.pk, unit.name, ""))
    return tuple(found.values())


def _papers(ctx: Context) -> QuerySet[Paper]:
    return visible_to(ctx, READ_PAPER, Paper).select_related("unit", "issuer", "issued_by", "withdrawn_by")


def _one(ctx: Context, paper: UUID) -> Paper:
    row = _papers(ctx).filter(pk=paper).first()
    if row is None:
        raise NotFound
    return row


def _line(row: Paper) -> PaperLine:
    where = row.issuer.name if row.issuer_id == row.unit_id else f"{row.issuer.name}{row.unit.name}"
    told = row.issued_on, row.issued_by.name, row.state, row.code, row.digest
    return PaperLine(row.pk, row.kind, row.number, row.unit_id, where, *told)


def reaches_papers_of(ctx: Context, unit: UUID) -> bool:
    """Whether somebody may open the papers of a unit itself: a class teacher opens those of a class, not of the school."""
    return visible_to(ctx, READ_PAPER, Unit).filter(pk=unit).exists()
