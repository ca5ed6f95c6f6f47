"""Recognise the columns of a roster from their headers and from what their cells look like."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from notoneless.kernel.problems import Problem
from notoneless.tabular.cells import mask
from notoneless.tabular.column_map import Column, ColumnMap, Contest
from notoneless.tabular.fields import CONTESTABLE, SECOND, Field
from notoneless.tabular.issues import column_letter
from notoneless.tabular.recognition.contents import TELLING, Profile, looks_like_name, profile
from notoneless.tabular.recognition.headers import HeaderMatch, fold, match_header

__all__ = ["Column", "ColumnMap", "Contest", "recognise", "with_examples"]

ACCEPTED = 0.45
"""Confidence below which a column stays unrecognised."""

_CONTENT_WEIGHT, _CONTENT_NEEDED = 0.7, 0.7
_UNTESTED = 0.9
_UNFILLED = 0.8
_EVEN = 0.02
_EXAMPLE_CELLS, _EXAMPLES = 50, 3
_GENERATION = 12
"""Years between the middle birth years of two ID columns from which the older one is the guardians'."""


@dataclass(frozen=True, slots=True)
class _Claim:
    confidence: float
    index: int
    field: Field
    by_header: bool
    evidence: tuple[Problem, ...]
    otherwise: Field | None = None


def recognise(
    headers: Sequence[str], samples: Mapping[int, Sequence[str | None]], said: ColumnMap | None = None
) -> ColumnMap:
    """Which field each column holds, from its header and from sampled cells (`samples`: 0-based column to cells).

    A header counts by its spelling and by the share of cells that look as the field should; a column without a known
    header is recognised where at least 70 % of its cells look like one telling field. Claims are settled by
    confidence; two equal claims to a field of `CONTESTABLE` end in `contests`, which a person has to decide.
    What a person `said`, in a map bound to these headers, stands: its columns as named, its absent fields nowhere.
    """
    said = said or ColumnMap(())
    profiles = [profile(samples.get(index, ())) for index in range(len(headers))]
    matches = [match_header(header) for header in headers]
    claims = [claim for index in range(len(headers)) for claim in _claims(index, headers, matches, profiles)]
    claims = _beside(said, _tell_families_apart(claims, profiles))
    taken, contests = _settle(claims, profiles, said)
    _promote_second(taken, said)
    columns = tuple(_column(index, header, matches[index], taken, claims) for index, header in enumerate(headers))
    if said.columns:
        columns = tuple(given if given.field else found for given, found in zip(said.columns, columns, strict=True))
    return with_examples(replace(said, columns=columns, contests=contests), samples)


def with_examples(columns: ColumnMap, samples: Mapping[int, Sequence[str | None]]) -> ColumnMap:
    """`columns` with a few masked cells of each, from `samples` (0-based column to cells)."""
    shown = tuple(
        replace(column, examples=_examples(samples.get(column.index, ()), column.field))
        if column.index is not None
        else column
        for column in columns.columns
    )
    return replace(columns, columns=shown)


def _examples(cells: Sequence[str | None], field: Field | None) -> tuple[str, ...]:
    found = dict.fromkeys(text for cell in islice(cells, _EXAMPLE_CELLS) if cell and (text := cell.strip()))
    # a column nobody knows may hold the names of children
    return tuple(
        mask(text, Field.NAME if field is None and looks_like_name(text) else field)
        for text in islice(found, _EXAMPLES)
    )


def _beside(said: ColumnMap, claims: Sequence[_Claim]) -> list[_Claim]:
    """The claims of the columns that a person has left open."""
    return [claim for claim in claims if claim.index not in said.positions().values()]


def _claims(
    index: int, headers: Sequence[str], matches: Sequence[HeaderMatch | None], profiles: Sequence[Profile]
) -> list[_Claim]:
    match, seen = matches[index], profiles[index]
    claims = []
    if match is not None:
        if match.field is None:
            return []
        claims.append(_header_claim(index, headers[index], match.field, match, seen))
    if not claims or claims[0].confidence <= 0.6:
        claims += _content_claims(index, seen)
    return claims


def _header_claim(index: int, header: str, field: Field, match: HeaderMatch, seen: Profile) -> _Claim:
    share = _key_share(seen) if field is Field.KEY else seen.share(field)
    evidence = [Problem("tabular.by_header", {"header": mask(header)})]
    if share is None:
        confidence = match.strength * (_UNTESTED if seen.values else _UNFILLED)
    else:
        confidence = match.strength * (0.5 + 0.49 * share)
        evidence.append(
            Problem(
                "tabular.by_content" if share >= 0.5 else "tabular.content_differs", {"percent": round(share * 100)}
            )
        )
    return _Claim(round(confidence, 3), index, field, True, tuple(evidence), match.otherwise)


def _key_share(seen: Profile) -> float | None:
    """A column headed id that is full of resident IDs or student numbers is one of those, not the source's key."""
    taken = [share for field in (Field.ID_NO, Field.STUDENT_NO) if (share := seen.share(field)) is not None]
    return 1.0 - max(taken) if taken else None


def _content_claims(index: int, seen: Profile) -> list[_Claim]:
    claims = []
    for field in TELLING:
        share = seen.telling_share(field)
        if share is None or share < _CONTENT_NEEDED or (field is Field.NAME and seen.distinct_share() < 0.2):
            continue
        evidence = (Problem("tabular.by_content", {"percent": round(share * 100)}),)
        claims.append(_Claim(round(_CONTENT_WEIGHT * share, 3), index, field, False, evidence))
    return claims[:1]


def _tell_families_apart(claims: list[_Claim], profiles: Sequence[Profile]) -> list[_Claim]:
    """Give the older generation's ID column, and the name before it, to the guardian."""
    numbers = [claim for claim in claims if claim.field is Field.ID_NO]
    names = sorted((claim for claim in claims if claim.field is Field.NAME), key=lambda claim: claim.index)
    moved: dict[int, Field] = {}
    if len(numbers) == 2:
        years = [profiles[claim.index].birth_year() for claim in numbers]
        if years[0] and years[1] and abs(years[0] - years[1]) >= _GENERATION:
            moved[numbers[years[1] < years[0]].index] = Field.GUARDIAN_ID
    if len(names) == 2:
        later = _guardians_name(names, moved, claims)
        if later is not None:
            moved[later] = Field.GUARDIAN_NAME
    to = {Field.ID_NO: Field.GUARDIAN_ID, Field.NAME: Field.GUARDIAN_NAME}
    return [
        replace(claim, field=to[claim.field])
        if claim.index in moved and to.get(claim.field) is moved[claim.index]
        else claim
        for claim in claims
    ]


def _guardians_name(names: Sequence[_Claim], moved: Mapping[int, Field], claims: Sequence[_Claim]) -> int | None:
    """The second name column, where the guardians' ID stands nearer to it or a kinship or telephone follows at once."""
    first, second = names[0].index, names[1].index
    if moved:
        # a number follows its name: 姓名 身份证号 姓名 身份证号
        return second if next(iter(moved)) > second else first
    beside = {claim.field for claim in claims if claim.index in (second - 1, second + 1)}
    return second if beside & {Field.GUARDIAN_REL, Field.PHONE} else None


def _settle(
    claims: Sequence[_Claim], profiles: Sequence[Profile], said: ColumnMap
) -> tuple[dict[int, _Claim], tuple[Contest, ...]]:
    closed = said.positions().keys() | said.absent
    taken: dict[int, _Claim] = {}
    owner: dict[Field, _Claim] = {}
    contests = []
    for claim in sorted(claims, key=lambda claim: _rank(claim, profiles)):
        if claim.confidence < ACCEPTED or claim.index in taken:
            continue
        free = next(
            (field for field in _choices(claim, said.absent) if field not in owner and field not in closed), None
        )
        if free is not None:
            taken[claim.index] = owner[free] = replace(claim, field=free)
        elif claim.field in owner and _contested(owner[claim.field], claim, profiles):
            contests.append(Contest(claim.field, *sorted((owner[claim.field].index, claim.index))))
    return taken, tuple(contests)


def _choices(claim: _Claim, absent: frozenset[Field]) -> Iterator[Field]:
    """The fields a column may hold, best first; where there is no first guardian, there is no second."""
    for field in (claim.field, claim.otherwise):
        if field is not None:
            yield field
            if field in SECOND and field not in absent:
                yield SECOND[field]


def _rank(claim: _Claim, profiles: Sequence[Profile]) -> tuple[float, int, int]:
    """Surest first; of two birth-date columns the fuller one (2015-03-02 before 2015年3月), then the leftmost."""
    fullness = profiles[claim.index].width() if claim.field is Field.DOB else 0
    return (-claim.confidence, -fullness, claim.index)


def _contested(owner: _Claim, claim: _Claim, profiles: Sequence[Profile]) -> bool:
    if owner.confidence - claim.confidence > _EVEN or owner.by_header != claim.by_header:
        return False
    if profiles[owner.index].values == profiles[claim.index].values:
        return False
    return claim.field in CONTESTABLE and (claim.by_header or claim.field is Field.ID_NO)


def _promote_second(taken: dict[int, _Claim], said: ColumnMap) -> None:
    """A lone mother's column is the first guardian's."""
    found = {claim.field for claim in taken.values()}
    held = found | said.positions().keys() | said.absent
    if Field.GUARDIAN_NAME in held or Field.GUARDIAN2_NAME not in found:
        return
    first = {second: field for field, second in SECOND.items()}
    for index, claim in taken.items():
        if claim.field in first and first[claim.field] not in held:
            taken[index] = replace(claim, field=first[claim.field])


def _column(
    index: int, header: str, match: HeaderMatch | None, taken: Mapping[int, _Claim], claims: Sequence[_Claim]
) -> Column:
    claim = taken.get(index)
    if claim is not None:
        return Column(index, header, claim.field, claim.confidence, claim.evidence)
    if match is not None and match.field is None:
        code = "tabular.known_unused" if match.strength else "tabular.unknown_of_guardian"
        return Column(index, header, None, 0.0, (Problem(code),))
    lost = [claim for claim in claims if claim.index == index and claim.confidence >= ACCEPTED]
    winner = next((held for held in taken.values() if lost and held.field is lost[0].field), None)
    if winner is None:
        return Column(index, header, None, 0.0)
    return Column(
        index, header, None, 0.0, (Problem("tabular.field_held_by", {"column": column_letter(winner.index)}),)
    )


def identical_headers(first: Sequence[str], second: Sequence[str]) -> bool:
    """True when two header rows say the same, apart from spacing, width and punctuation."""
    return [fold(header) for header in first] == [fold(header) for header in second]
