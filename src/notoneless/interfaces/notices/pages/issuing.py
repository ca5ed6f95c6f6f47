"""The form that issues notices: for one child, or for all of a school or township to whom none stands, at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.notices.selectors.errands import KINDS, Lacking, issuing_units, lacking_notice
from notoneless.casework.notices.selectors.knowing import most_days
from notoneless.casework.notices.services import issue_notice
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import Guardian
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.forming import FormField
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.notices.pages.wording import told
from notoneless.kernel.problems import NotonelessError, Problem, sentence


@dataclass(frozen=True, slots=True)
class Choice:
    """A child that may be ticked, with its guardians; `guardian`: the one chosen; `address`: what was typed as its home."""

    child: Lacking
    guardians: tuple[tuple[UUID, str], ...]
    guardian: str
    is_ticked: bool
    address: str


@page({"GET": issue_notice.code, "POST": issue_notice.code})
def issuing(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Who has dropped out without a notice, and its sending for those ticked. `child`: the one to tick alone."""
    row = next((each for each in issuing_units(ctx) if each.pk == unit), None)
    if row is None:
        raise Unusable(Problem("notices.no_competence")) if _is_seen(ctx, unit) else NotFound
    lacking = lacking_notice(ctx, issue_notice.code, unit, KINDS[UnitKind(row.kind)])
    if request.method != "POST":
        alone = request.GET.get("child", "")
        ticked = frozenset(str(each.child) for each in lacking if alone in ("", str(each.child)))
        return _form(ctx, row, lacking, ticked, _given(ctx, row))
    ticked, given = (
        frozenset(request.POST.getlist("children")),
        {name: str(text) for name, text in request.POST.items()},
    )
    chosen = [each for each in lacking if str(each.child) in ticked]
    if not chosen:
        return _form(ctx, row, lacking, ticked, given, Refused(Problem("notices.nobody_chosen")))
    refusals = [_issued(ctx, request, row, each, given) for each in chosen]
    first = next((each for each in refusals if each is not None), None)
    issued = refusals.count(None)
    if first is not None and not issued:
        return _form(ctx, row, lacking, ticked, given, first)
    if first is not None:
        words = sentence(first.told, language_of())
        messages.warning(request, told("notices.some_refused", count=len(chosen) - issued, first=words))
    messages.success(request, told("notices.issued", count=issued))
    return Went("notices")


def _is_seen(ctx: Context, unit: UUID) -> bool:
    return visible_to(ctx, issue_notice.code, Unit).filter(pk=unit).exists()


def _given(ctx: Context, unit: Unit) -> dict[str, str]:
    """What stands in the form at first: the last school day that a plan lets, or else a week on, and one's own name."""
    most = most_days(unit.pk, ctx.today) or _A_WEEK
    calendar = load_calendar(ctx.today, ctx.today)
    days = calendar.school_days(ctx.today, ctx.today.fromordinal(ctx.today.toordinal() + most))
    own = Account._base_manager.filter(pk=ctx.actor).values_list("name", flat=True).first() if ctx.actor else None
    until = days[-1].isoformat() if days and days[-1] > ctx.today else ""
    return {"until": until, "ask_at": own or ""}


_A_WEEK = 7
"""Days until the last one that the form offers where no plan says."""


def _issued(
    ctx: Context, request: HttpRequest, unit: Unit, lacking: Lacking, given: Mapping[str, str]
) -> NotonelessError | None:
    """Issue one notice, whole or not at all; why it was refused, if it was."""
    child = lacking.child
    guardian = given.get(f"guardian-{child}", "")
    if not guardian:
        return Refused(Problem("notices.no_guardian", {"name": lacking.name}))
    acting = with_form(ctx, request).within(f"child/{child}")
    try:
        with transaction.atomic():
            issue_notice(
                acting,
                child=child,
                unit=unit.pk,
                guardian=guardian,
                until=given.get("until", ""),
                ask_at=given.get("ask_at", ""),
                address=given.get(f"address-{child}", "").strip() or None,
            )
    except NotFound:
        raise
    except Refused as refusal:
        noted(ctx, refusal, Attempted(issue_notice.code, {}))
        return refusal
    return None


def _form(
    ctx: Context,
    unit: Unit,
    lacking: tuple[Lacking, ...],
    ticked: frozenset[str],
    given: Mapping[str, str],
    refusal: NotonelessError | None = None,
) -> Answer:
    most = most_days(unit.pk, ctx.today)
    hint = gettext("方案规定最多 %(days)s 天，要是上课日") % {"days": most} if most else gettext("要是上课日")
    fields = [
        FormField("until", gettext("哪天以前返校"), "date", given.get("until", ""), hint=hint),
        FormField("ask_at", told("parameter.ask_at"), "text", given.get("ask_at", ""), hint=gettext("印在通知书上")),
    ]
    values = {
        "title": told(f"notices.kind_{KINDS[UnitKind(unit.kind)]}"),
        "unit": unit,
        "fields": fields,
        "choices": _choices(ctx, lacking, ticked, given),
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
        "back": reverse("notices"),
    }
    return Shown("notices/issue.html", values, 422 if refusal else 200)


def _choices(
    ctx: Context, lacking: tuple[Lacking, ...], ticked: frozenset[str], given: Mapping[str, str]
) -> list[Choice]:
    rows = visible_to(ctx, issue_notice.code, Guardian).filter(child_id__in=[each.child for each in lacking])
    known: dict[UUID, list[tuple[UUID, str]]] = {}
    for pk, child, name, relation in rows.order_by("id").values_list("pk", "child_id", "name", "relation"):
        known.setdefault(child, []).append((pk, f"{name}（{relation}）"))
    found = []
    for each in lacking:
        guardians = tuple(known.get(each.child, ()))
        first = str(guardians[0][0]) if guardians else ""
        chosen = given.get(f"guardian-{each.child}", first)
        is_ticked, address = str(each.child) in ticked and bool(guardians), given.get(f"address-{each.child}", "")
        found.append(Choice(each, guardians, chosen, is_ticked, address))
    return found


ROUTES = [route("notices/issue/<uuid:unit>/", issuing, "notice_issue")]
