"""Children of school age without a link, for tools that only link. `python absent.py HOUSEHOLD AS_OF OUT`."""

import sys

import duckdb

FROM_AGE, UNTIL_AGE = 6, 16


def main(household: str, as_of: str, out: str) -> None:
    """Write `not_in_school.parquet` to `out`: household rows whose child is 6 to under 16 on `as_of` and in no link."""
    duckdb.connect().execute(
        f"""COPY (
            WITH rows AS (
                SELECT file_row_number + 1 AS household_row, try_strptime(dob, '%Y-%m-%d')::DATE AS born
                FROM read_parquet('{household}', file_row_number = true)
            )
            SELECT household_row FROM rows
            WHERE date_sub('year', born, DATE '{as_of}') BETWEEN {FROM_AGE} AND {UNTIL_AGE - 1}
              AND household_row NOT IN (SELECT household_row FROM '{out}/links.parquet')
              AND household_row NOT IN (SELECT household_row FROM '{out}/elsewhere_links.parquet')
            ORDER BY household_row
        ) TO '{out}/not_in_school.parquet' (FORMAT parquet)"""
    )


if __name__ == "__main__":
    main(*sys.argv[1:4])
