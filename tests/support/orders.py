"""Stories of rosters: which there are, in which order they come, and where the working out stops in between."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from hypothesis import strategies as st

from notoneless.records.golden.models import WorkingOut
from notoneless.records.golden.services import apply_steps, begin_working_out
from notoneless.records.rosters.services import withdraw_roster
from support.county import DAY, County, made_up_id
from support.databases import the
from support.golden import children_now
from support.rosters import adopt, sex_of

HOME = "姓名,性别,身份证号,乡镇,村,组,监护人姓名,与监护人关系,联系电话,家庭住址"
SCHOOL = "姓名,性别,身份证号,学籍号,学校,年级,班级,学籍状态"
NAMES = ("端木甲", "端木乙", "南宫丙", "南宫丁", "宇文戊", "宇文己")
PLACES = ("清溪镇,柳树村,一组", "清溪镇,柳树村,二组", "清溪镇,石桥村,", "高坪乡,远山村,一组")
ROOMS = ("三年级,1班,在读", "三年级,2班,在读", "三年级,1班,辍学")
UNITS = ("county", "town_a", "village_a")
MOST_DAYS = 3


@dataclass(frozen=True)
class Line:
    """One child in one roster: which, where, and in which spelling."""

    child: int
    place: int
    phone: int
    renamed: bool

    def home(self) -> str:
        """A line of a household roster."""
        name = NAMES[self.child] + ("改" if self.renamed else "")
        id_number = made_up_id(600 + self.child)
        family = f"{name[:2]}大山,父亲,1380000{self.phone:04},老屋{self.child // 2}号"
        return f"{name},{sex_of(600 + self.child)},{id_number},{PLACES[self.place % len(PLACES)]},{family}"

    def school(self) -> str:
        """A line of a school roster."""
        name = NAMES[self.child] + ("改" if self.renamed else "")
        id_number = made_up_id(600 + self.child)
        room = ROOMS[self.place % len(ROOMS)]
        return f"{name},{sex_of(600 + self.child)},{id_number},G{id_number},清溪镇中心小学,{room}"


@dataclass(frozen=True)
class Listed:
    """One roster: of a kind, for a unit, as of a day, with its lines; and how the working out after it goes.

    `portion`: children written in one transaction, 0 for no working out; `stops_after`: portions, then the next roster comes.
    """

    kind: str
    unit: str
    day: int
    lines: tuple[Line, ...]
    portion: int = 100
    stops_after: int | None = None


@dataclass(frozen=True)
class Story:
    """The rosters of one story; no two of a kind, unit and day."""

    rosters: tuple[Listed, ...]

    def straight(self) -> tuple[Listed, ...]:
        """All of them, then one working out."""
        return tuple(replace(each, portion=0) for each in self.rosters)

    def shuffled(self) -> st.SearchStrategy[tuple[Listed, ...]]:
        """In another order, with workings out in any portions between, some of them stopped."""
        ways = st.tuples(st.sampled_from([0, 1, 2, 3, 100]), st.sampled_from([None, None, 0, 1, 2]))
        count = len(self.rosters)
        drawn = st.tuples(st.permutations(self.rosters), st.lists(ways, min_size=count, max_size=count))
        return drawn.map(
            lambda pair: tuple(
                replace(each, portion=portion, stops_after=stop)
                for each, (portion, stop) in zip(pair[0], pair[1], strict=True)
            )
        )


def stories() -> st.SearchStrategy[Story]:
    """Any story of up to four rosters."""
    line = st.builds(Line, st.integers(0, 5), st.integers(0, 3), st.integers(1, 2), st.booleans())
    lines = st.lists(line, min_size=1, max_size=5, unique_by=lambda each: each.child).map(tuple)
    kinds = st.sampled_from(["household", "school"])
    listed = st.builds(Listed, kinds, st.sampled_from(UNITS), st.integers(0, MOST_DAYS), lines)
    unique = st.lists(listed, min_size=1, max_size=4, unique_by=lambda each: (each.kind, each.unit, each.day))
    return unique.map(lambda rosters: Story(tuple(rosters)))


def follow(county: County, rosters: Sequence[Listed]) -> list[UUID]:
    """Adopt rosters one after another, working out as each says, and at the end to the end; their ids."""
    made = []
    for each in rosters:
        header, lines = (
            (HOME, [line.home() for line in each.lines])
            if each.kind == "household"
            else (SCHOOL, [line.school() for line in each.lines])
        )
        day = DAY + timedelta(days=each.day)
        made.append(adopt(county, each.kind, header, lines, as_of=day, unit=county.units[each.unit]))
        county.time.pass_by(minutes=1)
        if each.portion:
            _work(county, each.portion, each.stops_after)
    children_now(county)
    return made


def _work(county: County, portion: int, stops_after: int | None) -> None:
    if stops_after is None:
        children_now(county, together=portion)
        return
    run = begin_working_out(county.ctx("陈局长"), unit=county.units["county"])
    for _ in range(stops_after):
        if not the(WorkingOut, pk=run).is_whole:
            apply_steps(county.ctx("陈局长"), run=run, most=portion)


def undone(county: County, *rosters: UUID) -> None:
    """Take rosters back, and work out."""
    for roster in rosters:
        withdraw_roster(county.ctx("陈局长"), roster=roster, reason="撤回")
    county.time.pass_by(minutes=1)
    children_now(county)
