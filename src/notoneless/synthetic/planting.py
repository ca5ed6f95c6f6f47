"""Plants the errors: decides who suffers which, and writes them into the rosters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

import numpy as np
import pyarrow.compute as pc

from notoneless.synthetic import name_errors, number_errors, rates
from notoneless.synthetic.arrays import Bools, Ints
from notoneless.synthetic.characters import RARE
from notoneless.synthetic.date_errors import altered_date
from notoneless.synthetic.number_planting import NumberPlanter
from notoneless.synthetic.people import RESIDENT, People
from notoneless.synthetic.places import County
from notoneless.synthetic.row_shifts import shift_rows
from notoneless.synthetic.sheet import NO_ROW, Sheet


@dataclass(frozen=True)
class Rosters:
    """The three sheets of one demonstration."""

    household: Sheet
    school: Sheet
    elsewhere: Sheet

    def __iter__(self) -> Iterator[Sheet]:
        return iter((self.household, self.school, self.elsewhere))

    def roll_row(self, person: int) -> tuple[Sheet, int] | None:
        """The row of a person on the county's roll or else on the elsewhere roster."""
        for sheet in (self.school, self.elsewhere):
            if sheet.row_of[person] != NO_ROW:
                return sheet, int(sheet.row_of[person])
        return None

    def household_row(self, person: int) -> tuple[Sheet, int] | None:
        """The household row of a person."""
        row = int(self.household.row_of[person])
        return None if row == NO_ROW else (self.household, row)


def plant(seed: int, county: County, people: People, rosters: Rosters, error_factor: float) -> None:
    """Write all errors into the rosters. Deterministic in `seed`; the clean rosters do not depend on `error_factor`."""
    rng = np.random.default_rng([seed, 100])
    draws = Random(f"{seed}:slips")
    # Only those with a row anywhere, so that the shares are shares of rows.
    present = np.logical_or.reduce([sheet.row_of != NO_ROW for sheet in rosters])
    shifted = shift_rows(
        rng, rosters.school, _quota(rng, present, error_factor * rates.HARD * dict(rates.HARD_SHARES)["id.row_shift"])
    )
    numbers = NumberPlanter(county, people, rosters, draws)
    slips = _allot(rng, people, present & ~shifted, error_factor)
    hard = shifted
    for kind, persons in slips:
        for person in persons.tolist():
            numbers.plant(kind, person)
        if kind in dict(rates.HARD_SHARES):
            hard[persons] = True
    _plant_details(rng, draws, people, rosters, hard, error_factor)
    _plant_guardians(rng, draws, rosters)
    for sheet in rosters:
        sheet.pass_on_to_copies()
        _plant_copies(draws, sheet, numbers, error_factor)


def _quota(rng: np.random.Generator, present: Bools, share: float) -> int:
    """That share of the people, the fraction left to chance, so that small rosters are not without errors."""
    return int(np.floor(np.count_nonzero(present) * share + rng.random()))


def _allot(rng: np.random.Generator, people: People, free: Bools, factor: float) -> Iterator[tuple[str, Ints]]:
    """Each class of wrong ID with the people who get it; nobody gets two."""
    able = {
        "id.twin": people.twin >= 0,
        "id.sibling": people.sibling >= 0,
        "id.lower_x": people.numbers[:, 17] == ord("X"),
        "id.second_registration": people.kind == RESIDENT,
    }
    total = np.ones(len(people), bool)
    free = free.copy()
    plan = [(kind, factor * rates.HARD * share) for kind, share in rates.HARD_SHARES if kind != "id.row_shift"]
    plan += [(kind, factor * rates.NORMALISED * share) for kind, share in rates.NORMALISED_SHARES]
    for kind, share in plan:
        candidates = np.flatnonzero(free & able.get(kind, total))
        persons = np.sort(rng.choice(candidates, min(_quota(rng, total, share), len(candidates)), replace=False))
        free[persons] = False
        yield kind, persons


def _plant_details(
    rng: np.random.Generator, draws: Random, people: People, rosters: Rosters, hard: Bools, factor: float
) -> None:
    """Wrong names, birth dates and sexes, oftener where the ID is wrong too."""

    def chosen(elsewise: float, on_hard: float) -> Iterable[int]:
        chance = np.where(hard, on_hard if factor else 0.0, elsewise * factor)
        return np.flatnonzero(rng.random(len(hard)) < chance).tolist()

    transcribed = people.families.adults.transcribed
    for person in chosen(rates.NAME_ELSEWISE, rates.NAME_ON_HARD):
        for sheet, row in _one_side(draws, rosters, person):
            _spoil_name(draws, sheet, row, transcribed=int(people.family[person]) in transcribed)
    for person in chosen(rates.BIRTH_ELSEWISE, rates.BIRTH_ON_HARD):
        for sheet, row in _one_side(draws, rosters, person):
            _spoil_birth(draws, sheet, row, people.calendar.days[people.day[person]])
    for person in chosen(rates.SEX_ELSEWISE, rates.SEX_ON_HARD):
        for sheet, row in _one_side(draws, rosters, person):
            sheet.write("sex", row, "女" if people.male[person] else "男", "sex.wrong")
    _plant_spellings(rng, draws, people, rosters)


def _one_side(draws: Random, rosters: Rosters, person: int) -> Iterator[tuple[Sheet, int]]:
    """The row to spoil: mostly the roll's; none where that side does not know the person."""
    place = rosters.roll_row(person) if draws.random() < rates.DETAIL_ROLL_SIDE else rosters.household_row(person)
    if place is not None:
        yield place


def _plant_spellings(rng: np.random.Generator, draws: Random, people: People, rosters: Rosters) -> None:
    """Rolls have their own way with dots, transcriptions, long names, and characters no keyboard has."""
    transcribed = np.zeros(len(people.families), bool)
    transcribed[list(people.families.adults.transcribed)] = True
    rare = pc.match_substring_regex(people.name, f"[{''.join(RARE)}]").to_numpy(zero_copy_only=False)
    for mine, fates in (
        (
            transcribed[people.family],
            {"name.respelt": rates.RESPELT, "name.truncated": rates.TRUNCATED, "name.dot": rates.DOT_OTHERWISE},
        ),
        (rare, {"name.rare_mark": rates.RARE_AS_MARK, "name.rare_pinyin": rates.RARE_AS_PINYIN}),
    ):
        persons = np.flatnonzero(mine)
        for kind, share in fates.items():
            for person in persons[rng.random(len(persons)) < share].tolist():
                place = rosters.roll_row(person)
                if place is not None:
                    _change_name(draws, *place, kind)


def _change_name(draws: Random, sheet: Sheet, row: int, kind: str) -> bool:
    name = sheet.read("name", row)
    changed = name and name_errors.BY_MARK[kind](name, draws)
    if not changed:
        return False
    sheet.write("name", row, changed, kind)
    return True


def _spoil_name(draws: Random, sheet: Sheet, row: int, *, transcribed: bool) -> None:
    """Write one wrong name, of the first class drawn that the name allows."""
    kinds, shares = zip(*rates.NAME_SHARES, strict=True)
    unfit = {"name.surname", "name.nickname", "name.swapped"} if transcribed else set()
    weights = [0.0 if kind in unfit else share for kind, share in zip(kinds, shares, strict=True)]
    for _ in range(20):
        if _change_name(draws, sheet, row, draws.choices(kinds, weights)[0]):
            return


def _spoil_birth(draws: Random, sheet: Sheet, row: int, day: date) -> None:
    if row in sheet.edits.get("dob", {}):
        return
    kinds, shares = zip(*rates.BIRTH_SHARES, strict=True)
    while True:
        kind = draws.choices(kinds, shares)[0]
        possible, cell = altered_date(kind, day, sheet.style, draws)
        if possible:
            sheet.write("dob", row, cell, kind)
            return


def _plant_guardians(rng: np.random.Generator, draws: Random, rosters: Rosters) -> None:
    """Guardians' names misspelt in the rolls."""
    for sheet in (rosters.school, rosters.elsewhere):
        for row in np.flatnonzero(rng.random(len(sheet)) < rates.GUARDIAN_MISSPELT).tolist():
            name = sheet.read("guardian_name", row) or ""
            slip = draws.choice(
                (name_errors.homophone, name_errors.homophone, name_errors.look_alike, name_errors.dialect)
            )
            changed = slip(name, draws)
            if changed:
                sheet.write("guardian_name", row, changed, "guardian.misspelt")


def _plant_copies(draws: Random, sheet: Sheet, numbers: NumberPlanter, factor: float) -> None:
    """Errors of copies themselves, and the second IDs of second registrations."""
    share = min(rates.COPY_SLIP * factor, 0.3)
    for row in sheet.copies():
        source = int(sheet.original[row])
        moved = sheet.kind == "household" and sheet.read("township", row) != sheet.read("township", source)
        if moved and draws.random() < rates.SECOND_ID * min(factor, 1.0):
            numbers.second_registration(sheet, row, int(sheet.person[row]))
            continue
        fate = draws.random()
        number = sheet.read("id_no", row)
        if fate < share:
            sheet.write("id_no", row, None, "id.missing")
        elif fate < 2 * share and number and len(number) == 18:
            sheet.write("id_no", row, number_errors.wrong_digit(number, draws), "id.wrong_digit")
        elif fate < 3 * share:
            _spoil_name(draws, sheet, row, transcribed=False)
