"""Where a record of schooling elsewhere stands, and what a signed confirmation tells and refuses."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from notoneless.foundation.calendar.rules import usual_terms
from notoneless.kernel.calendar import Calendar, Span, SpanUnit, Term
from notoneless.kernel.problems import NotonelessError
from notoneless.kernel.sealing import fresh_ring
from notoneless.kernel.signing import fingerprint, is_signed, own_public_key, signed
from notoneless.policy.working_days import load_working_days
from notoneless.records.schooling_elsewhere.rules.confirmation import Confirmation, digest_of, is_of, read, written
from notoneless.records.schooling_elsewhere.rules.kinds import Said
from notoneless.records.schooling_elsewhere.rules.refusing import why_not_until
from notoneless.records.schooling_elsewhere.rules.settings import AwayNumbers
from notoneless.records.schooling_elsewhere.rules.standing import Confirmed, Contacted, Facts, State, standing

DAY = date(2026, 9, 1)
AT = datetime(2026, 9, 1, 2, tzinfo=UTC)
AUTUMN, SPRING = Term(2026, 1, DAY, date(2027, 1, 22)), Term(2026, 2, date(2027, 3, 1), date(2027, 7, 9))
CALENDAR = Calendar(load_working_days(), (AUTUMN, SPRING), {}, usual_terms(DAY))
NUMBERS = AwayNumbers(Span(1, SpanUnit.MONTH), Span(1, SpanUnit.MONTH), Span(30, SpanUnit.DAY), 3)
OPENED = Facts(DAY)
IN_AUTUMN = replace(OPENED, confirmed=(Confirmed(AUTUMN.last_day, AT),))


@pytest.mark.parametrize(
    ("facts", "day", "state", "due"),
    [
        (OPENED, DAY, "awaited", date(2026, 10, 1)),
        (OPENED, date(2026, 10, 1), "awaited", date(2026, 10, 1)),
        (OPENED, date(2026, 10, 2), "lapsed", date(2026, 10, 1)),
        (IN_AUTUMN, date(2026, 10, 2), "confirmed", date(2027, 3, 31)),
        (IN_AUTUMN, date(2027, 2, 28), "confirmed", date(2027, 3, 31)),
        (IN_AUTUMN, date(2027, 3, 1), "due", date(2027, 3, 31)),
        (IN_AUTUMN, date(2027, 3, 31), "due", date(2027, 3, 31)),
        (IN_AUTUMN, date(2027, 4, 1), "lapsed", date(2027, 3, 31)),
        (replace(IN_AUTUMN, ended_on=DAY), DAY, "ended", date(2027, 3, 31)),
    ],
)
def test_a_confirmation_holds_into_the_next_term_and_no_longer(facts: Facts, day: date, state: str, due: date) -> None:
    found = standing(facts, day, NUMBERS, CALENDAR)
    assert (found.state, found.due_on) == (state, due)


def test_what_the_family_says_ends_a_confirmation_until_somebody_says_otherwise() -> None:
    later, last = AT + timedelta(days=9), AT + timedelta(days=12)
    against = Contacted(later.date(), Said.NOT_ATTENDING, later)
    doubted = replace(IN_AUTUMN, contacts=(against,))
    assert standing(doubted, later.date(), NUMBERS, CALENDAR).state is State.DOUBTED
    back = replace(doubted, contacts=(against, Contacted(last.date(), Said.ATTENDING, last)))
    assert standing(back, last.date(), NUMBERS, CALENDAR).state is State.CONFIRMED
    confirmed = replace(doubted, confirmed=(*doubted.confirmed, Confirmed(AUTUMN.last_day, last)))
    assert standing(confirmed, last.date(), NUMBERS, CALENDAR).state is State.CONFIRMED


def test_a_family_that_was_not_reached_was_not_spoken_with() -> None:
    tried = replace(OPENED, contacts=(Contacted(date(2026, 9, 20), Said.NOT_REACHED, AT),))
    found = standing(tried, date(2026, 10, 2), NUMBERS, CALENDAR)
    assert (found.contact_by, found.is_contact_overdue(date(2026, 10, 1))) == (date(2026, 10, 1), False)
    assert found.is_contact_overdue(date(2026, 10, 2))
    reached = replace(OPENED, contacts=(Contacted(date(2026, 9, 20), Said.ATTENDING, AT),))
    assert standing(reached, date(2026, 10, 2), NUMBERS, CALENDAR).contact_by == date(2026, 10, 20)


RING = fresh_ring()
BORN = date(2017, 3, 4)
TOLD = Confirmation(
    serial=str(uuid4()),
    county="临江市河东区",
    key=fingerprint(own_public_key(RING)),
    school="河东实验小学",
    grade=3,
    class_name="三（2）班",
    since="2026-09-01",
    issued="2026-09-01",
    until="2027-01-22",
    salt="c2FsdA",
    who=digest_of("c2FsdA", "欧阳·小明", BORN),
)


def test_a_signed_confirmation_comes_back_as_it_was_and_names_nobody() -> None:
    text = written(TOLD, lambda content: signed(RING, content))
    found = read(f" {text[:40]}\n{text[40:]} ")
    assert found.told == TOLD
    assert is_signed(own_public_key(RING), found.content, found.signature)
    assert "欧阳" not in found.content.decode()
    assert "小明" not in found.content.decode()
    assert len(text) < 700, "a telephone reads the code off a sheet"
    assert is_of(found.told, "欧阳 小明", BORN)
    assert not is_of(found.told, "欧阳小明", date(2017, 3, 5))
    assert not is_of(found.told, "欧阳小亮", BORN)


def test_what_was_altered_or_signed_by_another_is_told() -> None:
    text = written(TOLD, lambda content: signed(RING, content))
    forged = written(replace(TOLD, until="2027-07-09"), lambda content: signed(fresh_ring(), content))
    found, other = read(text), read(forged)
    assert not is_signed(own_public_key(RING), other.content, found.signature), "the signature is of other content"
    assert not is_signed(own_public_key(RING), other.content, other.signature), "another has signed"


def is_told(altered: str) -> bool:
    """Whether a confirmation is refused: nobody can read it, or its signature is of other content."""
    try:
        found = read(altered)
    except NotonelessError as error:
        return error.told.code == "schooling_elsewhere.unreadable"
    return not is_signed(own_public_key(RING), found.content, found.signature)


def test_whichever_character_is_altered_the_confirmation_is_no_more() -> None:
    text = written(TOLD, lambda content: signed(RING, content))
    assert not is_told(text)
    for place, was in enumerate(text):
        for other in ("A" if was != "A" else "B", "-" if was != "-" else "_", "!", "", was + "*", chr(ord(was) + 1)):
            assert is_told(text[:place] + other + text[place + 1 :]), (place, other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NOO1",
        "NOO1." + "W1tb" * 350 + ".e30",  # nothing but opening brackets
        written(replace(TOLD, grade=70000), lambda _: b""),
        written(replace(TOLD, salt="é"), lambda _: b""),
        written(replace(TOLD, class_name="\0"), lambda _: b""),
        "NOO1.x.y",
        "NOO2.e30.e30",
        "NOO1.e30.e30",
        "NOO1." + "A" * 3000 + ".e30",
        written(replace(TOLD, serial="7"), lambda _: b""),
        written(replace(TOLD, until="soon"), lambda _: b""),
        written(replace(TOLD, grade="3"), lambda _: b""),  # type: ignore[arg-type]
        written(replace(TOLD, school="校" * 61), lambda _: b""),
    ],
)
def test_what_is_no_confirmation_is_refused(text: str) -> None:
    with pytest.raises(NotonelessError) as told:
        read(text)
    assert told.value.told.code == "schooling_elsewhere.unreadable"


@pytest.mark.parametrize(
    ("issued", "until", "code"),
    [
        (DAY, AUTUMN.last_day, ""),
        (DAY + timedelta(days=1), AUTUMN.last_day, "schooling_elsewhere.day_to_come"),
        (date(2026, 3, 2), date(2026, 7, 10), "schooling_elsewhere.expired"),
        (DAY, DAY + timedelta(days=400), "schooling_elsewhere.no_such_term"),
    ],
)
def test_a_confirmation_speaks_of_a_term(issued: date, until: date, code: str) -> None:
    found = why_not_until(issued, until, DAY)
    assert (found.code if found else "") == code
