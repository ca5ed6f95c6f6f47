"""From scored pairs to links: best pairs first, one partner each, duplicates by a stricter rule, doubt to a person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from notoneless.linkage.compare import EVIDENCE, Scored
from notoneless.linkage.encode import Encoded, Population
from notoneless.linkage.joining import Joining
from notoneless.linkage.levels import Birth, Guardian, Identity, Name, Phone, Place, Sex
from notoneless.linkage.model import LinkSettings

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

_NAME, _BIRTH, _IDENTITY, _GUARDIAN, _PHONE, _PLACE, _SEX = (
    EVIDENCE.index(kind) for kind in ("name", "birth", "identity", "guardian", "phone", "place", "sex")
)
_OWN_ID = [
    Identity.EQUAL,
    Identity.CONFIRMED_EQUAL,
    Identity.BY_STUDENT_NUMBER,
    Identity.NEAR,
    Identity.PATTERN_WITH_END,
]
_TWO_IDS = [Identity.CONFLICT, Identity.CONFIRMED_CONFLICT, Identity.TWIN_CONFLICT, Identity.OFF_PATTERN]
_CLOSE_NAMES = np.isin(
    np.arange(len(Name)),
    [
        Name.EXACT,
        Name.DOT_APART,
        Name.SAME_SOUND,
        Name.NEAR_SOUND,
        Name.LOOK_ALIKE,
        Name.SWAPPED,
        Name.WILDCARD,
        Name.PINYIN,
        Name.SKELETON,
        Name.FORMER,
    ],
)
_OTHER_GUARDIANS = np.isin(np.arange(len(Guardian)), [Guardian.DIFFERENT, Guardian.SAME_SURNAME])
_KIN_NAMES = np.isin(np.arange(len(Name)), [Name.ONE_OTHER, Name.SURNAME_ONLY, Name.DIFFERENT])
_LOOSE_NAMES = np.isin(
    np.arange(len(Name)),
    [Name.NICKNAME, Name.TWO_SIMILAR, Name.DROPPED, Name.NEW_SURNAME, Name.NEAR_SKELETON, Name.SAME_GIVEN],
)


@dataclass(frozen=True, slots=True)
class Taken:
    """Which rows of either side have a partner; a row may get a second one when a roster holds the partner twice."""

    left: Bools
    right: Bools


def content_order(population: Population, left: Encoded, right: Encoded, pairs: Scored) -> npt.NDArray[np.intp]:
    """Best score first; equal scores by what the rows say, so that the order of rows in a file decides nothing."""
    codes = np.vstack([population.names.codes[:, :4], np.zeros((1, 4), np.uint32)])
    written = [codes[roster.name[rows]].T for roster, rows in ((right, pairs.right), (left, pairs.left))]
    return np.lexsort(
        (
            right.grade[pairs.right], right.school[pairs.right], left.township[pairs.left], left.village[pairs.left],
            right.phone[pairs.right], left.phone[pairs.left], right.id[pairs.right], left.id[pairs.left],
            right.dob[pairs.right], left.dob[pairs.left], *written[0][::-1], *written[1][::-1], -pairs.score,
        )
    )  # fmt: skip


def vetoed(pairs: Scored) -> Bools:
    """Pairs no score may link, because brothers, sisters, twins and namesakes look the same; a person decides."""
    seen = _Seen.of(pairs)
    nameless = pairs.levels[:, _NAME] == Name.MISSING
    of_another = _anothers_name(pairs, seen) | _outbid(pairs, seen)
    barred = nameless | of_another | _misused_id(seen) | _other_age(seen) | _two_ids(seen)
    return np.asarray(barred, dtype=bool)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the rules ask of each pair, as masks."""

    same_name: Bools
    close_name: Bools
    kin_name: Bools
    loose_name: Bools
    family: Bools
    village: Bools
    own_id: Bools
    confirmed: Bools
    two_ids: Bools
    twin_ids: Bools
    same_birth: Bools
    other_birth: Bools
    years_apart: Bools
    near_birth: Bools
    unmistakable: Bools
    other_name: Bools
    usual_place: Bools
    same_guardian: Bools
    other_home: Bools
    other_sex: Bools
    conflict: Bools
    owned: Bools

    @classmethod
    def of(cls, pairs: Scored) -> "_Seen":
        name, birth, identity = (pairs.levels[:, k] for k in (_NAME, _BIRTH, _IDENTITY))
        guardian = np.isin(pairs.levels[:, _GUARDIAN], [Guardian.EQUAL, Guardian.SAME_ID])
        phone = np.isin(pairs.levels[:, _PHONE], [Phone.EQUAL, Phone.NEAR])
        village = pairs.levels[:, _PLACE] == Place.SAME_VILLAGE
        like = (pairs.levels[:, _GUARDIAN] == Guardian.NEAR) & (phone | village)
        return cls(
            same_name=np.isin(name, [Name.EXACT, Name.FORMER]),
            close_name=_CLOSE_NAMES[name],
            kin_name=_KIN_NAMES[name],
            loose_name=_LOOSE_NAMES[name],
            family=guardian | like | (pairs.levels[:, _PHONE] == Phone.EQUAL),
            village=village,
            own_id=np.isin(identity, _OWN_ID),
            confirmed=identity == Identity.CONFIRMED_EQUAL,
            two_ids=np.isin(identity, _TWO_IDS),
            twin_ids=identity == Identity.TWIN_CONFLICT,
            same_birth=np.isin(birth, [Birth.EQUAL, Birth.OTHER_CALENDAR]),
            other_birth=np.isin(birth, [Birth.DIFFERENT, Birth.YEARS_APART]),
            years_apart=birth == Birth.YEARS_APART,
            near_birth=birth == Birth.WITHIN_MONTHS,
            usual_place=village | (pairs.levels[:, _PLACE] == Place.USUAL_SCHOOL),
            other_name=np.isin(name, [Name.SURNAME_ONLY, Name.DIFFERENT]),
            same_guardian=guardian,
            other_home=_OTHER_GUARDIANS[pairs.levels[:, _GUARDIAN]] & (pairs.levels[:, _PHONE] == Phone.DIFFERENT),
            other_sex=pairs.levels[:, _SEX] == Sex.DIFFERENT,
            owned=identity == Identity.OWNED,
            conflict=identity == Identity.CONFIRMED_CONFLICT,
            unmistakable=pairs.rare & (birth == Birth.EQUAL) & (pairs.levels[:, _SEX] != Sex.DIFFERENT),
        )


def _anothers_name(pairs: Scored, seen: _Seen) -> Bools:
    """A name that is not this child's, without the child's own ID; or one that is only like it beside a better bearer."""
    better = seen.close_name & seen.family
    outdone = np.isin(pairs.left, pairs.left[better]) | np.isin(pairs.right, pairs.right[better])
    namesake = seen.close_name & seen.same_birth
    outdone |= _outdone(pairs.left, pairs.score, namesake) | _outdone(pairs.right, pairs.score, namesake)
    return seen.kin_name & (outdone | ~seen.own_id) | seen.loose_name & outdone


def _outbid(pairs: Scored, seen: _Seen) -> Bools:
    """A name not quite the same, where a row of this birth date and home bears the very name: the other twin.

    Or where anybody of the family bears the very name, whatever the age: a brother or sister.
    """
    bearer = seen.same_name & seen.same_birth & (seen.family | seen.village)
    outbid = np.isin(pairs.left, pairs.left[bearer]) | np.isin(pairs.right, pairs.right[bearer])
    sibling = np.isin(pairs.right, pairs.right[seen.same_name & seen.family])
    return ~seen.same_name & (outbid | sibling)


def _misused_id(seen: _Seen) -> Bools:
    """Neither name nor birth date agree: even the same ID is then a brother's or sister's.

    Nor does it prove anything beside another name where neither family nor place agrees, or where the sex differs: birth date
    and sex of an entry are often written off the ID, whoever uses it.
    """
    return ~seen.same_name & seen.other_birth | seen.other_name & (~seen.family & ~seen.usual_place | seen.other_sex)


def _other_age(seen: _Seen) -> Bools:
    """The very name at another age without the child's own ID: a namesake, or a name passed on in the family.

    Nor is it the child's entry where ID and birth date both say that it is another's.
    """
    of_another = seen.owned & seen.other_birth
    return ~seen.own_id & (seen.years_apart | (seen.other_birth | seen.near_birth) & ~seen.family | of_another)


def _two_ids(seen: _Seen) -> Bools:
    """Two sound IDs need the family, the very name in one village, or a name few bear, to be two registrations of one child.

    IDs of one area and birth date are twins' unless the very name says otherwise; nor may name and birth date both differ.
    """
    one_home = seen.village & seen.same_name & ~seen.other_birth & ~seen.other_home
    unlike = ~seen.same_name & (seen.twin_ids | ~seen.same_birth)
    return seen.two_ids & ~seen.unmistakable & (~seen.family & ~one_home | unlike)


def _outdone(rows: Ints, score: Ints, by: Bools) -> Bools:
    """Pairs whose row has another pair, one of `by`, with at least the same score."""
    best = np.full(int(rows.max(initial=0)) + 1, np.iinfo(np.int32).min, dtype=np.int32)
    np.maximum.at(best, rows[by], score[by])
    return np.asarray(best[rows] >= score, dtype=bool)


def may_duplicate(pairs: Scored, settings: LinkSettings) -> Bools:
    """Pairs sure enough to make a row the second row of a child who already has a partner.

    A twin differs from a second row by a sound or a stroke of the name: without the very name, only an ID tells. The very
    name, birth date and home need no more than any link. Where something tells two children apart (an ID known to be
    another's, months between the births), only the guardian makes them one.
    """
    seen = _Seen.of(pairs)
    home = seen.family | seen.village & ~seen.other_home
    itself = seen.same_name & seen.same_birth & home
    near = np.isin(pairs.levels[:, _IDENTITY], [*_OWN_ID, Identity.PATTERN])
    longer = (pairs.levels[:, _NAME] == Name.DROPPED) & seen.same_birth & near
    sure = seen.same_name & seen.family | seen.close_name & near | ~seen.kin_name & seen.confirmed | longer
    surely = sure & (pairs.score >= settings.duplicate_at)
    told_apart = (seen.conflict | seen.near_birth) & ~seen.same_guardian
    return np.asarray((surely | itself & (pairs.score >= settings.link_at)) & ~told_apart, dtype=bool)


def assign(
    left_rows: Encoded, pairs: Scored, taken: Taken, settings: LinkSettings, joining: Joining | None = None
) -> npt.NDArray[np.intp]:
    """Positions of the pairs (given best first) that become links; `taken` is brought up to date.

    joining: what decisions leave to be joined, where there are any.
    """
    barred = vetoed(pairs)
    chosen: list[int] = []
    rivals = _Rivals.of(left_rows, pairs, barred, joining)
    left, right, score = pairs.left.tolist(), pairs.right.tolist(), pairs.score.tolist()
    second = may_duplicate(pairs, settings).tolist()
    for k in np.flatnonzero(~barred & (pairs.score >= settings.link_at)).tolist():
        i, j = left[k], right[k]
        if taken.left[i] or taken.right[j]:
            fits = second[k]
        else:
            fits = not rivals.contested(i, j, score[k], settings.rival_margin, taken)
        if fits and (joining is None or joining.join(i, j)):
            taken.left[i] = taken.right[j] = True
            chosen.append(k)
    return np.array(chosen, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class _Rivals:
    """For each right row, the left rows that would have it, with their scores."""

    left_rows: Encoded
    of_right: dict[int, list[tuple[int, int]]]
    joining: Joining | None

    @classmethod
    def of(cls, left_rows: Encoded, pairs: Scored, barred: Bools, joining: Joining | None) -> "_Rivals":
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        fit: Iterable[int] = np.flatnonzero(~barred & (pairs.score > 0)).tolist()
        left, right, score = pairs.left.tolist(), pairs.right.tolist(), pairs.score.tolist()
        for k in fit:
            found[right[k]].append((left[k], score[k]))
        return cls(left_rows, found, joining)

    def contested(self, i: int, j: int, score: int, margin: int, taken: Taken) -> bool:
        """Whether another child without a partner has almost as good a claim to right row j."""
        return any(
            other != i and not taken.left[other] and score - claim < margin and not self._same_child(i, other)
            for other, claim in self.of_right[j]
        )

    def _same_child(self, i: int, other: int) -> bool:
        """Two rows of one ID and birth date, or of one name and ID or family, are one child entered twice."""
        rows = self.left_rows
        if self.joining is not None and self.joining.are_apart(i, other):
            return False
        if self.joining is not None and self.joining.are_together(i, other):
            return True
        if rows.id[i] == rows.id[other] > 0 and rows.dob[i] == rows.dob[other]:
            return True
        if rows.name[i] != rows.name[other]:
            return False
        same_family = rows.guardian[i] == rows.guardian[other] >= 0 or rows.phone[i] == rows.phone[other] > 0
        same_id = rows.id[i] == rows.id[other] > 0
        return bool(
            same_id or (same_family and (rows.dob[i] == rows.dob[other] or 0 in (rows.dob[i], rows.dob[other])))
        )
