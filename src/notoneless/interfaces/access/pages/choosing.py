"""Choosing a unit or an account in a form: typed by name or code, suggested while typing, and with no script all the same.

A county has thousands of units. What is typed must name one in full; where it names several, or a part of some, nothing is
done and the form comes back with what it may mean.
"""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound, Unusable
from notoneless.foundation.access.selectors import (
    READ_ACCOUNT,
    READ_UNIT,
    UnitChoice,
    accounts_meant,
    unit_choices,
    units,
    units_meant,
)
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.kernel.problems import Problem

MOST = 20
"""Suggestions shown at once; more words narrow them."""

LONGEST = 200
"""Characters of what is typed."""


class Unclear(Unusable):
    """What was typed names no unit, or may mean several: `choices`."""

    def __init__(self, problem: Problem, choices: Sequence[UnitChoice] = ()) -> None:
        super().__init__(problem)
        self.choices = tuple(choices)


def unit_typed(ctx: Context, request: HttpRequest, field: str = "unit") -> UUID:
    """The unit that a form names. Raises Unclear where it is none, or may be several; Unusable where nothing was typed."""
    text = (request.POST.get(f"{field}_chosen") or request.POST.get(field, ""))[:LONGEST].strip()
    if not text:
        raise Unusable(Problem("access.missing_parameter", {"name": Problem(f"parameter.{field}")}))
    meant = units_meant(ctx, text, MOST)
    if len(meant) == 1:
        return meant[0].id
    choices = meant or unit_choices(ctx, text, MOST)
    raise Unclear(Problem("access.which_unit" if choices else "access.no_such_unit", {"text": text}), choices)


def county_in_reach(ctx: Context) -> UUID:
    """The county, for whoever has it in reach. Raises NotFound for anybody else."""
    county = units(ctx).filter(parent__isnull=True).values_list("pk", flat=True).first()
    if county is None:
        raise NotFound
    return county


def account_typed(ctx: Context, request: HttpRequest) -> Account:
    """The account that a form names, recorded where several are looked at. Raises Unusable where it is not one."""
    text = request.POST.get("account", "")[:LONGEST].strip()
    if not text:
        raise Unusable(Problem("access.missing_parameter", {"name": Problem("parameter.account")}))
    meant = accounts_meant(ctx, text, MOST)
    if len(meant) == 1:
        return meant[0]
    listed(ctx, READ_ACCOUNT, [each.pk for each in meant], {"meant": text})
    raise Unusable(Problem("access.which_account" if meant else "access.no_such_account", {"text": text}))


@page({"GET": READ_UNIT})
def suggest(ctx: Context, request: HttpRequest) -> Answer:
    """What the field for a unit suggests. Names of units are public, so nothing is recorded."""
    text = (request.GET.get("unit") or request.GET.get("from_unit", ""))[:LONGEST]
    return Shown("access/unit_options.html", {"choices": unit_choices(ctx, text, MOST) if text.strip() else []})


ROUTES = [route("units/suggest/", suggest, "unit_suggest")]
