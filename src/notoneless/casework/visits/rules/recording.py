"""What a record of a visit must say, and why one is refused: pure, each with its sentence."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from notoneless.casework.visits.rules.kinds import REACHED, Met, VisitKind
from notoneless.kernel.problems import Problem

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_DEGREES = re.compile(r"-?\d{1,3}(\.\d{1,8})?", re.ASCII)
_LATITUDE, _LONGITUDE = 90.0, 180.0
_AHEAD = timedelta(days=366)
"""How far ahead somebody may promise, plan or list: a school year; what is further off is a slip of the pen."""
_COARSE = 2
"""Decimals that are kept in the clear: about a kilometre, no more than the village tells."""


@dataclass(frozen=True, slots=True)
class Said:
    """A record as somebody entered it. Times are HH:MM, as in China; coordinates in degrees, or empty."""

    kind: VisitKind
    on: date
    met: Met
    begun_at: str = ""
    ended_at: str = ""
    address: str = ""
    is_at_home: bool = True
    latitude: str = ""
    longitude: str = ""
    reason: str = ""
    note: str = ""
    promise: str = ""
    promised_on: date | None = None
    next_step: str = ""
    signer: str = ""
    is_signed_on_paper: bool = False


def why_not(said: Said, today: date, known_address: str, born_on: date | None, since: date) -> Problem | None:
    """Why a record cannot stand; None where it can. `known_address`: that of the household, empty where none is known.

    `since`: the first day of which there are rules, `born_on`: the child's, as far as it is known.
    """
    if said.on > today:
        return Problem("visits.future", {"day": said.on.isoformat()})
    if said.on < since:
        return Problem("visits.too_early", {"day": said.on.isoformat(), "since": since.isoformat()})
    if born_on is not None and said.on < born_on:
        return Problem("visits.before_birth", {"day": said.on.isoformat()})
    return _when(said) or _where(said, known_address) or _what(said)


def why_not_made(kind: VisitKind, on: date, planned_on: date) -> Problem | None:
    """Why a record makes no planned visit; None for a visit to the home on or after the day on which it was planned."""
    if kind is not VisitKind.HOME:
        return Problem("visits.plan_needs_visit")
    if on < planned_on:
        return Problem("visits.before_plan", {"day": on.isoformat(), "planned": planned_on.isoformat()})
    return None


def too_far(day: date, today: date) -> Problem | None:
    """Why nobody can plan for a day so far ahead; None for a nearer one."""
    last = today + _AHEAD
    return Problem("visits.too_far", {"day": day.isoformat(), "last": last.isoformat()}) if day > last else None


def _when(said: Said) -> Problem | None:
    for clock in (said.begun_at, said.ended_at):
        if clock and time_of(clock) is None:
            return Problem("visits.no_time", {"time": clock})
    if said.ended_at and not said.begun_at:
        return Problem("visits.no_beginning")
    if said.ended_at and said.ended_at <= said.begun_at:
        return Problem("visits.ends_before")
    return None


def _where(said: Said, known_address: str) -> Problem | None:
    if said.is_at_home and not known_address:
        return Problem("visits.no_address")
    if not said.is_at_home and not said.address:
        return Problem("visits.no_place")
    if bool(said.latitude) != bool(said.longitude):
        return Problem("visits.half_position")
    if said.latitude and position_of(said.latitude, said.longitude) is None:
        return Problem("visits.no_position")
    return None


def _what(said: Said) -> Problem | None:
    if said.met in REACHED and not said.note:
        return Problem("visits.nothing_said")
    if said.promise and said.met not in REACHED:
        return Problem("visits.promise_of_nobody")
    if said.promised_on is not None and not said.promise:
        return Problem("visits.nothing_promised")
    if said.promised_on is not None and said.promised_on < said.on:
        return Problem("visits.promised_before", {"day": said.promised_on.isoformat()})
    if said.promised_on is not None and (problem := too_far(said.promised_on, said.on)) is not None:
        return problem
    if said.is_signed_on_paper and not said.signer:
        return Problem("visits.no_signer")
    return None


def time_of(clock: str) -> time | None:
    """A time of day from HH:MM; None for anything else."""
    found = _CLOCK.fullmatch(clock)
    return time(int(found[1]), int(found[2])) if found else None


def position_of(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Coordinates in degrees; None where they name no place on earth."""
    if not (_DEGREES.fullmatch(latitude) and _DEGREES.fullmatch(longitude)):
        return None
    north, east = float(latitude), float(longitude)
    return (north, east) if abs(north) <= _LATITUDE and abs(east) <= _LONGITUDE else None


def coarse(position: tuple[float, float] | None) -> str:
    """Coordinates rounded so far that they name a neighbourhood and no house; empty without any."""
    return "" if position is None else f"{position[0]:.{_COARSE}f} {position[1]:.{_COARSE}f}"
