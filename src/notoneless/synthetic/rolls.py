"""The two rolls as careful clerks would write them: the county's own, and that of its children schooled elsewhere."""

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from notoneless.synthetic import rates
from notoneless.synthetic.arrays import Bools, Bytes, Ints
from notoneless.synthetic.household import adult_names, chosen, copies, identity, row_keys, with_copies
from notoneless.synthetic.marks import Marks, bit
from notoneless.synthetic.people import People, make_phones
from notoneless.synthetic.places import CITIES, CITY_SCHOOLS, VILLAGE_VARIANTS, County
from notoneless.synthetic.resident_numbers import to_arrow
from notoneless.synthetic.schooling import GRADE_NAMES, Schooling, make_classes, make_schools
from notoneless.synthetic.sheet import NO_ROW, Entries, Sheet, arrange, row_of

_SECOND_SCHOOL: Final = 0.55  # of the copies in the county's roll


def school_sheet(rng: np.random.Generator, county: County, people: People, schooling: Schooling) -> Sheet:
    """The county's roll by school, grade and class; more than half of its copies stand at a second school."""
    pupils = np.flatnonzero(schooling.on_roll)
    copied = copies(rng, len(pupils), rates.ROLL_COPIES)
    person, copy_of = with_copies(pupils, copied)
    grade = schooling.grade[person]
    school = schooling.school[person]
    moved = np.flatnonzero((copy_of != NO_ROW) & (rng.random(len(person)) < _SECOND_SCHOOL))
    strangers = rng.integers(0, len(county.villages), len(moved))
    school[moved] = make_schools(rng, county, strangers, grade[moved])
    room = make_classes(rng, school, grade)
    place = (school * 16 + grade) * 1024 + room
    entries, order = arrange(person, place, copy_of, (rng.random(len(person)), place))
    columns, marks = _pupil_columns(rng, county, people, entries)
    columns = {
        "sid": row_keys("S", len(order)),
        **identity(people, entries.person, "digits"),
        "student_no": to_arrow(_student_numbers(rng, people, entries, marks)),
        "school": chosen(county.schools, school[order]),
        "grade": chosen(GRADE_NAMES, grade[order] - 1),
        "class": chosen([f"{n}班" for n in range(int(room.max(initial=0)) + 1)], room[order]),
        **columns,
    }
    return Sheet("school", "digits", entries.person, entries.original, row_of(entries, len(people)), columns, marks)


def _student_numbers(rng: np.random.Generator, people: People, entries: Entries, marks: Marks) -> Bytes:
    """G and the ID number; for some pupils not verified yet L, area, birth date and four random digits."""
    numbers = people.numbers[entries.person]
    temporary = rng.random(len(numbers)) < rates.STUDENT_NUMBER_TEMPORARY
    marks[temporary] |= bit("student_no.temporary")
    out = np.empty((len(numbers), 19), np.uint8)
    out[:, 0] = np.where(temporary, ord("L"), ord("G"))
    out[:, 1:] = numbers
    out[temporary, 15:] = rng.integers(48, 58, (np.count_nonzero(temporary), 4))
    return out


def _pupil_columns(
    rng: np.random.Generator, county: County, people: People, entries: Entries
) -> tuple[dict[str, pa.Array], Marks]:
    """Guardian, phone and home as a roll has them; a copy says what its original says."""
    source = np.where(entries.original == NO_ROW, np.arange(len(entries.person)), entries.original)
    family = people.family[entries.person]
    homes = people.families
    size = len(family)
    usual = homes.guardian[family]
    other = rng.choice(4, size, p=rates.HOUSEHOLD_GUARDIAN)
    who = np.where(
        rng.random(size) < rates.SAME_GUARDIAN, usual, np.where(other == usual, 1 - np.minimum(usual, 1), other)
    )[source]
    phone, marks = _phones(rng, people, entries, who, source)
    marks |= _marked(who != usual, "guardian.other") | _marked(
        (who != usual) & (np.maximum(who, usual) > 1), "guardian.grandparent"
    )
    variant = rng.choice(VILLAGE_VARIANTS, size, p=rates.VILLAGE_SPELLING)[source]
    village = homes.village[family]
    marks |= _marked((variant > 0) & (variant < VILLAGE_VARIANTS - 1), "village.spelling")
    marks |= _marked(variant == VILLAGE_VARIANTS - 1, "village.missing")
    return {
        "guardian_name": adult_names(people, family, who),
        "phone": phone,
        "township": chosen(county.townships, county.village_township[village]),
        "village": chosen(county.village_texts(VILLAGE_VARIANTS), village * VILLAGE_VARIANTS + variant),
    }, marks


def _marked(where: Bools, name: str) -> Marks:
    return np.where(where, bit(name), np.uint64(0))


def _phones(
    rng: np.random.Generator, people: People, entries: Entries, who: Ints, source: Ints
) -> tuple[pa.Array, Marks]:
    """The phone each roll row has: the guardian's, the other guardian's, a new one, the teacher's, or none."""
    family = people.family[entries.person]
    size = len(family)
    homes = people.families
    usual = homes.guardian[family]
    whose = np.where(rng.random(size) < rates.PHONE_OF_FIRST_GUARDIAN, usual, who)[source]
    draw = rng.random(size)[source]
    changed = draw < rates.PHONE_CHANGED
    teacher = ~changed & (draw < rates.PHONE_CHANGED + rates.PHONE_OF_TEACHER)
    missing = draw > 1 - rates.PHONE_MISSING
    fresh = make_phones(rng, size)[source]
    rooms, room = np.unique(entries.place, return_inverse=True)
    teachers = make_phones(rng, len(rooms))
    number = np.where(changed, fresh, np.where(teacher, teachers[room], homes.phones[family, whose]))
    marks = _marked(changed, "phone.changed") | _marked(teacher, "phone.teacher") | _marked(missing, "phone.missing")
    marks |= _marked((whose != usual) & ~changed & ~teacher & ~missing, "phone.other_person")
    return pc.if_else(pa.array(missing), pa.scalar(None, pa.string()), pc.cast(pa.array(number), pa.string())), marks


def elsewhere_sheet(rng: np.random.Generator, county: County, people: People, schooling: Schooling) -> Sheet:
    """Children of the county schooled elsewhere, by city and school, with some who moved away for good."""
    pupils = np.flatnonzero(schooling.on_elsewhere)
    person, copy_of = with_copies(pupils, copies(rng, len(pupils), rates.ROLL_COPIES))
    family_city = rng.integers(0, len(CITIES), len(people.families))
    city = family_city[people.family[person]]
    away = copy_of != NO_ROW
    city[away] = rng.integers(0, len(CITIES), np.count_nonzero(away))
    half = len(CITY_SCHOOLS) // 2
    place = (
        city * len(CITY_SCHOOLS) + rng.integers(0, half, len(person)) + np.where(schooling.grade[person] > 6, half, 0)
    )
    entries, _ = arrange(person, place, copy_of, (rng.random(len(person)), place))
    columns, marks = _pupil_columns(rng, county, people, entries)
    marks &= ~(bit("village.spelling") | bit("village.missing"))
    columns = {
        "eid": row_keys("E", len(person)),
        **identity(people, entries.person, "slashes"),
        "school": chosen(CITY_SCHOOLS, entries.place % len(CITY_SCHOOLS)),
        "school_county": chosen(CITIES, entries.place // len(CITY_SCHOOLS)),
        "guardian_name": columns["guardian_name"],
        "phone": columns["phone"],
    }
    return Sheet("elsewhere", "slashes", entries.person, entries.original, row_of(entries, len(people)), columns, marks)
