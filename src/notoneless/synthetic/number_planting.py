"""Writes a person's wrong ID number into the roster that has it wrong, and the student number that goes with it."""

from random import Random
from typing import Protocol

from notoneless.kernel.resident_id import check_digit
from notoneless.synthetic import number_errors, rates
from notoneless.synthetic.calendar import spelled
from notoneless.synthetic.date_errors import one_part_off
from notoneless.synthetic.people import People
from notoneless.synthetic.places import County
from notoneless.synthetic.resident_numbers import spare_number
from notoneless.synthetic.sheet import Sheet


class Places(Protocol):
    """Where a person stands in the rosters."""

    def roll_row(self, person: int) -> tuple[Sheet, int] | None:
        """The row on a roll."""

    def household_row(self, person: int) -> tuple[Sheet, int] | None:
        """The household row."""


class NumberPlanter:
    """Knows everybody's true number; remembers which second numbers are given out."""

    def __init__(self, county: County, people: People, places: Places, draws: Random) -> None:
        self._county = county
        self._people = people
        self._places = places
        self._draws = draws
        self._second: set[str] = set()

    def plant(self, kind: str, person: int) -> None:
        """Write an error of class `kind`, such as "id.masked".

        Nothing happens where the side drawn has no row of this person.
        """
        if kind == "id.missing":
            self._leave_out(person)
            return
        household = kind == "id.second_registration" or self._draws.random() >= rates.ROLL_SIDE
        place = self._places.household_row(person) if household else self._places.roll_row(person)
        if place is None:
            return
        if kind == "id.second_registration":
            self.second_registration(*place, person)
        elif kind == "id.birth_part":
            self._wrong_birth(*place, person)
        elif kind == "id.twin":
            self._twins(*place, person, household)
        else:
            self._write(*place, person, self._wrong(kind, person), kind)

    def _number(self, person: int) -> str:
        number: str = self._people.numbers[person].tobytes().decode()
        return number

    def _wrong(self, kind: str, person: int) -> str:
        number = self._number(person)
        if kind == "id.sibling":
            return self._number(int(self._people.sibling[person]))
        if kind == "id.guardian":
            return number_errors.guardians(number, self._draws)
        slip = number_errors.NORMALISED.get(kind) or number_errors.HARD[kind]
        wrong = slip(number, self._draws)
        if wrong is None:
            raise ValueError(f"{kind} cannot befall this number")
        return wrong

    def _leave_out(self, person: int) -> None:
        draw = self._draws.random()
        both = draw < rates.MISSING_IN_BOTH
        in_household = both or draw < rates.MISSING_IN_BOTH + rates.MISSING_IN_HOUSEHOLD
        for place in (
            self._places.household_row(person) if in_household else None,
            self._places.roll_row(person) if both or not in_household else None,
        ):
            if place is not None:
                self._write(*place, person, None, "id.missing")

    def _twins(self, sheet: Sheet, row: int, person: int, household: bool) -> None:
        """The twin's number; half the time the twin got this child's in exchange."""
        twin = int(self._people.twin[person])
        self._write(sheet, row, person, self._number(twin), "id.twin")
        other = self._places.household_row(twin) if household else self._places.roll_row(twin)
        if other is not None and self._draws.random() < rates.SWAPPED_WITH_TWIN:
            self._write(*other, twin, self._number(person), "id.twin")

    def _wrong_birth(self, sheet: Sheet, row: int, person: int) -> None:
        """A wrong birth date, and an ID number made to fit it."""
        year, month, day = one_part_off(self._people.calendar.days[self._people.day[person]], self._draws)
        wrong = number_errors.with_birth(self._number(person), f"{year}{month:02d}{day:02d}", self._draws)
        self._write(sheet, row, person, wrong, "id.birth_part")
        sheet.write("dob", row, spelled(year, month, day, sheet.style), "dob.with_id")

    def second_registration(self, sheet: Sheet, row: int, person: int) -> None:
        """A second valid number from another registration, sometimes under another birth date."""
        day, days = int(self._people.day[person]), self._people.calendar.days
        if self._draws.random() < rates.SECOND_BIRTHDAY:
            other = self._draws.choice([d for d in range(max(0, day - 400), min(len(days), day + 400)) if d != day])
            day = other
            sheet.write("dob", row, spelled(days[day].year, days[day].month, days[day].day, sheet.style), "dob.with_id")
        area = 0 if self._draws.random() < 0.3 else self._draws.randrange(len(self._county.areas))
        male = bool(self._people.male[person])
        turn = self._draws.randrange(100)
        number = spare_number(self._county, area, day, male=male, turn=turn)
        while number in self._second:
            turn += 1
            number = spare_number(self._county, area, day, male=male, turn=turn)
        self._second.add(number)
        sheet.write("id_no", row, number, "id.second_registration")

    def _write(self, sheet: Sheet, row: int, person: int, wrong: str | None, kind: str) -> None:
        sheet.write("id_no", row, wrong, kind)
        if "student_no" in sheet.columns and kind not in number_errors.NORMALISED:
            self._spoil_student_number(sheet, row, person, None if kind == "id.placeholder" else wrong)

    def _spoil_student_number(self, sheet: Sheet, row: int, person: int, wrong: str | None) -> None:
        draw = self._draws.random()
        right = self._number(person)
        if draw < rates.STUDENT_NUMBER_KEPT:
            sheet.write("student_no", row, "G" + right)
        elif draw < rates.STUDENT_NUMBER_KEPT + rates.STUDENT_NUMBER_WRONG and wrong is not None and len(wrong) == 18:
            sheet.write("student_no", row, "L" + wrong)
        else:
            letter = "L" if wrong else "J"
            first17 = f"{right[:14]}{self._draws.randrange(1000):03d}"
            last = check_digit(first17) if letter == "J" else str(self._draws.randrange(10))
            sheet.write("student_no", row, letter + first17 + last, "student_no.temporary")
