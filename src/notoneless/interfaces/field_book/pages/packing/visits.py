"""The visits that whoever asks is to make, with what a record of one asks."""

from notoneless.casework.cases.rules.reasons import reasons_on
from notoneless.casework.cases.rules.standing import Step
from notoneless.casework.visits.rules.kinds import REACHED, Met, VisitKind
from notoneless.casework.visits.rules.settings import settings_on
from notoneless.casework.visits.selectors.mine import my_visits
from notoneless.casework.visits.selectors.reading import PlanLine
from notoneless.casework.visits.services import record_visit
from notoneless.foundation.access.context import Context
from notoneless.interfaces.field_book.pages.packing.wording import MOST, Field, Item, field, item, offered, told
from notoneless.interfaces.frame.pages import language_of

VISIT = record_visit.code


def visits_for(ctx: Context) -> list[Item]:
    """The children whom somebody is to visit, the first due first, each once. The list leaves an entry."""
    found: dict[str, Item] = {}
    for line in my_visits(ctx).planned:
        found.setdefault(str(line.child), _visit(ctx, line))
    return list(found.values())[:MOST]


def _visit(ctx: Context, line: PlanLine) -> Item:
    where = " ".join(each for each in (line.home, line.address) if each)
    return item(
        VISIT,
        {"child": str(line.child), "kind": VisitKind.HOME},
        line.name,
        where,
        _fields(ctx, bool(line.address)),
        line.due_on.isoformat(),
    )


def _fields(ctx: Context, has_home: bool) -> list[Field]:
    causes = [
        (each.code, each.zh if language_of() == "zh" else each.en)
        for each in reasons_on(ctx.today).serving(Step.VERIFY)
    ]
    names = ("photo", "second_photo", "third_photo")[: settings_on(ctx.today).photos]
    places = [("true", told("visits.at_home")), ("false", told("field_book.elsewhere"))]
    reached = sorted(REACHED)
    return [
        field("on", "date", "today", label=told("field_book.visited_on")),
        field("met", "select", options=offered("visits", "met", Met)),
        field("at_home", "select", "true" if has_home else "false", options=places if has_home else places[1:]),
        field("address", label=told("field_book.where"), when=("at_home", ("false",))),
        field("note", "textarea", optional=True, hint=told("field_book.sealed_words"), must=("met", reached)),
        field("reason", "select", options=causes, optional=True),
        field("promise", optional=True, when=("met", reached)),
        field("promised_on", "date", optional=True, when=("met", reached)),
        field("next_step", optional=True),
        field("companions", optional=True),
        *(field(name, "photo", optional=True) for name in names),
    ]
