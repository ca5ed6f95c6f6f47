"""What is refused of a file and a placement, each with the sentence that says why."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from notoneless.casework.special_education.rules.kinds import Decided, Learns
from notoneless.kernel.problems import Problem

LONGEST = 3 * 366
"""Days of an agreement; more is a slip of the pen: nobody promises beyond a stage of school."""

FURTHEST = 366
"""Days; an entry about a day further away is a slip of the pen."""


def why_not_day(on: date, born_on: date | None, today: date) -> Problem | None:
    """Why something cannot have been on a day: it is to come, before birth, or too long ago to be a fact of this school."""
    if on > today:
        return Problem("special_education.to_come", {"day": on.isoformat()})
    if born_on is not None and on < born_on:
        return Problem("special_education.before_birth", {"day": born_on.isoformat()})
    return (
        None
        if on >= today - timedelta(days=FURTHEST)
        else Problem("special_education.too_long_ago", {"day": on.isoformat()})
    )


def why_not_assessed(experts: Sequence[str], domains: Sequence[tuple[str, str]]) -> Problem | None:
    """Why a needs assessment is none: experts are named, and each domain has its own finding."""
    if not experts:
        return Problem("special_education.no_experts")
    if not domains or any(not name or not finding for name, finding in domains):
        return Problem("special_education.no_domains")
    twice = next(
        (name for place, (name, _) in enumerate(domains) if name in {each for each, _ in domains[:place]}), None
    )
    return Problem("special_education.domain_twice", {"domain": twice}) if twice else None


def why_not_experts(named: Sequence[str], appointed: Sequence[str], least: int) -> Problem | None:
    """Why these may not assess a child: too few of them, or one who does not sit in the committee, where there is one.

    `named`: a line each, the name before its first blank.
    """
    if len(set(named)) < least:
        return Problem("special_education.too_few_experts", {"needed": least, "named": len(set(named))})
    strange = next((each for each in named if appointed and each.split()[0] not in appointed), None)
    return Problem("special_education.strange_expert", {"name": strange}) if strange else None


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that say something."""
    return tuple(each for each in (line.strip() for line in text.splitlines()) if each)


def domains_of(text: str) -> tuple[tuple[str, str], ...]:
    """The findings by domain: a line each, the domain before a colon."""
    found = []
    for line in lines_of(text):
        name, _, finding = line.replace("：", ":").partition(":")
        found.append((name.strip(), finding.strip()))
    return tuple(found)


def why_not_proposed(is_assessed: bool, waiting: bool, offered: Collection[Learns], learns: Learns) -> Problem | None:
    """Why a placement may not be put forward: nobody has assessed the child, one waits already, the plan knows it not."""
    if not is_assessed:
        return Problem("special_education.not_assessed")
    if waiting:
        return Problem("special_education.waits_already")
    return None if learns in offered else Problem("special_education.not_offered")


def why_not_decided(decided: Decided, is_own: bool, as_seen: bool) -> Problem | None:
    """Why a placement may not be decided: it was already, whoever decides has put it forward, or saw something else."""
    if decided is not Decided.PROPOSED:
        return Problem("special_education.decided_already")
    if is_own:
        return Problem("special_education.own_proposal")
    return None if as_seen else Problem("special_education.changed_since")


def why_not_agreed(learns: Learns | None, about: Learns, on: date, until_on: date, has_paper: bool) -> Problem | None:
    """Why an agreement cannot stand: the child is placed otherwise, it ends before it begins or beyond some years, or nobody
    has signed anything."""
    if learns is not about:
        return Problem(f"special_education.not_{about}")
    if not 0 < (until_on - on).days <= LONGEST:
        return Problem("special_education.until_when", {"day": on.isoformat()})
    return None if has_paper else Problem("special_education.unsigned")


def why_not_reviewed(review_on: date, today: date, last: date) -> Problem | None:
    """Why a programme may not be looked at again on a day; None where it may: after today, by the last day of the term."""
    return None if today < review_on <= last else Problem("special_education.review_day", {"last": last.isoformat()})
