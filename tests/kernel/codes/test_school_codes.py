"""School codes of ten digits."""

import pytest

from notoneless.kernel.codes import SchoolKind, parse_school_code


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("1151000123", SchoolKind.KINDERGARTEN),
        ("2151000123", SchoolKind.PRIMARY),
        ("'2151000123", SchoolKind.PRIMARY),
        ("2151000123.0", SchoolKind.PRIMARY),
        ("3151000123", SchoolKind.JUNIOR),
        ("3451000123", SchoolKind.SENIOR),
        ("5151000123", SchoolKind.SPECIAL),
        ("4151000123", SchoolKind.OTHER),
    ],
)
def test_school_codes(raw: str, kind: SchoolKind) -> None:
    found = parse_school_code(raw)
    assert found is not None
    assert (found.kind, found.province, found.sequence) == (kind, "51", "000123")


@pytest.mark.parametrize("raw", [None, "", "215100012", "21510001234", "2199000123", "0151000123", "第一小学"])
def test_no_school_code(raw: str | None) -> None:
    assert parse_school_code(raw) is None
