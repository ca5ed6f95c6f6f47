"""How much one file may ask of the machine before it is refused."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one source file; sizes in bytes, the rest in counts.

    `max_ratio` is uncompressed over compressed size of one archive entry above `ratio_floor` bytes; `max_box` is the
    number of cells in the rectangle around a sheet's cells, which the reader would hold in memory at 32 bytes each;
    `max_memory_bytes` bounds the process that reads the older formats.
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


DEFAULT_LIMITS = Limits()
