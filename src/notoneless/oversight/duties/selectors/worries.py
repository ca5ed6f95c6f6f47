"""What is wrong with the reckoning itself: that it did not run, and which plans it had to leave out or would refuse today."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.duties.rules.owing import LeftOut, World, reckoned
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.oversight.duties.selectors.facts import world

_OLD = timedelta(days=1)


def worries(ctx: Context, language: Literal["zh", "en"], last: datetime | None) -> list[str]:
    """Sentences for whoever sees the duties of the whole county: nothing for others, who could do nothing about it.

    `last`: when everything was reckoned last.
    """
    county = Unit._base_manager.filter(pk__in=ctx.units_for(READ_DUTY), parent=None)
    if not county.exists():
        return []
    found = []
    if (last is None or ctx.at - last > _OLD) and DutyRow._base_manager.exists():
        found.append(sentence(Problem("duties.not_reckoned"), language))
    base = _today(ctx)
    refused = [each for each in base.bindings if each.faults and each.binds(ctx.today)]
    out = left_out(ctx, base)
    concerned = {each.unit for each in refused} | {left.unit for left in out}
    names = dict(Unit._base_manager.filter(pk__in=concerned).values_list("pk", "name"))
    for each in refused:
        told: dict[str, str | int | Problem] = {"unit": names[each.unit], "plan": each.plan.key}
        told |= {"why": each.faults[0].problem, "number": len(each.faults)}
        found.append(sentence(Problem("duties.plan_refused", told), language))
    for left in out:
        told = {"unit": names[left.unit], "plan": left.plan, "why": sentence(left.why, language)}
        found.append(sentence(Problem("duties.plan_left_out", told), language))
    return found


def left_out(ctx: Context, base: World | None = None) -> tuple[LeftOut, ...]:
    """The plans that what is reckoned today leaves out. By itself it shows nobody anything. `base`: what is reckoned from."""
    return reckoned(base or _today(ctx), ctx.today, ctx.today).left_out


def _today(ctx: Context) -> World:
    """What today is reckoned from. What happened is not asked for: whether plans can be counted with does not hang upon it."""
    return replace(world(ctx.today, ctx.today), happened=lambda _: ())
