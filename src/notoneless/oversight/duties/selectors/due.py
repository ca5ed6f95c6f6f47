"""Whether everything is to be reckoned again, and which months are to be sealed; for the program itself."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Min

from notoneless.foundation.access.context import Context
from notoneless.foundation.audit.models import Entry, Outcome
from notoneless.foundation.audit.rules import CHINA, day_of
from notoneless.kernel.calendar import last_day_of_month, month_after
from notoneless.kernel.identifiers import earliest
from notoneless.oversight.duties.models import DutyRow, SealedMonth
from notoneless.oversight.duties.rules.changing import BY_THE_HOUR, CHANGES
from notoneless.oversight.duties.rules.settings import sealed_from
from notoneless.oversight.duties.selectors.following import following

RECKON, SEAL = "duty.reckon", "duty.seal"
_UNDER_WAY = timedelta(seconds=50)
"""How long after its entry was made a change may still not be seen, because its transaction had not ended."""


_AN_HOUR = timedelta(hours=1)


def is_due(ctx: Context) -> bool:
    """Whether today was not reckoned yet, or something was done since by which duties are judged.

    Asked of the audit by the ids of entries, which are made when something is done, however long ago it was asked for.
    """
    last = last_reckoned(ctx)
    if last is None or day_of(last) != ctx.today:
        return True
    since = earliest(int((last - _UNDER_WAY).timestamp() * 1000))
    counting = CHANGES if ctx.at - last >= _AN_HOUR else CHANGES - BY_THE_HOUR
    return Entry.objects.filter(pk__gte=since, outcome=Outcome.DONE, action__in=counting).exists()


def last_reckoned(ctx: Context) -> datetime | None:
    """When everything was reckoned last, as far as that is not in the future of a clock that was set back."""
    rows = Entry.objects.filter(outcome=Outcome.DONE, action=RECKON, at__lte=ctx.at)
    return rows.order_by("-at").values_list("at", flat=True).first()


def months_to_seal(ctx: Context) -> Iterator[date]:
    """The first day of the next month to be sealed by itself: over for long enough, and reckoned on two days since it ended.

    One at a time, as what is sealed stays so: a clock that is far ahead for a while seals no year.
    """
    due = DutyRow._base_manager.filter(sealed__isnull=True, due_on__lt=ctx.today.replace(day=1))
    for day in due.exclude(due_on__lte=_sealed_until()).order_by("due_on").values_list("due_on", flat=True)[:1]:
        first = day.replace(day=1)
        if ctx.today >= sealed_from(first, following(ctx.today)) and _reckoned_twice(ctx, month_after(first)):
            yield first


def _sealed_until() -> date:
    last = SealedMonth._base_manager.aggregate(last=Max("month"))["last"]
    return last_day_of_month(last) if last else date.min


def _reckoned_twice(ctx: Context, since: date) -> bool:
    """Whether everything was reckoned on at least two days from a day on."""
    begin = datetime.combine(since, time.min, CHINA)
    rows = Entry.objects.filter(outcome=Outcome.DONE, action=RECKON, at__gte=begin, at__lte=ctx.at)
    found = rows.aggregate(first=Min("at"), last=Max("at"))
    return found["first"] is not None and day_of(found["first"]) != day_of(found["last"])
