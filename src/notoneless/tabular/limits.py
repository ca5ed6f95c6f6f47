"""How much one file may ask of the machine before it is refused."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one source file; sizes in bytes, the rest in counts.

    `max_ratio` is uncompressed over compressed size of one archive entry above `ratio_floor` bytes; `max_box` is the
    number of cells in the rectangle around a sheet's cells, which the reader would hold in memory at 32 bytes each;
    `max_memory_bytes` bounds the process that reads the older formats, `max_seconds` its time. `max_text_bytes` is the
    text of all cells, each counted as often as it stands; `max_searched` the cells looked at singly in a sheet that is
    nearly empty; `max_doubtful` the rows of which it must be asked whether they are children's; `max_unreadable` the errors
    and formulas without a value in one sheet.
    """

    max_file_bytes: int = 1024 * MIB
    max_uncompressed_bytes: int = 2048 * MIB
    max_entries: int = 10_000
    max_ratio: int = 250
    ratio_floor: int = 32 * MIB
    max_rows: int = 2_000_000
    max_columns: int = 400
    max_box: int = 60_000_000
    max_issues_alike: int = 1_000
    max_memory_bytes: int = 4096 * MIB
    max_seconds: int = 300
    max_text_bytes: int = 1024 * MIB
    max_line_bytes: int = 16 * MIB
    max_searched: int = 20_000_000
    max_sheets: int = 2_000
    max_merges: int = 1_000_000
    max_unreadable: int = 1_000_000
    max_doubtful: int = 2_000_000


DEFAULT_LIMITS = Limits()

UPLOAD_LIMITS = Limits(
    max_file_bytes=32 * MIB,
    max_uncompressed_bytes=256 * MIB,
    max_ratio=100,
    ratio_floor=16 * MIB,
    max_rows=120_000,
    max_box=3_000_000,
    max_memory_bytes=160 * MIB,
    max_seconds=20,
    max_text_bytes=64 * MIB,
    max_line_bytes=MIB // 4,
    max_searched=300_000,
    max_sheets=255,
    max_merges=20_000,
    max_unreadable=50_000,
    max_doubtful=12_000,
)
"""For a file that came over the network: whoever sent it, it is decided at once and in little memory."""
