"""Papers: numbered and issued within the action of a room, withdrawn, and the prefix of a unit's numbers."""

import json
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.recording import recorded
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.audit.models import Outcome
from notoneless.foundation.papers.models import ISSUING, OWN_WITHDRAWAL, Paper, PaperPrefix, PaperState, PaperWording
from notoneless.foundation.papers.rules.codes import code_of
from notoneless.foundation.papers.rules.filling import Data, digest_of, number_text, why_not_filled
from notoneless.foundation.papers.rules.prefixes import why_no_prefix
from notoneless.foundation.papers.rules.templates import Template, kinds, latest, template
from notoneless.foundation.papers.rules.wordings import (
    WordingState,
    passages,
    texts_digest,
    why_no_text,
    why_not_adopted,
    why_not_in_force,
    worded,
)
from notoneless.foundation.sealing.keys import key_ring
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem

OWN_NUMBER = "number"
"""The field that a paper fills in by itself where its template has one: what is cut off it bears its number too."""

ISSUED = "paper.issue"
"""How the audit calls the issuing of a paper: no action by itself, so that no paper comes about but by its room's rules."""


def issue(
    ctx: Context,
    code: str,
    *,
    unit: Unit,
    kind: str,
    data: Data,
    supersedes: Paper | None = None,
    belongs_to: Unit | None = None,
) -> Paper:
    """Number and issue a paper of a unit today, as a part of the action `code` of a room, which ISSUING names.

    `belongs_to`: the class that the paper is of, so that its teacher may issue and open it; without one the unit itself.
    `data`: a text for each field of the kind's newest template, rows for each of its tables. Where anything of the action
    fails, the number is free again. Raises Unusable where the data does not fill the template, Refused for a unit without
    a prefix, and for a superseded paper of another unit.
    """
    if code not in ISSUING:
        raise TypeError(f"{code} is not named among those that issue papers")
    template, wording = made_from(kind, ctx.today)
    own = template.fields & {OWN_NUMBER}
    wrong = why_not_filled(template, {**data, **dict.fromkeys(own, "")})
    if wrong:
        raise Unusable(wrong)
    if supersedes is not None and supersedes.issuer_id != unit.pk:
        raise Refused(Problem("papers.not_of_unit"))
    prefix = _held_prefix(ctx, code, unit)
    paper = Paper(id=ctx.ids.new(), unit=belongs_to or unit, issuer=unit, kind=kind, series=template.series)
    paper.year = ctx.today.year
    # numbers run through all classes of the unit, whichever of them somebody reaches
    last = Paper._base_manager.filter(issuer=unit, series=paper.series, year=paper.year)
    paper.serial = (last.aggregate(most=Max("serial"))["most"] or 0) + 1
    paper.number = number_text(template, prefix, paper.year, paper.serial)
    paper.template_version, paper.wording, paper.supersedes = template.version, wording, supersedes
    paper.issued_on, paper.issued_by_id, paper.issued_at = ctx.today, ctx.actor, ctx.at  # type: ignore[assignment]
    _close(ctx, paper, template, {**data, **dict.fromkeys(own, paper.number)})
    paper.save(force_insert=True)
    told = {"number": paper.number, "kind": kind, "digest": paper.digest}
    recorded(ctx, ISSUED, Outcome.DONE, told, [paper])
    return paper


def made_from(kind: str, day: date) -> tuple[Template, PaperWording | None]:
    """What papers of a kind are made from on a day: the newest file, in the county's own wording if one over it is in force."""
    template = latest(kind)
    rows = PaperWording._base_manager.filter(kind=kind, base_version=template.version, from_on__lte=day)
    rows = rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day)).exclude(state=WordingState.DRAFT)
    wording = rows.order_by("-from_on", "-version").first()
    return (worded(template, wording.texts), wording) if wording is not None else (template, None)


def _held_prefix(ctx: Context, code: str, unit: Unit) -> str:
    """The prefix of a unit, held until the transaction ends: who else issues there waits. Raises Refused without one."""
    rows = visible_to(ctx, code, PaperPrefix).select_for_update(of=("self",)).filter(unit=unit).order_by("id")
    current = next((row.prefix for row in rows if row.is_current), None)
    if current is None:
        raise Refused(Problem("papers.prefix_missing", {"unit": unit.name}))
    return current


def _close(ctx: Context, paper: Paper, template: Template, data: Data) -> None:
    """Seal the data, and give hash and code. The salt keeps others from trying what a paper might say."""
    kept = {"data": data, "salt": ctx.ids.new().hex}
    paper.data = Plain(json.dumps(kept, ensure_ascii=False))
    paper.digest = digest_of(template, content_of(paper, kept))
    ring, turn, code = key_ring(), 0, None
    while code is None:  # one in eight has a check sign that nobody can read out
        code, turn = code_of(ring.index(f"{paper.digest}/{turn}", "papers_paper/code")), turn + 1
    paper.code = code


def content_of(paper: Paper, kept: object) -> dict[str, object]:
    """All that a paper says, beside its template."""
    issuer = {} if paper.issuer_id == paper.unit_id else {"issuer": str(paper.issuer_id)}
    return issuer | {
        "id": str(paper.pk),
        "kind": paper.kind,
        "version": paper.template_version,
        "number": paper.number,
        "unit": str(paper.unit_id),
        "issued_on": paper.issued_on.isoformat(),
        "kept": kept,
    }


@action("paper.set_prefix", words="设置发文代字", english="Set the prefix of a unit's papers")
def set_prefix(ctx: Context, *, unit: Unit, prefix: str) -> None:
    """Say what a unit puts before the numbers of its papers; earlier papers keep theirs.

    Raises Unusable for a text that is no prefix, or was ever used by another unit.
    """
    rows = list(visible_to(ctx, "paper.set_prefix", PaperPrefix).select_for_update(of=("self",)).filter(unit=unit))
    wrong = why_no_prefix(prefix)
    if wrong:
        raise Unusable(wrong)
    for row in rows:
        if row.is_current:
            row.is_current = False
            row.save(update_fields=["is_current"])
    known = next((row for row in rows if row.prefix == prefix), None)
    if known is not None:
        known.is_current, known.set_on, known.set_by_id = True, ctx.today, ctx.actor  # type: ignore[assignment]
        known.save(update_fields=["is_current", "set_on", "set_by"])
        return
    row = PaperPrefix(id=ctx.ids.new(), unit=unit, prefix=prefix, is_current=True, set_on=ctx.today)
    row.set_by_id = ctx.actor  # type: ignore[assignment]
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the database knows the prefixes of units out of this person's reach
        raise Unusable(Problem("papers.prefix_taken", {"prefix": prefix})) from None


@action("paper.withdraw", words="撤回文书", english="Withdraw a paper")
def withdraw_paper(ctx: Context, *, issued_paper: Paper, reason: Line) -> None:
    """Take a paper back from today on; its number stays used. Raises Refused for one that is withdrawn already."""
    if issued_paper.state == PaperState.WITHDRAWN:
        raise Refused(Problem("papers.withdrawn_already", {"number": issued_paper.number}))
    if issued_paper.kind in OWN_WITHDRAWAL:
        raise Refused(Problem("papers.withdrawn_by_its_room", {"kind": Problem(f"papers.kind.{issued_paper.kind}")}))
    take_back(ctx, issued_paper, reason)


def take_back(ctx: Context, paper: Paper, reason: str) -> None:
    """Withdraw a paper from today on, as a part of an action, which WITHDRAWING names."""
    paper.state, paper.withdrawn_on, paper.withdrawn_by_id = PaperState.WITHDRAWN, ctx.today, ctx.actor
    paper.reason = reason
    paper.save(update_fields=["state", "withdrawn_on", "withdrawn_by", "reason"])


@action("paper_wording.draft", words="起草本县文书措辞", english="Draft the county's wording of a paper")
def draft_wording(ctx: Context, *, unit: Unit, kind: str) -> UUID:
    """Begin a wording of a kind of paper for the whole county, with the texts in force; the draft.

    Raises Unusable for a unit that is not the county and a kind there is not, Refused where a draft is there.
    """
    if unit.parent_id is not None or kind not in kinds():
        raise Unusable(Problem("papers.wording_of_county"))
    rows = visible_to(ctx, "paper_wording.draft", PaperWording).filter(kind=kind, state=WordingState.DRAFT)
    if rows.exists():
        raise Refused(Problem("papers.wording_draft_there"))
    made, former = made_from(kind, ctx.today)
    row = PaperWording(id=ctx.ids.new(), unit=unit, kind=kind, base_version=made.version, state=WordingState.DRAFT)
    row.texts, row.drafted_on = dict(former.texts) if former else {}, ctx.today
    row.drafted_by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("paper_wording.change", words="修改本县文书措辞", english="Change the county's wording of a paper")
def change_wording(ctx: Context, *, paper_wording: PaperWording, place: str, wording: Passage | None) -> None:
    """Say a text of a draft in other words, or leave it out; the file's own words are said again as they are.

    Whoever changes anything has written it, whoever changes more after that. Raises Refused for what is adopted, Unusable for a
    field that the paper has not and for what looks like code, with line and sentence.
    """
    _expect_draft(paper_wording)
    base = template(paper_wording.kind, paper_wording.base_version)
    text = (wording or "").replace("\r\n", "\n")
    wrong = why_no_text(base, place, text)
    if wrong:
        raise Unusable(wrong)
    texts = dict(paper_wording.texts)
    own = {each.place: each.text for each in passages(base)}
    if text == own[place]:
        texts.pop(place, None)
    else:
        texts[place] = text
    paper_wording.texts, paper_wording.drafted_by_id, paper_wording.drafted_on = texts, ctx.actor, ctx.today  # type: ignore[assignment]
    paper_wording.written_by = sorted({*paper_wording.written_by, str(ctx.actor)})
    paper_wording.save(update_fields=["texts", "drafted_by", "drafted_on", "written_by"])


@action("paper_wording.discard", words="放弃文书措辞草稿", english="Discard a draft of a wording")
def discard_wording(ctx: Context, *, paper_wording: PaperWording) -> None:
    """Let a draft go. Raises Refused for what is adopted."""
    _expect_draft(paper_wording)
    paper_wording.delete()


@action("paper_wording.adopt", words="采用本县文书措辞", english="Adopt the county's wording of a paper")
def adopt_wording(ctx: Context, *, paper_wording: PaperWording, seen: Line, effective_on: date) -> None:
    """Let papers be made from a wording from a day on: by somebody who has written nothing in it. Earlier papers keep theirs.

    seen: the digest (`rules.wordings.texts_digest`) of the texts that this person read. Raises Refused for what is adopted, for
    one's own, and where a text has changed since; Unusable for days past and where what law or the paper demands is gone.
    """
    _expect_draft(paper_wording)
    base = template(paper_wording.kind, paper_wording.base_version)
    refusal = why_not_in_force(is_own=has_written(paper_wording, ctx.actor), effective_on=effective_on, today=ctx.today)
    if refusal:
        raise Refused(refusal)
    if texts_digest(paper_wording.texts) != seen:
        raise Refused(Problem("papers.wording_changed"))
    wrong = why_not_adopted(base, paper_wording.texts)
    if wrong:
        raise Unusable(wrong)
    last = PaperWording._base_manager.filter(kind=paper_wording.kind).aggregate(most=Max("version"))["most"]
    paper_wording.state, paper_wording.version = WordingState.ADOPTED, (last or 0) + 1
    paper_wording.adopted_on, paper_wording.adopted_by_id, paper_wording.from_on = ctx.today, ctx.actor, effective_on
    paper_wording.save(update_fields=["state", "version", "adopted_on", "adopted_by", "from_on"])


@action("paper_wording.end", words="停用本县文书措辞", english="End the county's wording of a paper")
def end_wording(ctx: Context, *, paper_wording: PaperWording, reason: Line) -> None:
    """Make papers from the file's own words again, from today on. Raises Refused for what is not adopted.

    What it had taken the place of ends with it, unless it has not begun itself.
    """
    if paper_wording.state != WordingState.ADOPTED:
        raise Refused(Problem("papers.wording_not_adopted"))
    ended = [paper_wording]
    if paper_wording.from_on is not None and paper_wording.from_on <= ctx.today:
        adopted = PaperWording._base_manager.filter(kind=paper_wording.kind, state=WordingState.ADOPTED)
        ended += adopted.filter(version__lt=paper_wording.version, from_on__lte=paper_wording.from_on)
    for row in ended:
        row.state, row.ended_on, row.ended_by_id, row.reason = WordingState.ENDED, ctx.today, ctx.actor, reason
        row.save(update_fields=["state", "ended_on", "ended_by", "reason"])


def has_written(row: PaperWording, actor: UUID | None) -> bool:
    """Whether somebody has written in a wording."""
    return row.drafted_by_id == actor or str(actor) in row.written_by


def _expect_draft(row: PaperWording) -> None:
    if row.state != WordingState.DRAFT:
        raise Refused(Problem("papers.wording_adopted"))
