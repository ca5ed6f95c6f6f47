"""The layout of official papers: the numbers of GB/T 9704-2012, in millimetres and points, and where a signature stands."""

from dataclasses import dataclass

from notoneless.typesetting.paper import Signature, ems

PAGE_MM = (210, 297)
"""A4 (5.1)."""

TOP_MM, LEFT_MM, WIDTH_MM, HEIGHT_MM = 37, 28, 156, 225
"""Head margin, binding margin, and the type area (5.2.1)."""

RIGHT_MM = PAGE_MM[0] - LEFT_MM - WIDTH_MM
BOTTOM_MM = PAGE_MM[1] - TOP_MM - HEIGHT_MM

LINES, CHARACTERS = 22, 28
"""Lines of a page, and characters of a line (5.2.3)."""

NUMBER_BELOW_MM = 7
"""From the type area down to the number of the page (7.5)."""

FOOT_MM = NUMBER_BELOW_MM + 10
"""From the type area down to the end of what stands beneath it."""

POINTS_OF_MM = 72 / 25.4
BODY_PT, TITLE_PT, NUMBER_PT = 16.0, 22.0, 14.0
"""No. 3 for the body (5.2.2), no. 2 for the title (7.3.1), no. 4 for page numbers (7.5)."""

TABLE_PT, FOOTER_PT = 12.0, 8.0
"""Ours: tables are set small, and what is beneath page numbers smaller."""

MARK_PT, MARK_ABOVE_MM = 22.0, 6
"""Ours too: what stands above a paper that is not in force, and how far above the type area."""

HEAD_PT = 36.0
"""The red head: "so large that it stands out" (7.2.4), smaller where the name is long."""

LINE_PT = round(HEIGHT_MM * POINTS_OF_MM / LINES - 0.04, 2)
"""From one line to the next: a little less than a part of the type area, so that rounding costs no line."""

TRACKING_PT = round(WIDTH_MM * POINTS_OF_MM / CHARACTERS - BODY_PT - 0.005, 3)
"""What characters stand closer, so that 28 of them fill a line: they are a trifle wider than the type area."""

SEALED_RIGHT, UNSEALED_RIGHT, UNSEALED_STEP = 4.0, 2.0, 2.0
"""Characters to the right of a sealed day, of an unsealed name, and by which its day begins further in (7.3.5.1, 7.3.5.2)."""


@dataclass(frozen=True, slots=True)
class Signed:
    """How many characters stay free to the right of the name and of the day."""

    name: float
    day: float


def placed(signature: Signature) -> Signed:
    """Where name and day stand.

    Sealed: four characters right of the day, the name centred above it. Unsealed: two right of the name, the day two further
    in than the name begins; where the day is longer it is the day that keeps two (7.3.5).
    """
    name, day = ems(signature.name), ems(signature.day)
    if signature.is_sealed:
        shift = (name - day) / 2
        return Signed(max(0.0, SEALED_RIGHT - shift), SEALED_RIGHT + max(0.0, shift - SEALED_RIGHT))
    if day > name:
        return Signed(UNSEALED_RIGHT + UNSEALED_STEP + day - name, UNSEALED_RIGHT)
    return Signed(UNSEALED_RIGHT, max(0.0, UNSEALED_RIGHT + name - UNSEALED_STEP - day))


def head_size(agency: str) -> float:
    """How large the red head is, in points, so that it fits on one line."""
    return min(HEAD_PT, WIDTH_MM * POINTS_OF_MM / max(1.0, ems(agency)))
