"""Division codes of the statistics office."""

import pytest

from notoneless.kernel.codes import Division, DivisionLevel, TownshipKind, parse_division


@pytest.mark.parametrize(
    ("raw", "code", "level", "parent", "kind"),
    [
        ("51", "51", DivisionLevel.PROVINCE, None, None),
        ("510000", "51", DivisionLevel.PROVINCE, None, None),
        ("5134", "5134", DivisionLevel.PREFECTURE, "51", None),
        ("513400000000", "5134", DivisionLevel.PREFECTURE, "51", None),
        ("510100", "5101", DivisionLevel.PREFECTURE, "51", None),
        ("513401", "513401", DivisionLevel.COUNTY, "5134", None),
        ("513401000000", "513401", DivisionLevel.COUNTY, "5134", None),
        ("513401.0", "513401", DivisionLevel.COUNTY, "5134", None),
        ("'513410", "513410", DivisionLevel.COUNTY, "5134", None),
        ("513401001", "513401001", DivisionLevel.TOWNSHIP, "513401", TownshipKind.SUBDISTRICT),
        ("513401100000", "513401100", DivisionLevel.TOWNSHIP, "513401", TownshipKind.TOWN),
        ("513401200", "513401200", DivisionLevel.TOWNSHIP, "513401", TownshipKind.TOWNSHIP),
        ("513401400", "513401400", DivisionLevel.TOWNSHIP, "513401", TownshipKind.TOWNSHIP_LIKE),
        ("513401700", "513401700", DivisionLevel.TOWNSHIP, "513401", None),
        ("513401100201", "513401100201", DivisionLevel.VILLAGE, "513401100", TownshipKind.TOWN),
        ("441900003000", "441900003", DivisionLevel.TOWNSHIP, "441900", TownshipKind.SUBDISTRICT),
    ],
)
def test_codes(raw: str, code: str, level: DivisionLevel, parent: str | None, kind: TownshipKind | None) -> None:
    found = parse_division(raw)
    assert found == Division(code, level)
    assert found.township_kind == kind
    assert (found.parent.code if found.parent else None) == parent
    assert parse_division(found.full) == found


@pytest.mark.parametrize(
    "raw", [None, "", "无", "5", "513", "51340", "5134010", "990000", "000000", "513401000201", "510001", "51340a"]
)
def test_no_division(raw: str | None) -> None:
    assert parse_division(raw) is None


def test_a_county_contains_its_villages_and_itself() -> None:
    county, village, other = (parse_division(code) for code in ("513401", "513401100201", "513402"))
    assert county is not None
    assert village is not None
    assert other is not None
    assert county.contains(village)
    assert county.contains(county)
    assert not county.contains(other)
    assert not village.contains(county)
